using Triage.Api.Domain.Clocks;

namespace Triage.Api.Domain.Metrics;

/// <summary>The days that figures about time measure by, taken from the clocks: what counts as late in a report is what was late in the work list.</summary>
/// <param name="Intake">立案审查.</param>
/// <param name="Mediation">委派、先行调解.</param>
/// <param name="Confirmation">司法确认审查.</param>
/// <param name="StatusCauses">Causes by which a status itself is to be declared: not mediable (民诉法解释 143), whatever facts a ledger lacks.</param>
internal sealed record FigurePeriods(FigurePeriod Intake, FigurePeriod Mediation, FigurePeriod Confirmation, IReadOnlySet<string> StatusCauses)
{
    public static FigurePeriods Of(ClockCatalogue clocks, IEnumerable<string> statusCauses) =>
        new(FigurePeriod.Of(clocks, Spans.FilingReview), FigurePeriod.Of(clocks, Spans.MediationBeforeFiling), FigurePeriod.Of(clocks, Spans.ConfirmationReview), statusCauses.ToHashSet(StringComparer.Ordinal));
}

/// <param name="Rolls">Over a holiday; where the law is silent the earlier day counts, as in the work list.</param>
internal readonly record struct FigurePeriod(int Days, bool Rolls)
{
    public static FigurePeriod Of(ClockCatalogue clocks, string span) => clocks.For(span, null, "", DateOnly.MaxValue) is { } rule ? new(rule.Length, rule.Roll == HolidayRoll.Rolls) : throw new InvalidDataException($"No clock measures {span}.");

    /// <summary>The nominal day where the calendar does not know the year: a figure must not wait for a notice.</summary>
    public DateOnly After(DateOnly eventOn, WorkingCalendar calendar, int more = 0) => eventOn.AddDays(Days + more) is var end && Rolls ? calendar.RollForward(end) ?? end : end;
}
