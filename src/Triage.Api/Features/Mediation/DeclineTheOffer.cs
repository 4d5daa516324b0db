using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Mediation;

/// <summary>The mediator does not take what was offered and says why (在线调解规则 12). To accept is to claim.</summary>
internal static class DeclineTheOffer
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, DeclineRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes, CourtSetup court,
        LeaseKeeper leases, TimeProvider time)
    {
        var fields = new FieldErrors();
        var reason = fields.Text("reason", body.Reason, 500, "不接受的理由");
        if (fields.Refusal is { } wrong)
            return Problems.From(wrong);
        return await changes.ApplyAsync(id, match, http, user, CaseAction.DeclineOffer.Event(), reason, (c, _) => Task.FromResult(CaseLifecycle.Decide(c,
            new DeclineOffer(user.PersonId, court.FindMediator(user.PersonId)?.Organisation, reason, c.Mediation?.Offer is { } offer ? leases.Following(c, offer) : null, user.Actor, time.Now()))), CaseAccess.ToAnswer);
    }
}

internal sealed record DeclineRequest(string? Reason = null);
