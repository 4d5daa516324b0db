using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;

namespace Triage.Api.Http;

/// <summary>A case as an answer shows it today: with its deadlines and, once closed, with how the closing date came about.</summary>
internal sealed class CaseViews(CalendarStore calendar, TimeProvider time)
{
    public CaseResponse Of(CourtCase c, bool masked)
    {
        var names = new PartyNames(c, masked);
        var readings = calendar.Clocks.Of(c);
        var today = time.Today();
        return CaseResponse.From(c, masked) with
        {
            Deadlines = [.. readings.Select(reading => DeadlineResponse.Of(reading, today, time.Now(), names))],
            Closure = c.Closure is { } closure ? ClosureResponse.Of(c, closure, readings, calendar.Clocks.Catalogue, today, names) : null,
        };
    }
}

/// <summary>A clock of a case in one line; GET /cases/{id}/deadlines explains it.</summary>
/// <param name="Clock">Id in Rules/clocks.json.</param>
/// <param name="Subject">Whose, where several run side by side.</param>
/// <param name="DueOn">The day to go by; null while days are being left out or the calendar does not reach.</param>
/// <param name="RolledOn">The first working day on or after the last day.</param>
/// <param name="DaysLeft">Negative once it is late.</param>
/// <param name="DueAt">The moment, where hours are counted (人身安全保护令).</param>
internal sealed record DeadlineResponse(string Clock, string Code, string Name, string NameEn, string? Subject, DateOnly StartOn, DateOnly? DueOn, DateOnly? RolledOn, DateOnly? EndedOn,
    ClockStatus Status, ClockLevel Level, int? DaysLeft, bool? InTime, DateTimeOffset? DueAt)
{
    public static DeadlineResponse Of(ClockReading reading, DateOnly today, DateTimeOffset now, PartyNames names) => new(reading.Rule.Id, reading.Rule.Code, reading.Rule.Name, reading.Rule.NameEn, names.Shown(reading.Span.Subject), reading.Span.StartOn,
        reading.DueOn, reading.RolledOn, reading.Span.EndedOn, reading.StatusOn(today), reading.LevelOn(today, now), reading.DaysLeftOn(today), reading.InTime, reading.DueAt);
}

/// <param name="ClosedOn">The legal closing date, computed from the service (审理期限规定 10).</param>
/// <param name="Steps">Each party's part in it.</param>
/// <param name="Appeals">Each party's time to appeal, or why there is none.</param>
/// <param name="EarliestEffectOn">The day after the last party's last day to appeal: from then it is in effect if nobody appeals. Null where nobody may appeal, a party is not served yet, or somebody has appealed.</param>
/// <param name="Ground">Why the suit was treated as withdrawn; null where it was not.</param>
internal sealed record ClosureResponse(ClosureMode Mode, ClosureDocument Document, IReadOnlyList<ServiceRecord> Service, DateOnly? ClosedOn, IReadOnlyList<ClosingStep> Steps,
    IReadOnlyList<AppealPeriodResponse> Appeals, DateOnly? EffectiveOn, IReadOnlyList<PerformanceItem> Performance, DeemedWithdrawal? Ground, DateOnly? EarliestEffectOn)
{
    public static ClosureResponse Of(CourtCase c, ClosureRecord closure, IReadOnlyList<ClockReading> readings, ClockCatalogue clocks, DateOnly today, PartyNames names) => new(closure.Mode, closure.Document,
        [.. closure.Service.Select(service => service with { Party = names.Shown(service.Party)! })], c.ClosedOn,
        [.. ClosingDate.Of(closure, ClosingDate.MustBeServed(c, closure)).Steps.Select(step => step with { Party = names.Shown(step.Party)! })],
        [.. AppealPeriods.Of(c, clocks).Select(period => new AppealPeriodResponse(names.Shown(period.Party)!, period.Kind is AppealKind.Judgment or AppealKind.Ruling, period.Kind, period.ServedOn, period.Text,
            readings.FirstOrDefault(reading => reading.Rule.Span is Spans.AppealJudgment or Spans.AppealRuling && reading.Span.Subject == period.Party)?.DueOn, period.Citation))],
        Effectiveness.Of(c, readings, clocks, today), closure.Performance, closure.Ground, Effectiveness.EarliestAfterAppeal(c, readings, clocks));
}

/// <param name="Kind">judgment, ruling; or why nobody may appeal: final (at first instance), statement (effective on receipt), not_appealable (a ruling of another kind).</param>
/// <param name="ServedOn">Null while it is not known, as for a letter whose receipt has not come back.</param>
/// <param name="LastDay">The last day to appeal; null where nobody may, or service is not known.</param>
internal sealed record AppealPeriodResponse(string Party, bool Appealable, AppealKind Kind, DateOnly? ServedOn, string Text, DateOnly? LastDay, Citation Citation);

/// <summary>Names of parties, and of others whom a record names, as this reader may see them. Records name a party; masking must not break that thread.</summary>
internal sealed class PartyNames
{
    private readonly Dictionary<string, string> _masked = [];

    public PartyNames(CourtCase c, bool masked)
    {
        if (!masked) return;
        foreach (var name in Masking.Names(c)) _masked[name] = Masking.MaskName(name);
        foreach (var (party, shown) in c.Parties.Zip(Masking.Mask(c).Parties)) _masked[party.Name] = shown.Name;
    }

    public string? Shown(string? name) => name is not null && _masked.TryGetValue(name, out var shown) ? shown : name;
}
