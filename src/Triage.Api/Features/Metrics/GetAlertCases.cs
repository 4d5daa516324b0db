using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Domain.Metrics;
using Triage.Api.Http;
using Triage.Api.Rules;

namespace Triage.Api.Features.Metrics;

/// <summary>The cases behind an alert about time or load, the oldest first.</summary>
internal static class GetAlertCases
{
    public static async Task<Results<Ok<AlertCases>, Problem>> Handle(string kind, string? tribunal, string? person, int? limit, string? cursor, CurrentUser user, CourtSetup court, MetricBook book, Database database,
        CaseStore store, TimeProvider time, CancellationToken ct)
    {
        if (AlertLists.Of(book.Alerts).FirstOrDefault(one => one.Id == kind) is not { } list) return Problems.NotFound($"没有名为“{kind}”的预警清单。", $"There is no list '{kind}'.");
        var (query, refusal) = MetricQuery.Read(null, null, tribunal, null, user, court, time.Today());
        if (refusal is not null) return Problems.From(refusal);
        if (list.ByPerson && string.IsNullOrEmpty(person))
            return Problems.From(new Refusal(RefusalCodes.BadQuery, "请指明是谁的案件。", "Say whose cases.") { Errors = new Dictionary<string, string[]> { ["person"] = ["不能为空。"] } });
        var (page, invalid) = PageRequest<DateOnly>.Read(limit, cursor);
        if (invalid is not null) return Problems.From(invalid);
        var from = $"from cases where {list.Condition} and tribunal in {CaseListSql.List(query.Tribunals)}";
        var values = new DynamicParameters(AlertLists.Days(query.Today, book.Alerts));
        values.AddDynamicParams(new { page.After, page.AfterId, Limit = page.Limit + 1, Person = person });
        return TypedResults.Ok(await database.ReadAsync(async (connection, token) =>
        {
            var total = await connection.QuerySingleAsync<long>(new CommandDefinition($"select cast(count(*) as bigint) {from}", values, cancellationToken: token));
            var rows = (await connection.QueryAsync<CaseRow>(new CommandDefinition(
                $"select {CaseStore.Columns} {from} {page.Seek("received_on")} order by received_on, id limit @Limit", values, cancellationToken: token))).Select(store.Open).ToList();
            var shown = rows.Take(page.Limit).ToList();
            return new AlertCases(kind, list.Name, query.Scope, total, [.. shown.Select(c => MetricCase.From(list.DayOf(c) ?? c.ReceivedOn, 1, list.Name, c, user, court))],
                rows.Count > page.Limit ? PageRequest<DateOnly>.Next(shown[^1].ReceivedOn, shown[^1].Id) : null);
        }, ct));
    }
}

internal sealed record AlertCases(string Kind, string Name, string Scope, long Total, IReadOnlyList<MetricCase> Items, string? NextCursor);

/// <param name="Condition">Over the columns of cases.</param>
/// <param name="Sentence">Follows “有 n 件案件”.</param>
/// <param name="DayOf">The day that matters, for the list.</param>
internal sealed record AlertDefinition(string Id, string Name, string Condition, string Sentence, Func<CourtCase, DateOnly?> DayOf)
{
    /// <summary>Of one judge or mediator, who is named in the query.</summary>
    public bool ByPerson { get; init; }
}

/// <summary>Alerts about time and load that are a condition over the columns of a case.</summary>
internal static class AlertLists
{
    private const string Open = "filed_on is not null and closed_on is null and state not in ('withdrawn', 'referred_out', 'not_accepted', 'archived')";

    public static IReadOnlyList<AlertDefinition> Of(AlertPolicy policy) =>
    [
        new("limit_near", "审限即将届满", $"{Open} and limit_on between @Today and @Soon", $"将在{policy.LimitDays}日内审限届满", c => c.Trial?.DueOn),
        new("limit_exceeded", "超审限未结", $"{Open} and limit_on < @Today", "审限已届满而未结案", c => c.Trial?.DueOn),
        new("open_18_months", "长期未结（十八个月）", $"{Open} and filed_on <= @Months18", "立案已满十八个月未结", c => c.FiledOn),
        new("open_12_months", "长期未结（十二个月）", $"{Open} and filed_on <= @Months12 and filed_on > @Months18", "立案已满十二个月、不满十八个月未结", c => c.FiledOn),
        new("mediation_overdue", "调解超期", "state = 'mediating' and due_on < @Today", "调解期限已满而未终结", c => c.Mediation?.StartedOn),
        new("judge_overloaded", "法官在办案件超过预警数", "judge = @Person and filed_on is not null and closed_on is null", "", c => c.FiledOn) { ByPerson = true },
        new("mediator_overloaded", "调解员在办调解超过上限", "mediator = @Person and state = 'mediating'", "", c => c.Mediation?.StartedOn) { ByPerson = true },
    ];

    public static object Days(DateOnly today, AlertPolicy policy) => new { Today = today, Soon = today.AddDays(policy.LimitDays), Months12 = today.AddMonths(-12), Months18 = today.AddMonths(-18) };
}
