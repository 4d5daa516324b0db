using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.FollowUp;

/// <summary>The answer to a 提醒函: the addressee gives it, or the sender writes it down with a note.</summary>
internal static class AnswerReminderLetter
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, int number, ReminderAnswerRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes, TimeProvider time)
    {
        var fields = new FieldErrors();
        var answer = fields.Text("answer", body.Answer, 1000, "答复");
        var note = string.IsNullOrWhiteSpace(body.Note) ? null : fields.Text("note", body.Note, 500, "代答说明");
        return fields.Refusal is { } wrong
            ? Problems.From(wrong)
            : await changes.ApplyAsync(id, match, http, user, CaseAction.AnswerReminder.Event(), note is null ? answer : $"{answer}（{note}）",
                (c, _) => Task.FromResult(CaseLifecycle.Decide(c, new AnswerReminder(number, answer, user.PersonId, note, user.Actor, time.Now()))));
    }
}

/// <param name="Note">From the sender who answers on the addressee's behalf: when and how the addressee answered.</param>
internal sealed record ReminderAnswerRequest(string? Answer = null, string? Note = null);
