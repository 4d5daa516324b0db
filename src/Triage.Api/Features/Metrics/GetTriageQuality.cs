using System.Data.Common;
using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Domain.Metrics;
using Triage.Api.Http;
using Triage.Api.Rules;

namespace Triage.Api.Features.Metrics;

/// <summary>How triage is looked at.</summary>
internal enum QualityCut
{
    /// <summary>By cause of action, grouped by kind of dispute.</summary>
    Cause,
    /// <summary>By kind of dispute.</summary>
    Family,
    Tribunal,
}

/// <summary>What triage is worth to those who rely on it, by cause, by kind of dispute and by tribunal: abstention, override, second triage, procedures converted later.</summary>
internal static class GetTriageQuality
{
    private const string Undetermined = "案由未定";
    public static readonly IReadOnlyList<string> Shown = ["abstention_rate", "override_rate", "second_triage_rate", "converted_procedure_rate"];

    public static async Task<Results<Ok<TriageQuality>, Problem>> Handle(string? from, string? to, string? tribunal, string? asOf, string? by, CurrentUser user, CourtSetup court, MetricBook book,
        Database database, TimeProvider time, CancellationToken ct)
    {
        var (query, refusal) = MetricQuery.Read(from, to, tribunal, asOf, user, court, time.Today());
        if (refusal is not null) return Problems.From(refusal);
        QualityCut? cut = null;
        if (by is { Length: > 0 })
        {
            if (!EnumText.TryParse<QualityCut>(by, out var asked))
                return Problems.From(new Refusal(RefusalCodes.BadQuery, "by 应为 cause、family 或 tribunal。", "'by' is not valid.") { Errors = new Dictionary<string, string[]> { ["by"] = ["应为 cause、family 或 tribunal。"] } });
            cut = asked;
        }
        return TypedResults.Ok(await database.ReadAsync((connection, token) => ReadAsync(connection, court, book, query, cut, token), ct));
    }

    /// <param name="cut">Null: by kind of dispute and by tribunal.</param>
    public static async Task<TriageQuality> ReadAsync(DbConnection connection, CourtSetup court, MetricBook book, MetricQuery query, QualityCut? cut, CancellationToken ct)
    {
        var metrics = Shown.Select(id => book.Find(id)!).ToList();
        // The cause stands in a column of the case; only who asks for it pays for looking there.
        var (cause, cases) = cut == QualityCut.Cause ? ("coalesce(c.cause_code, '')", "join cases c on c.id = e.case_id") : ("''", "");
        var tribunals = CaseListSql.List(query.Tribunals);
        var period = new { query.From, query.To, query.AsOf };
        var counted = new CommandDefinition($"""
            select '' as metric, e.tribunal, coalesce(e.family, '') as family, {cause} as cause, e.kind, e.marks, cast(count(*) as bigint) as count from figure_events e {cases}
            where e.kind in (2, 14, 15) and e.tribunal in {tribunals} and e.day between @From and @To and {CaseListSql.Visible(query, "e")}
            group by 2, 3, 4, 5, 6
            """, period, cancellationToken: ct);
        var excluded = new CommandDefinition($"""
            select x.metric, e.tribunal, coalesce(e.family, '') as family, {cause} as cause, e.kind, e.marks, cast(1 as bigint) as count
            from (select distinct metric, case_id from figure_exclusions where excluded_on <= @AsOf and until >= @AsOf) x join figure_events e on e.case_id = x.case_id {cases}
            where e.kind in (2, 14, 15) and e.tribunal in {tribunals} and e.day between @From and @To and {CaseListSql.Visible(query, "e")}
            """, period, cancellationToken: ct);
        var rows = (await connection.QueryAsync<Row>(counted)).AsList();
        var left = (await connection.QueryAsync<Row>(excluded)).ToLookup(row => row.Metric, StringComparer.Ordinal);
        return new TriageQuality(query.FromMonth, query.ToMonth, query.Scope, query.AsOf, Figures(rows, _ => true), cut == QualityCut.Tribunal ? [] : [.. ByFamily()],
            cut is null or QualityCut.Tribunal ? [.. court.Tribunals.Where(one => query.Tribunals.Contains(one.Code)).Select(one => new TribunalQuality(one.Code, one.Name, Figures(rows.Where(row => row.Tribunal == one.Code), row => row.Tribunal == one.Code)))] : [],
            cut == QualityCut.Cause ? [.. ByCause()] : []);

        // Matters of which nobody has said what they are about count as well: without them the kinds would not add up to the whole.
        IEnumerable<FamilyQuality> ByFamily() => Families.Names.Keys.Union(rows.Select(row => row.Family), StringComparer.Ordinal).OrderBy(family => family.Length == 0).ThenBy(family => family, StringComparer.Ordinal)
            .Select(family => new FamilyQuality(family, FamilyName(family), Figures(rows.Where(row => row.Family == family), row => row.Family == family)));

        // A year begun under the older list of causes is one year: a cause stands under its name of the day asked about.
        IEnumerable<CauseQuality> ByCause() => rows.GroupBy(row => (row.Family, Cause: InForce(row.Cause))).OrderBy(group => group.Key.Family.Length == 0).ThenBy(group => group.Key.Family, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Cause.Length == 0).ThenBy(group => group.Key.Cause, StringComparer.Ordinal)
            .Select(group => new CauseQuality(group.Key.Cause, group.Key.Cause.Length == 0 ? Undetermined : court.Causes.Find(group.Key.Cause, query.AsOf)?.Name ?? group.Key.Cause,
                group.Key.Family, FamilyName(group.Key.Family), Figures(group, row => (row.Family, InForce(row.Cause)) == group.Key)));

        string InForce(string code) => court.Causes.InForceOn(code, query.AsOf);

        IReadOnlyDictionary<string, Figure> Figures(IEnumerable<Row> of, Func<Row, bool> isOf)
        {
            var sums = Sum(of);
            return metrics.ToDictionary(metric => metric.Id, metric => left.Contains(metric.Id) && Sum(left[metric.Id].Where(isOf)).Of(metric) is var minus
                ? new Figure(sums.Of(metric).Numerator - minus.Numerator, sums.Of(metric).Denominator - minus.Denominator)
                : sums.Of(metric));
        }
    }

    private static ScopedSums Sum(IEnumerable<Row> rows)
    {
        var sums = new FigureSums();
        foreach (var row in rows) Measure.AddTo(sums.Values, (FigureKind)row.Kind, (FigureMarks)row.Marks, row.Count, 0);
        return new ScopedSums(sums, sums, sums);
    }

    private static string FamilyName(string family) => family.Length == 0 ? Undetermined : Families.Names.GetValueOrDefault(family, family);

    private sealed record Row
    {
        public string Metric { get; init; } = "";
        public string Tribunal { get; init; } = "";
        public string Family { get; init; } = "";
        public string Cause { get; init; } = "";
        public int Kind { get; init; }
        public int Marks { get; init; }
        public long Count { get; init; }
    }
}

/// <param name="ByFamily">Also the groups of ByCause; empty where by=tribunal was asked.</param>
/// <param name="ByTribunal">Empty where another cut was asked.</param>
/// <param name="ByCause">Only where by=cause was asked: every cause with something to count. With tribunal= it is by cause in one tribunal.</param>
internal sealed record TriageQuality(string From, string To, string Scope, DateOnly AsOf, IReadOnlyDictionary<string, Figure> Total, IReadOnlyList<FamilyQuality> ByFamily, IReadOnlyList<TribunalQuality> ByTribunal,
    IReadOnlyList<CauseQuality> ByCause);

/// <param name="Family">Kind of dispute, as the text model tells them apart; empty where nobody has said.</param>
internal sealed record FamilyQuality(string Family, string Name, IReadOnlyDictionary<string, Figure> Values);

internal sealed record TribunalQuality(string Tribunal, string Name, IReadOnlyDictionary<string, Figure> Values);

/// <param name="Cause">Code of the cause of action in the version in force; empty where only the kind of dispute is known.</param>
internal sealed record CauseQuality(string Cause, string Name, string Family, string FamilyName, IReadOnlyDictionary<string, Figure> Values);
