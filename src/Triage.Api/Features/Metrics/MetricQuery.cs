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
    /// <summary>In a query: a kind or cause that nobody has named.</summary>
    public const string Undetermined = "none";
    private const int MostMonths = 120;

    /// <summary>Only matters of one kind of dispute; empty: those of which nobody has said. Null: of any.</summary>
    public string? Family { get; init; }

    /// <summary>Only matters of one cause of action, by its codes in every version of the list; empty text: those without one. Null: of any.</summary>
    public IReadOnlyList<string>? Causes { get; init; }

    /// <summary>To what it is narrowed, in words; null where it is not.</summary>
    public string? Only { get; init; }

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

    /// <summary>The same query of one kind of dispute, of one cause, or of both.</summary>
    /// <param name="family">A code of <see cref="Families"/>, or none.</param>
    /// <param name="cause">Code or name of a cause, or none.</param>
    public (MetricQuery Query, Refusal? Refusal) Narrowed(string? family, string? cause, CourtSetup court)
    {
        Dictionary<string, string[]> errors = [];
        var query = this;
        if (family is { Length: > 0 })
        {
            if (family != Undetermined && !Families.Names.ContainsKey(family)) errors["family"] = [$"没有“{family}”这一纠纷类型；可用：{string.Join("、", Families.Names.Keys.Order(StringComparer.Ordinal))}、{Undetermined}（未定）。"];
            query = query with { Family = family == Undetermined ? "" : family, Only = Families.Names.GetValueOrDefault(family, "类型未定") };
        }
        if (cause is { Length: > 0 })
        {
            if (cause == Undetermined) query = query with { Causes = [""], Only = "案由未定" };
            else if (court.Causes.Find(cause, AsOf) is not { } known) errors["cause"] = [$"没有“{cause}”这一案由；请填案由代码或者名称，未定的填 {Undetermined}。"];
            else
            {
                var inForce = court.Causes.InForceOn(known.Code, AsOf);
                query = query with { Causes = [.. court.Causes.All.Select(one => one.Code).Where(code => court.Causes.InForceOn(code, AsOf) == inForce)], Only = court.Causes.Find(inForce, AsOf)!.Name };
            }
        }
        return (query, errors.Count == 0 ? null : new Refusal(RefusalCodes.BadQuery, "查询参数有误。", "A query parameter is wrong.") { Errors = errors });
    }

    public static IEnumerable<string> PeoplesTribunals(CourtSetup court) => court.Tribunals.Where(one => one.Kind == TribunalKind.Tribunal).Select(one => one.Code);
}
