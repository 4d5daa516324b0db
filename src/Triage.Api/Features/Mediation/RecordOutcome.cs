using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Api.Proposing;

namespace Triage.Api.Features.Mediation;

/// <summary>The termination sheet. An agreement gets its file number; a failure goes through triage again, without mediation and with the mediator's opinion, so that filing knows the way.</summary>
internal static class RecordOutcome
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, OutcomeRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes,
        TriageEngine triage, CalendarStore calendar, Registration registration, MediationNotes notes, TimeProvider time)
    {
        var fields = new FieldErrors();
        var outcome = fields.Needed("outcome", body.Outcome, "调解结果");
        var endedOn = body.EndedOn ?? time.Today();
        var reason = fields.Optional("reason", body.Reason, 2000, "事由");
        if (outcome == MediationOutcome.Other && body.Outcome is not null && reason is null)
            fields.Add("reason", "其他情形须说明事由。");
        var agreement = body.Agreement is { } a ? Agreement(a, fields) : null;
        if (agreement is not null && outcome != MediationOutcome.Agreed)
            fields.Add("agreement", "只有达成协议的才填写协议。");
        var undisputed = fields.Texts("undisputedFacts", body.UndisputedFacts, 1000, "无争议事实");
        var focus = fields.Optional("focus", body.Focus, 1000, "争议焦点");
        var note = fields.Optional("note", body.Note, 5000, "调解笔记");
        if (fields.Refusal is { } wrong)
            return Problems.From(wrong);
        // Why they did not come together is made of what each offered: that is nobody's but the mediator's (特邀调解规定 22, 28). The court is told the ground, the focus and what is undisputed.
        var confined = outcome is MediationOutcome.Failed or MediationOutcome.RefusedToSign or MediationOutcome.Expired ? reason : null;
        if (confined is not null)
            (reason, note) = (null, note is null ? confined : $"{confined}\n{note}");
        return await changes.ApplyAsync(id, match, http, user, CaseAction.EndMediation.Event(), reason, async (c, unit) =>
        {
            var failed = outcome is not (MediationOutcome.Agreed or MediationOutcome.Withdrawn or MediationOutcome.SettledPrivately);
            var decided = CaseLifecycle.Decide(c, new EndMediation(outcome, endedOn, reason, agreement, undisputed, focus, body.ComplexityOpinion, [],
                failed ? Second(c, body.ComplexityOpinion, triage, calendar, time) : null, user.Actor, time.Now()));
            if (decided.After is not null && note is not null)
                await notes.WriteAsync(unit, id, user.PersonId, endedOn, note, time.Now());
            return decided.After is { State: CaseState.Agreed } agreed
                ? new Decision(agreed with { Numbers = [.. agreed.Numbers, await registration.AgreementAsync(unit, agreement!.EffectiveOn)] })
                : decided;
        });
    }

    /// <summary>Triage as if nobody wanted mediation any more.</summary>
    internal static SecondTriage Second(CourtCase c, ComplexityOpinion? opinion, TriageEngine triage, CalendarStore calendar, TimeProvider time)
    {
        var known = opinion is { } said ? IntakeSteps.Merge(c.Facts, new Dictionary<string, bool> { [MediationSteps.OpinionFact] = said == ComplexityOpinion.Complex }) : c.Facts;
        var (proposal, _) = triage.Propose(c with { Facts = known, MediationWish = MediationWish.Refuse }, time.Today());
        return new SecondTriage("mediation_failed", time.Today(), calendar.Clocks.SecondTriageBy(time.Today()), proposal, NewLimitOn: calendar.Clocks.LimitUnder(c, proposal.Procedure));
    }

    private static MediationAgreement Agreement(AgreementBody body, FieldErrors fields)
    {
        var performance = (body.Performance ?? []).Select((p, i) => new PerformanceItem(
            fields.Text($"agreement.performance[{i}].what", p.What, 500, "履行内容"), fields.Needed($"agreement.performance[{i}].dueOn", p.DueOn, "履行期限"))).ToArray();
        return new MediationAgreement(fields.Text("agreement.text", body.Text, 10_000, "协议内容"), fields.Needed("agreement.signedOn", body.SignedOn, "最后一名当事人签署的日期"),
            fields.Needed("agreement.mediatorSealedOn", body.MediatorSealedOn, "调解员签名或者调解组织盖章的日期"), performance);
    }
}

/// <param name="EndedOn">Today where absent.</param>
/// <param name="Reason">Where they failed, refused to sign or ran out of time it is kept apart with the mediator's notes and never shown to the court; else it stands on the sheet. Required of the outcome other.</param>
/// <param name="Note">Confidential: kept apart, read by its author only, never part of the trial file.</param>
/// <param name="UndisputedFacts">What both sides acknowledge in writing; concessions do not belong here (特邀调解规定 22).</param>
/// <param name="Focus">争议焦点.</param>
internal sealed record OutcomeRequest(MediationOutcome? Outcome = null, DateOnly? EndedOn = null, string? Reason = null, AgreementBody? Agreement = null, IReadOnlyList<string>? UndisputedFacts = null, string? Focus = null,
    ComplexityOpinion? ComplexityOpinion = null, string? Note = null);

internal sealed record AgreementBody(string? Text = null, DateOnly? SignedOn = null, DateOnly? MediatorSealedOn = null, IReadOnlyList<PerformanceBody>? Performance = null);

internal sealed record PerformanceBody(string? What = null, DateOnly? DueOn = null);
