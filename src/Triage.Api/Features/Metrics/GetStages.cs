using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Metrics;

/// <summary>Where the cases received in a period stand today, from receipt to archive. Each number opens with GET /cases?state=&amp;from=&amp;to=.</summary>
internal static class GetStages
{
    public static async Task<Results<Ok<StageCounts>, Problem>> Handle(string? from, string? to, string? tribunal, CurrentUser user, CourtSetup court, Database database, TimeProvider time, CancellationToken ct)
    {
        var (query, refusal) = MetricQuery.Read(from, to, tribunal, null, user, court, time.Today());
        if (refusal is not null) return Problems.From(refusal);
        var sql = $"""
            select state, count(*) as cases from cases
            where received_on >= @From and received_on <= @To and tribunal in {CaseListSql.List(query.Tribunals)}
            group by state order by state
            """;
        var rows = (await database.ReadAsync((connection, token) => connection.QueryAsync<(string State, int Cases)>(new CommandDefinition(sql, new { query.From, query.To }, cancellationToken: token)), ct)).AsList();
        return TypedResults.Ok(new StageCounts(query.Scope, query.ScopeName, query.From, query.To, rows.Sum(row => row.Cases), [.. rows.Select(row => new StageCount(EnumText.Parse<CaseState>(row.State), row.Cases))]));
    }
}

/// <param name="From">First day of receipt.</param>
/// <param name="To">Last day of receipt.</param>
internal sealed record StageCounts(string Scope, string ScopeName, DateOnly From, DateOnly To, int Total, IReadOnlyList<StageCount> States);

internal sealed record StageCount(CaseState State, int Cases);
