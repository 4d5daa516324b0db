using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Adjudication;

/// <summary>The answer to a review, within three days (民事诉讼法 50). Where it says that a judge steps back after all, another is drawn in the same step.</summary>
internal static class DecideReviewOfRecusal
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, RecusalReviewDecisionRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes,
        JudgeDraw judges, CourtSetup court, TimeProvider time)
    {
        var fields = new FieldErrors();
        var person = fields.Text("person", body.Person, 100, "被申请回避的人员编号");
        var granted = fields.Needed("granted", body.Granted, "复议决定（true 改为准许，false 维持驳回）");
        var reason = fields.Optional("reason", body.Reason, 1000, "理由");
        return fields.Refusal is { } wrong
            ? Problems.From(wrong)
            : await changes.ApplyAsync(id, match, http, user, CaseAction.DecideRecusalReview.Event(), reason, (c, unit) => DecideRecusalOf.WithNextJudgeAsync(judges, unit, c, person, granted, "经复议，原承办人回避",
                next => CaseLifecycle.Decide(c, new DecideRecusalReview(person, granted, body.DecidedOn ?? time.Today(), next?.Judge, next?.Draw, user.Actor, time.Now(), DecideRecusalOf.Adjudicates(court, person)))));
    }
}

/// <param name="DecidedOn">Today where absent.</param>
internal sealed record RecusalReviewDecisionRequest(string? Person = null, bool? Granted = null, DateOnly? DecidedOn = null, string? Reason = null);
