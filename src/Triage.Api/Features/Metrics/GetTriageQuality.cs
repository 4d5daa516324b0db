using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain.Metrics;
using Triage.Api.Http;
using Triage.Api.Rules;

namespace Triage.Api.Features.Metrics;

/// <summary>What triage is worth to those who rely on it, by kind of dispute and by tribunal: abstention, override, second triage, procedures converted later.</summary>
internal static class GetTriageQuality
{
    private static readonly string[] Shown = ["abstention_rate", "override_rate", "second_triage_rate", "converted_procedure_rate"];

    public static async Task<Results<Ok<TriageQuality>, Problem>> Handle(string? from, string? to, string? tribunal, CurrentUser user, CourtSetup court, MetricBook book, Database database,
        TimeProvider time, CancellationToken ct)
    {
        var (query, refusal) = MetricQuery.Read(from, to, tribunal, null, user, court, time.Today());
        if (refusal is not null) return Problems.From(refusal);
        var metrics = Shown.Select(id => book.Find(id)!).ToList();
        var sql = $"""
            select tribunal, coalesce(family, '') as family, kind, marks, cast(count(*) as bigint) as count from figure_events
            where kind in (2, 14, 15) and tribunal in {CaseListSql.List(query.Tribunals)} and day between @From and @To and recorded_to is null
            group by tribunal, family, kind, marks
            """;
        var rows = await database.ReadAsync(async (connection, token) =>
            (await connection.QueryAsync<Row>(new CommandDefinition(sql, new { query.From, query.To }, cancellationToken: token))).AsList(), ct);
        return TypedResults.Ok(new TriageQuality(query.FromMonth, query.ToMonth, query.Scope, Figures(rows),
            [.. Families.Names.OrderBy(family => family.Key, StringComparer.Ordinal).Select(family => new FamilyQuality(family.Key, family.Value, Figures(rows.Where(row => row.Family == family.Key))))],
            [.. court.Tribunals.Where(one => query.Tribunals.Contains(one.Code)).Select(one => new TribunalQuality(one.Code, one.Name, Figures(rows.Where(row => row.Tribunal == one.Code))))]));

        IReadOnlyDictionary<string, Figure> Figures(IEnumerable<Row> of)
        {
            var sums = new FigureSums();
            foreach (var row in of) Measure.AddTo(sums.Values, (FigureKind)row.Kind, (FigureMarks)row.Marks, row.Count, 0);
            var scoped = new ScopedSums(sums, sums, sums);
            return metrics.ToDictionary(metric => metric.Id, scoped.Of);
        }
    }

    private sealed record Row
    {
        public string Tribunal { get; init; } = "";
        public string Family { get; init; } = "";
        public int Kind { get; init; }
        public int Marks { get; init; }
        public long Count { get; init; }
    }
}

internal sealed record TriageQuality(string From, string To, string Scope, IReadOnlyDictionary<string, Figure> Total, IReadOnlyList<FamilyQuality> ByFamily, IReadOnlyList<TribunalQuality> ByTribunal);

/// <param name="Family">Kind of dispute, as the text model tells them apart.</param>
internal sealed record FamilyQuality(string Family, string Name, IReadOnlyDictionary<string, Figure> Values);

internal sealed record TribunalQuality(string Tribunal, string Name, IReadOnlyDictionary<string, Figure> Values);
