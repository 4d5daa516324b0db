namespace Triage.Api.Domain.Metrics;

/// <summary>How a figure is read.</summary>
internal enum MetricUnit { Count, Rate, Days }

/// <summary>Which cases of the scope a term counts.</summary>
internal enum TermScope
{
    /// <summary>Those of the scope asked for.</summary>
    Asked,
    /// <summary>Those of it that belong to a people's tribunal.</summary>
    Tribunals,
    /// <summary>The whole court, whatever was asked for.</summary>
    Court,
}

/// <summary>What a term counts: a measure in the period, or the stock at one of its ends.</summary>
internal enum TermKind { Measure, Opening, Closing, One }

/// <summary>One summand of a numerator or denominator.</summary>
internal sealed record MetricTerm(TermKind Kind, Measure? Measure, int Sign, TermScope Scope);

/// <summary>Inclusive; a figure outside asks for an explanation, it is not a target. Null: no bound on that side.</summary>
/// <param name="Months">Said of at least so many months together: in one month no court closes nearly all it has. Null: of any period.</param>
/// <param name="Cases">Fewer cases than these in the denominator say nothing about a rate: it is not held against the range.</param>
internal sealed record ReferenceRange(decimal? From, decimal? To, int? Months = null, int Cases = 1);

/// <summary>From when on leadership is told, by the court's own choice (Rules/metrics/definitions.json).</summary>
/// <param name="LimitDays">A trial limit that ends within so many days.</param>
/// <param name="QueueMonths">Over so many whole months a queue is watched.</param>
/// <param name="QueueCases">It grows where so many more cases came in than were closed,</param>
/// <param name="QueueShare">and this share of the closed ones more.</param>
internal sealed record AlertPolicy(string Source, int LimitDays, int QueueMonths, int QueueCases, double QueueShare);

/// <summary>A figure as data: served, versioned, and what the computation itself runs on.</summary>
/// <param name="Scope">Which cases, in words.</param>
/// <param name="Source">Where the formula comes from.</param>
internal sealed record MetricDefinition(string Id, int Version, string Name, string NameEn, MetricUnit Unit, string Formula, string FormulaEn, string Scope, string ScopeEn,
    IReadOnlyList<MetricTerm> Numerator, IReadOnlyList<MetricTerm> Denominator, ReferenceRange? Reference, string Source)
{
    /// <summary>What a list is made of.</summary>
    public IReadOnlyList<MetricTerm> Part(MetricPart part) => part switch
    {
        MetricPart.Numerator or MetricPart.Excess => Numerator,
        MetricPart.Denominator => Denominator,
        MetricPart.Shortfall => [.. Denominator, .. Numerator.Select(term => term with { Sign = -term.Sign })],
    };

    /// <summary>A rate falls short by the cases that it counts below the line only; a mean exceeds its range by the cases that are beyond the bound themselves.</summary>
    public bool Has(MetricPart part) => part switch
    {
        MetricPart.Shortfall => Unit == MetricUnit.Rate,
        MetricPart.Excess => Unit == MetricUnit.Days && Reference?.To is not null,
        _ => true,
    };

    /// <summary>The stock and the flows obey an identity that an excluded case would break.</summary>
    public bool MayExclude => Unit != MetricUnit.Count;
}

/// <summary>Which list of a figure is meant.</summary>
internal enum MetricPart
{
    Numerator,
    Denominator,
    /// <summary>Of a rate: what is in the denominator and not in the numerator, the cases that pull it down.</summary>
    Shortfall,
    /// <summary>Of a mean: what of the numerator is itself beyond the upper bound of the reference range, the cases that pull it up.</summary>
    Excess,
}

/// <summary>numerator ÷ denominator; no value where there is nothing to divide by.</summary>
internal sealed record Figure(long Numerator, long Denominator)
{
    public double? Value => Denominator == 0 ? null : (double)Numerator / Denominator;
}
