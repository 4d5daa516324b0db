using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Api.Proposing;

namespace Triage.Api.Features.Confirmation;

/// <summary>The court takes the application: it gets its number, and the thirty days of review begin.</summary>
internal static class AcceptApplication
{
    public static Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, AcceptanceRequest? body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes,
        Registration registration, TimeProvider time) =>
        changes.ApplyAsync(id, match, http, user, CaseAction.AcceptConfirmation.Event(), null, async (c, unit) =>
        {
            var on = body?.AcceptedOn ?? time.Today();
            var decided = CaseLifecycle.Decide(c, new AcceptConfirmation(on, [], user.Actor, time.Now()));
            return decided.After is { } after ? new Decision(after with { Numbers = [.. after.Numbers, await registration.ConfirmationAsync(unit, on)] }) : decided;
        });
}

/// <param name="AcceptedOn">Today where absent.</param>
internal sealed record AcceptanceRequest(DateOnly? AcceptedOn = null);
