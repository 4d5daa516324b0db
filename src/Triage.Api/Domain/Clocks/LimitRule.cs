namespace Triage.Api.Domain.Clocks;

internal enum LimitUnit { Day, WorkingDay, Month, Times }

/// <summary>A number that a text or the court sets and that no clock counts down (Rules/clocks.json): how long a service by notice takes, how often a hearing may be put off.</summary>
/// <param name="Citation">Where it is written; null for a practice, which then has a source.</param>
internal sealed record LimitRule(string Id, string Name, string NameEn, LimitUnit Unit, int Length, Citation? Citation, string? Source);

/// <summary>The limits that the service asks for; a file that lacks one is refused on load.</summary>
internal static class Limits
{
    public const string AnnouncementService = "announcement_service";
    public const string ProtectionValidity = "protection_order_validity";
    public const string AdjournmentsOrdinary = "adjournments_ordinary";
    public const string AdjournmentsSimple = "adjournments_simple";
    public const string BetweenHearings = "between_hearings";
    public const string SecondTriageAnswer = "second_triage_answer";
    public const string MediationExtension = "mediation_extension";

    public static IReadOnlyList<string> All { get; } = [AnnouncementService, ProtectionValidity, AdjournmentsOrdinary, AdjournmentsSimple, BetweenHearings, SecondTriageAnswer, MediationExtension];
}
