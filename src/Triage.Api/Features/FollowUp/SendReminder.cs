using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.FollowUp;

/// <summary>提醒函: a letter with a day by which it must be answered.</summary>
internal static class SendReminder
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, ReminderRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes, CourtSetup court, TimeProvider time)
    {
        var fields = new FieldErrors();
        var to = fields.Text("to", body.To, 50, "收函人");
        if (to.Length > 0 && court.NameOf(to) is null)
            fields.Add("to", $"没有编号为“{to}”的人员。");
        var text = fields.Text("text", body.Text, 1000, "提醒内容");
        var answerBy = fields.Needed("answerBy", body.AnswerBy, "答复期限");
        return fields.Refusal is { } wrong
            ? Problems.From(wrong)
            : await changes.ApplyAsync(id, match, http, user, CaseAction.Remind.Event(), text,
                (c, _) => Task.FromResult(CaseLifecycle.Decide(c, new Remind(to, text, answerBy, user.Actor, time.Now()))));
    }
}

/// <param name="To">Id of the person who must answer.</param>
internal sealed record ReminderRequest(string? To = null, string? Text = null, DateOnly? AnswerBy = null);
