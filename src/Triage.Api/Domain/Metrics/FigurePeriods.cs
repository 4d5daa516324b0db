using Triage.Api.Domain.Clocks;

namespace Triage.Api.Domain.Metrics;

/// <summary>The days that figures about time measure by, taken from the clocks: what counts as late in a report is what was late in the work list.</summary>
/// <param name="Intake">立案审查.</param>
/// <param name="Mediation">委派、先行调解.</param>
/// <param name="Confirmation">司法确认审查.</param>
internal sealed record FigurePeriods(int Intake, int Mediation, int Confirmation)
{
    public static FigurePeriods Of(ClockCatalogue clocks) => new(clocks.LengthOf(Spans.FilingReview, DateOnly.MaxValue), clocks.LengthOf(Spans.MediationBeforeFiling, DateOnly.MaxValue),
        clocks.LengthOf(Spans.ConfirmationReview, DateOnly.MaxValue));
}
