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
        return TypedResults.Content(ReportPage.Write(await WithQualityAsync(database, court, book, query, ct)), "text/html", Encoding.UTF8);
    }

    private static async Task<Results<FileContentHttpResult, Problem>> AnswerAsync(string? from, string? to, string? tribunal, string? asOf, CurrentUser user, CourtSetup court, MetricBook book,
        Database database, TimeProvider time, string type, string extension, Func<MetricReport, byte[]> write, CancellationToken ct)
    {
        var (query, refusal) = MetricQuery.Read(from, to, tribunal, asOf, user, court, time.Today());
        if (refusal is not null) return Problems.From(refusal);
        var report = extension == "csv" ? await MetricReport.LoadAsync(database, court, book, query, ct) : await WithQualityAsync(database, court, book, query, ct);
        return TypedResults.File(write(report), type, $"monthly-{query.FromMonth}-{query.ToMonth}-{query.Scope}.{extension}");
    }

    private static async Task<MetricReport> WithQualityAsync(Database database, CourtSetup court, MetricBook book, MetricQuery query, CancellationToken ct) =>
        await MetricReport.LoadAsync(database, court, book, query, ct) with { Quality = await database.ReadAsync((connection, token) => QualityReport.ReadAsync(connection, court, book, query, token), ct) };

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
        {
            foreach (var section in report.Sections) workbook.Sheet(Layout(report, section), Rows(report, section));
            report.Quality?.WriteSheet(workbook, report);
        }
        return stream.ToArray();
    }

    private static SheetLayout Layout(MetricReport report, ReportSection section)
    {
        var last = Workbook.Column(report.Months.Count + 4);
        var notes = Notes(report, section);
        var body = report.Book.Definitions.Sum(RowsOf);
        var plain = new SheetLayout(section.Name.Length > 30 ? section.Name[..30] : section.Name, [20, .. report.Months.Select(_ => 8.5), 9.5, 17, 17, 25], 3, Landscape: report.Months.Count > 2,
            [$"A1:{last}1", $"A2:{last}2", .. Enumerable.Range(3 + body + 2, notes.Count).Select(row => $"A{row}:{last}{row}")]);
        return plain with { Breaks = Breaks() };

        // A page ends between two figures, never between a rate and what it is made of; the notes stay together.
        List<int> Breaks()
        {
            var room = plain.PageHeight - SheetLayout.TitleHeight - SheetLayout.SubtitleHeight - (2 * SheetLayout.RowHeight);
            var (breaks, row, used) = (new List<int>(), 3, 0.0);
            foreach (var rows in report.Book.Definitions.Select(RowsOf)) Take(rows, rows * SheetLayout.RowHeight);
            Take(notes.Count + 1, SheetLayout.RowHeight + notes.Sum(plain.NoteHeight));
            return breaks;

            void Take(int rows, double height)
            {
                if (used + height > room && used > 0)
                {
                    breaks.Add(row);
                    used = 0;
                }
                (row, used) = (row + rows, used + height);
            }
        }
    }

    /// <summary>A rate says nothing without what it is made of.</summary>
    private static int RowsOf(MetricDefinition metric) => metric.Unit == MetricUnit.Count ? 1 : 3;

    /// <summary>The definitions stand at the foot of the first sheet; the others point there.</summary>
    private static List<string> Notes(MetricReport report, ReportSection section) =>
    [
        .. report.Remarks,
        .. section == report.Sections[0] ? report.Book.Definitions.Select(metric => $"{metric.Name} ＝ {metric.Formula}。范围：{metric.Scope}。来源：{metric.Source}。") : [$"指标定义见“{report.Sections[0].Name}”表末。"],
    ];

    private static IEnumerable<IReadOnlyList<Cell>> Rows(MetricReport report, ReportSection section)
    {
        yield return [Cell.Of($"{report.Title}（{section.ShortName}）", CellStyle.Title)];
        yield return [Cell.Of(report.Note, CellStyle.Subtitle)];
        yield return [Cell.Of("指标", CellStyle.Header), .. report.Months.Select(month => Cell.Of(month, CellStyle.Header)), Cell.Of("合计", CellStyle.Header),
            Cell.Of("比上月", CellStyle.Header), Cell.Of("比上年同月", CellStyle.Header), Cell.Of("参考区间", CellStyle.Header)];
        foreach (var metric in report.Book.Definitions)
        {
            yield return [Cell.Of(metric.Name, CellStyle.Label), .. section.Months.Select(values => Number(metric, values[metric.Id], outside: false)),
                Number(metric, section.Total[metric.Id], FigureText.IsOutside(metric, section.Total[metric.Id], report.Months.Count)),
                Cell.Of(report.Trend(metric, section, section.MonthBefore), CellStyle.Center), Cell.Of(report.Trend(metric, section, section.YearBefore), CellStyle.Center), Cell.Of(FigureText.Range(metric), CellStyle.Center)];
            if (metric.Unit == MetricUnit.Count) continue;
            yield return Counts("　分子", section, values => values[metric.Id].Numerator);
            yield return Counts("　分母", section, values => values[metric.Id].Denominator);
        }
        yield return [];
        foreach (var note in Notes(report, section)) yield return [Cell.Of(note, CellStyle.Note)];
    }

    private static Cell Number(MetricDefinition metric, Figure figure, bool outside) => figure.Value is not { } value ? Cell.Of(FigureText.None, CellStyle.Whole) : Cell.Of(value, (metric.Unit, outside) switch
    {
        (MetricUnit.Count, _) => CellStyle.Whole,
        (MetricUnit.Rate, false) => CellStyle.Percent,
        (MetricUnit.Rate, true) => CellStyle.PercentOut,
        (MetricUnit.Days, false) => CellStyle.Decimal,
        (MetricUnit.Days, true) => CellStyle.DecimalOut,
    });

    private static List<Cell> Counts(string label, ReportSection section, Func<IReadOnlyDictionary<string, Figure>, long> of) =>
        [Cell.Of(label), .. section.Months.Append(section.Total).Select(values => Cell.Of(of(values), CellStyle.Whole)), Cell.Of(""), Cell.Of(""), Cell.Of("")];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
