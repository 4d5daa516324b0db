using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Adjudication;

/// <summary>A party has difficulty in giving evidence in time and asks for more, in writing and before the last day (民诉法解释 100).</summary>
internal static class RequestMoreEvidenceTime
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, EvidenceExtensionRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes,
        CalendarStore calendar, TimeProvider time)
    {
        var fields = new FieldErrors();
        var party = fields.Text("party", body.Party, 100, "申请人");
        var days = fields.Needed("days", body.Days, "天数");
        if (body.Days is < 1 or > 366) fields.Add("days", "天数应为 1 至 366。");
        var reason = fields.Text("reason", body.Reason, 500, "理由");
        return fields.Refusal is { } wrong
            ? Problems.From(wrong)
            : await changes.ApplyAsync(id, match, http, user, CaseAction.RequestEvidenceExtension.Event(), reason, (c, _) => Task.FromResult(CaseLifecycle.Decide(c,
                new RequestEvidenceExtension(new EvidenceExtension(party, days, body.RequestedOn ?? time.Today(), reason, null, null), SetPeriodForEvidence.LastDay(c, calendar.Clocks), user.Actor, time.Now()))));
    }
}

/// <param name="RequestedOn">The day on which the court received it; today where absent.</param>
internal sealed record EvidenceExtensionRequest(string? Party = null, int? Days = null, DateOnly? RequestedOn = null, string? Reason = null);
