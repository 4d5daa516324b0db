using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Adjudication;

/// <summary>The president decides, five days before the limit ends (延长审限规定 1).</summary>
internal static class DecideLimitExtension
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, ExtensionDecisionRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes, CalendarStore calendar, TimeProvider time)
    {
        var fields = new FieldErrors();
        var granted = fields.Needed("granted", body.Granted, "决定（true 准许，false 不准许）");
        var reason = fields.Optional("reason", body.Reason, 1000, "理由");
        return fields.Refusal is { } wrong
            ? Problems.From(wrong)
            : await changes.ApplyAsync(id, match, http, user, CaseAction.DecideExtension.Event(), reason, (c, _) => Task.FromResult(
                CaseLifecycle.Decide(c, new DecideExtension(granted, body.DecidedOn ?? time.Today(), null, calendar.Clocks.ExtensionOf(c), user.Actor, time.Now(), calendar.Clocks.ReviewOf(c)?.DueOn))));
    }
}

/// <param name="DecidedOn">Today where absent.</param>
internal sealed record ExtensionDecisionRequest(bool? Granted = null, DateOnly? DecidedOn = null, string? Reason = null);
