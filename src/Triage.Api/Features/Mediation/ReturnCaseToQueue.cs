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
        TriageEngine triage, CalendarStore calendar, TimeProvider time) =>
        string.IsNullOrWhiteSpace(body.Reason)
            ? Problems.From(new Refusal(RefusalCodes.FieldInvalid, "退回须说明理由。", "A return needs a reason.") { Errors = new Dictionary<string, string[]> { ["reason"] = ["退回须说明理由。"] } })
            : !user.IsAny(Role.TriageOfficer, Role.TribunalHead) && Unfit.Any(word => body.Reason.Contains(word, StringComparison.Ordinal))
            ? await changes.ApplyAsync(id, match, http, user, CaseAction.EndMediation.Event(), body.Reason, (c, _) => Task.FromResult(CaseLifecycle.Decide(c,
                new EndMediation(MediationOutcome.Other, time.Today(), body.Reason.Trim(), null, [], null, null, [], RecordOutcome.Second(c, null, triage, calendar, time), user.Actor, time.Now()))))
            : await changes.ApplyAsync(id, match, http, user, "mediation_returned", body.Reason,
                (c, _) => Task.FromResult(CaseLifecycle.Decide(c, new ReturnCase(body.Reason.Trim(), user.Actor, time.Now()))));

    /// <summary>Words of a mediator who holds the case itself, not the own person, to be unfit: no other mediator is asked, the mediation ends and an officer decides.</summary>
    private static readonly string[] Unfit = ["不宜调解", "不适宜调解", "不适合调解", "不能调解", "不得调解", "不应调解", "无法调解", "不属于调解"];
}

internal sealed record ReturnCaseRequest
{
    public string? Reason { get; init; }
}
