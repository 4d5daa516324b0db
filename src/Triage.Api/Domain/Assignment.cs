namespace Triage.Api.Domain;

/// <param name="Person">Id in the court's set-up.</param>
/// <param name="Load">Weighted open cases.</param>
internal sealed record AssignmentCandidate(string Person, double Load);

/// <summary>随机分案: a draw that anybody can repeat from what was written down: seed, candidates, loads. The lighter the load, the more lots in the urn.</summary>
internal static class Assignment
{
    private const double LotsOfTheIdle = 1_000_000;

    /// <summary>Null where nobody is left to draw from.</summary>
    /// <param name="excluded">Who could not be drawn, and why.</param>
    public static AssignmentDraw? Draw(long seed, IEnumerable<AssignmentCandidate> candidates, IReadOnlyDictionary<string, string> excluded, string? reason = null)
    {
        var urn = candidates.Where(candidate => !excluded.ContainsKey(candidate.Person)).OrderBy(candidate => candidate.Person, StringComparer.Ordinal).ToList();
        return urn.Count == 0
            ? null
            : new(seed, [.. urn.Select(candidate => candidate.Person)], [.. urn.Select(candidate => candidate.Load)], excluded, Pick(seed, urn), false, reason);
    }

    /// <summary>Draws again from the record; the same person, or the record is not true.</summary>
    public static string Redraw(AssignmentDraw draw) =>
        Pick(draw.Seed, [.. draw.Candidates.Zip(draw.Weights, (person, load) => new AssignmentCandidate(person, load))]);

    /// <summary>Each candidate's chance, in the order of the record: what a judge who asks "why me" is shown.</summary>
    public static IReadOnlyList<double> Chances(AssignmentDraw draw)
    {
        var lots = draw.Weights.Select(Lots).ToList();
        var total = lots.Sum();
        return [.. lots.Select(mine => (double)mine / total)];
    }

    private static string Pick(long seed, List<AssignmentCandidate> urn)
    {
        var lots = urn.Select(candidate => Lots(candidate.Load)).ToList();
        // The high part of a product instead of a remainder: no lot is drawn more often than another, and whole numbers give the same draw on every machine.
        var at = (long)(((UInt128)Mix(seed) * (UInt128)(ulong)lots.Sum()) >> 64);
        for (var i = 0; i < urn.Count - 1; i++)
        {
            if (at < lots[i]) return urn[i].Person;
            at -= lots[i];
        }
        return urn[^1].Person;
    }

    private static long Lots(double load) => Math.Max(1, (long)Math.Round(LotsOfTheIdle / (1 + Math.Max(0, load)), MidpointRounding.AwayFromZero));

    /// <summary>SplitMix64, one step: neighbouring seeds give unrelated draws.</summary>
    private static ulong Mix(long seed)
    {
        var z = unchecked((ulong)seed + 0x9E3779B97F4A7C15UL);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        return z ^ (z >> 31);
    }
}
