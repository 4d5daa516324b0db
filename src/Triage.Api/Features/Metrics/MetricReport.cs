using System.Globalization;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain.Metrics;
using Triage.Api.Rules;

namespace Triage.Api.Features.Metrics;

/// <summary>One part of a report: the whole court, the tribunals together, or one of them.</summary>
/// <param name="Code">As the query's scope: all, tribunals or a code.</param>
/// <param name="ShortName">Beside the name of the court.</param>
/// <param name="Past">The months of the report's charts.</param>
/// <param name="MonthBefore">The month before the last one.</param>
/// <param name="YearBefore">The last month, a year earlier.</param>
internal sealed record ReportSection(string Code, string Name, string ShortName, IReadOnlyList<IReadOnlyDictionary<string, Figure>> Months, IReadOnlyList<IReadOnlyDictionary<string, Figure>> Past, IReadOnlyDictionary<string, Figure> Total,
    IReadOnlyDictionary<string, Figure> MonthBefore, IReadOnlyDictionary<string, Figure> YearBefore)
{
    public IReadOnlyDictionary<string, Figure> LastMonth => Months[^1];
}

/// <summary>What a court prints: the figures of GET /metrics/monthly, by month and tribunal, with their trend.</summary>
internal sealed record MetricReport(string Court, MetricQuery Query, MetricBook Book, IReadOnlyList<ReportSection> Sections)
{
    /// <summary>Null where nobody asked for it.</summary>
    public QualityReport? Quality { get; init; }

    public string Title => $"{Court}民事审判质效月报";

    public string Period => Query.From.Month == Query.To.Month && Query.From.Year == Query.To.Year
        ? string.Create(CultureInfo.InvariantCulture, $"{Query.To.Year}年{Query.To.Month}月")
        : string.Create(CultureInfo.InvariantCulture, $"{Query.From.Year}年{Query.From.Month}月至{Query.To.Year}年{Query.To.Month}月");

    public string Note => string.Create(CultureInfo.InvariantCulture,
        $"期间：{Period}　　数据截至：{Query.AsOf:yyyy-MM-dd}（以当日系统所记为准）　　单位：件、%、天　　指标定义第 {Book.Version} 版");

    /// <summary>Days still to come make every comparison of the last month a false one.</summary>
    public bool LastMonthIsOver => Query.To < Query.AsOf || (Query.To == Query.AsOf && Query.AsOf < Query.Today);

    /// <summary>How the last month moved against an earlier one.</summary>
    public string Trend(MetricDefinition metric, ReportSection section, IReadOnlyDictionary<string, Figure> earlier) =>
        LastMonthIsOver ? FigureText.Trend(metric, section.LastMonth[metric.Id], earlier[metric.Id]) : FigureText.None;

    /// <summary>What a reader must know of the columns.</summary>
    public IReadOnlyList<string> Remarks =>
    [
        .. LastMonthIsOver ? Array.Empty<string>() : [string.Create(CultureInfo.InvariantCulture, $"{Months[^1]} 尚未满月（数据截至 {Query.AsOf:yyyy-MM-dd}），不与上月、上年同月比较。")],
        "比上月、比上年同月：比率说升降多少个百分点，件数和天数说增减百分之几；“—”表示没有可比的数。",
        $"带下划线的数值在参考区间之外，须说明原因；分母不足 {Book.Definitions.Max(metric => metric.Reference?.Cases ?? 1)} 件的比率不作评价。参考区间不是目标，不作排名。",
    ];

    /// <summary>Of the report itself, and where that is short, of the year before its last month; not what lies before the ledger begins.</summary>
    public required IReadOnlyList<string> ChartMonths { get; init; }

    public IReadOnlyList<string> Months => [.. Query.Months.Select(MetricQuery.Text)];

    public static async Task<MetricReport> LoadAsync(Database database, CourtSetup court, MetricBook book, MetricQuery query, CancellationToken ct)
    {
        var lastMonth = new DateOnly(query.To.Year, query.To.Month, 1);
        var yearBefore = lastMonth.AddYears(-1);
        var reach = query with { From = query.From < yearBefore ? query.From : yearBefore };
        var sheet = await database.ReadAsync((connection, token) => FigureSheet.LoadAsync(connection, court, reach, token), ct);
        List<(string Code, string Name, IReadOnlyList<string> Tribunals)> parts = [(query.Scope, query.ScopeName, query.Tribunals)];
        if (query.Scope == MetricQuery.All) parts.Add((MetricQuery.AllTribunals, "各人民法庭合计", [.. MetricQuery.PeoplesTribunals(court)]));
        if (query.Tribunals.Count > 1) parts.AddRange(court.Tribunals.Where(one => query.Tribunals.Contains(one.Code)).Select(one => (one.Code, ShortName(court, one), (IReadOnlyList<string>)[one.Code])));
        List<DateOnly> past = [.. reach.Months.SkipWhile(month => month < query.From && BeforeTheLedger(month))];
        return new MetricReport(court.Court.Name, query, book, [.. parts.Select(part => new ReportSection(part.Code, part.Name, part.Code == MetricQuery.All ? "全院" : court.FindTribunal(part.Code) is { } one ? ShortName(court, one) : part.Name,
            [.. query.Months.Select(month => sheet.Figures(book, part.Tribunals, month, month))], [.. past.Select(month => sheet.Figures(book, part.Tribunals, month, month))], sheet.Figures(book, part.Tribunals, query.From, query.To),
            Earlier(part.Tribunals, lastMonth.AddMonths(-1)), Earlier(part.Tribunals, yearBefore)))])
        { ChartMonths = [.. past.Select(MetricQuery.Text)] };

        // A month that is not over is compared with nothing, nor is any with one in which the whole court closed nothing: that lies before its ledger begins.
        IReadOnlyDictionary<string, Figure> Earlier(IReadOnlyList<string> tribunals, DateOnly month) =>
            query.To >= query.AsOf || BeforeTheLedger(month) ? book.Definitions.ToDictionary(metric => metric.Id, _ => new Figure(0, 0)) : sheet.Figures(book, tribunals, month, month);

        bool BeforeTheLedger(DateOnly month) => sheet.Figures(book, [.. court.Tribunals.Select(one => one.Code)], month, month)["closed_cases"].Numerator == 0;
    }

    public static string ShortName(CourtSetup court, Tribunal tribunal) => tribunal.Kind == TribunalKind.Headquarters ? "院机关" : tribunal.Name.Replace(court.Court.Name, "", StringComparison.Ordinal);
}

/// <summary>How a figure is written for people, and how it moved. A rate moves by percentage points, a number by per cent: never the one for the other.</summary>
internal static class FigureText
{
    public const string None = "—";

    public static string Value(MetricDefinition metric, Figure figure) => figure.Value is not { } value ? None : metric.Unit switch
    {
        MetricUnit.Count => figure.Numerator.ToString(CultureInfo.InvariantCulture),
        MetricUnit.Rate => Number(value * 100) + "%",
        MetricUnit.Days => Number(value),
    };

    public static string Trend(MetricDefinition metric, Figure now, Figure before)
    {
        if (now.Value is not { } value || before.Value is not { } earlier) return None;
        if (metric.Unit == MetricUnit.Rate)
        {
            var points = (decimal)Math.Round((value - earlier) * 100, 1, MidpointRounding.AwayFromZero);
            return points == 0 ? "持平" : $"{(points > 0 ? "上升" : "下降")}{Number((double)Math.Abs(points))}个百分点";
        }
        if (earlier == 0) return None;
        var percent = (decimal)Math.Round((value - earlier) / earlier * 100, 1, MidpointRounding.AwayFromZero);
        return percent == 0 ? "持平" : $"{(percent > 0 ? "增长" : "下降")}{Number((double)Math.Abs(percent))}%";
    }

    public static string Range(MetricDefinition metric) => metric.Reference is not { } range ? "" : (range.From, range.To) switch
    {
        ({ } from, { } to) when range.Months is { } months => $"{Bound(from)}～{Bound(to)}（累计{months}个月以上）",
        ({ } from, { } to) => $"{Bound(from)}～{Bound(to)}",
        ({ } from, null) => $"≥{Bound(from)}",
        (null, { } to) => $"≤{Bound(to)}",
        _ => "",
    };

    /// <summary>Whether the figure lies outside its published range; nothing to compare, or too few cases to say, counts as inside.</summary>
    /// <param name="months">Over how many months.</param>
    public static bool IsOutside(MetricDefinition metric, Figure figure, int months) =>
        figure.Value is { } value && metric.Reference is { } range && figure.Denominator >= range.Cases && (range.Months ?? 0) <= months && ((range.From is { } from && value < (double)from) || (range.To is { } to && value > (double)to));

    private static string Bound(decimal bound) => bound <= 1 ? (bound * 100).ToString("0.#", CultureInfo.InvariantCulture) + "%" : bound.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Number(double value) => Math.Round(value, 1, MidpointRounding.AwayFromZero).ToString("0.0", CultureInfo.InvariantCulture);
}
