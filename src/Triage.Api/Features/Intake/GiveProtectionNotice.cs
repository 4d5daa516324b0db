using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Intake;

/// <summary>The person in danger was told of the protection order (人身安全保护令). Applied for, it is decided within 72 hours, 24 where urgent (反家庭暴力法 28).</summary>
internal static class GiveProtectionNotice
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, ProtectionRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes, TimeProvider time)
    {
        var fields = new FieldErrors();
        var to = fields.Text("to", body.To, 100, "被告知人");
        var appliedBy = fields.Optional("appliedBy", body.AppliedBy, 100, "代为申请人");
        if (appliedBy is not null && body.AppliedAt is null)
            fields.Add("appliedAt", "代为申请的，请填写法院收到申请的时间。");
        if (body.AppliedAt > time.GetUtcNow())
            fields.Add("appliedAt", "申请时间尚未到来。");
        return fields.Refusal is { } wrong
            ? Problems.From(wrong)
            : await changes.ApplyAsync(id, match, http, user, CaseAction.InformProtection.Event(), null,
                (c, _) => Task.FromResult(CaseLifecycle.Decide(c, new InformProtection(new ProtectionNotice(body.GivenOn ?? time.Today(), to, body.Urgent == true, body.AppliedAt, appliedBy), user.Actor, time.Now()))));
    }
}

/// <param name="To">Who was told: the person in danger.</param>
/// <param name="GivenOn">Today where absent.</param>
/// <param name="AppliedAt">When the court received the application, to the minute: the hours run from then; absent where none is wanted.</param>
/// <param name="AppliedBy">Who applied in the person's stead (反家庭暴力法 23); absent where the person did.</param>
internal sealed record ProtectionRequest(string? To = null, DateOnly? GivenOn = null, bool? Urgent = null, DateTimeOffset? AppliedAt = null, string? AppliedBy = null);
