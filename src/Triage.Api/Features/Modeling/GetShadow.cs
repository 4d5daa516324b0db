using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Data;
using Triage.Api.Http;
using Triage.Api.Proposing;

namespace Triage.Api.Features.Modeling;

/// <summary>The challenger beside the champion on the same disputes, and who was right where they differ, judged by the cause on which the matter came to rest.</summary>
internal static class GetShadow
{
    public static async Task<Ok<ShadowResponse>> Handle(Database database, CaseStore store, ModelHost models, TimeProvider time, CancellationToken ct, DateOnly? from = null, DateOnly? to = null)
    {
        var (first, last) = (from ?? time.Today().AddMonths(-1), to ?? time.Today());
        int compared = 0, agree = 0, championRight = 0, challengerRight = 0;
        List<ShadowDifference> differences = [];
        await database.ReadAsync(async (connection, token) =>
        {
            await foreach (var c in ReceivedCases.ReadAsync(connection, store, first, last, token))
            {
                if (c.Triage is not { Shadow: { } shadow, Model: { Family: { } said, Probability: { } probability } })
                    continue;
                compared++;
                agree += said == shadow.Family ? 1 : 0;
                if (said == shadow.Family)
                    continue;
                var final = c.Route is null ? null : c.Cause?.Family;
                championRight += final == said ? 1 : 0;
                challengerRight += final == shadow.Family ? 1 : 0;
                if (differences.Count < 200)
                    differences.Add(new ShadowDifference(c.Id, said, probability, shadow.Family, shadow.Probability, final));
            }
            return 0;
        }, ct);
        return TypedResults.Ok(new ShadowResponse(first, last, models.Engine.Card.Version, models.Challenger?.Card.Version, compared, agree, championRight, challengerRight, differences));
    }
}

/// <param name="Challenger">Null where no challenger runs (setting Model:Challenger).</param>
/// <param name="Differences">At most 200.</param>
internal sealed record ShadowResponse(DateOnly From, DateOnly To, string Champion, string? Challenger, int Compared, int Agree, int ChampionRight, int ChallengerRight,
    IReadOnlyList<ShadowDifference> Differences);

/// <param name="Final">The family of the final cause; null while the matter is open.</param>
internal sealed record ShadowDifference(string CaseId, string Champion, double ChampionProbability, string Challenger, double ChallengerProbability, string? Final);
