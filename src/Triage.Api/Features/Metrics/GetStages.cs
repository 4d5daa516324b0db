using System.Data.Common;
using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Domain.Metrics;
using Triage.Api.Http;

namespace Triage.Api.Features.Metrics;

/// <summary>Where the cases received in a period stand today, from receipt to archive. Each number opens with GET /cases?state=&amp;from=&amp;to=.</summary>
internal static class GetStages
{
    /// <summary>Here a case stands in mediation, or on the way that only mediation leads to.</summary>
    private static readonly string[] InMediation = [.. new[]
    {
        CaseState.AwaitingMediator, CaseState.Mediating, CaseState.Agreed, CaseState.MediationFailed, CaseState.ConfirmationApplied, CaseState.ConfirmationReview, CaseState.ConfirmationRefused, CaseState.Confirmed,
    }.Select(EnumText.Of)];

    public static async Task<Results<Ok<StageCounts>, Problem>> Handle(string? from, string? to, string? tribunal, CurrentUser user, CourtSetup court, Database database, TimeProvider time, CancellationToken ct)
    {
        var (query, refusal) = MetricQuery.Read(from, to, tribunal, null, user, court, time.Today());
        if (refusal is not null) return Problems.From(refusal);
        var tribunals = CaseListSql.List(query.Tribunals);
        // A mediation that a mediator has begun left a task or an end among the records that the figures are made of, wherever the case stands now.
        string Sql(DbConnection connection) => $"""
            select c.state, cast(count(*) as bigint) as cases, cast(sum(case when m.case_id is not null or {connection.In("c.state", "@InMediation")} then 1 else 0 end) as bigint) as mediated,
                cast(sum(case when c.filed_on is not null then 1 else 0 end) as bigint) as filed
            from cases c left join (select distinct e.case_id from figure_events e where e.recorded_to is null and e.tribunal in {tribunals} and (e.kind = {(int)FigureKind.MediationEnded}
                or (e.kind in ({(int)FigureKind.TaskDone}, {(int)FigureKind.TaskPending}) and e.item = {CaseFigures.MediationTask}))) m on m.case_id = c.id
            where c.received_on >= @From and c.received_on <= @To and c.tribunal in {tribunals}
            group by c.state order by c.state
            """;
        var rows = (await database.ReadAsync((connection, token) => connection.QueryAsync<(string State, long Cases, long Mediated, long Filed)>(new CommandDefinition(Sql(connection), new { query.From, query.To, InMediation }, cancellationToken: token)), ct)).AsList();
        return TypedResults.Ok(new StageCounts(query.Scope, query.ScopeName, query.From, query.To, (int)rows.Sum(row => row.Cases), [.. rows.Select(row => new StageCount(EnumText.Parse<CaseState>(row.State), (int)row.Cases, (int)row.Mediated, (int)row.Filed))]));
    }
}

/// <param name="From">First day of receipt.</param>
/// <param name="To">Last day of receipt.</param>
internal sealed record StageCounts(string Scope, string ScopeName, DateOnly From, DateOnly To, int Total, IReadOnlyList<StageCount> States);

/// <param name="Mediated">Of these: how many stand in mediation or have been there. Not every case passes it.</param>
/// <param name="Filed">Of these: how many were registered.</param>
internal sealed record StageCount(CaseState State, int Cases, int Mediated, int Filed);
