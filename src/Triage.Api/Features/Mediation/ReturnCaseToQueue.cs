using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Mediation;

/// <summary>The mediator gives a case back and says why, or an officer takes it from one who is on leave or gone; it keeps its place in the queue, and the legal clock does not start anew (lifecycle.md E3).</summary>
internal static class ReturnCaseToQueue
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, ReturnCaseRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes, TimeProvider time) =>
        string.IsNullOrWhiteSpace(body.Reason)
            ? Problems.From(new Refusal(RefusalCodes.FieldInvalid, "退回须说明理由。", "A return needs a reason.") { Errors = new Dictionary<string, string[]> { ["reason"] = ["退回须说明理由。"] } })
            : await changes.ApplyAsync(id, match, http, user, "mediation_returned", body.Reason,
                (c, _) => Task.FromResult(CaseLifecycle.Decide(c, new ReturnCase(body.Reason.Trim(), user.Actor, time.Now()))));
}

internal sealed record ReturnCaseRequest
{
    public string? Reason { get; init; }
}
