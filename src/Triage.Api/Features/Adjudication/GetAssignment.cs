using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Adjudication;

/// <summary>Why this judge: everything that a draw needs to be made again.</summary>
internal static class GetAssignment
{
    public static async Task<Results<Ok<AssignmentResponse>, Problem>> Handle(string id, CurrentUser user, Database database, CaseStore store, CourtSetup court, CancellationToken ct)
    {
        var c = await database.ReadAsync((connection, token) => store.FindAsync(connection, id, token), ct);
        if (c is null)
            return Problems.From(CaseChanges.NotFound(id));
        var (refusal, masked) = CaseAccess.Of(user, c, court);
        if (refusal is not null)
            return Problems.From(refusal);
        if (masked)
            c = Masking.Mask(c);
        if (c is not { Judge: { } judge, Trial: { Draw: { } draw } trial })
            return Problems.NotFound("本案尚未分案。", "The case has not been assigned.");
        var chances = draw.Designated ? [] : Assignment.Chances(draw);
        return TypedResults.Ok(new AssignmentResponse(judge, court.NameOf(judge), c.Team, trial.AssignedOn, draw.Designated, draw.Reason, draw.Designated ? null : draw.Seed,
            [.. draw.Candidates.Select((person, index) => new DrawCandidate(person, court.NameOf(person), draw.Designated ? null : draw.Weights[index], draw.Designated ? null : Math.Round(chances[index], 6)))],
            [.. draw.Excluded.Select(pair => new DrawExclusion(pair.Key, court.NameOf(pair.Key), pair.Value))],
            draw.Designated ? null : Assignment.Redraw(draw),
            draw.Designated ? "指定分案，未经抽取。" : "SplitMix64(seed) 的高位乘以总签数取整；每人签数为 1000000 ÷（1 + 负担），候选人按编号排列。"));
    }
}

/// <param name="Seed">Null where the judge was named, not drawn.</param>
/// <param name="Redrawn">Who comes out when the draw is made again now; always the one drawn, or the record is not true.</param>
/// <param name="Method">How to make the draw again by hand.</param>
internal sealed record AssignmentResponse(string Judge, string? JudgeName, string? Team, DateOnly? AssignedOn, bool Designated, string? Reason, long? Seed, IReadOnlyList<DrawCandidate> Candidates,
    IReadOnlyList<DrawExclusion> Excluded, string? Redrawn, string Method);

/// <param name="Load">Weighted open cases at the draw.</param>
/// <param name="Chance">0 to 1.</param>
internal sealed record DrawCandidate(string Person, string? Name, double? Load, double? Chance);

internal sealed record DrawExclusion(string Person, string? Name, string Why);
