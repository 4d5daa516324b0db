using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;

namespace Triage.Api.Http;

/// <summary>What every change of a case has in common: found, visible, the version the client saw, decided, saved with its history, answered with the new ETag.</summary>
internal sealed class CaseChanges(Database database, CaseStore store, CourtSetup court, CaseViews views, TimeProvider time)
{
    /// <param name="action">The event in the past tense, for the history.</param>
    /// <param name="access">Who may; those who may change a case where absent.</param>
    /// <param name="decide">Runs inside the write, on the case as it is now; what it writes is undone when it refuses.</param>
    public async Task<Results<Ok<CaseResponse>, Problem>> ApplyAsync(string id, IfMatch match, HttpContext http, CurrentUser user, string action, string? reason,
        Func<CourtCase, WriteUnit, Task<Decision>> decide, Func<CurrentUser, CourtCase, CourtSetup, Refusal?>? access = null)
    {
        var decision = await database.WriteAsync(async unit =>
        {
            var before = await store.FindAsync(unit.Connection, id);
            var decided = before is null ? new Decision(NotFound(id))
                : (access ?? CaseAccess.ToChange)(user, before, court) is { } forbidden ? new Decision(forbidden)
                : CaseAccess.Tied(user, before, court, action) is { } tie ? new Decision(tie)
                : match.Refuse(before.Version) is { } precondition ? new Decision(precondition)
                : await decide(before, unit);
            if (decided.After is { } after
                && !await store.SaveAsync(unit, after, before!.Version, new HistoryEntry(time.Now(), user.UserName, user.Roles[0], action) { Reason = reason, Before = before }))
                decided = new Decision(IfMatch.Stale(before.Version + 1));
            if (decided.Refusal is not null)
                unit.Discard();
            return decided;
        }, http.RequestAborted);
        if (decision.Refusal is { } refusal)
            return Problems.From(refusal);
        http.Response.SetETag(decision.After!.Version);
        return TypedResults.Ok(views.Of(decision.After, CaseAccess.Of(user, decision.After, court).Masked));
    }

    public static Refusal NotFound(string id) => new(RefusalCodes.NotFound, $"没有编号为“{id}”的案件。", "No such case.");
}
