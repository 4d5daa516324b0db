using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain.Metrics;
using Triage.Api.Http;
using Triage.Api.Rules;
using Triage.Api.Tables;

namespace Triage.Api.Features.Metrics;

/// <summary>The monthly report for machines (CSV), for the office (xlsx) and for paper (an A4 page).</summary>
internal static class PrintReport
{
    public static Task<Results<FileContentHttpResult, Problem>> Csv(string? from, string? to, string? tribunal, string? asOf, CurrentUser user, CourtSetup court,
        MetricBook book, Database database, TimeProvider time, CancellationToken ct) =>
        AnswerAsync(from, to, tribunal, asOf, user, court, book, database, time, Upload.CsvType + "; charset=utf-8", "csv", WriteCsv, ct);

    public static Task<Results<FileContentHttpResult, Problem>> Xlsx(string? from, string? to, string? tribunal, string? asOf, CurrentUser user, CourtSetup court,
        MetricBook book, Database database, TimeProvider time, CancellationToken ct) =>
        AnswerAsync(from, to, tribunal, asOf, user, court, book, database, time, Upload.XlsxType, "xlsx", WriteXlsx, ct);

    public static async Task<Results<ContentHttpResult, Problem>> Html(string? from, string? to, string? tribunal, string? asOf, CurrentUser user, CourtSetup court,
        MetricBook book, Database database, TimeProvider time, HttpResponse response, CancellationToken ct)
    {
        var (query, refusal) = MetricQuery.Read(from, to, tribunal, asOf, user, court, time.Today());
        if (refusal is not null) return Problems.From(refusal);
        // One page with its own style sheet, known by its hash: still nothing from elsewhere, no script.
        response.Headers.ContentSecurityPolicy = $"default-src 'none'; style-src '{ReportPage.StyleHash}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
        return TypedResults.Content(ReportPage.Write(await MetricReport.LoadAsync(database, court, book, query, ct)), "text/html", Encoding.UTF8);
    }

    private static async Task<Results<FileContentHttpResult, Problem>> AnswerAsync(string? from, string? to, string? tribunal, string? asOf, CurrentUser user, CourtSetup court, MetricBook book,
        Database database, TimeProvider time, string type, string extension, Func<MetricReport, byte[]> write, CancellationToken ct)
    {
        var (query, refusal) = MetricQuery.Read(from, to, tribunal, asOf, user, court, time.Today());
        if (refusal is not null) return Problems.From(refusal);
        var report = await MetricReport.LoadAsync(database, court, book, query, ct);
        return TypedResults.File(write(report), type, $"monthly-{query.FromMonth}-{query.ToMonth}-{query.Scope}.{extension}");
    }

    /// <summary>One line a figure: part, month, numerator, denominator, value to the last place, and as people read it.</summary>
    private static byte[] WriteCsv(MetricReport report)
    {
        var text = new StringBuilder("\uFEFF");
        CsvText.Line(text, ["scope", "范围", "month", "metric", "指标", "numerator", "denominator", "value", "显示值"]);
        foreach (var section in report.Sections)
        {
            foreach (var (month, values) in report.Months.Zip(section.Months)) Lines(month, values);
            Lines("total", section.Total);

            void Lines(string month, IReadOnlyDictionary<string, Figure> values)
            {
                foreach (var metric in report.Book.Definitions)
                {
                    var figure = values[metric.Id];
                    CsvText.Line(text, [section.Code, section.Name, month, metric.Id, metric.Name, Text(figure.Numerator), Text(figure.Denominator),
                        figure.Value?.ToString("R", CultureInfo.InvariantCulture), FigureText.Value(metric, figure)]);
                }
            }
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static byte[] WriteXlsx(MetricReport report)
    {
        using var stream = new MemoryStream();
        using (var workbook = new Workbook(stream))
            foreach (var section in report.Sections) workbook.Sheet(Layout(report, section), Rows(report, section));
        return stream.ToArray();
    }

    private static SheetLayout Layout(MetricReport report, ReportSection section)
    {
        var last = Workbook.Column(report.Months.Count + 4);
        var notes = report.Book.Definitions.Count;
        var first = 4 + (2 * report.Book.Definitions.Count(metric => metric.Unit != MetricUnit.Count)) + notes + 2;
        return new SheetLayout(section.Name.Length > 30 ? section.Name[..30] : section.Name, [20, .. report.Months.Select(_ => 8.5), 9.5, 17, 17, 13], 3, Landscape: true,
            [$"A1:{last}1", $"A2:{last}2", .. Enumerable.Range(first, notes).Select(row => $"A{row}:{last}{row}")]);
    }

    private static IEnumerable<IReadOnlyList<Cell>> Rows(MetricReport report, ReportSection section)
    {
        yield return [Cell.Of($"{report.Title}（{section.Name}）", CellStyle.Title)];
        yield return [Cell.Of(report.Note, CellStyle.Subtitle)];
        yield return [Cell.Of("指标", CellStyle.Header), .. report.Months.Select(month => Cell.Of(month, CellStyle.Header)), Cell.Of("合计", CellStyle.Header),
            Cell.Of("比上月", CellStyle.Header), Cell.Of("比上年同月", CellStyle.Header), Cell.Of("参考区间", CellStyle.Header)];
        foreach (var metric in report.Book.Definitions)
        {
            var style = metric.Unit switch { MetricUnit.Count => CellStyle.Whole, MetricUnit.Rate => CellStyle.Percent, MetricUnit.Days => CellStyle.Decimal };
            yield return [Cell.Of(metric.Name, CellStyle.Label), .. section.Months.Append(section.Total).Select(values => Cell.Of(values[metric.Id].Value, style)),
                Cell.Of(FigureText.Trend(metric, section.LastMonth[metric.Id], section.MonthBefore[metric.Id])),
                Cell.Of(FigureText.Trend(metric, section.LastMonth[metric.Id], section.YearBefore[metric.Id])), Cell.Of(FigureText.Range(metric))];
            if (metric.Unit == MetricUnit.Count) continue;
            // A rate says nothing without what it is made of.
            yield return Counts("　分子", section, values => values[metric.Id].Numerator);
            yield return Counts("　分母", section, values => values[metric.Id].Denominator);
        }
        yield return [];
        yield return [Cell.Of("指标定义", CellStyle.Label)];
        foreach (var metric in report.Book.Definitions) yield return [Cell.Of($"{metric.Name} ＝ {metric.Formula}。范围：{metric.Scope}。来源：{metric.Source}。", CellStyle.Note)];
    }

    private static List<Cell> Counts(string label, ReportSection section, Func<IReadOnlyDictionary<string, Figure>, long> of) =>
        [Cell.Of(label), .. section.Months.Append(section.Total).Select(values => Cell.Of(of(values), CellStyle.Whole)), Cell.Of(""), Cell.Of(""), Cell.Of("")];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
