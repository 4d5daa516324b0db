using System.Numerics;
using System.Runtime.InteropServices;
using Triage.Model.Text;

namespace Triage.Model.Linear;

/// <param name="Own">Class, or -1.</param>
/// <param name="Ignored">Class for which the row says nothing, or -1.</param>
/// <param name="Fold">Part of the cross-validation.</param>
internal readonly record struct RowLabel(int Own, int Ignored, int Fold);

/// <summary>The known features with the codes of their weights (<see cref="Weighting"/>) and the number of rows that they stand in: what one pass over the training rows learns.</summary>
internal sealed record FeatureSpace(RankedIndex Index, byte[] Weights, int[] RowsWith, GramRule Rule)
{
    private const int BatchSize = 1024;
    private const int BucketBits = 26;
    private const uint MostCounted = 63;

    /// <summary>Reads the rows once: counts in how many each n-gram stands, keeps those in at least <paramref name="minRows"/>, and leaves the n-grams of each row in the spool.</summary>
    public static FeatureSpace Learn(IEnumerable<TextRow> rows, FeatureSpool spool, int bits, GramRule rule, int minRows, int threads, CancellationToken cancellation, StartingPoint? start = null)
    {
        var frequency = new int[1 << bits];
        var batch = new uint[BatchSize][];
        foreach (var texts in rows.Chunk(BatchSize))
        {
            Parallel.For(0, texts.Length, Options(threads, cancellation), () => new Scratch(), (at, _, scratch) =>
            {
                rule.Fold(texts[at].Text, scratch.Folded);
                scratch.Bag.CollectBuckets(scratch.Folded.Chars, bits, rule);
                batch[at] = Pack(scratch.Bag);
                return scratch;
            }, _ => { });
            for (var at = 0; at < texts.Length; at++)
            {
                foreach (var bucket in batch[at]) frequency[bucket & ((1 << BucketBits) - 1)]++;
                spool.Add(batch[at]);
            }
        }

        // A row of the store has 24 bits for the feature.
        while (frequency.Count(n => n >= minRows) > RowStore.MaxFeatures) minRows++;
        return Select(frequency, spool.Count, minRows, rule, start);
    }

    /// <summary>Turns what the spool has of each row into training rows.</summary>
    /// <param name="spool">Filled by <see cref="Learn"/> with the same buckets.</param>
    /// <param name="hash">Of the text of a row: chooses its part of the store.</param>
    /// <param name="label">Of a row.</param>
    /// <param name="cost">Of a row.</param>
    /// <param name="cancellation">Stops between rows.</param>
    public RowStore Encode(FeatureSpool spool, Func<int, ulong> hash, Func<int, RowLabel> label, Func<int, float> cost, CancellationToken cancellation)
    {
        var store = new RowStore(RowStore.PartsFor(spool.Entries));
        var entries = new List<uint>();
        spool.ForEach((row, buckets) =>
        {
            cancellation.ThrowIfCancellationRequested();
            entries.Clear();
            foreach (var bucket in buckets)
                if (Index.Row(bucket & ((1 << BucketBits) - 1)) is var id && id != RankedIndex.Unknown)
                    entries.Add(RowStore.Entry(id, Weights[id], (byte)(bucket >> BucketBits)));
            store.Add(RowStore.PartOf(hash(row), store.Parts), row, CollectionsMarshal.AsSpan(entries), label(row), cost(row));
        });
        return store.Seal();
    }

    /// <summary>
    /// The features of some rows only, ranked anew, with frequencies among these rows; and the rows over them. The buckets of the new index are the rows of this one.
    /// </summary>
    /// <param name="rows">Over this space.</param>
    /// <param name="chosen">The new labels of a row, or null for a row that is left out.</param>
    /// <param name="minRows">A feature in fewer rows is dropped.</param>
    /// <param name="start">Its features are never dropped.</param>
    public (FeatureSpace Space, RowStore Rows) Narrow(RowStore rows, Func<RowStore.Row, RowLabel?> chosen, int minRows, StartingPoint? start = null)
    {
        var frequency = new int[(int)Math.Max(64, BitOperations.RoundUpToPowerOf2((uint)Index.Count))];
        var (total, entriesOfAll) = (0, 0L);
        RowPart? part = null;
        for (var p = 0; p < rows.Parts; p++)
        {
            part = rows.Read(p, part);
            foreach (ref readonly var row in part.Rows.AsSpan(0, part.Count))
            {
                if (chosen(row) is null) continue;
                total++;
                entriesOfAll += row.Length;
                foreach (var entry in part.Entries(row)) frequency[entry & 0xFFFFFF]++;
            }
        }

        var space = Select(frequency, total, minRows, Rule, start);
        var store = new RowStore(RowStore.PartsFor(entriesOfAll));
        var entries = new List<uint>();
        for (var p = 0; p < rows.Parts; p++)
        {
            part = rows.Read(p, part);
            foreach (ref readonly var row in part.Rows.AsSpan(0, part.Count))
            {
                if (chosen(row) is not { } label) continue;
                entries.Clear();
                foreach (var entry in part.Entries(row))
                {
                    var old = entry & 0xFFFFFF;
                    if (space.Index.Row(old) is var id && id != RankedIndex.Unknown)
                        entries.Add(id | ((uint)Weighting.Add((int)(entry >> 24), space.Weights[id] - Weights[old]) << 24));
                }

                // A source is weighed down so that it does not pull other families' matters to its own; within a family a cause needs every row it can get. The root is between.
                store.Add(p % store.Parts, row.Id, CollectionsMarshal.AsSpan(entries), label, MathF.Sqrt(row.Cost));
            }
        }

        return (space, store.Seal());
    }

    /// <summary>Keeps what is frequent enough and whatever the starting point knows.</summary>
    private static FeatureSpace Select(int[] frequency, int total, int minRows, GramRule rule, StartingPoint? start)
    {
        var words = new ulong[frequency.Length / 64];
        for (var bucket = 0; bucket < frequency.Length; bucket++)
            if (frequency[bucket] >= minRows || Start(bucket) != RankedIndex.Unknown)
                words[bucket >> 6] |= 1UL << (bucket & 63);
        var index = new RankedIndex(words);
        var weights = new byte[index.Count];
        var rowsWith = new int[index.Count];
        var row = 0;
        for (var bucket = 0; bucket < frequency.Length; bucket++)
        {
            var known = Start(bucket);
            if (known == RankedIndex.Unknown && frequency[bucket] < minRows) continue;
            rowsWith[row] = frequency[bucket];
            weights[row++] = known != RankedIndex.Unknown ? start!.Table.WeightCode(known) : Weighting.IdfCode(total + (start?.Rows ?? 0), frequency[bucket]);
        }

        return new FeatureSpace(index, weights, rowsWith, rule);

        uint Start(int bucket) => start is null || bucket >= 1L << start.Table.Index.Bits ? RankedIndex.Unknown : start.Table.Index.Row((uint)bucket);
    }

    private static uint[] Pack(FeatureBag bag)
    {
        var packed = new uint[bag.Count];
        var ids = bag.Ids;
        var counts = bag.Counts;
        for (var i = 0; i < packed.Length; i++) packed[i] = ids[i] | (Math.Min(counts[i], MostCounted) << BucketBits);
        return packed;
    }

    private static ParallelOptions Options(int threads, CancellationToken cancellation) => new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };

    private sealed class Scratch
    {
        public NormalizedText Folded { get; } = new();

        public FeatureBag Bag { get; } = new();
    }
}
