using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Adjudication;

/// <summary>The superior court's reply is put on record: it decides five days before the limit ends (延长审限规定 1).</summary>
internal static class DecideSuperiorLimitExtension
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, SuperiorDecisionRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes, CalendarStore calendar, TimeProvider time)
    {
        var fields = new FieldErrors();
        var granted = fields.Needed("granted", body.Granted, "批复（true 批准，false 不批准）");
        var document = fields.Text("document", body.Document, 100, "批复文号");
        return fields.Refusal is { } wrong
            ? Problems.From(wrong)
            : await changes.ApplyAsync(id, match, http, user, CaseAction.DecideSuperiorExtension.Event(), document, (c, _) => Task.FromResult(
                CaseLifecycle.Decide(c, new DecideSuperiorExtension(granted, document, body.DecidedOn ?? time.Today(), calendar.Clocks.ExtensionOf(c)?.Superior, user.Actor, time.Now()))));
    }
}

/// <param name="Document">Number of the reply.</param>
/// <param name="DecidedOn">Its date; today where absent.</param>
internal sealed record SuperiorDecisionRequest(bool? Granted = null, string? Document = null, DateOnly? DecidedOn = null);
