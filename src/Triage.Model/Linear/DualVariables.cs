namespace Triage.Model.Linear;

/// <summary>The dual variables of a training, eight for each row and block of classes. Where the rows were spilt, these are too: only those of the part at hand are in memory.</summary>
internal sealed class DualVariables(RowStore rows, int blocks) : IDisposable
{
    private const int Bytes = DualCoordinateDescent.Lanes * sizeof(float);
    private readonly SpillFile? spill = rows.Spilt ? new SpillFile() : null;
    private readonly float[][] loaded = [.. Enumerable.Range(0, blocks).Select(_ => rows.Spilt ? [] : new float[rows.Count * DualCoordinateDescent.Lanes])];
    private readonly HashSet<int> stored = [];

    /// <summary>Those of a part, by the order of its rows. Different blocks may be loaded at once.</summary>
    public float[] Load(RowPart part, int block)
    {
        if (spill is null) return loaded[block];
        var size = part.Count * DualCoordinateDescent.Lanes;
        if (loaded[block].Length < size) loaded[block] = new float[size];
        var values = loaded[block].AsSpan(0, size);
        if (stored.Contains(part.Rows[0].Ordinal)) spill.Read(Place(part, block), values);
        else values.Clear();
        return loaded[block];
    }

    /// <summary>Keeps what was loaded and changed.</summary>
    public void Store(RowPart part)
    {
        if (spill is null) return;
        for (var block = 0; block < blocks; block++) spill.Write<float>(Place(part, block), loaded[block].AsSpan(0, part.Count * DualCoordinateDescent.Lanes));
        stored.Add(part.Rows[0].Ordinal);
    }

    public void Dispose() => spill?.Dispose();

    private long Place(RowPart part, int block) => (((long)block * rows.Count) + part.Rows[0].Ordinal) * Bytes;
}
