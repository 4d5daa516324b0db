using System.Globalization;
using Triage.Api.Court;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Metrics;

/// <summary>Whose figures, of which whole months, as they stood on which day.</summary>
/// <param name="Scope">all, tribunals (the people's tribunals together), court (the court's own divisions), or the code of a tribunal.</param>
/// <param name="From">First day of the first month.</param>
/// <param name="To">Last day of the last month.</param>
internal sealed record MetricQuery(string Scope, string ScopeName, IReadOnlyList<string> Tribunals, DateOnly From, DateOnly To, DateOnly AsOf, DateOnly Today)
{
    public const string All = "all", AllTribunals = "tribunals";
    private const int MostMonths = 120;

    public string FromMonth => Text(From);
    public string ToMonth => Text(To);

    public IEnumerable<DateOnly> Months
    {
        get
        {
            for (var month = From; month <= To; month = month.AddMonths(1)) yield return month;
        }
    }

    public static string Text(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    public static DateOnly LastDay(DateOnly month) => month.AddMonths(1).AddDays(-1);

    /// <summary>The same scope over other months.</summary>
    public MetricQuery Over(DateOnly firstMonth, DateOnly lastMonth) => this with { From = firstMonth, To = LastDay(lastMonth) };

    /// <param name="from">yyyy-MM; absent: January of the year of <paramref name="to"/>.</param>
    /// <param name="to">yyyy-MM; absent: this month.</param>
    public static (MetricQuery Query, Refusal? Refusal) Read(string? from, string? to, string? tribunal, string? asOf, CurrentUser user, CourtSetup court, DateOnly today)
    {
        Dictionary<string, string[]> errors = [];
        var last = Month("to", to) ?? new DateOnly(today.Year, today.Month, 1);
        var first = Month("from", from) ?? new DateOnly(last.Year, 1, 1);
        var day = today;
        if (asOf is not null && !DateOnly.TryParseExact(asOf, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day)) errors["asOf"] = ["应为 yyyy-MM-dd。"];
        else if (day > today) errors["asOf"] = [$"不能晚于今天（{today:yyyy-MM-dd}）。"];
        if (errors.Count == 0 && first > last) errors["from"] = ["起月不能晚于止月。"];
        else if (errors.Count == 0 && first.AddMonths(MostMonths) <= last) errors["from"] = [$"一次最多查询 {MostMonths} 个月。"];

        var wide = user.IsAny(Role.Leader, Role.President, Role.Auditor);
        var scope = tribunal is { Length: > 0 } ? tribunal : wide ? All : user.Tribunal ?? All;
        var codes = scope switch
        {
            All => court.Tribunals.Select(one => one.Code),
            AllTribunals => PeoplesTribunals(court),
            _ => court.Tribunals.Where(one => one.Code == scope).Select(one => one.Code),
        };
        IReadOnlyList<string> tribunals = [.. codes];
        if (tribunals.Count == 0) errors["tribunal"] = [$"没有代码为“{scope}”的法庭；可用：all、tribunals、{string.Join("、", court.Tribunals.Select(one => one.Code))}。"];
        var name = scope switch { All => court.Court.Name, AllTribunals => "各人民法庭合计", _ => court.FindTribunal(scope)?.Name ?? scope };
        var query = new MetricQuery(scope, name, tribunals, first, LastDay(last), day, today);
        if (errors.Count > 0) return (query, new Refusal(RefusalCodes.BadQuery, "查询参数有误。", "A query parameter is wrong.") { Errors = errors });
        return (query, wide ? null : tribunals.Select(user.RefuseTribunal).FirstOrDefault(refusal => refusal is not null));

        DateOnly? Month(string field, string? text)
        {
            if (string.IsNullOrEmpty(text)) return null;
            if (DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) && month.Year is >= 1990 and <= 2100) return month;
            errors[field] = ["应为 yyyy-MM，如 2026-01。"];
            return null;
        }
    }

    public static IEnumerable<string> PeoplesTribunals(CourtSetup court) => court.Tribunals.Where(one => one.Kind == TribunalKind.Tribunal).Select(one => one.Code);
}
