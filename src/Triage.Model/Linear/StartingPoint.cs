using System.Numerics;

namespace Triage.Model.Linear;

/// <summary>
/// What a trainer continues from: a trained table and its classes, over the buckets of the space that is being learned. The new weights start there and are
/// pulled back there, so that a few hundred rows correct the model without making it forget.
/// </summary>
internal sealed record StartingPoint(IReadOnlyList<string> Labels, WeightTable Table, int Rows)
{
    /// <summary>The same table when the rows of the family table, which are the buckets of a cause table, have moved because features were added.</summary>
    public static WeightTable Move(WeightTable causes, RankedIndex before, RankedIndex after)
    {
        var words = new ulong[Math.Max(1, BitOperations.RoundUpToPowerOf2((uint)after.Count) / 64)];
        uint row = 0;
        for (uint bucket = 0; bucket < 1u << before.Bits; bucket++)
        {
            if (before.Row(bucket) == RankedIndex.Unknown) continue;
            // Both orders follow the buckets, so the rows of the table keep their order.
            if (causes.Index.Row(row++) == RankedIndex.Unknown) continue;
            var moved = after.Row(bucket);
            words[moved >> 6] |= 1UL << (int)(moved & 63);
        }

        return new WeightTable(new RankedIndex(words), causes.Rows.ToArray(), causes.Bias);
    }

    /// <summary>The weights as the trainer keeps them, over a space that knows all features of the table.</summary>
    public ClassBlock[] Blocks(FeatureSpace space, IReadOnlyList<string> labels)
    {
        var blocks = new ClassBlock[(labels.Count + DualCoordinateDescent.Lanes - 1) / DualCoordinateDescent.Lanes];
        for (var b = 0; b < blocks.Length; b++) blocks[b] = new ClassBlock(space.Index.Count);
        var places = Labels.Select(label => labels.ToList().IndexOf(label)).ToArray();
        // A class that the table does not know starts by saying no.
        for (var c = 0; c < labels.Count; c++) blocks[c / DualCoordinateDescent.Lanes].Bias[c % DualCoordinateDescent.Lanes] = Labels.Contains(labels[c]) ? 0 : -1;
        for (var c = 0; c < places.Length; c++) blocks[places[c] / DualCoordinateDescent.Lanes].Bias[places[c] % DualCoordinateDescent.Lanes] = Table.Bias[c];
        for (uint bucket = 0; bucket < 1u << space.Index.Bits; bucket++)
        {
            var from = Table.Index.Row(bucket);
            if (from == RankedIndex.Unknown) continue;
            var to = (int)space.Index.Row(bucket) * DualCoordinateDescent.Lanes;
            var weight = Table.Weight(from);
            for (var c = 0; c < places.Length; c++)
                blocks[places[c] / DualCoordinateDescent.Lanes].Weights[to + (places[c] % DualCoordinateDescent.Lanes)] = Table.Contribution(from, c) / weight;
        }

        return blocks;
    }
}
