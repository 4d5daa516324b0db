using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Domain.Metrics;
using Triage.Api.Rules;

namespace Triage.Api.Features.Metrics;

/// <summary>What every figure means, as data: the same data that computes it.</summary>
internal static class GetMetricDefinitions
{
    public static Ok<MetricDefinitions> Handle(MetricBook book) => TypedResults.Ok(new MetricDefinitions(book.Version, book.EffectiveFrom,
        [.. book.Definitions.Select(d => new MetricDefinitionBody(d.Id, d.Version, d.Name, d.NameEn, d.Unit, d.Formula, d.FormulaEn, d.Scope, d.ScopeEn,
            Words(d.Numerator), Words(d.Denominator), d.Reference, d.Source))]));

    private static IReadOnlyList<string> Words(IReadOnlyList<MetricTerm> terms) => [.. terms.Select(term =>
        (term.Sign < 0 ? "-" : "") +
        (term.Scope switch { TermScope.Asked => "", TermScope.Tribunals => "tribunals.", TermScope.Court => "court." }) +
        (term.Kind switch { TermKind.Opening => "opening", TermKind.Closing => "closing", TermKind.One => "one", TermKind.Measure => term.Measure!.Name }))];
}

internal sealed record MetricDefinitions(int Version, DateOnly EffectiveFrom, IReadOnlyList<MetricDefinitionBody> Items);

/// <param name="Numerator">Names of the sums that are added, or subtracted where a minus stands before them.</param>
/// <param name="Reference">A figure outside asks for an explanation; it is not a target. Null: none is published.</param>
internal sealed record MetricDefinitionBody(string Id, int Version, string Name, string NameEn, MetricUnit Unit, string Formula, string FormulaEn, string Scope, string ScopeEn,
    IReadOnlyList<string> Numerator, IReadOnlyList<string> Denominator, ReferenceRange? Reference, string Source);
