using Triage.Api.Domain;
using Triage.Api.Domain.Metrics;

namespace Triage.Tests.Features.Metrics;

/// <summary>The definitions written down a second time, straight from their sentences and over whole cases: what the kept sums are held against.</summary>
internal static class NaiveFigures
{
    public static Figure Of(string id, IReadOnlyList<CourtCase> all, Func<string, bool> scope, Func<string, bool> isTribunal, DateOnly from, DateOnly to, DateOnly asOf)
    {
        bool In(DateOnly? day) => day >= from && day <= to;
        var mine = all.Where(c => scope(c.Tribunal)).ToList();
        bool Base(CourtCase c) => c.FiledOn is not null && c.Numbers.Any(n => n.Kind == "first_instance");
        var civil = mine.Where(Base).ToList();
        var closed = civil.Where(c => In(c.ClosedOn)).ToList();
        long Closed(Func<CourtCase, bool> also) => closed.Count(also);
        long Opening() => civil.Count(c => c.FiledOn < from && !(c.ClosedOn < from));
        long Filed() => civil.Count(c => In(c.FiledOn));
        var ended = mine.Where(c => c.Mediation is { Outcome: not null } && In(c.Mediation.EndedOn)).ToList();
        long Resolved() => ended.Count(c => c.Mediation!.Outcome is MediationOutcome.Agreed or MediationOutcome.SettledPrivately);
        var items = mine.SelectMany(c => (c.Mediation?.Agreement?.Performance ?? []).Concat(c.Closure?.Performance ?? [])).Where(i => In(i.DueOn)).ToList();
        var visits = mine.SelectMany(c => c.FollowUps).Where(f => In(f.On)).ToList();
        var intake = mine.Where(c => In(c.ReceivedOn)).Select(c => (c.ReceivedOn, Decided: new[] { c.FiledOn, Confirmed(c), c.FiledOn is null ? c.Mediation?.StartedOn : null, c.FiledOn is null ? c.Confirmation?.AcceptedOn ?? c.Confirmation?.DecidedOn : null }.Min())).ToList();
        var tasks = mine.SelectMany(Tasks).Where(t => In(t.Due)).ToList();
        var triaged = mine.Where(c => c.Triage is not null && In(OnTheWall(c.CreatedAt))).ToList();
        var routed = mine.Where(c => In(Confirmed(c))).ToList();
        return id switch
        {
            "opening_stock" => new(Opening(), 1),
            "new_cases" => new(Filed(), 1),
            "closed_cases" => new(closed.Count, 1),
            "closing_stock" => new(civil.Count(c => c.FiledOn <= to && !(c.ClosedOn <= to)), 1),
            "closure_rate" => new(closed.Count, Opening() + Filed()),
            "within_limit_rate" => new(Closed(c => c.Trial?.DueOn is not { } due || c.ClosedOn <= due), closed.Count),
            "simple_procedure_rate" => new(Closed(c => c.Procedure is Procedure.Simple or Procedure.SmallClaims), closed.Count),
            "small_claims_rate" => new(Closed(c => c.Procedure is Procedure.SmallClaims), closed.Count),
            "converted_procedure_rate" => new(Closed(c => c.Trial?.ProcedureChanges.Count > 0), closed.Count),
            "settled_after_first_instance_rate" => new(closed.Count - civil.Count(c => c.Appeals.Count > 0 && In(c.Appeals.Min(a => a.On))), closed.Count),
            "settled_after_first_instance_rate_cohort" => new(Closed(c => c.Appeals.Count == 0), closed.Count),
            "tribunal_share" => new(closed.Count(c => isTribunal(c.Tribunal)), all.Count(c => Base(c) && In(c.ClosedOn))),
            "withdrawal_and_mediation_rate" => new(Closed(c => c.Closure!.Mode is ClosureMode.MediationStatement or ClosureMode.Withdrawal),
                Closed(c => c.Procedure != Procedure.Special && !c.Facts.ContainsKey("statusConfirmation"))),
            "mean_days_to_close" => new(closed.Sum(c => c.ClosedOn!.Value.DayNumber - c.FiledOn!.Value.DayNumber), closed.Count),
            "mediation_success_rate" => new(Resolved(), ended.Count),
            "diversion_rate" => new(Resolved(), Filed()),
            "confirmation_rate" => new(mine.Count(c => c.Confirmation is { Decision: ConfirmationDecision.Confirmed } && In(c.Confirmation.DecidedOn)),
                ended.Count(c => c.Mediation!.Outcome == MediationOutcome.Agreed)),
            "performance_rate" => new(items.Count(i => i.PerformedOn is not null && !i.Enforced), items.Count),
            "intake_on_time_rate" => new(intake.Count(i => i.Decided <= i.ReceivedOn.AddDays(7)), intake.Count(i => i.Decided is not null || i.ReceivedOn.AddDays(7) < asOf)),
            "handling_on_time_rate" => new(tasks.Count(t => t.Done <= t.Due), tasks.Count(t => t.Done is not null || t.Due < asOf)),
            "satisfaction_rate" => new(visits.Count(f => f.Satisfied), visits.Count),
            "redo_rate" => new(visits.Count(f => !f.Satisfied), visits.Count),
            "abstention_rate" => new(triaged.Count(c => c.LeftToAPerson), triaged.Count),
            "override_rate" => new(routed.Count(c => !c.Triage!.Abstained && c.Route != c.Triage.Route), routed.Count),
            "second_triage_rate" => new(triaged.Count(c => c.SecondTriage is not null), triaged.Count),
            _ => throw new ArgumentException(id),
        };

        static DateOnly OnTheWall(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(TimeSpan.FromHours(8)).DateTime);
        static DateOnly? Confirmed(CourtCase c) => c.Triage?.DecidedBy?.At is { } at ? OnTheWall(at) : null;

        IEnumerable<(DateOnly Due, DateOnly? Done)> Tasks(CourtCase c)
        {
            if (c.Mediation?.StartedOn is { } started) yield return (started.AddDays(30), c.Mediation.EndedOn);
            if (c.Confirmation is { } confirmation) yield return (confirmation.AppliedOn.AddDays(30), confirmation.DecidedOn);
            if (Base(c) && c.Trial?.DueOn is { } limit) yield return (limit, c.ClosedOn);
        }
    }
}
