using System.Numerics;
using Triage.Model.Text;

namespace Triage.Model.Linear;

/// <param name="Own">Class, or -1.</param>
/// <param name="Ignored">Class for which the row says nothing, or -1.</param>
/// <param name="Fold">Part of the cross-validation.</param>
internal readonly record struct RowLabel(int Own, int Ignored, int Fold);

/// <summary>The known features with their inverse document frequencies: what one pass over the training rows learns.</summary>
internal sealed record FeatureSpace(RankedIndex Index, byte[] Idf, GramRule Rule)
{
    private const int BatchSize = 4096;

    /// <summary>Counts in how many rows each n-gram stands and keeps those in at least <paramref name="minRows"/>.</summary>
    public static FeatureSpace Learn(IEnumerable<TextRow> rows, int bits, GramRule rule, int minRows, int threads, CancellationToken cancellation, StartingPoint? start = null)
    {
        var frequency = new int[1 << bits];
        var total = 0;
        foreach (var batch in rows.Chunk(BatchSize))
        {
            total += batch.Length;
            Parallel.For(0, batch.Length, Options(threads, cancellation), () => new Scratch(), (at, _, scratch) =>
            {
                Normalizer.Normalize(batch[at].Text, scratch.Folded);
                scratch.Bag.CollectBuckets(scratch.Folded.Chars, bits, rule);
                // Sums commute: the order of the threads does not show.
                foreach (var bucket in scratch.Bag.Ids) Interlocked.Increment(ref frequency[bucket]);
                return scratch;
            }, _ => { });
        }

        // A row of the store has 24 bits for the feature.
        while (frequency.Count(n => n >= minRows) > RowStore.MaxFeatures) minRows++;
        return Select(frequency, total, minRows, rule, start);
    }

    /// <summary>Turns texts into training rows, in their order.</summary>
    public RowStore Encode(IEnumerable<TextRow> rows, Func<TextRow, RowLabel> label, Func<TextRow, float> cost, int threads, CancellationToken cancellation)
    {
        var store = new RowStore();
        foreach (var batch in rows.Chunk(BatchSize))
        {
            var encoded = new EncodedRow[batch.Length];
            Parallel.For(0, batch.Length, Options(threads, cancellation), () => new Scratch(), (at, _, scratch) =>
            {
                Normalizer.Normalize(batch[at].Text, scratch.Folded);
                scratch.Bag.CollectRows(scratch.Folded.Chars, Index, Rule);
                encoded[at] = RowStore.Encode(scratch.Bag, Idf);
                return scratch;
            }, _ => { });
            for (var i = 0; i < batch.Length; i++) store.Add(encoded[i], label(batch[i]), cost(batch[i]));
        }

        return store;
    }

    /// <summary>
    /// The features of some rows only, ranked anew, with frequencies among these rows; and the rows over them. The buckets of the new index are the rows of this one.
    /// </summary>
    /// <param name="rows">Over this space.</param>
    /// <param name="chosen">Which of them, and their new labels.</param>
    /// <param name="minRows">A feature in fewer rows is dropped.</param>
    /// <param name="start">Its features are never dropped.</param>
    public (FeatureSpace Space, RowStore Rows) Narrow(RowStore rows, IReadOnlyList<(int Row, RowLabel Label)> chosen, int minRows, StartingPoint? start = null)
    {
        var frequency = new int[(int)Math.Max(64, BitOperations.RoundUpToPowerOf2((uint)Index.Count))];
        foreach (var (row, _) in chosen)
            foreach (var entry in rows.Entries(rows[row]))
                frequency[entry & 0xFFFFFF]++;
        var space = Select(frequency, chosen.Count, minRows, Rule, start);
        var store = new RowStore();
        var entries = new List<uint>();
        foreach (var (at, label) in chosen)
        {
            entries.Clear();
            foreach (var entry in rows.Entries(rows[at]))
            {
                var id = space.Index.Row(entry & 0xFFFFFF);
                if (id == RankedIndex.Unknown) continue;
                var termFrequency = Weighting.Value[entry >> 24] / Weighting.Idf[Idf[(int)(entry & 0xFFFFFF)]];
                var code = Weighting.ValueCode(termFrequency * Weighting.Idf[space.Idf[(int)id]]);
                entries.Add(id | ((uint)code << 24));
            }

            store.Add(RowStore.Encode([.. entries]), label, rows[at].Cost);
        }

        return (space, store);
    }

    /// <summary>Keeps what is frequent enough and whatever the starting point knows.</summary>
    private static FeatureSpace Select(int[] frequency, int total, int minRows, GramRule rule, StartingPoint? start)
    {
        var words = new ulong[frequency.Length / 64];
        for (var bucket = 0; bucket < frequency.Length; bucket++)
            if (frequency[bucket] >= minRows || Start(bucket) != RankedIndex.Unknown)
                words[bucket >> 6] |= 1UL << (bucket & 63);
        var index = new RankedIndex(words);
        var idf = new byte[index.Count];
        var row = 0;
        for (var bucket = 0; bucket < frequency.Length; bucket++)
        {
            if (Start(bucket) is var known && known != RankedIndex.Unknown) idf[row++] = start!.Table.IdfCode(known);
            else if (frequency[bucket] >= minRows) idf[row++] = Weighting.IdfCode(total + (start?.Rows ?? 0), frequency[bucket]);
        }

        return new FeatureSpace(index, idf, rule);

        uint Start(int bucket) => start is null || bucket >= 1L << start.Table.Index.Bits ? RankedIndex.Unknown : start.Table.Index.Row((uint)bucket);
    }

    private static ParallelOptions Options(int threads, CancellationToken cancellation) => new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };

    private sealed class Scratch
    {
        public NormalizedText Folded { get; } = new();

        public FeatureBag Bag { get; } = new();
    }
}
