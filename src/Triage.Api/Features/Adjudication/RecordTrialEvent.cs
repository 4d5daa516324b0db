using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;
using Triage.Api.Http;
using Triage.Api.Proposing;

namespace Triage.Api.Features.Adjudication;

/// <summary>What happens in a trial. Some of it changes what the case is: then it goes through triage again by itself, and somebody gets a task with a day.</summary>
internal static class RecordTrialEvent
{
    internal static readonly string[] Kinds =
    [
        TrialEventKinds.Served, TrialEventKinds.Answered, "evidence", TrialEventKinds.Hearing, TrialEventKinds.HearingScheduled, TrialEventKinds.Adjourned, TrialEventKinds.PublicNotice, TrialEventKinds.Counterclaim, TrialEventKinds.Appraisal,
        TrialEventKinds.PartyAdded, TrialEventKinds.FeeNotice, TrialEventKinds.FeePaid, TrialEventKinds.FeeRemitted, TrialEventKinds.ProcedureObjection, TrialEventKinds.ObjectionDismissed, "mediation", "preservation", "second_instance_result", TrialEventKinds.AppealCopySent, TrialEventKinds.AppealAnswered,
        TrialEventKinds.AppealFileSent, TrialEventKinds.ReceiptReturned, "other",
    ];

    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, TrialEventRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes,
        TriageEngine triage, CalendarStore calendar, CourtSetup court, TimeProvider time)
    {
        var fields = new FieldErrors();
        var kind = fields.Text("kind", body.Kind, 50, "事项");
        if (kind.Length > 0 && !Kinds.Contains(kind)) fields.Add("kind", $"没有“{kind}”这一事项；可用：{string.Join("、", Kinds)}。");
        var party = fields.Optional("party", body.Party, 100, "当事人");
        var note = fields.Optional("note", body.Note, 1000, "说明");
        if (kind is TrialEventKinds.Served or TrialEventKinds.PartyAdded or TrialEventKinds.ReceiptReturned or TrialEventKinds.FeeNotice or TrialEventKinds.FeePaid or TrialEventKinds.FeeRemitted or TrialEventKinds.ProcedureObjection && party is null) fields.Add("party", "请填写当事人姓名。");
        if (body.Method is not null && kind != TrialEventKinds.Served) fields.Add("method", "只有送达才填写送达方式。");
        if (fields.Refusal is { } wrong)
            return Problems.From(wrong);
        var happened = new TrialEvent(kind, body.On ?? time.Today(), party, note, body.Method);
        return await changes.ApplyAsync(id, match, http, user, CaseAction.RecordEvent.Event(), note ?? kind, (c, _) =>
        {
            if (CaseLifecycle.AllowedStates(CaseAction.RecordEvent).Contains(c.State) && Refuse(c, happened, calendar.Clocks.Catalogue) is { } refusal)
                return Task.FromResult(new Decision(refusal));
            var facts = FactsOf(kind);
            var (second, flags) = kind == TrialEventKinds.PartyAdded || facts.Count > 0 ? Second(c, happened, body.Role ?? PartyRole.Defendant, facts, triage, calendar, time) : (null, c.Flags);
            var decided = CaseLifecycle.Decide(c, new RecordEvent(happened, facts, second, flags, null, user.Actor, time.Now()));
            return Task.FromResult(decided.After is { } after && kind == TrialEventKinds.PartyAdded ? new Decision(Joined(after with { Parties = [.. after.Parties, new Party { Role = body.Role ?? PartyRole.Defendant, Name = party! }] })) : decided);
        });

        CourtCase Joined(CourtCase after) => after.Judge is { } judge
            ? RecusalSteps.StepBack(after, Conflicts.OfStaff(after, court.Known(judge, court.NameOf(judge) ?? judge)), time.Today())
            : after;
    }

    private static Refusal? Refuse(CourtCase c, TrialEvent happened, ClockCatalogue clocks)
    {
        if (happened.Party is { } party && c.Parties.All(one => one.Name != party) && happened.Kind != TrialEventKinds.PartyAdded)
            return Guards.Field("party", $"“{party}”不是本案当事人。");
        if (happened.Kind == TrialEventKinds.PartyAdded && c.Parties.Any(one => one.Name == happened.Party))
            return Guards.Field("party", $"“{happened.Party}”已是本案当事人。");
        var events = c.Trial?.Events ?? [];
        if (happened.Kind == TrialEventKinds.Adjourned)
        {
            var most = clocks.Limit(c.Procedure == Procedure.Ordinary ? Limits.AdjournmentsOrdinary : Limits.AdjournmentsSimple);
            if (events.Count(one => one.Kind == TrialEventKinds.Adjourned) >= most)
                return Guards.ByStatute($"本案已延期开庭{most}次，不得再延期", "The hearing was adjourned as often as the law allows.", Statutes.AdjournedAtMost);
        }
        if (happened.Kind == TrialEventKinds.Hearing && happened.Note is null
            && events.Where(one => one.Kind == TrialEventKinds.Hearing && one.On <= happened.On).Select(one => (DateOnly?)one.On).Max() is { } last && clocks.Limit(Limits.BetweenHearings) is var months && happened.On > last.AddMonths(months))
            return Guards.ByStatute($"距上次开庭（{last:yyyy-MM-dd}）已超过{months}个月；因不可抗力或者当事人同意的，请在 note 中说明", "Too long since the last hearing: say in 'note' why.", Statutes.HearingsWithinAMonth);
        return null;
    }

    private static Dictionary<string, bool> FactsOf(string kind) => kind switch
    {
        TrialEventKinds.PublicNotice => new() { ["publicNotice"] = true },
        TrialEventKinds.Counterclaim => new() { ["counterclaim"] = true },
        TrialEventKinds.Appraisal => new() { ["appraisal"] = true },
        _ => [],
    };

    private static (SecondTriage, IReadOnlyList<CaseFlag>) Second(CourtCase c, TrialEvent happened, PartyRole joinsAs, IReadOnlyDictionary<string, bool> facts, TriageEngine triage, CalendarStore calendar, TimeProvider time)
    {
        var known = c with { Facts = IntakeSteps.Merge(c.Facts, facts), MediationWish = MediationWish.Refuse };
        if (happened is { Kind: TrialEventKinds.PartyAdded, Party: { } added } && known.Parties.All(one => one.Name != added))
            known = known with { Parties = [.. known.Parties, new Party { Role = joinsAs, Name = added }] };
        var (proposal, flags) = triage.Propose(known, time.Today());
        return (new SecondTriage(happened.Kind, time.Today(), calendar.Clocks.SecondTriageBy(time.Today()), proposal, NewLimitOn: calendar.Clocks.LimitUnder(known, proposal.Procedure)), flags);
    }
}

/// <param name="Kind">served, answered, evidence, hearing, hearing_scheduled (a day to come), adjourned, public_notice, counterclaim, appraisal, party_added, fee_notice, fee_paid, fee_remitted, procedure_objection, objection_dismissed, … ; an unknown one is answered with the list.</param>
/// <param name="On">Today where absent.</param>
/// <param name="Party">Whom it concerns, where it concerns one; the name of the one who joins.</param>
/// <param name="Role">Of a party that joins: defendant where absent.</param>
/// <param name="Method">Of service only.</param>
internal sealed record TrialEventRequest(string? Kind = null, DateOnly? On = null, string? Party = null, string? Note = null, PartyRole? Role = null, ServiceMethod? Method = null);
