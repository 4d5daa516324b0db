using System.Numerics;

namespace Triage.Model.Linear;

/// <summary>
/// What the first reading of the rows leaves: of each row its hash buckets and their counts, and what else the trainer needs of it. A text is parsed and folded
/// once; the second reading, when it is known which buckets are features, is of this. Spills like the store.
/// </summary>
internal sealed class FeatureSpool : IDisposable
{
    private const int MostInMemory = 1 << 22;
    private const int BlockWords = 1 << 18;
    private uint[] buffer = new uint[1 << 12];
    private SpillFile? spill;
    private readonly List<(long Offset, int Words)> blocks = [];
    private int used;

    public int Count { get; private set; }

    public long Entries { get; private set; }

    public void Add(ReadOnlySpan<uint> buckets)
    {
        var need = buckets.Length + 1;
        if (used + need > buffer.Length) MakeRoom(need);
        buffer[used] = (uint)buckets.Length;
        buckets.CopyTo(buffer.AsSpan(used + 1));
        used += need;
        Count++;
        Entries += buckets.Length;
    }

    /// <summary>Calls for each row in the order in which they were added.</summary>
    public void ForEach(Visit visit)
    {
        var row = 0;
        if (spill is null)
        {
            VisitBlock(buffer.AsSpan(0, used), visit, ref row);
            return;
        }

        Flush();
        var block = new uint[blocks.Max(b => b.Words)];
        foreach (var (offset, words) in blocks)
        {
            spill.Read(offset, block.AsSpan(0, words));
            VisitBlock(block.AsSpan(0, words), visit, ref row);
        }
    }

    public void Dispose() => spill?.Dispose();

    private static void VisitBlock(ReadOnlySpan<uint> words, Visit visit, ref int row)
    {
        for (var at = 0; at < words.Length; at += 1 + (int)words[at]) visit(row++, words.Slice(at + 1, (int)words[at]));
    }

    private void MakeRoom(int need)
    {
        if (spill is null && used + need <= MostInMemory)
        {
            Array.Resize(ref buffer, (int)BitOperations.RoundUpToPowerOf2((uint)(used + need)));
            return;
        }

        spill ??= new SpillFile();
        Flush();
        buffer = buffer.Length > MostInMemory / 2 || buffer.Length < need ? new uint[Math.Max(need, BlockWords)] : buffer;
    }

    private void Flush()
    {
        if (used == 0) return;
        blocks.Add((spill!.Append<uint>(buffer.AsSpan(0, used)), used));
        used = 0;
    }

    /// <param name="row">Place in the order of reading.</param>
    /// <param name="buckets">Hash bucket in the low 26 bits, count up to 63 above.</param>
    public delegate void Visit(int row, ReadOnlySpan<uint> buckets);
}
