using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;
using Triage.Api.Http;

namespace Triage.Api.Features.Adjudication;

/// <summary>Days that do not count towards the limit. Without a last day the case stands still; the same ground with a last day lets it go on.</summary>
internal static class RecordSuspension
{
    /// <summary>These come from the mediation itself, not from a judge.</summary>
    private static readonly string[] NotByHand = [DeductionGrounds.MediationExtended, DeductionGrounds.PreSuitAppraisal];

    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, SuspensionRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes,
        CalendarStore calendar, TimeProvider time)
    {
        var fields = new FieldErrors();
        var grounds = calendar.Clocks.Catalogue.Deductions.Select(rule => rule.Ground).Except(NotByHand).ToArray();
        var ground = fields.Text("ground", body.Ground, 50, "事由");
        if (ground.Length > 0 && !grounds.Contains(ground)) fields.Add("ground", $"没有“{ground}”这一扣除事由；可用：{string.Join("、", grounds)}。");
        if (body.From is null && body.To is null) fields.Add("from", "请填写开始日期。");
        if (fields.Refusal is { } wrong)
            return Problems.From(wrong);
        return await changes.ApplyAsync(id, match, http, user, CaseAction.Suspend.Event(), ground, (c, _) =>
        {
            var open = c.Trial?.Suspensions.FirstOrDefault(suspension => suspension.Ground == ground && suspension.To is null);
            var from = body.From ?? open?.From;
            return Task.FromResult(from is { } start
                ? CaseLifecycle.Decide(c, new Suspend(new Suspension(ground, start, body.To), null, user.Actor, time.Now()))
                : new Decision(Guards.Field("from", "该事由没有正在进行的中止，请填写开始日期。")));
        });
    }
}

/// <param name="Ground">public_notice, appraisal, settlement, jurisdiction, audit, stay or new_evidence.</param>
/// <param name="From">May be left out when an open one is ended.</param>
/// <param name="To">Last day; null while it goes on.</param>
internal sealed record SuspensionRequest(string? Ground = null, DateOnly? From = null, DateOnly? To = null);
