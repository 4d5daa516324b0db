using System.Numerics;

namespace Triage.Model.Linear;

/// <summary>Drops the features that matter least, so that a model fits its file.</summary>
internal static class FeaturePruning
{
    /// <summary>Keeps the <paramref name="most"/> features with the largest spread of contributions over the training rows.</summary>
    public static WeightTable Prune(WeightTable table, int rows, int most)
    {
        var count = table.Index.Count;
        if (count <= most) return table;
        var order = new int[count];
        var importance = new float[count];
        for (var f = 0; f < count; f++)
        {
            order[f] = f;
            // ln(df / N) = 1 - idf: the root of the frequency makes it a standard deviation.
            var frequency = MathF.Exp(1 - table.Idf((uint)f));
            var largest = 0f;
            for (var c = 0; c < table.Classes; c++) largest = Math.Max(largest, Math.Abs(table.Contribution((uint)f, c)));
            importance[f] = -largest * MathF.Sqrt(frequency + (1f / rows));
        }

        Array.Sort(importance, order);
        var keep = order.AsSpan(0, most);
        keep.Sort();

        var words = new ulong[table.Index.Words.Length];
        var stride = table.Classes + 2;
        var kept = new byte[WeightTable.Size(most, table.Classes)];
        var next = 0;
        var row = 0;
        for (var word = 0; word < words.Length; word++)
        {
            for (var left = table.Index.Words[word]; left != 0; left &= left - 1, row++)
            {
                if (next == most || keep[next] != row) continue;
                words[word] |= 1UL << BitOperations.TrailingZeroCount(left);
                table.Rows.Slice(row * stride, stride).CopyTo(kept.AsSpan(next * stride));
                next++;
            }
        }

        return new WeightTable(new RankedIndex(words), kept, table.Bias);
    }
}
