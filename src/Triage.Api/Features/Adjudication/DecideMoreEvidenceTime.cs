using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Adjudication;

/// <summary>What is granted to one party holds for the others too (民诉法解释 100).</summary>
internal static class DecideMoreEvidenceTime
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, EvidenceExtensionDecisionRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes, TimeProvider time)
    {
        var fields = new FieldErrors();
        var granted = fields.Needed("granted", body.Granted, "决定（true 准许，false 不准许）");
        if (body.Days is < 1 or > 366) fields.Add("days", "天数应为 1 至 366。");
        var reason = fields.Optional("reason", body.Reason, 1000, "理由");
        return fields.Refusal is { } wrong
            ? Problems.From(wrong)
            : await changes.ApplyAsync(id, match, http, user, CaseAction.DecideEvidenceExtension.Event(), reason, (c, _) => Task.FromResult(
                CaseLifecycle.Decide(c, new DecideEvidenceExtension(granted, body.Days, body.DecidedOn ?? time.Today(), user.Actor, time.Now()))));
    }
}

/// <param name="Days">What is granted where it is not what was asked for.</param>
/// <param name="DecidedOn">Today where absent.</param>
internal sealed record EvidenceExtensionDecisionRequest(bool? Granted = null, int? Days = null, DateOnly? DecidedOn = null, string? Reason = null);
