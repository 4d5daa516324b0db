using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Mediation;

/// <summary>A party asks for another mediator: once. The days used are carried over; a second refusal counts as refusing mediation (在线调解规则 14).</summary>
internal static class ReplaceMediator
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, ReplaceMediatorRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes, TimeProvider time)
    {
        var fields = new FieldErrors();
        var reason = fields.Text("reason", body.Reason, 500, "更换理由");
        return fields.Refusal is { } wrong
            ? Problems.From(wrong)
            : await changes.ApplyAsync(id, match, http, user, CaseAction.ChangeMediator.Event(), reason,
                (c, _) => Task.FromResult(CaseLifecycle.Decide(c, new ChangeMediator(reason, user.Actor, time.Now()))));
    }
}

internal sealed record ReplaceMediatorRequest(string? Reason = null);
