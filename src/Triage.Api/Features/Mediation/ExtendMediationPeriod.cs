using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Mediation;

/// <summary>Both sides agree to go on (特邀调解规定 27). In a registered case the extended days do not count towards the trial limit.</summary>
internal static class ExtendMediationPeriod
{
    private const int Most = 180;

    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, MediationExtensionRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes, TimeProvider time)
    {
        var fields = new FieldErrors();
        var days = fields.Needed("days", body.Days, "延长的天数");
        if (body.Days is < 1 or > Most)
            fields.Add("days", $"延长 1 至 {Most} 日。");
        var consentOn = fields.Needed("consentOn", body.ConsentOn, "双方同意延长的日期");
        return fields.Refusal is { } wrong
            ? Problems.From(wrong)
            : await changes.ApplyAsync(id, match, http, user, CaseAction.ExtendMediation.Event(), null,
                (c, _) => Task.FromResult(CaseLifecycle.Decide(c, new ExtendMediation(new MediationExtension(days, consentOn), user.Actor, time.Now()))));
    }
}

/// <param name="ConsentOn">The day both sides agreed.</param>
internal sealed record MediationExtensionRequest(int? Days = null, DateOnly? ConsentOn = null);
