namespace Triage.Api.Domain.Metrics;

/// <summary>The sums of one scope and period: every measure, and the stock at its beginning.</summary>
internal sealed class FigureSums
{
    public long[] Values { get; } = new long[Measure.All.Count];

    /// <summary>旧存: filed before the period and not closed before it.</summary>
    public long Opening { get; set; }

    /// <summary>未结. The identity opening + new = closed + closing is how it is computed, so it cannot fail.</summary>
    public long Closing => Opening + Values[Measure.Filed.Index] - Values[Measure.Closed.Index];

    public long Of(MetricTerm term) => term.Sign * (term.Kind switch
    {
        TermKind.Opening => Opening,
        TermKind.Closing => Closing,
        TermKind.One => 1,
        TermKind.Measure => Values[term.Measure!.Index],
    });

    public void Add(ReadOnlySpan<long> values)
    {
        for (var i = 0; i < Values.Length; i++) Values[i] += values[i];
    }
}

/// <summary>The sums a figure may ask for: of the scope, of the tribunals in it, and of the whole court.</summary>
internal sealed record ScopedSums(FigureSums Asked, FigureSums Tribunals, FigureSums Court)
{
    public Figure Of(MetricDefinition metric) => new(Sum(metric.Numerator), Sum(metric.Denominator));

    private long Sum(IReadOnlyList<MetricTerm> terms) => terms.Sum(term => (term.Scope switch
    {
        TermScope.Asked => Asked,
        TermScope.Tribunals => Tribunals,
        TermScope.Court => Court,
    }).Of(term));
}
