using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Intake;

/// <summary>The party takes the complaint back before it is registered. Once registered a ruling must allow it (民事诉讼法 148).</summary>
internal static class WithdrawBeforeFiling
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, WithdrawalRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes, TimeProvider time)
    {
        var fields = new FieldErrors();
        var reason = fields.Text("reason", body.Reason, 500, "撤回的事由");
        return fields.Refusal is { } wrong
            ? Problems.From(wrong)
            : await changes.ApplyAsync(id, match, http, user, CaseAction.WithdrawApplication.Event(), reason,
                (c, _) => Task.FromResult(CaseLifecycle.Decide(c, new WithdrawApplication(reason, body.On ?? time.Today(), user.Actor, time.Now()))));
    }
}

/// <param name="On">Today where absent.</param>
internal sealed record WithdrawalRequest(string? Reason = null, DateOnly? On = null);
