using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Domain;
using Triage.Api.Http;


namespace Triage.Api.Features.FollowUp;

/// <summary>回访: was it performed, is everybody satisfied? Not satisfied: the same matter is done again, and after so many attempts a leader decides. An effective judgment is explained, not tried again.</summary>
internal static class RecordFollowUp
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, FollowUpRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes, AfterPolicy policy, TimeProvider time)
    {
        var fields = new FieldErrors();
        var performed = fields.Needed("performed", body.Performed, "是否履行");
        var satisfied = fields.Needed("satisfied", body.Satisfied, "是否满意");
        var note = fields.Optional("note", body.Note, 2000, "回访记录");
        if (body.Satisfied == false && note is null)
            fields.Add("note", "不满意的，请写明原因，以便重办。");
        return fields.Refusal is { } wrong
            ? Problems.From(wrong)
            : await changes.ApplyAsync(id, match, http, user, CaseAction.FollowUp.Event(), note,
                (c, _) => Task.FromResult(CaseLifecycle.Decide(c, new Domain.FollowUp(body.On ?? time.Today(), performed, satisfied, note, policy.MostRedos, user.Actor, time.Now()))));
    }
}

/// <param name="Note">What was found; required where somebody is dissatisfied.</param>
/// <param name="On">Today where absent.</param>
internal sealed record FollowUpRequest(bool? Performed = null, bool? Satisfied = null, string? Note = null, DateOnly? On = null);
