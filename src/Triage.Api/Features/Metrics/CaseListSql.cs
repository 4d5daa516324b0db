using System.Globalization;
using Triage.Api.Court;
using Triage.Api.Domain.Metrics;

namespace Triage.Api.Features.Metrics;

/// <summary>The cases behind one part of a figure, as SQL over the same single records that the figure sums up.</summary>
/// <remarks>Columns: case_id, item, on_day, amount. The amounts add up to the figure. Where a part subtracts, a case that is both added and
/// taken away is not listed, and one that is only taken away (an appeal of an earlier closing) is listed with -1.</remarks>
internal static class CaseListSql
{
    public static string Of(MetricDefinition metric, MetricPart part, MetricQuery query, CourtSetup court)
    {
        var terms = metric.Part(part).Where(term => term.Kind != TermKind.One).ToList();
        if (terms.Count == 0) return "select id as case_id, 0 as item, received_on as on_day, 0 as amount from cases where 1 = 0";
        var rows = string.Join("\nunion all\n", terms.Select(term => Rows(term, query, Tribunals(term.Scope, query, court))));
        return terms.TrueForAll(term => term.Sign > 0) ? rows : $"""
            select case_id, 0 as item, max(on_day) as on_day, sum(amount) as amount from ({rows}) as parts group by case_id having sum(amount) <> 0
            """;
    }

    public static string Visible(MetricQuery query, string alias) => query.AsOf < query.Today
        ? $"{alias}.recorded_from <= @AsOf and ({alias}.recorded_to is null or {alias}.recorded_to > @AsOf)"
        : $"{alias}.recorded_to is null";

    private static string Rows(MetricTerm term, MetricQuery query, string tribunals) => term.Kind switch
    {
        TermKind.Opening => Stock(query, tribunals, "< @From", term.Sign),
        TermKind.Closing => Stock(query, tribunals, "<= @To", term.Sign),
        _ => string.Create(CultureInfo.InvariantCulture, $"""
            select e.case_id, e.item, e.day as on_day, {term.Sign} * {(term.Measure!.ByAmount ? "e.amount" : "1")} as amount from figure_events e
            where e.kind = {(int)term.Measure.Kind} and (e.marks & {(int)term.Measure.Marks}) = {(int)term.Measure.Marks}
                and e.day between @From and @To and e.tribunal in {tribunals} and {Visible(query, "e")}{(term.Measure.WhenOverdue ? " and e.due < @AsOf" : "")}
            """),
    };

    /// <summary>Filed and not closed by a day.</summary>
    private static string Stock(MetricQuery query, string tribunals, string before, int sign) => $"""
        select e.case_id, e.item, e.day as on_day, {sign} as amount from figure_events e
        where e.kind = {(int)FigureKind.Filed} and e.day {before} and e.tribunal in {tribunals} and {Visible(query, "e")}
            and not exists (select 1 from figure_events c where c.case_id = e.case_id and c.kind = {(int)FigureKind.Closed} and c.day {before}
                and {Visible(query, "c")})
        """;

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

    /// <summary>Codes come from the court's own set-up, never from a request. Written out, because the two databases take a list in different ways.</summary>
    public static string List(IEnumerable<string> codes) =>
        $"({string.Join(", ", codes.Select(code => $"'{code.Replace("'", "''", StringComparison.Ordinal)}'").DefaultIfEmpty("''"))})";
}
