namespace Triage.Model.Linear;

/// <summary>What is remembered of the rows when they have gone by: labels and a hash, never the text. Some twenty bytes a row.</summary>
internal sealed class SeenRows
{
    private readonly List<Seen> rows = [];
    private readonly SortedDictionary<string, double> totals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ushort> codes = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly List<string> names = [""];

    public int Count => rows.Count;

    public IEnumerable<TextRow> Watch(IEnumerable<TextRow> source)
    {
        foreach (var row in source)
        {
            if (row.Family is not null) totals[row.Family] = totals.GetValueOrDefault(row.Family) + row.Weight;
            rows.Add(new Seen(TriageModel.Hash(row.Text), row.Weight, Code(row.Family), Code(row.Second), Code(row.Cause), Code(row.Register)));
            yield return row;
        }
    }

    /// <summary>Families in ordinal order; the class of no dispute, where there is one, last.</summary>
    public List<string> Families(IEnumerable<string> also) =>
        [.. rows.Select(row => row.Family).Distinct().Where(code => code != 0).Select(code => names[code]).Concat(also).Distinct().OrderBy(label => label == TriageModel.NoDispute).ThenBy(label => label, StringComparer.Ordinal)];

    /// <summary>What a row's weight is multiplied by: (mean total of a family / total of this family) to the power of <paramref name="balance"/>.</summary>
    public float Lift(string? family, double balance) =>
        family is null || balance == 0 ? 1 : (float)Math.Pow(totals.Values.Average() / totals[family], balance);

    /// <summary>Trains a row under another family than it came with.</summary>
    public void Refile(int row, string? family) => rows[row] = rows[row] with { Family = Code(family) };

    public string? Family(int row) => Name(rows[row].Family);

    public string? Second(int row) => Name(rows[row].Second);

    public string? Cause(int row) => Name(rows[row].Cause);

    public string Register(int row) => Name(rows[row].Register) ?? "unknown";

    public float Weight(int row) => rows[row].Weight;

    public ulong Hash(int row) => rows[row].Hash;

    /// <summary>Hashes of all texts, sorted, each once.</summary>
    public ulong[] Hashes(ReadOnlySpan<ulong> also)
    {
        var hashes = new ulong[rows.Count + also.Length];
        for (var i = 0; i < rows.Count; i++) hashes[i] = rows[i].Hash;
        also.CopyTo(hashes.AsSpan(rows.Count));
        Array.Sort(hashes);
        var count = 0;
        foreach (var hash in hashes)
            if (count == 0 || hashes[count - 1] != hash)
                hashes[count++] = hash;
        return hashes[..count];
    }

    private string? Name(ushort code) => code == 0 ? null : names[code];

    private ushort Code(string? label)
    {
        if (string.IsNullOrEmpty(label)) return 0;
        if (codes.TryGetValue(label, out var known)) return known;
        if (names.Count > ushort.MaxValue) throw new ArgumentException("标签过多：超过六万种", nameof(label));
        names.Add(label);
        return codes[label] = (ushort)(names.Count - 1);
    }

    private readonly record struct Seen(ulong Hash, float Weight, ushort Family, ushort Second, ushort Cause, ushort Register);
}
