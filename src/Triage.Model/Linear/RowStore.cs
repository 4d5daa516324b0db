using System.Numerics;

namespace Triage.Model.Linear;

/// <summary>
/// Training rows as 32-bit entries (24 bits of feature, 8 bits of value). A few million entries stay in memory; more are dealt into parts by the hash of their
/// text and spilt to a temporary file, and a part is read when the trainer comes to it: memory is one part, however many rows there are.
/// </summary>
internal sealed class RowStore(int parts) : IDisposable
{
    public const int MaxFeatures = 1 << 24;

    /// <summary>Sixteen megabytes: what a part holds, and what is never spilt.</summary>
    private const int PartEntries = 1 << 22;
    private const int BufferWords = 1 << 14;
    private const int HeaderWords = 6;

    private readonly Part[] held = [.. Enumerable.Range(0, parts).Select(_ => new Part())];
    private readonly RowPart[] inMemory = new RowPart[1];
    private readonly SpillFile? spill = parts > 1 ? new SpillFile() : null;

    /// <param name="Id">Place of the row in the order in which rows were read.</param>
    /// <param name="Ordinal">Place of the row in the store.</param>
    /// <param name="Start">First entry.</param>
    /// <param name="Length">Number of entries.</param>
    /// <param name="Scale">1 / Euclidean norm: values are multiplied by it.</param>
    /// <param name="Label">Class, or -1.</param>
    /// <param name="Ignored">Class for which the row says nothing, or -1.</param>
    /// <param name="Cost">What an error on the row costs.</param>
    /// <param name="Fold">Part of the cross-validation.</param>
    public readonly record struct Row(int Id, int Ordinal, int Start, int Length, float Scale, short Label, short Ignored, float Cost, byte Fold)
    {
        public RowLabel Labels => new(Label, Ignored, Fold);
    }

    public int Count { get; private set; }

    public int Parts => parts;

    /// <summary>Whether rows wait in a file.</summary>
    public bool Spilt => spill is not null;

    /// <summary>How many parts so many entries need.</summary>
    public static int PartsFor(long entries) => (int)Math.Max(1, (entries + PartEntries - 1) / PartEntries);

    /// <summary>The part of a text. High bits: the low ones choose the fold.</summary>
    public static int PartOf(ulong hash, int parts) => (int)((hash >> 40) % (uint)parts);

    /// <summary>An entry of a feature that stands in a text so many times.</summary>
    public static uint Entry(uint feature, byte weight, byte count) => feature | ((uint)Weighting.Add(weight, Weighting.TermFrequencyCodes[count]) << 24);

    public void Add(int part, int id, ReadOnlySpan<uint> entries, RowLabel label, float cost)
    {
        var to = held[part];
        to.Rows++;
        Count++;
        var need = HeaderWords + entries.Length;
        if (to.Used + need > to.Buffer.Length) MakeRoom(to, need);
        var words = to.Buffer.AsSpan(to.Used, need);
        words[0] = (uint)id;
        words[1] = (uint)entries.Length;
        words[2] = BitConverter.SingleToUInt32Bits(Scale(entries));
        words[3] = (ushort)(short)label.Own | ((uint)(ushort)(short)label.Ignored << 16);
        words[4] = BitConverter.SingleToUInt32Bits(cost);
        words[5] = (uint)label.Fold;
        entries.CopyTo(words[HeaderWords..]);
        to.Used += need;
    }

    /// <summary>No more rows will come: what is still in buffers goes where the rest is.</summary>
    public RowStore Seal()
    {
        if (spill is null) return this;
        foreach (var part in held)
        {
            Flush(part);
            part.Buffer = [];
        }

        return this;
    }

    /// <summary>Reads a part of a sealed store. Rows that were never spilt are the same object each time.</summary>
    /// <param name="part">Which.</param>
    /// <param name="reuse">An earlier part that is no longer needed.</param>
    public RowPart Read(int part, RowPart? reuse = null)
    {
        var from = held[part];
        if (spill is null) return inMemory[0] is { } known && known.Count == Count ? known : inMemory[0] = Parse(new RowPart { Words = from.Buffer }, from, 0);
        var into = reuse ?? new RowPart();
        var words = from.Extents.Sum(extent => extent.Words);
        if (into.Words.Length < words) into.Words = new uint[words];
        var at = 0;
        foreach (var (offset, length) in from.Extents)
        {
            spill.Read(offset, into.Words.AsSpan(at, length));
            at += length;
        }

        return Parse(into, from, held.Take(part).Sum(before => before.Rows));
    }

    /// <summary>Changes the weight of features in all rows.</summary>
    /// <param name="steps">By feature: see <see cref="Weighting.Steps"/>.</param>
    public void Reweigh(ReadOnlySpan<sbyte> steps)
    {
        RowPart? part = null;
        for (var p = 0; p < parts; p++)
        {
            part = Read(p, part);
            for (var i = 0; i < part.Count; i++)
            {
                ref var row = ref part.Rows[i];
                var entries = part.Words.AsSpan(row.Start, row.Length);
                foreach (ref var entry in entries)
                    entry = (entry & 0xFFFFFF) | ((uint)Weighting.Add((int)(entry >> 24), steps[(int)(entry & 0xFFFFFF)]) << 24);
                row = row with { Scale = Scale(entries) };
                part.Words[row.Start - HeaderWords + 2] = BitConverter.SingleToUInt32Bits(row.Scale);
            }

            if (spill is null) continue;
            var at = 0;
            foreach (var (offset, length) in held[p].Extents)
            {
                spill.Write<uint>(offset, part.Words.AsSpan(at, length));
                at += length;
            }
        }
    }

    public void Dispose() => spill?.Dispose();

    private static float Scale(ReadOnlySpan<uint> entries)
    {
        var squares = 0f;
        foreach (var entry in entries) squares += Weighting.Value[entry >> 24] * Weighting.Value[entry >> 24];
        return squares > 0 ? 1 / MathF.Sqrt(squares) : 0;
    }

    private static RowPart Parse(RowPart part, Part from, int firstOrdinal)
    {
        if (part.Rows.Length < from.Rows) part.Rows = new Row[from.Rows];
        part.Count = from.Rows;
        var at = 0;
        for (var i = 0; i < from.Rows; i++)
        {
            var words = part.Words.AsSpan(at);
            part.Rows[i] = new Row(
                (int)words[0], firstOrdinal + i, at + HeaderWords, (int)words[1], BitConverter.UInt32BitsToSingle(words[2]),
                (short)words[3], (short)(words[3] >> 16), BitConverter.UInt32BitsToSingle(words[4]), (byte)words[5]);
            at += HeaderWords + (int)words[1];
        }

        return part;
    }

    private void MakeRoom(Part to, int need)
    {
        if (spill is null)
        {
            Array.Resize(ref to.Buffer, (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(to.Used + need, BufferWords)));
            return;
        }

        Flush(to);
        if (to.Buffer.Length < need) to.Buffer = new uint[Math.Max(need, BufferWords)];
    }

    private void Flush(Part part)
    {
        if (part.Used == 0) return;
        part.Extents.Add((spill!.Append<uint>(part.Buffer.AsSpan(0, part.Used)), part.Used));
        part.Used = 0;
    }

    private sealed class Part
    {
        public uint[] Buffer = [];

        public int Used;

        public int Rows;

        public List<(long Offset, int Words)> Extents { get; } = [];
    }
}

/// <summary>Rows that are in memory at present.</summary>
internal sealed class RowPart
{
    public uint[] Words { get; set; } = [];

    public RowStore.Row[] Rows { get; set; } = [];

    public int Count { get; set; }

    public ReadOnlySpan<uint> Entries(in RowStore.Row row) => Words.AsSpan(row.Start, row.Length);
}
