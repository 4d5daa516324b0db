using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Api.Proposing;

namespace Triage.Api.Features.Intake;

/// <summary>告知其他途径: only on a ground that fires on the facts as they are. Nobody is turned away without an article.</summary>
internal static class ReferCaseOut
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, ReferOutRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes, TriageEngine triage, TimeProvider time)
    {
        var fields = new FieldErrors();
        var rule = fields.Text("rule", body.Rule, 100, "告知依据的规则");
        var target = fields.Text("target", body.Target, 200, "应当前往的机关");
        return fields.Refusal is { } wrong
            ? Problems.From(wrong)
            : await changes.ApplyAsync(id, match, http, user, CaseAction.ReferOut.Event(), $"{rule} → {target}",
                (c, _) => Task.FromResult(CaseLifecycle.Decide(c, new ReferOut(rule, target, triage.Propose(c, time.Today()).Record.Gates, user.Actor, time.Now()))));
    }
}

/// <param name="Rule">Id of a gate that refers out (GET /rules), e.g. tdf2019-14.</param>
/// <param name="Target">The body that the party is told to turn to.</param>
internal sealed record ReferOutRequest(string? Rule = null, string? Target = null);
