using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Api.Proposing;

namespace Triage.Api.Features.Mediation;

/// <summary>The mediator gives a case back and says why, or an officer takes it from one who is on leave or gone; it keeps its place in the queue, and the legal clock does not start anew (lifecycle.md E3).</summary>
internal static class ReturnCaseToQueue
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, ReturnCaseRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes,
        TriageEngine triage, RoutingPolicy policy, CalendarStore calendar, TimeProvider time)
    {
        if (string.IsNullOrWhiteSpace(body.Reason))
            return Problems.From(new Refusal(RefusalCodes.FieldInvalid, "退回须说明理由。", "A return needs a reason.") { Errors = new Dictionary<string, string[]> { ["reason"] = ["退回须说明理由。"] } });

        var reason = body.Reason.Trim();
        var ownMediator = !user.IsAny(Role.TriageOfficer, Role.TribunalHead);
        // Whoever holds the case itself to be unfit asks for no other mediator: the mediation ends and an officer decides.
        if (ownMediator && policy.UnfitForMediation.Any(word => reason.Contains(word, StringComparison.Ordinal)))
            return await changes.ApplyAsync(id, match, http, user, CaseAction.EndMediation.Event(), reason, (c, _) => Task.FromResult(CaseLifecycle.Decide(c,
                new EndMediation(MediationOutcome.Other, time.Today(), reason, null, [], null, null, [], RecordOutcome.Second(c, null, triage, calendar, time), user.Actor, time.Now()))));

        return await changes.ApplyAsync(id, match, http, user, HistoryEvents.MediationReturned, reason, (c, _) => Task.FromResult(CaseLifecycle.Decide(c, new ReturnCase(reason, user.Actor, time.Now()))));
    }
}

internal sealed record ReturnCaseRequest
{
    public string? Reason { get; init; }
}
