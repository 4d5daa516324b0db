using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Mediation;

/// <summary>A mediator takes the oldest case, or the one that is named; an offer is accepted in the same way. Only one can: the write runs alone and sees the case as it is.</summary>
internal static class ClaimCaseForMediation
{
    public static async Task<Results<Ok<CaseResponse>, NoContent, Problem>> Handle(ClaimRequest? body, CurrentUser user, HttpContext http, Database database,
        CaseStore store, CourtSetup court, LeaseKeeper leases, CaseViews views, TimeProvider time, CancellationToken ct)
    {
        await leases.TakeBackExpiredAsync(ct);
        var (until, refusal) = leases.UntilFrom(time.Today());
        if (refusal is not null)
            return Problems.From(refusal);
        var claim = await database.WriteAsync(async unit =>
        {
            var c = body?.CaseId is { } id
                ? await store.FindAsync(unit.Connection, id)
                : (await MediationQueue.ReadAsync(unit.Connection, store, user, court, new PageRequest<DateTimeOffset>(1, null, null), 1, CancellationToken.None)).FirstOrDefault();
            if (c is null)
                return body?.CaseId is { } missing ? new Decision(CaseChanges.NotFound(missing)) : null;
            if (c.State == CaseState.AwaitingMediator && CaseAccess.MayTake(user, c, court) is { Citation: null } outside)
                return new Decision(outside);
            if (c.State == CaseState.Mediating)
                return new Decision(new Refusal(RefusalCodes.LostRace, "该案已被其他调解员领取。", "Another mediator was first."));
            var decided = CaseLifecycle.Decide(c, new ClaimCase(user.PersonId, until, user.Actor, time.Now(), court.FindMediator(user.PersonId)?.Organisation, CaseAccess.MayTake(user, c, court)));
            if (decided.After is { } after)
                await store.SaveAsync(unit, after, c.Version, new HistoryEntry(time.Now(), user.UserName, Role.Mediator, HistoryEvents.MediationClaimed) { Before = c });
            return decided;
        }, ct);
        if (claim is null)
            return TypedResults.NoContent();
        if (claim.Refusal is { } why)
            return Problems.From(why);
        http.Response.SetETag(claim.After!.Version);
        return TypedResults.Ok(views.Of(claim.After, masked: false));
    }
}

internal sealed record ClaimRequest
{
    /// <summary>Absent: the oldest one in the queue.</summary>
    public string? CaseId { get; init; }
}
