using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Adjudication;

/// <summary>Whoever asked for a recusal and was refused may ask once for a review; nobody pauses meanwhile (民事诉讼法 50).</summary>
internal static class RequestReviewOfRecusal
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, RecusalReviewRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes, TimeProvider time)
    {
        var fields = new FieldErrors();
        var person = fields.Text("person", body.Person, 100, "被申请回避的人员编号");
        var ground = fields.Text("ground", body.Ground, 500, "复议理由");
        return fields.Refusal is { } wrong
            ? Problems.From(wrong)
            : await changes.ApplyAsync(id, match, http, user, CaseAction.RequestRecusalReview.Event(), ground, (c, _) => Task.FromResult(
                CaseLifecycle.Decide(c, new RequestRecusalReview(person, ground, body.RequestedOn ?? time.Today(), user.Actor, time.Now()))));
    }
}

/// <param name="RequestedOn">Today where absent.</param>
internal sealed record RecusalReviewRequest(string? Person = null, string? Ground = null, DateOnly? RequestedOn = null);
