using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Adjudication;

/// <summary>A party asks somebody to step back: that person pauses until it is decided (民事诉讼法 48).</summary>
internal static class RequestRecusalOf
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, RecusalRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes, CourtSetup court, TimeProvider time)
    {
        var fields = new FieldErrors();
        var person = fields.Text("person", body.Person, 100, "被申请回避的人员编号");
        var ground = fields.Text("ground", body.Ground, 500, "回避理由");
        if (person.Length > 0 && court.NameOf(person) is null) fields.Add("person", $"没有编号为“{person}”的人员。");
        return fields.Refusal is { } wrong
            ? Problems.From(wrong)
            : await changes.ApplyAsync(id, match, http, user, CaseAction.RequestRecusal.Event(), ground, (c, _) => Task.FromResult(
                Guards.Day("requestedOn", body.RequestedOn ?? time.Today(), c.FiledOn, time.Today(), "立案日") is { } early && CaseLifecycle.AllowedStates(CaseAction.RequestRecusal).Contains(c.State)
                    ? new Decision(early)
                    : CaseLifecycle.Decide(c, new RequestRecusal(person, ground, body.RequestedOn ?? time.Today(), user.Actor, time.Now()))));
    }
}

/// <param name="Person">Id of a judge, assistant or clerk of the case.</param>
/// <param name="RequestedOn">Today where absent.</param>
internal sealed record RecusalRequest(string? Person = null, string? Ground = null, DateOnly? RequestedOn = null);
