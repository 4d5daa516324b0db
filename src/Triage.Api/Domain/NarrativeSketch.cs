using System.Numerics;

namespace Triage.Api.Domain;

/// <summary>64 bits that are alike for like texts (Charikar's simhash over four-character runs), so that a repeated filing is found without opening a stored narrative.</summary>
internal static class NarrativeSketch
{
    private const int Run = 4;

    /// <summary>The sketch of a text; blanks and punctuation do not count.</summary>
    public static long Of(string text)
    {
        Span<int> votes = stackalloc int[64];
        votes.Clear();
        var window = 0UL;
        var seen = 0;
        foreach (var ch in text)
        {
            if (!char.IsLetterOrDigit(ch))
                continue;
            window = (window << 16) | ch;
            if (++seen < Run)
                continue;
            var hash = Mix(window);
            for (var bit = 0; bit < 64; bit++)
                votes[bit] += ((hash >> bit) & 1) == 0 ? -1 : 1;
        }
        var sketch = 0UL;
        for (var bit = 0; bit < 64; bit++)
            if (votes[bit] > 0)
                sketch |= 1UL << bit;
        return unchecked((long)sketch);
    }

    /// <summary>0 for unrelated texts, 1 for the same: the estimated cosine of the two sets of runs.</summary>
    public static double Similarity(long left, long right) =>
        Math.Max(0, Math.Cos(Math.PI * BitOperations.PopCount(unchecked((ulong)(left ^ right))) / 64.0));

    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return x ^ (x >> 31);
    }
}
