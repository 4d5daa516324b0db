using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;
using Triage.Api.Http;

namespace Triage.Api.Features.Intake;

/// <summary>人身安全保护令: granted for at most six months, refused with the ground, or withdrawn; in whatever state the case is, filed or not (人身安全保护令规定 1).</summary>
internal static class DecideProtectionOrder
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, ProtectionDecisionRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes, CalendarStore calendar, TimeProvider time)
    {
        var fields = new FieldErrors();
        var decision = fields.Needed("decision", body.Decision, "结果（granted、refused、withdrawn）");
        var ground = fields.Optional("ground", body.Ground, 1000, "理由");
        return fields.Refusal is { } wrong
            ? Problems.From(wrong)
            : await changes.ApplyAsync(id, match, http, user, CaseAction.DecideProtection.Event(), ground, (c, _) => Task.FromResult(CaseLifecycle.Decide(c,
                new DecideProtection(new ProtectionDecision(decision, body.DecidedAt ?? time.Now(), user.PersonId, ground, body.ValidUntil), calendar.Clocks.Catalogue.Limit(Limits.ProtectionValidity), user.Actor, time.Now()))));
    }
}

/// <param name="DecidedAt">Now where absent.</param>
/// <param name="Ground">Required where it is refused.</param>
/// <param name="ValidUntil">Required where it is granted: at most six months on (反家庭暴力法 30).</param>
internal sealed record ProtectionDecisionRequest(ProtectionOutcome? Decision = null, DateTimeOffset? DecidedAt = null, string? Ground = null, DateOnly? ValidUntil = null);
