using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Sources;

/// <summary>Which tribunal serves a village, however its name is written, who its liaison is and where the next service point is.</summary>
internal static class FindTribunal
{
    public static Results<Ok<VillageLookupResponse>, Problem> Handle(CourtSetup court, string village)
    {
        var found = court.VillagesNamed(village);
        return found.Count == 0
            ? Problems.From(new Refusal(RefusalCodes.NotFound, $"没有找到名为“{village}”的村居。", "No such village."))
            : TypedResults.Ok(new VillageLookupResponse([.. found.Select(v => new VillageMatch(v.Id, v.Name, v.Town, v.Tribunal, court.FindTribunal(v.Tribunal)?.Name ?? v.Tribunal, v.Liaison,
                [.. court.Stations.Where(s => s.Town == v.Town).Select(s => s.Name)]))]));
    }
}

/// <param name="Items">More than one where two towns have a village of that name.</param>
internal sealed record VillageLookupResponse(IReadOnlyList<VillageMatch> Items);

internal sealed record VillageMatch(string Id, string Name, string Town, string Tribunal, string TribunalName, string Liaison, IReadOnlyList<string> ServicePoints);
