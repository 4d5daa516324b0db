using System.Data.Common;
using System.Globalization;
using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain.Metrics;
using Triage.Api.Http;
using Triage.Api.Rules;

namespace Triage.Api.Features.Metrics;

/// <summary>What leadership should look at today, and why; each opens to its cases. It names causes, it ranks nobody.</summary>
internal static class GetAlerts
{
    public static async Task<Results<Ok<AlertList>, Problem>> Handle(string? from, string? to, string? tribunal, CurrentUser user, CourtSetup court, MetricBook book, Database database, TimeProvider time, CancellationToken ct)
    {
        var today = time.Today();
        var (query, refusal) = MetricQuery.Read(from, to, tribunal, null, user, court, today);
        if (refusal is not null) return Problems.From(refusal);
        var thisMonth = new DateOnly(today.Year, today.Month, 1);
        var watched = query.Over(thisMonth.AddMonths(-book.Alerts.QueueMonths), thisMonth.AddMonths(-1));
        var reach = query with { From = watched.From < query.From ? watched.From : query.From, To = watched.To > query.To ? watched.To : query.To };
        var alerts = await database.ReadAsync(async (connection, token) =>
        {
            var sheet = await FigureSheet.LoadAsync(connection, court, reach, token);
            return (IReadOnlyList<Alert>)
            [
                .. await OutOfRangeAsync(connection, sheet, court, book, query, token),
                .. await DeadlinesAsync(connection, book.Alerts, query, token),
                .. GrowingQueues(sheet, court, book, watched),
                .. await OverloadsAsync(connection, court, query, token),
            ];
        }, ct);
        return TypedResults.Ok(new AlertList(query.Scope, query.ScopeName, today, alerts));
    }

    private static async Task<IReadOnlyList<Alert>> OutOfRangeAsync(DbConnection connection, FigureSheet sheet, CourtSetup court, MetricBook book, MetricQuery query, CancellationToken ct)
    {
        var alerts = new List<Alert>();
        var total = sheet.Figures(book, query.Tribunals, query.From, query.To);
        foreach (var metric in book.Definitions)
        {
            if (metric.Reference is not { } range || total[metric.Id] is not { Value: { } value } figure || !FigureText.IsOutside(metric, figure, query.Months.Count())) continue;
            var low = range.From is { } from && value < (double)from;
            var part = low && metric.Has(MetricPart.Shortfall) ? MetricPart.Shortfall : low ? MetricPart.Denominator : metric.Has(MetricPart.Excess) ? MetricPart.Excess : MetricPart.Numerator;
            var count = await connection.QuerySingleAsync<long>(new CommandDefinition(
                $"select cast(count(*) as bigint) from ({CaseListSql.Of(metric, part, query, court)}) as l where {CaseListSql.Counted}", Values(metric, query), cancellationToken: ct));
            // Of one tribunal it is the kinds of dispute that say where.
            var places = query.Tribunals.Count > 1
                ? court.Tribunals.Where(one => query.Tribunals.Contains(one.Code))
                    .Select(one => new Contribution(one.Code, null, one.Name, sheet.Figures(book, [one.Code], query.From, query.To)[metric.Id], 0, 0, 0))
                : await FamiliesAsync(connection, court, metric, query, ct);
            alerts.Add(new Alert("out_of_range", metric.Name, string.Create(CultureInfo.InvariantCulture,
                $"{query.ScopeName}{Period(query)}{metric.Name}为{FigureText.Value(metric, figure)}，在参考区间（{FigureText.Range(metric)}）之外{Behind(part, count)}。"))
            {
                Metric = metric.Id,
                Value = figure,
                Count = count,
                Contributions = Shares(metric, places, (double)(low ? range.From! : range.To!).Value, low),
                Cases = $"/api/v1/metrics/{metric.Id}/cases?from={query.FromMonth}&to={query.ToMonth}&tribunal={query.Scope}&part={EnumText.Of(part)}",
            });
        }
        return alerts;
    }

    private static string Behind(MetricPart part, long count)
    {
        var which = part switch
        {
            MetricPart.Shortfall => "未计入分子的",
            MetricPart.Excess => "超过参考上限的",
            _ => "计入分子的",
        };
        return string.Create(CultureInfo.InvariantCulture, $"；{which} {count} 件");
    }

    /// <summary>The figure of each kind of dispute, from the same records that its case list shows.</summary>
    private static async Task<IEnumerable<Contribution>> FamiliesAsync(DbConnection connection, CourtSetup court, MetricDefinition metric, MetricQuery query, CancellationToken ct)
    {
        var (above, below) = (await SumsAsync(MetricPart.Numerator), await SumsAsync(MetricPart.Denominator));
        return above.Keys.Union(below.Keys).Order(StringComparer.Ordinal).Select(family => new Contribution(null, family, family.Length == 0 ? "案由未定" : Families.Names.GetValueOrDefault(family, family),
            new Figure(above.GetValueOrDefault(family), below.GetValueOrDefault(family)), 0, 0, 0));

        async Task<Dictionary<string, long>> SumsAsync(MetricPart part) => (await connection.QueryAsync<FamilyRow>(new CommandDefinition($"""
            select coalesce(l.family, '') as family, cast(sum(l.amount) as bigint) as amount from ({CaseListSql.Terms(metric, part, query, court)}) as l where {CaseListSql.Counted} group by coalesce(l.family, '')
            """, Values(metric, query), cancellationToken: ct))).ToDictionary(row => row.Family, row => row.Amount, StringComparer.Ordinal);
    }

    private static object Values(MetricDefinition metric, MetricQuery query) => new { query.From, query.To, query.AsOf, Metric = metric.Id };

    /// <summary>What each adds to what pulls the figure out of its range, the largest first: of a rate that is low what is missing, of one that is high what is counted, of a mean the days beyond the bound.
    /// Together they are the whole of it, also those that are within the range themselves.</summary>
    private static List<Contribution> Shares(MetricDefinition metric, IEnumerable<Contribution> places, double bound, bool low)
    {
        var parts = places.Select(place => place with { Cases = Beyond(place.Value) })
            .Select(place => place with { Counts = metric.Unit == MetricUnit.Days ? place.Cases : low ? place.Value.Denominator - place.Value.Numerator : place.Value.Numerator })
            .Where(place => place.Counts > 0).OrderByDescending(place => place.Counts).ToList();
        var whole = (double)parts.Sum(place => place.Counts);
        return [.. parts.Select(place => place with { Share = Math.Round(place.Counts / whole, 4) })];

        // Whoever is out of range at all is so by one case.
        long Beyond(Figure figure) => (low ? 1 : -1) * ((bound * figure.Denominator) - figure.Numerator) is > 1e-6 and var gap ? (long)Math.Max(1, Math.Round(gap)) : 0;
    }

    private static async Task<IReadOnlyList<Alert>> DeadlinesAsync(DbConnection connection, AlertPolicy policy, MetricQuery query, CancellationToken ct)
    {
        var alerts = new List<Alert>();
        foreach (var list in AlertLists.Of(policy).Where(one => !one.ByPerson))
        {
            var sql = $"select cast(count(*) as bigint) from cases where {list.Condition} and tribunal in {CaseListSql.List(query.Tribunals)}";
            var count = await connection.QuerySingleAsync<long>(new CommandDefinition(sql, AlertLists.Days(query.Today, policy), cancellationToken: ct));
            if (count > 0)
                alerts.Add(new Alert(list.Id, list.Name, string.Create(CultureInfo.InvariantCulture, $"{query.ScopeName}有 {count} 件案件{list.Sentence}。"))
                { Count = count, Cases = $"/api/v1/metrics/alerts/{list.Id}/cases?tribunal={query.Scope}" });
        }
        return alerts;
    }

    private static IEnumerable<Alert> GrowingQueues(FigureSheet sheet, CourtSetup court, MetricBook book, MetricQuery watched)
    {
        foreach (var one in court.Tribunals.Where(one => watched.Tribunals.Contains(one.Code)))
        {
            var figures = sheet.Figures(book, [one.Code], watched.From, watched.To);
            var (filed, closed, left) = (figures["new_cases"].Numerator, figures["closed_cases"].Numerator, figures["closing_stock"].Numerator);
            if (filed - closed < Math.Max(book.Alerts.QueueCases, closed * book.Alerts.QueueShare)) continue;
            yield return new Alert("queue_growing", "收案快于结案", string.Create(CultureInfo.InvariantCulture,
                $"{one.Name}最近{book.Alerts.QueueMonths}个整月新收 {filed} 件、结案 {closed} 件，存案增加 {filed - closed} 件，期末未结 {left} 件。"))
            { Tribunal = one.Code, Count = left, Cases = $"/api/v1/metrics/closing_stock/cases?from={watched.FromMonth}&to={watched.ToMonth}&tribunal={one.Code}" };
        }
    }

    private static async Task<IReadOnlyList<Alert>> OverloadsAsync(DbConnection connection, CourtSetup court, MetricQuery query, CancellationToken ct)
    {
        var tribunals = CaseListSql.List(query.Tribunals);
        var judges = await connection.QueryAsync<LoadRow>(new CommandDefinition($"""
            select judge as person, cast(count(*) as bigint) as count from cases
            where judge is not null and filed_on is not null and closed_on is null and tribunal in {tribunals} group by judge order by judge
            """, cancellationToken: ct));
        var mediators = await connection.QueryAsync<LoadRow>(new CommandDefinition($"""
            select mediator as person, cast(count(*) as bigint) as count from cases where mediator is not null and state = 'mediating' and tribunal in {tribunals} group by mediator order by mediator
            """, cancellationToken: ct));
        return
        [
            .. judges.Select(row => (row, cap: court.Teams.Where(team => team.Members.Contains(row.Person)).Select(team => (int?)team.Cap).Max()))
                .Where(load => load.row.Count > load.cap).Select(load => Overload(load.row, load.cap!.Value, "judge", "法官在办案件超过预警数", court, query)),
            .. mediators.Select(row => (row, cap: court.FindMediator(row.Person)?.MaxLoad)).Where(load => load.row.Count > load.cap)
                .Select(load => Overload(load.row, load.cap!.Value, "mediator", "调解员在办调解超过上限", court, query)),
        ];
    }

    private static Alert Overload(LoadRow row, int cap, string role, string title, CourtSetup court, MetricQuery query) =>
        new($"{role}_overloaded", title, string.Create(CultureInfo.InvariantCulture, $"{court.NameOf(row.Person) ?? row.Person}在办 {row.Count} 件，预警数 {cap} 件。"))
        { Count = row.Count, Person = row.Person, Cases = $"/api/v1/metrics/alerts/{role}_overloaded/cases?tribunal={query.Scope}&person={Uri.EscapeDataString(row.Person)}" };

    private static string Period(MetricQuery query) => (Year: query.From.Year == query.To.Year, Month: query.FromMonth == query.ToMonth) switch
    {
        { Month: true } => string.Create(CultureInfo.InvariantCulture, $"{query.To.Year}年{query.To.Month}月"),
        { Year: true } => string.Create(CultureInfo.InvariantCulture, $"{query.From.Year}年{query.From.Month}—{query.To.Month}月"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{query.From.Year}年{query.From.Month}月—{query.To.Year}年{query.To.Month}月"),
    };

    private sealed record FamilyRow
    {
        public string Family { get; init; } = "";
        public long Amount { get; init; }
    }

    private sealed record LoadRow
    {
        public string Person { get; init; } = "";
        public long Count { get; init; }
    }
}

internal sealed record AlertList(string Scope, string ScopeName, DateOnly AsOf, IReadOnlyList<Alert> Items);

/// <param name="Kind">out_of_range, limit_near, limit_exceeded, open_12_months, open_18_months, mediation_overdue, queue_growing, judge_overloaded, mediator_overloaded.</param>
/// <param name="Detail">The sentence for leadership.</param>
internal sealed record Alert(string Kind, string Title, string Detail)
{
    public string? Tribunal { get; init; }
    public string? Metric { get; init; }
    public Figure? Value { get; init; }
    /// <summary>Rows of the list behind it.</summary>
    public long? Count { get; init; }
    public string? Person { get; init; }
    /// <summary>Where the figure is lost, the largest first; in the words of the figure, not of a merit.</summary>
    public IReadOnlyList<Contribution> Contributions { get; init; } = [];
    /// <summary>The list behind it.</summary>
    public required string Cases { get; init; }
}

/// <param name="Tribunal">Where the alert is of several tribunals.</param>
/// <param name="Family">Where it is of one: the kind of dispute; empty where nobody has said.</param>
/// <param name="Cases">How many cases beyond the bound; days, where the figure is of days.</param>
/// <param name="Counts">What it adds to what pulls the figure out of its range, cases or days; over all places the whole of it.</param>
/// <param name="Share">Of that whole.</param>
internal sealed record Contribution(string? Tribunal, string? Family, string Name, Figure Value, long Cases, long Counts, double Share);
