using System.Numerics;
using System.Runtime.CompilerServices;
using Triage.Model.Text;

namespace Triage.Model.Linear;

/// <summary>The distinct features of one text with their counts. A reusable buffer of one thread: after a warm-up it allocates nothing.</summary>
internal sealed class FeatureBag
{
    private uint[] ids = new uint[1024];
    private byte[] counts = new byte[1024];
    // Open addressing. A slot holds (generation << 32 | position in ids), so that clearing is one increment.
    private ulong[] slots = new ulong[2048];
    private uint generation;

    public int Count { get; private set; }

    public ReadOnlySpan<uint> Ids => ids.AsSpan(0, Count);

    public ReadOnlySpan<byte> Counts => counts.AsSpan(0, Count);

    /// <summary>Collects the rows of the known n-grams.</summary>
    /// <returns>How many n-grams the text has, known or not.</returns>
    public int CollectRows(ReadOnlySpan<char> folded, RankedIndex index, GramRule rule)
    {
        Clear(folded.Length * rule.Longest);
        var bits = index.Bits;
        var seen = 0;
        for (var start = 0; start < folded.Length; start++)
        {
            var key = 0UL;
            var end = Math.Min(rule.Longest, folded.Length - start);
            for (var n = 0; n < end; n++)
            {
                var c = folded[start + n];
                if (c == rule.Stop) break;
                key = CharNgrams.Extend(key, n, c);
                seen++;
                var row = index.Row(CharNgrams.Bucket(key, bits));
                if (row != RankedIndex.Unknown) Add(row);
            }
        }

        return seen;
    }

    /// <summary>Collects hash buckets, for counting before an index exists.</summary>
    public void CollectBuckets(ReadOnlySpan<char> folded, int bits, GramRule rule)
    {
        Clear(folded.Length * rule.Longest);
        for (var start = 0; start < folded.Length; start++)
        {
            var key = 0UL;
            var end = Math.Min(rule.Longest, folded.Length - start);
            for (var n = 0; n < end; n++)
            {
                var c = folded[start + n];
                if (c == rule.Stop) break;
                key = CharNgrams.Extend(key, n, c);
                Add(CharNgrams.Bucket(key, bits));
            }
        }
    }

    /// <summary>Takes over those features of another bag that a smaller set knows, under their ranks there.</summary>
    public void CollectSubset(FeatureBag source, RankedIndex subset)
    {
        Clear(source.Count);
        for (var i = 0; i < source.Count; i++)
        {
            var row = subset.Row(source.ids[i]);
            if (row == RankedIndex.Unknown) continue;
            ids[Count] = row;
            counts[Count] = source.counts[i];
            Count++;
        }
    }

    /// <summary>How often the feature stands in the text; 0 when it does not.</summary>
    public int CountOf(uint id)
    {
        var mask = slots.Length - 1;
        for (var slot = Home(id) & mask; (uint)(slots[slot] >> 32) == generation; slot = (slot + 1) & mask)
            if (ids[(int)(uint)slots[slot]] == id)
                return counts[(int)(uint)slots[slot]];
        return 0;
    }

    // Fibonacci hashing: neighbouring ranks must not cluster.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Home(uint id) => (int)((id * 2654435769u) >> 7);

    private void Clear(int capacity)
    {
        Count = 0;
        if (capacity > ids.Length)
        {
            var size = (int)BitOperations.RoundUpToPowerOf2((uint)capacity);
            ids = new uint[size];
            counts = new byte[size];
            slots = new ulong[size * 2];
            generation = 0;
        }

        if (++generation == 0)
        {
            Array.Clear(slots);
            generation = 1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(uint id)
    {
        var mask = slots.Length - 1;
        var slot = Home(id) & mask;
        while (true)
        {
            var entry = slots[slot];
            if ((uint)(entry >> 32) != generation)
            {
                slots[slot] = ((ulong)generation << 32) | (uint)Count;
                ids[Count] = id;
                counts[Count] = 1;
                Count++;
                return;
            }

            var position = (int)(uint)entry;
            if (ids[position] == id)
            {
                if (counts[position] < byte.MaxValue) counts[position]++;
                return;
            }

            slot = (slot + 1) & mask;
        }
    }
}
