using System.Numerics;
using System.Runtime.CompilerServices;

namespace Triage.Model.Linear;

/// <summary>
/// The set of known hash buckets as a bitmap, each with its rank. The rank is the row of the weight table, so the table holds known features only,
/// an unknown n-gram costs one look at a small bitmap, and no dictionary of strings is kept.
/// </summary>
internal sealed class RankedIndex
{
    public const uint Unknown = uint.MaxValue;

    private readonly ulong[] words;
    private readonly uint[] before;

    public RankedIndex(ulong[] words)
    {
        this.words = words;
        before = new uint[words.Length];
        uint sum = 0;
        for (var i = 0; i < words.Length; i++)
        {
            before[i] = sum;
            sum += (uint)BitOperations.PopCount(words[i]);
        }

        Count = (int)sum;
        Bits = BitOperations.Log2((uint)words.Length) + 6;
    }

    /// <summary>log2 of the number of buckets.</summary>
    public int Bits { get; }

    /// <summary>Number of known buckets.</summary>
    public int Count { get; }

    public ReadOnlySpan<ulong> Words => words;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Row(uint bucket)
    {
        var word = words[bucket >> 6];
        var bit = 1UL << (int)(bucket & 63);
        return (word & bit) == 0 ? Unknown : before[bucket >> 6] + (uint)BitOperations.PopCount(word & (bit - 1));
    }
}
