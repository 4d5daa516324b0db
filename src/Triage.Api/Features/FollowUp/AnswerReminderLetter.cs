using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.FollowUp;

/// <summary>The answer to a 提醒函.</summary>
internal static class AnswerReminderLetter
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, int number, ReminderAnswerRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes, TimeProvider time)
    {
        var fields = new FieldErrors();
        var answer = fields.Text("answer", body.Answer, 1000, "答复");
        return fields.Refusal is { } wrong
            ? Problems.From(wrong)
            : await changes.ApplyAsync(id, match, http, user, CaseAction.AnswerReminder.Event(), answer,
                (c, _) => Task.FromResult(CaseLifecycle.Decide(c, new AnswerReminder(number, answer, user.Actor, time.Now()))));
    }
}

internal sealed record ReminderAnswerRequest(string? Answer = null);
