using System.Globalization;
using Triage.Api.Court;
using Triage.Api.Domain.Metrics;

namespace Triage.Api.Features.Metrics;

/// <summary>The cases behind one part of a figure, as SQL over the same single records that the figure sums up.</summary>
/// <remarks>Columns: case_id, item, on_day, amount, term (which summand of the definition); Terms has the kind of dispute as well. The amounts add up to the figure.</remarks>
internal static class CaseListSql
{
    /// <summary>Not left out of the metric named in the query on the day asked about.</summary>
    public const string Counted = "l.case_id not in (select x.case_id from figure_exclusions x where x.metric = @Metric and x.excluded_on <= @AsOf and x.until >= @AsOf)";

    /// <summary>Every record of every summand, added or taken away.</summary>
    public static string Terms(MetricDefinition metric, MetricPart part, MetricQuery query, CourtSetup court)
    {
        var rows = metric.Part(part).Index().Where(term => term.Item.Kind != TermKind.One).Select(term => Rows(term.Index, term.Item, query, Tribunals(term.Item.Scope, query, court))).ToList();
        if (rows.Count == 0) return "select id as case_id, 0 as item, received_on as on_day, 0 as amount, 0 as term, family from cases where 1 = 0";
        var all = string.Join("\nunion all\n", rows);
        return part == MetricPart.Excess ? string.Create(CultureInfo.InvariantCulture, $"select * from ({all}) as records where amount > {metric.Reference!.To}") : all;
    }

    /// <summary>The list. Where a part subtracts, a case that is both added and taken away is not in it, and one that is only taken away (an appeal of an earlier closing) is there with -1.</summary>
    public static string Of(MetricDefinition metric, MetricPart part, MetricQuery query, CourtSetup court)
    {
        var terms = Terms(metric, part, query, court);
        // Record by record, because of several performances or follow-ups of one case one may count and the other not.
        if (part == MetricPart.Shortfall) return $"select case_id, item, max(on_day) as on_day, 1 as amount, max(term) as term from ({terms}) as parts group by case_id, item having sum(amount) > 0";
        return metric.Part(part).All(term => term.Sign > 0) ? terms : $"""
            select case_id, 0 as item, max(on_day) as on_day, sum(amount) as amount, max(term) as term from ({terms}) as parts group by case_id having sum(amount) <> 0
            """;
    }

    public static string Visible(MetricQuery query, string alias) => query.AsOf < query.Today
        ? $"{alias}.recorded_from <= @AsOf and ({alias}.recorded_to is null or {alias}.recorded_to > @AsOf)"
        : $"{alias}.recorded_to is null";

    private static string Rows(int index, MetricTerm term, MetricQuery query, string tribunals) => term.Kind switch
    {
        TermKind.Opening => Stock(index, query, tribunals, "< @From", term.Sign),
        TermKind.Closing => Stock(index, query, tribunals, "<= @To", term.Sign),
        _ => string.Create(CultureInfo.InvariantCulture, $"""
            select e.case_id, e.item, e.day as on_day, {term.Sign} * {(term.Measure!.ByAmount ? "e.amount" : "1")} as amount, {index} as term, e.family from figure_events e
            where e.kind = {(int)term.Measure.Kind} and (e.marks & {(int)term.Measure.Marks}) = {(int)term.Measure.Marks}
                and e.day between @From and @To and e.tribunal in {tribunals} and {Visible(query, "e")}{(term.Measure.WhenOverdue ? " and e.due < @AsOf" : "")}{Narrowed(query)}
            """),
    };

    /// <summary>Filed and not closed by a day.</summary>
    private static string Stock(int index, MetricQuery query, string tribunals, string before, int sign) => string.Create(CultureInfo.InvariantCulture, $"""
        select e.case_id, e.item, e.day as on_day, {sign} as amount, {index} as term, e.family from figure_events e
        where e.kind = {(int)FigureKind.Filed} and e.day {before} and e.tribunal in {tribunals} and {Visible(query, "e")}
            and not exists (select 1 from figure_events c where c.case_id = e.case_id and c.kind = {(int)FigureKind.Closed} and c.day {before}
                and {Visible(query, "c")}){Narrowed(query)}
        """);

    /// <summary>The kind of dispute as it was recorded, the cause as the case has it now.</summary>
    private static string Narrowed(MetricQuery query) =>
        (query.Family is { } family ? $" and coalesce(e.family, '') in {List([family])}" : "")
        + (query.Causes is { } causes ? $" and exists (select 1 from cases n where n.id = e.case_id and coalesce(n.cause_code, '') in {List(causes)})" : "");

    private static string Tribunals(TermScope scope, MetricQuery query, CourtSetup court)
    {
        var codes = scope switch
        {
            TermScope.Asked => query.Tribunals,
            TermScope.Tribunals => query.Tribunals.Intersect(MetricQuery.PeoplesTribunals(court)),
            TermScope.Court => court.Tribunals.Select(tribunal => tribunal.Code),
        };
        return List(codes);
    }

    /// <summary>Codes come from the court's own set-up or its lists, never from a request. Written out, because the two databases take a list in different ways.</summary>
    public static string List(IEnumerable<string> codes) =>
        $"({string.Join(", ", codes.Select(code => $"'{code.Replace("'", "''", StringComparison.Ordinal)}'").DefaultIfEmpty("''"))})";
}
