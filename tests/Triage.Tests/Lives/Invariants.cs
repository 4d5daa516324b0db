using Triage.Api.Court;
using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;

namespace Triage.Tests.Lives;

/// <summary>What must hold of every case, whatever happened to it: lifecycle.md E5, written down a second time and not by the product's own gates and clocks.</summary>
internal static class Invariants
{
    private static readonly string[] NoSmallClaims = ["counterclaim", "appraisal", "foreign", "statusClaim", "titleClaim"];
    private static readonly string[] NoSimple = ["remanded", "groupDispute", "publicInterest", "thirdPartyRevocation", "publicNotice"];
    private static readonly string[] NoSole = ["groupDispute", "publicInterest"];

    /// <summary>Every invariant that this case breaks, with its number in E5; none for a lawful case. (2), (12), (13) and (14) are of the whole court and in <see cref="SimulationTests"/>.</summary>
    public static IEnumerable<string> Broken(CourtCase c, CaseClocks clocks, CourtSetup court)
    {
        var broken = new List<string>();
        void Must(bool holds, string what)
        {
            if (!holds) broken.Add($"{what}: {c.Id} {c.State} {c.Procedure}/{c.Bench}");
        }
        Closing(c, Must);
        Procedures(c, Must);
        People(c, court, Must);
        Confirmations(c, clocks, Must);
        Limit(c, clocks, Must);
        States(c, Must);
        return broken;
    }

    private static void Closing(CourtCase c, Action<bool, string> must)
    {
        must((c.Closure is null) == (c.ClosedOn is null), "(1) a closing date and a closure come together");
        must(c.State is not (CaseState.Closed or CaseState.Effective or CaseState.Appealed or CaseState.NotAccepted) || c.Closure is not null, "(1) closed without a closure");
        if (c.Closure is not { } closure) return;
        must(closure.Document.Kind.Length > 0 && closure.Document.MadeOn <= c.ClosedOn, "(1) closed without a document, or before it was made");
        must(c.ClosedOn >= (c.FiledOn ?? c.ReceivedOn), "(1) closed before it was filed");
        must(ClosingDate.Of(closure, ClosingDate.MustBeServed(c, closure)).On == c.ClosedOn, "(1) the closing date is not the legal one");
    }

    /// <summary>While a later fact waits for somebody to convert the case the second triage is open; what is judged is lawful.</summary>
    private static void Procedures(CourtCase c, Action<bool, string> must)
    {
        bool Says(string fact) => c.Facts.GetValueOrDefault(fact);
        var missing = c.Parties.Any(p => p.Contact == Contact.Missing && p.Role is PartyRole.Defendant or PartyRole.Respondent);
        var judged = c.Closure?.Mode is ClosureMode.Judgment or ClosureMode.MediationStatement;
        var tried = c.State is CaseState.Assigned or CaseState.Preparing or CaseState.InTrial or CaseState.Suspended && c.SecondTriage is not { IsOpen: true };
        if (!judged && !tried) return;
        must(c.Procedure != Procedure.SmallClaims || !(missing || NoSmallClaims.Any(Says)), "(3) small claims in the face of article 166");
        must(c.Procedure is not (Procedure.Simple or Procedure.SmallClaims) || !(missing || NoSimple.Any(Says)), "(4) simple in the face of interpretation 257");
        must(c.Bench != Bench.Sole || !NoSole.Any(Says), "(5) a sole judge in the face of article 42");
        must(c.Bench != Bench.Panel || c.Procedure is not (Procedure.Simple or Procedure.SmallClaims), "(5) a panel in simple procedure");
    }

    private static void People(CourtCase c, CourtSetup court, Action<bool, string> must)
    {
        var mediators = c.Mediation?.Mediators(c.Mediator).ToArray() ?? [];
        var names = mediators.Select(court.NameOf).OfType<string>().ToHashSet();
        foreach (var participant in c.Trial?.Participants ?? [])
            must(!(participant.Person is { } person && mediators.Contains(person)) && !names.Contains(participant.Name), $"(6) the mediator {participant.Name} takes a later part");
        must(c.Judge is not { } judge || (!mediators.Contains(judge) && !names.Contains(court.NameOf(judge) ?? "")), "(6) the mediator judges");
        must(c.Judge is null || court.Ties.All(tie => tie.Person != c.Judge || c.Parties.All(p => p.Name != tie.Name)) || c.Trial?.Recusals.Any(r => r.Person == c.Judge) == true, "(6) a judge with a tie judges");
        must(c.Judge is null || c.Trial?.Recusals.Any(r => r.Person == c.Judge && r.DecidedOn is not null && r.Bars) != true, "(6) a judge who had to step back judges");
        var routed = c.Route is not null && c.State is not (CaseState.InTriage or CaseState.HumanReview or CaseState.Deficient or CaseState.NotAccepted) && c.Referral is null;
        must(!routed || !string.IsNullOrEmpty(c.Triage?.DecidedBy?.ConfirmedBy), "(10) routed by nobody");
        must(c.State != CaseState.AwaitingMediator || (c.Mediation is { Lease: null } && c.Mediator is null), "(11) waits and is held");
        must(c.State != CaseState.Mediating || c.Mediator is not null, "(11) mediated by nobody");
        must(c.Mediation?.Offer is null || c.State == CaseState.AwaitingMediator, "(11) an offer is left behind");
        must(c.Mediator is null || c.Mediation?.Returns.Any(r => r.Replaced && r.Mediator == c.Mediator) != true, "(6) a mediator whom the parties had changed holds the case again");
        must(c.Mediator is not { } holder || court.Known(holder, court.NameOf(holder) ?? holder).Ties.All(tie => c.Parties.All(p => p.Name != tie.Name)), "(6) a mediator with a tie mediates");
        must(c.Mediation?.Lease is not { } lease || (c.State == CaseState.Mediating && lease.Mediator == c.Mediator), "(11) a lease without its mediator");
        must(c.Mediation is not { } m || m.Attempt == m.Returns.Count + (c.Mediator is null ? 0 : 1), "(11) a case was held twice at once: claims and returns do not add up");
    }

    private static void Confirmations(CourtCase c, CaseClocks clocks, Action<bool, string> must)
    {
        if (c.Confirmation is not { Decision: ConfirmationDecision.Confirmed } confirmation) return;
        // Counted with whichever calendar was known on the day: the notices of the simulation move holidays.
        var effect = c.Mediation!.Agreement!.EffectiveOn;
        var last = Enumerable.Range(0, clocks.Calendars.Revision + 1).Max(r => Counting.Days(clocks.Calendars.At(r), effect, 30).Due);
        must(confirmation.AppliedOn <= last, $"(7) confirmed on an application of {confirmation.AppliedOn}, effect {effect}");
        must(!c.Facts.GetValueOrDefault("statusClaim") && !c.Facts.GetValueOrDefault("titleClaim") && !c.Facts.GetValueOrDefault("statusConfirmation"), "(7) status or title confirmed");
    }

    /// <summary>The trial limit counted again, day by day: filing, the length of the procedure, lawful extensions, and each lost day once.</summary>
    private static void Limit(CourtCase c, CaseClocks clocks, Action<bool, string> must)
    {
        if (clocks.TrialOf(c) is not { Rule: var rule } reading || c.FiledOn is not { } filed) return;
        must(reading.Span.StartOn == filed, "(8) the limit does not start with the filing");
        var trial = c.Trial ?? new TrialRecord();
        var extensions = trial.Extensions.Where(e => e.Granted == true && (e.Procedure ?? c.Procedure) == c.Procedure).ToArray();
        int Months(ExtensionAuthority by) => extensions.Where(e => e.Authority == by).Sum(e => e.Months ?? 0);
        var (months, days) = (extensions.Sum(e => e.Months ?? 0), extensions.Sum(e => e.Days ?? 0));
        must(Months(ExtensionAuthority.President) <= (c.Procedure == Procedure.Ordinary ? 6 : 1), "(8) the president gave more than the law lets");
        must(Months(ExtensionAuthority.SuperiorCourt) <= (c.Procedure == Procedure.Ordinary ? 3 : 0), "(8) the superior court gave more than the law lets");
        must(extensions.All(e => e.DecidedOn >= e.RequestedOn), "(8) an extension was decided before it was asked for");
        if (trial.Suspensions.Any(s => s.To is null) && c.ClosedOn is null) return;
        var end = rule.Unit == ClockUnit.Month ? filed.AddMonths(rule.Length + months).AddDays(days) : filed.AddDays(rule.Length).AddMonths(months).AddDays(days);
        var lost = trial.Suspensions.Where(s => rule.Deductions.Contains(s.Ground)).Select(s => (s.From, To: s.To ?? c.ClosedOn!.Value)).ToList();
        // Of a mediation after filing only the days that both sides added do not count.
        if (c.Mediation is { StartedOn: { } began, Extensions.Count: > 0 } mediation && filed <= began && rule.Deductions.Contains(DeductionGrounds.MediationExtended))
        {
            var length = c.Regime == "REGISTER_FIRST_2025" ? 30 : c.Procedure == Procedure.Ordinary ? 15 : 7;
            var agreed = began.AddDays(length + mediation.Extensions.Sum(e => e.Days));
            lost.Add((began.AddDays(length + 1), mediation.EndedOn is { } ended && ended < agreed ? ended : agreed));
        }
        var (left, taken, day) = (end.DayNumber - filed.DayNumber, 0, filed);
        while (left > 0)
        {
            day = day.AddDays(1);
            if (lost.Any(l => l.From <= day && day <= l.To)) taken++;
            else left--;
        }
        must(reading.NominalOn == day, $"(8) the limit ends on {reading.NominalOn}, counted again on {day}");
        must(reading.DeductedDays == taken, $"(9) {reading.DeductedDays} days left out, {taken} were lost");
    }

    private static void States(CourtCase c, Action<bool, string> must)
    {
        must(c.IsRegistered == c.FiledOn is not null, "filed and numbered do not agree");
        must(c.State != CaseState.Withdrawn || !c.IsRegistered, "a registered case has vanished");
        must(c.State != CaseState.Archived || c.FollowUps is not [.., { Satisfied: false, Waived: false }], "archived with a redo open");
        must(c.Numbers.Select(n => n.Number).Distinct().Count() == c.Numbers.Count && c.Numbers.Count(n => n.Kind == NumberKinds.FirstInstance) <= 1, "a number twice");
    }
}
