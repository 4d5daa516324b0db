using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Mediation;

/// <summary>After a confirmation was refused the parties may change the agreement or make a new one (民事诉讼法 206): the same mediator goes on.</summary>
internal static class ResumeMediation
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, ResumeMediationRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes, TimeProvider time)
    {
        var fields = new FieldErrors();
        var reason = fields.Text("reason", body.Reason, 500, "再行调解的事由");
        return fields.Refusal is { } wrong
            ? Problems.From(wrong)
            : await changes.ApplyAsync(id, match, http, user, CaseAction.ReopenMediation.Event(), reason,
                (c, _) => Task.FromResult(CaseLifecycle.Decide(c, new ReopenMediation(reason, user.Actor, time.Now()))));
    }
}

internal sealed record ResumeMediationRequest(string? Reason = null);
