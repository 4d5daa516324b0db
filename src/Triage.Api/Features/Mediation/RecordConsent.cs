using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Mediation;

/// <summary>Whether a party agrees to be mediated. While nobody mediates yet a refusal ends the waiting: nobody is kept from court (民事诉讼法 125).</summary>
internal static class RecordConsent
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, ConsentRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes, TimeProvider time)
    {
        var fields = new FieldErrors();
        var consent = new MediationConsent(fields.Text("party", body.Party, 100, "当事人"), fields.Needed("given", body.Given, "是否同意"), body.On ?? time.Today(), body.Stage);
        return fields.Refusal is { } wrong
            ? Problems.From(wrong)
            : await changes.ApplyAsync(id, match, http, user, CaseAction.GiveConsent.Event(), null,
                (c, _) => Task.FromResult(CaseLifecycle.Decide(c, new GiveConsent(consent, user.Actor, time.Now()))));
    }
}

/// <param name="Party">Name as in the case.</param>
/// <param name="On">Today where absent.</param>
/// <param name="Stage">before_filing or after_filing (as the case stands, where absent), extension, online.</param>
internal sealed record ConsentRequest(string? Party = null, bool? Given = null, DateOnly? On = null, ConsentStage? Stage = null);
