using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Http;
using Triage.Api.Proposing;

namespace Triage.Api.Features.Routing;

/// <summary>What triage would have proposed a month ago: the same case and the same statute, with the model that was in force then. Shows an officer whether a doubt is new.</summary>
internal static class GetEarlierOpinion
{
    public static async Task<Results<Ok<EarlierOpinion>, Problem>> Handle(string id, CurrentUser user, Database database, CaseStore store, CourtSetup court, ModelHost models, TriageEngine triage, TimeProvider time, CancellationToken ct)
    {
        var c = await database.ReadAsync((connection, token) => store.FindAsync(connection, id, token), ct);
        if (c is null)
            return Problems.From(CaseChanges.NotFound(id));
        if (CaseAccess.Of(user, c, court).Refusal is { } refusal)
            return Problems.From(refusal);
        if (models.Earlier(time.GetUtcNow().AddMonths(-1)) is not { } earlier)
            return TypedResults.Ok(new EarlierOpinion(null, null, null, null));
        var (proposal, _) = triage.Propose(c, time.Today(), earlier.Engine);
        return TypedResults.Ok(new EarlierOpinion(earlier.Engine.Card.Version, earlier.From, earlier.Until, proposal));
    }
}

/// <param name="Version">The model that was in force a month ago; where that is still today's, the one before it; null where there is none.</param>
/// <param name="Until">When it was replaced.</param>
internal sealed record EarlierOpinion(string? Version, DateTimeOffset? From, DateTimeOffset? Until, Domain.TriageRecord? Proposal);
