using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;
using Triage.Api.Http;

namespace Triage.Api.Features.Mediation;

/// <summary>Both sides agree to go on (特邀调解规定 27). In a registered case the extended days do not count towards the trial limit.</summary>
internal static class ExtendMediationPeriod
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, MediationExtensionRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes, CalendarStore calendar, TimeProvider time)
    {
        var fields = new FieldErrors();
        var most = calendar.Clocks.Catalogue.Limit(Limits.MediationExtension);
        var days = fields.Needed("days", body.Days, "延长的天数");
        if (body.Days is < 1 || body.Days > most)
            fields.Add("days", $"延长 1 至 {most} 日。");
        var consentOn = fields.Needed("consentOn", body.ConsentOn, "双方同意延长的日期");
        IReadOnlyList<string>? named = body.ConsentedBy is { Count: > 0 } ? fields.Texts("consentedBy", body.ConsentedBy, 100, "同意延长的当事人") : null;
        return fields.Refusal is { } wrong
            ? Problems.From(wrong)
            : await changes.ApplyAsync(id, match, http, user, CaseAction.ExtendMediation.Event(), null,
                (c, _) => Task.FromResult(named?.FirstOrDefault(n => c.Parties.All(p => p.Name != n)) is { } stranger ? new Decision(Guards.Field("consentedBy", $"“{stranger}”不是本案当事人。"))
                    : CaseLifecycle.Decide(c, new ExtendMediation(new MediationExtension(days, consentOn, named ?? [.. c.Parties.Where(p => p.Role != PartyRole.ThirdParty).Select(p => p.Name)]), user.Actor, time.Now()))));
    }
}

/// <param name="ConsentOn">The day both sides agreed.</param>
/// <param name="ConsentedBy">Names of the parties who agreed; both sides where absent. One missing, or a refusal on record, and it is refused (特邀调解规定 27).</param>
internal sealed record MediationExtensionRequest(int? Days = null, DateOnly? ConsentOn = null, IReadOnlyList<string>? ConsentedBy = null);
