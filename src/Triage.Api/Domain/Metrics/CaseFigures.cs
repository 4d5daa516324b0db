using Triage.Api.Domain.Clocks;

namespace Triage.Api.Domain.Metrics;

/// <summary>What one case adds to the figures: a pure projection, run whenever the case is saved.</summary>
internal static class CaseFigures
{
    private enum Duty { Mediation, Confirmation, Trial }

    /// <summary>Which item of a task is a mediation that a mediator has begun.</summary>
    public const int MediationTask = (int)Duty.Mediation;

    /// <summary>What counts now.</summary>
    public static IEnumerable<FigureEvent> Now(CourtCase c, WorkingCalendar calendar, FigurePeriods periods) => Of(c, calendar, periods).Where(dated => dated.Until is null).Select(dated => dated.Event);

    /// <summary>What counts now and what counted once, by the case's own dates.</summary>
    public static List<DatedFigure> Of(CourtCase c, WorkingCalendar calendar, FigurePeriods periods)
    {
        var figures = new Figures(c);
        Intake(figures, c, calendar, periods);
        if (c.FiledOn is { } filedOn)
        {
            if (c.IsRegistered && c.Trial?.DueOn is { } limit) Work(figures, Duty.Trial, filedOn, limit, c.ClosedOn);
            if (c.IsFirstInstance) Trial(figures, c, filedOn, periods);
        }
        Mediation(figures, c, calendar, periods);
        Performance(figures, c);
        foreach (var (i, visit) in c.FollowUps.Index())
            figures.Add(FigureKind.FollowedUp, visit.On, visit.On, visit.Satisfied ? FigureMarks.Satisfied : FigureMarks.Unsatisfied, item: i);
        Triage(figures, c);
        return figures.All;
    }

    private static void Intake(Figures figures, CourtCase c, WorkingCalendar calendar, FigurePeriods periods)
    {
        if (c.Assumed.Contains("receivedOn")) return;
        // The seven days begin anew with the correction, and stand still until it comes (登记立案规定 7, 8).
        var due = periods.Intake.After(c.Deficiency?.CorrectedOn ?? c.ReceivedOn, calendar);
        var numberedOn = c.Assumed.Contains(CourtCase.NumberedOn) ? null : c.Numbers.Where(number => number.Kind != NumberKinds.Receipt).Select(number => (DateOnly?)number.AssignedOn).Min();
        var decided = First(c.FiledOn, ConfirmedOn(c), c.Referral?.On, c.State == CaseState.NotAccepted ? c.ClosedOn : null, numberedOn, c.FiledOn is null ? TakenUpOn(c) : null);
        if (c.State is not (CaseState.Draft or CaseState.Deficient or CaseState.Withdrawn) || decided is not null)
            figures.Add(FigureKind.IntakePending, c.ReceivedOn, c.ReceivedOn, due: due, until: decided);
        if (decided is { } on) figures.Add(FigureKind.IntakeDecided, c.ReceivedOn, on, on <= due ? FigureMarks.InTime : 0);
    }

    /// <summary>Of a matter that was never filed: the mediation or the review shows that somebody decided to take it.</summary>
    private static DateOnly? TakenUpOn(CourtCase c) => First(c.Mediation?.StartedOn, c.Confirmation?.AcceptedOn ?? c.Confirmation?.DecidedOn);

    /// <summary>The base set: first-instance civil cases, those with a 民初 number.</summary>
    private static void Trial(Figures figures, CourtCase c, DateOnly filedOn, FigurePeriods periods)
    {
        figures.Add(FigureKind.Filed, filedOn, filedOn);
        if (c.ClosedOn is not { } closedOn || closedOn < filedOn) return;
        var marks = (c.Trial?.DueOn is { } limit && closedOn > limit ? 0 : FigureMarks.InTime)
            | (c.Procedure is Procedure.Simple or Procedure.SmallClaims ? FigureMarks.Simple : 0)
            | (c.Procedure == Procedure.SmallClaims ? FigureMarks.SmallClaims : 0)
            | (c.Trial?.ProcedureChanges.Count > 0 ? FigureMarks.Converted : 0)
            | (c.Closure?.Mode is ClosureMode.MediationStatement or ClosureMode.Withdrawal ? FigureMarks.Settled : 0)
            | (IsMediable(c, periods) ? FigureMarks.Mediable : 0);
        figures.Add(FigureKind.Closed, closedOn, closedOn, marks, closedOn.DayNumber - filedOn.DayNumber);
        // Both parties may appeal: it stays one case that did not settle.
        if (c.Appeals.Count == 0) return;
        var appealedOn = c.Appeals.Min(appeal => appeal.On);
        figures.Add(FigureKind.Appealed, appealedOn, appealedOn);
        figures.Add(FigureKind.ClosureAppealed, closedOn, appealedOn);
    }

    private static void Mediation(Figures figures, CourtCase c, WorkingCalendar calendar, FigurePeriods periods)
    {
        if (c.Mediation is { } m)
        {
            if (m.StartedOn is { } startedOn)
                Work(figures, Duty.Mediation, startedOn, periods.Mediation.After(startedOn, calendar, m.ExtendedDays), m.EndedOn);
            if (m is { EndedOn: { } endedOn, Outcome: { } outcome })
                figures.Add(FigureKind.MediationEnded, endedOn, endedOn,
                    (outcome is MediationOutcome.Agreed or MediationOutcome.SettledPrivately ? FigureMarks.Resolved : 0) | (outcome == MediationOutcome.Agreed ? FigureMarks.Agreed : 0));
        }
        if (c.Confirmation is { } confirmation)
        {
            var begun = confirmation.AcceptedOn ?? confirmation.AppliedOn;
            Work(figures, Duty.Confirmation, begun, periods.Confirmation.After(begun, calendar, confirmation.Extension is { Granted: true, Days: { } more } ? more : 0), confirmation.DecidedOn);
            if (confirmation is { Decision: ConfirmationDecision.Confirmed, DecidedOn: { } decidedOn }) figures.Add(FigureKind.Confirmed, decidedOn, decidedOn);
        }
    }

    private static void Performance(Figures figures, CourtCase c)
    {
        var agreed = (c.Mediation?.Agreement?.Performance ?? []).Select(item => (Item: item, Since: c.Mediation!.Agreement!.SignedOn));
        var judged = (c.Closure?.Performance ?? []).Select(item => (Item: item, Since: c.ClosedOn ?? item.DueOn));
        foreach (var (i, (item, since)) in agreed.Concat(judged).Index())
        {
            figures.Add(FigureKind.PerformanceDue, item.DueOn, since, item: i);
            if (item is { PerformedOn: { } performedOn, Enforced: false }) figures.Add(FigureKind.Performed, item.DueOn, performedOn, item: i);
        }
    }

    private static void Triage(Figures figures, CourtCase c)
    {
        if (c.Triage is not { } triage) return;
        var proposedOn = CourtDay(c.CreatedAt);
        // Cases stored before the mark was kept tell of it by what triage said last.
        var abstained = c.LeftToAPerson || triage.Abstained ? FigureMarks.Abstained : 0;
        figures.Add(FigureKind.Triaged, proposedOn, proposedOn, abstained | (c.SecondTriage is not null ? FigureMarks.Repeated : 0));
        if (ConfirmedOn(c) is { } confirmedOn)
            figures.Add(FigureKind.RouteConfirmed, confirmedOn, confirmedOn, abstained | (!triage.Abstained && c.Route != triage.Route ? FigureMarks.Overridden : 0));
    }

    private static void Work(Figures figures, Duty duty, DateOnly since, DateOnly due, DateOnly? done)
    {
        figures.Add(FigureKind.TaskPending, due, since, due: due, until: done, item: (int)duty);
        if (done is { } on) figures.Add(FigureKind.TaskDone, due, on, on <= due ? FigureMarks.InTime : 0, item: (int)duty);
    }

    /// <summary>民诉法解释 143: no mediation in special procedures, nor where a status itself is to be declared.</summary>
    private static bool IsMediable(CourtCase c, FigurePeriods periods) =>
        c.Procedure != Procedure.Special && !(c.Facts.TryGetValue("statusConfirmation", out var declares) ? declares : c.Cause is { } cause && periods.StatusCauses.Contains(cause.Name));

    private static DateOnly? ConfirmedOn(CourtCase c) => c.Triage?.DecidedBy is { ConfirmedBy: not null, At: { } at } ? CourtDay(at) : null;

    private static DateOnly CourtDay(DateTimeOffset at) => ChinaTime.DayOf(at);

    private static DateOnly? First(params ReadOnlySpan<DateOnly?> days)
    {
        DateOnly? first = null;
        foreach (var day in days)
            if (day is not null && (first is null || day < first)) first = day;
        return first;
    }

    private sealed class Figures(CourtCase c)
    {
        public List<DatedFigure> All { get; } = [];

        /// <param name="until">Never true where it ended on the day it began, or before.</param>
        public void Add(FigureKind kind, DateOnly day, DateOnly from, FigureMarks marks = 0, int amount = 1, int item = 0, DateOnly? due = null, DateOnly? until = null)
        {
            if (until is null || until > from) All.Add(new(new(kind, item, day, c.Tribunal, c.Cause?.Family, marks, amount, due), from, until));
        }
    }
}
