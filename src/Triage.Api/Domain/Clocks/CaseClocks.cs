namespace Triage.Api.Domain.Clocks;

/// <summary>The calendar as it has been announced over time: each year's notice makes a new revision, and what was counted with an old one can be counted again.</summary>
internal sealed class CalendarRevisions
{
    private readonly IReadOnlyList<WorkingCalendar> _revisions;

    public CalendarRevisions(params IReadOnlyList<WorkingCalendar> revisions)
    {
        ArgumentOutOfRangeException.ThrowIfZero(revisions.Count);
        _revisions = revisions;
    }

    public int Revision => _revisions.Count - 1;

    public WorkingCalendar Current => _revisions[^1];

    public WorkingCalendar At(int revision) => _revisions[Math.Clamp(revision, 0, Revision)];

    public CalendarRevisions With(int year, IEnumerable<CalendarDay> days) => new([.. _revisions, Current.WithYear(year, days)]);
}

/// <summary>All clocks of a case under the calendars known. Immutable and pure.</summary>
internal sealed class CaseClocks(ClockCatalogue catalogue, CalendarRevisions calendars)
{
    private readonly DeadlineCounting _now = new(catalogue, calendars.Current);

    public ClockCatalogue Catalogue => catalogue;

    public CalendarRevisions Calendars => calendars;

    /// <summary>Every clock that has started, in the order of the catalogue.</summary>
    public IReadOnlyList<ClockReading> Of(CourtCase c)
    {
        var readings = new List<ClockReading>();
        foreach (var span in CaseSpans.Of(c, catalogue)) Add(span);
        if (CaseSpans.AppealFile(c, readings.FirstOrDefault(reading => reading.Rule.Span is Spans.AppealAnswer)?.DueOn) is { } file) Add(file);
        var mediation = readings.FirstOrDefault(reading => reading.Rule.Span is Spans.MediationAfterFiling);
        if (CaseSpans.Trial(c, Extended(mediation), Unsettled(mediation)) is { } trial) Add(trial);
        return [.. readings.OrderBy(reading => reading.Rule.Code.Length).ThenBy(reading => reading.Rule.Code, StringComparer.Ordinal).ThenBy(reading => reading.Span.StartOn)];

        void Add(ClockSpan span)
        {
            var procedure = span.Procedure ?? c.Procedure;
            if (catalogue.For(span.Span, procedure, c.Regime, span.StartOn) is { } rule)
                readings.Add(Read(c, rule, span with { Procedure = procedure, Facts = c.Facts }));
        }
    }

    /// <summary>The last day of the trial limit if the case were tried in another procedure: still counted from filing. Null where nothing was filed, it is that procedure already, or the clock stands still.</summary>
    public DateOnly? LimitUnder(CourtCase c, Procedure? procedure) => c.FiledOn is null || procedure is null || procedure == c.Procedure ? null : TrialOf(c with { Procedure = procedure })?.DueOn;

    /// <summary>By when a person answers a second triage that is raised on a day; null where the calendar does not reach.</summary>
    public DateOnly? SecondTriageBy(DateOnly raisedOn) => calendars.Current.AddWorkingDays(raisedOn, catalogue.Limit(Limits.SecondTriageAnswer));

    /// <summary>The last day of the time in which a mediator accepts or declines what was offered on a day (在线调解规则 12); null where the calendar does not reach.</summary>
    public DateOnly? AcceptanceBy(DateOnly offeredOn) => calendars.Current.AddWorkingDays(offeredOn, AcceptanceDays(offeredOn));

    public int AcceptanceDays(DateOnly offeredOn) => catalogue.LengthOf(Spans.MediatorAcceptance, offeredOn);

    /// <summary>By when an extension is asked for and decided; null where nothing limits the trial or the review.</summary>
    public ExtensionRule? ExtensionOf(CourtCase c) => c.State == CaseState.ConfirmationReview ? ReviewOf(c)?.Rule.Extension
        : c.FiledOn is { } filed && c.Procedure is { } procedure ? catalogue.For(Spans.Trial, procedure, c.Regime, filed)?.Extension : null;

    /// <summary>The review of a settlement for confirmation; null where none was applied for.</summary>
    public ClockReading? ReviewOf(CourtCase c) => Of(c).FirstOrDefault(reading => reading.Rule.Span == Spans.ConfirmationReview);

    public ClockReading? TrialOf(CourtCase c) => Of(c).FirstOrDefault(reading => reading.Rule.Span == Spans.Trial);

    /// <summary>The case with the clocks that have just stopped written down, and its trial limit as it stands.</summary>
    public CourtCase Keep(CourtCase c)
    {
        var readings = Of(c);
        var stopped = readings.Where(reading => reading.Ended).Select(Stopped).ToList();
        var limit = readings.FirstOrDefault(reading => reading.Rule.Span == Spans.Trial)?.DueOn;
        return c with
        {
            // The same list where nothing changed, so that the history does not tell of it.
            StoppedClocks = stopped.SequenceEqual(c.StoppedClocks) ? c.StoppedClocks : stopped,
            Trial = c.Trial?.DueOn == limit || c.Trial is { DueOnStated: true } ? c.Trial : (c.Trial ?? new TrialRecord()) with { DueOn = limit },
        };
    }

    /// <summary>The first day on which the court or a mediator would be late; null while nothing of theirs runs.</summary>
    public static DateOnly? NextDue(IReadOnlyList<ClockReading> readings) => readings
        .Where(reading => !reading.Ended && reading.PausedSince is null && reading.Rule.Binds != ClockBinds.Party)
        .Min(reading => reading.DueOn);

    /// <summary>A clock that had stopped is read with the calendar of then, unless its own days were corrected since.</summary>
    private ClockReading Read(CourtCase c, ClockRule rule, ClockSpan span)
    {
        var kept = span.EndedOn is null ? null : c.StoppedClocks.FirstOrDefault(stopped =>
            stopped.Clock == rule.Id && stopped.Subject == span.Subject && stopped.StartOn == span.StartOn && stopped.EndedOn == span.EndedOn);
        if (kept is null) return _now.Read(rule, span) with { CalendarRevision = calendars.Revision };
        var reading = new DeadlineCounting(catalogue, calendars.At(kept.Calendar)).Read(rule, span);
        return reading with { DueOn = kept.DueOn, RolledOn = kept.RolledOn, CalendarRevision = kept.Calendar };
    }

    private static StoppedClock Stopped(ClockReading reading) => new(reading.Rule.Id, reading.Span.Subject, reading.Span.StartOn, reading.Span.EndedOn!.Value,
        reading.DueOn, reading.RolledOn, reading.CalendarRevision);

    /// <summary>延长的调解期限不计入审理期限 (特邀调解规定27): from the day after the ordinary end to the day it really ended, at most to the day agreed on.</summary>
    private static IReadOnlyList<Deduction> Extended(ClockReading? mediation)
    {
        if (mediation is not { Span.ExtendedDays: > 0, NominalOn: { } agreedEnd }) return [];
        var from = DeadlineCounting.BaseEnd(mediation.Rule, mediation.Span.StartOn).AddDays(mediation.DeductedDays + 1);
        var to = mediation.Span.EndedOn is { } ended && ended < agreedEnd ? ended : agreedEnd;
        return to < from ? [] : [new(DeductionGrounds.MediationExtended, from, to)];
    }

    private static IReadOnlyList<DeductionDoubt> Unsettled(ClockReading? mediation) => mediation is not { Rule.Citation: null, NominalOn: { } agreedEnd, Span: var span } ? [] :
        [new(new(DeductionGrounds.MediationFirst, span.StartOn.AddDays(1), span.EndedOn ?? agreedEnd), "先行调解的时间是否扣除审限，尚无可核对的全国性规定；扣除时届满日如此，提醒仍以较早的为准。")];
}
