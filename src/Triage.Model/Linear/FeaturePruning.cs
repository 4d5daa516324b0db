using System.Numerics;
using System.Runtime.InteropServices;

namespace Triage.Model.Linear;

/// <summary>
/// Drops the features that matter least, so that a model fits its file. It is done between two trainings, not after the last: the norm of a text counts
/// the kept features only, and margins and probabilities must be learned with the norm they are used with.
/// </summary>
internal static class FeaturePruning
{
    /// <summary>The space and the rows with the <paramref name="most"/> features of the largest spread of contributions over the rows.</summary>
    public static (FeatureSpace Space, RowStore Rows) Prune(FeatureSpace space, RowStore rows, int most, Func<ClassBlock[]> train, int classes)
    {
        if (space.Index.Count <= most) return (space, rows);
        var keep = Strongest(space, train(), classes, rows.Count, most);
        var words = new ulong[space.Index.Words.Length];
        var weights = new byte[most];
        var rowsWith = new int[most];
        var places = new uint[space.Index.Count];
        var at = 0;
        uint next = 0;
        for (var word = 0; word < words.Length; word++)
        {
            for (var left = space.Index.Words[word]; left != 0; left &= left - 1, at++)
            {
                places[at] = keep[at] ? next : RankedIndex.Unknown;
                if (!keep[at]) continue;
                words[word] |= 1UL << BitOperations.TrailingZeroCount(left);
                rowsWith[next] = space.RowsWith[at];
                weights[next++] = space.Weights[at];
            }
        }

        using (rows) return (new FeatureSpace(new RankedIndex(words), weights, rowsWith, space.Rule), Keep(rows, places));
    }

    private static RowStore Keep(RowStore rows, uint[] places)
    {
        var kept = new RowStore(rows.Parts);
        var entries = new List<uint>();
        RowPart? part = null;
        for (var p = 0; p < rows.Parts; p++)
        {
            part = rows.Read(p, part);
            foreach (ref readonly var row in part.Rows.AsSpan(0, part.Count))
            {
                entries.Clear();
                foreach (var entry in part.Entries(row))
                    if (places[entry & 0xFFFFFF] is var place && place != RankedIndex.Unknown)
                        entries.Add(place | (entry & 0xFF000000));
                kept.Add(p, row.Id, CollectionsMarshal.AsSpan(entries), row.Labels, row.Cost);
            }
        }

        return kept.Seal();
    }

    private static bool[] Strongest(FeatureSpace space, ClassBlock[] blocks, int classes, int rows, int most)
    {
        var count = space.Index.Count;
        var order = new int[count];
        var importance = new float[count];
        for (var f = 0; f < count; f++)
        {
            order[f] = f;
            var largest = 0f;
            for (var c = 0; c < classes; c++)
                largest = Math.Max(largest, Math.Abs(blocks[c / DualCoordinateDescent.Lanes].Weights[(f * DualCoordinateDescent.Lanes) + (c % DualCoordinateDescent.Lanes)]));
            // The root of the frequency makes it a standard deviation.
            importance[f] = -largest * Weighting.Value[space.Weights[f]] * MathF.Sqrt((space.RowsWith[f] + 1f) / rows);
        }

        Array.Sort(importance, order);
        var keep = new bool[count];
        foreach (var f in order.AsSpan(0, most)) keep[f] = true;
        return keep;
    }
}
