namespace Triage.Model.Linear;

/// <summary>
/// Training rows as 32-bit entries (24 bits of feature, 8 bits of value), in blocks that are never copied to grow. A row is read in place by the
/// trainer as often as there are epochs.
/// </summary>
internal sealed class RowStore
{
    public const int MaxFeatures = 1 << 24;
    private const int BlockSize = 1 << 20;

    private readonly List<uint[]> blocks = [];
    private readonly List<Row> rows = [];
    private int used = BlockSize;

    /// <param name="Block">Block of entries.</param>
    /// <param name="Start">First entry in the block.</param>
    /// <param name="Length">Number of entries.</param>
    /// <param name="Scale">1 / Euclidean norm: values are multiplied by it.</param>
    /// <param name="Label">Class, or -1.</param>
    /// <param name="Ignored">Class for which the row is neither example nor counter-example, or -1.</param>
    /// <param name="Cost">Weight of an error on this row.</param>
    /// <param name="Fold">Part of the cross-validation.</param>
    public readonly record struct Row(int Block, int Start, int Length, float Scale, short Label, short Ignored, float Cost, byte Fold);

    public int Count => rows.Count;

    public Row this[int row] => rows[row];

    public ReadOnlySpan<uint> Entries(in Row row) => blocks[row.Block].AsSpan(row.Start, row.Length);

    public static EncodedRow Encode(FeatureBag bag, ReadOnlySpan<byte> idf)
    {
        var entries = new uint[bag.Count];
        var ids = bag.Ids;
        var counts = bag.Counts;
        for (var i = 0; i < entries.Length; i++)
            entries[i] = ids[i] | ((uint)Weighting.ValueCode(Weighting.TermFrequency[counts[i]] * Weighting.Idf[idf[(int)ids[i]]]) << 24);
        return Encode(entries);
    }

    public static EncodedRow Encode(uint[] entries)
    {
        var squares = 0f;
        foreach (var entry in entries) squares += Weighting.Value[entry >> 24] * Weighting.Value[entry >> 24];
        return new EncodedRow(entries, squares > 0 ? 1 / MathF.Sqrt(squares) : 0);
    }

    public void Add(EncodedRow encoded, RowLabel label, float cost)
    {
        var length = encoded.Entries.Length;
        if (length > BlockSize - used)
        {
            blocks.Add(new uint[Math.Max(BlockSize, length)]);
            used = 0;
        }

        encoded.Entries.CopyTo(blocks[^1].AsSpan(used));
        rows.Add(new Row(blocks.Count - 1, used, length, encoded.Scale, (short)label.Own, (short)label.Ignored, cost, (byte)label.Fold));
        used = Math.Min(BlockSize, used + length);
    }
}

/// <summary>Entries of one row and 1 / their Euclidean norm.</summary>
internal readonly record struct EncodedRow(uint[] Entries, float Scale);
