using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Triage.Api.Court;
using Triage.Api.Domain.Metrics;
using Triage.Api.Rules;
using Triage.Api.Tables;

namespace Triage.Api.Features.Metrics;

/// <summary>Triage quality as a court prints it: by tribunal in the order of the court's own list, by kind of dispute and by cause. Nobody is ranked.</summary>
/// <param name="Metrics">The columns.</param>
internal sealed record QualityReport(IReadOnlyList<MetricDefinition> Metrics, IReadOnlyList<QualityLine> Lines)
{
    public const string Title = "分流质量";
    private const string Remark = "按台账接收的案件未经本系统甄别，不计入人工甄别、改派和二次分流；“—”表示没有可计的案件。";

    public static async Task<QualityReport> ReadAsync(DbConnection connection, CourtSetup court, MetricBook book, MetricQuery query, CancellationToken ct)
    {
        var metrics = GetTriageQuality.Shown.Select(id => book.Find(id)!).ToList();
        var (tribunals, causes) = (await GetTriageQuality.ReadAsync(connection, court, book, query, QualityCut.Tribunal, ct), await GetTriageQuality.ReadAsync(connection, court, book, query, QualityCut.Cause, ct));
        var together = new QualityLine("合计", QualityLevel.Group, tribunals.Total);
        List<QualityLine> lines = [];
        if (tribunals.ByTribunal.Count > 1)
            lines.AddRange([new("按法庭", QualityLevel.Heading, null), .. tribunals.ByTribunal.Select(one => new QualityLine(MetricReport.ShortName(court, court.FindTribunal(one.Tribunal)!), QualityLevel.Item, one.Values)), together]);
        lines.Add(new("按纠纷类型、案由", QualityLevel.Heading, null));
        foreach (var family in causes.ByFamily.Where(one => one.Values.Values.Any(figure => figure.Denominator != 0)))
        {
            lines.Add(new(family.Name, QualityLevel.Group, family.Values));
            lines.AddRange(causes.ByCause.Where(one => one.Family == family.Family).Select(one => new QualityLine(one.Name, QualityLevel.Item, one.Values)));
        }
        lines.Add(together);
        return new QualityReport(metrics, lines);
    }

    /// <summary>Four groups of three columns: the rate, and what it is made of.</summary>
    public void WriteSheet(Workbook workbook, MetricReport report)
    {
        var last = Workbook.Column(3 * Metrics.Count);
        var notes = 4 + Lines.Count + 2;
        workbook.Sheet(new SheetLayout(Title, [26, .. Metrics.SelectMany(_ => (double[])[10, 8, 8])], 4, Landscape: false,
            [$"A1:{last}1", $"A2:{last}2", "A3:A4", .. Metrics.Select((_, i) => $"{Workbook.Column((3 * i) + 1)}3:{Workbook.Column((3 * i) + 3)}3"), .. Enumerable.Range(notes, Metrics.Count + 1).Select(row => $"A{row}:{last}{row}")]), Rows(report));
    }

    private IEnumerable<IReadOnlyList<Cell>> Rows(MetricReport report)
    {
        yield return [Cell.Of($"{report.Title}（{Title}）", CellStyle.Title)];
        yield return [Cell.Of(report.Note, CellStyle.Subtitle)];
        yield return [Cell.Of("法庭、纠纷类型、案由", CellStyle.Header), .. Metrics.SelectMany(metric => (Cell[])[Cell.Of(metric.Name, CellStyle.Header), Cell.Of("", CellStyle.Header), Cell.Of("", CellStyle.Header)])];
        yield return [Cell.Of("", CellStyle.Header), .. Metrics.SelectMany(_ => (Cell[])[Cell.Of("率", CellStyle.Header), Cell.Of("分子", CellStyle.Header), Cell.Of("分母", CellStyle.Header)])];
        foreach (var line in Lines)
            yield return [Cell.Of((line.Level == QualityLevel.Item ? "　" : "") + line.Name, line.Level == QualityLevel.Item ? CellStyle.Text : CellStyle.Label), .. Metrics.SelectMany(metric => Cells(line.Values?[metric.Id]))];
        yield return [];
        yield return [Cell.Of(Remark, CellStyle.Note)];
        foreach (var metric in Metrics) yield return [Cell.Of($"{metric.Name} ＝ {metric.Formula}。", CellStyle.Note)];
    }

    private static Cell[] Cells(Figure? figure) => figure switch
    {
        null => [Cell.Of("", CellStyle.Label), Cell.Of("", CellStyle.Label), Cell.Of("", CellStyle.Label)],
        { Value: { } value } => [Cell.Of(value, CellStyle.Percent), Cell.Of(figure.Numerator, CellStyle.Whole), Cell.Of(figure.Denominator, CellStyle.Whole)],
        _ => [Cell.Of(FigureText.None, CellStyle.Whole), Cell.Of(figure.Numerator, CellStyle.Whole), Cell.Of(figure.Denominator, CellStyle.Whole)],
    };

    public void WritePage(StringBuilder html)
    {
        html.Append("<section><h2>").Append(Title).Append("</h2><table class=\"wide\"><thead><tr><th>法庭、纠纷类型、案由</th>");
        foreach (var metric in Metrics) html.Append("<th>").Append(HtmlEncoder.Default.Encode(metric.Name)).Append("</th>");
        html.Append("</tr></thead><tbody>");
        foreach (var line in Lines)
        {
            if (line.Values is not { } values)
            {
                html.Append("<tr><th class=\"part\" colspan=\"").Append((Metrics.Count + 1).ToString(CultureInfo.InvariantCulture)).Append("\">").Append(line.Name).Append("</th></tr>");
                continue;
            }
            html.Append(line.Level == QualityLevel.Group ? "<tr class=\"group\"><td>" : "<tr><td>　").Append(HtmlEncoder.Default.Encode(line.Name)).Append("</td>");
            foreach (var metric in Metrics)
                html.Append("<td>").Append(FigureText.Value(metric, values[metric.Id])).Append(values[metric.Id] is { Denominator: not 0 } figure ? string.Create(CultureInfo.InvariantCulture, $"（{figure.Numerator}／{figure.Denominator}）") : "").Append("</td>");
            html.Append("</tr>");
        }
        html.Append("</tbody></table><p class=\"foot\">").Append(Remark).Append("</p></section>");
    }
}

internal enum QualityLevel { Heading, Group, Item }

/// <param name="Values">Null for a heading.</param>
internal sealed record QualityLine(string Name, QualityLevel Level, IReadOnlyDictionary<string, Figure>? Values);
