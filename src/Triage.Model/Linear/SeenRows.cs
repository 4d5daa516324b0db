namespace Triage.Model.Linear;

/// <summary>What is remembered of the rows when they have gone by: labels and a hash, never the text.</summary>
internal sealed class SeenRows
{
    private readonly List<(string? Family, string? Cause, string Register, ulong Hash)> rows = [];
    private readonly SortedDictionary<string, double> totals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> interned = new(StringComparer.Ordinal);

    public int Count => rows.Count;

    public IEnumerable<TextRow> Watch(IEnumerable<TextRow> source)
    {
        foreach (var row in source)
        {
            if (row.Family is not null) totals[row.Family] = totals.GetValueOrDefault(row.Family) + row.Weight;
            rows.Add((Intern(row.Family), Intern(row.Cause), Intern(row.Register) ?? "unknown", TriageModel.Hash(row.Text)));
            yield return row;
        }
    }

    /// <summary>Families in ordinal order; the class of no dispute, where there is one, last.</summary>
    public List<string> Families(IEnumerable<string> also) =>
        [.. rows.Select(row => row.Family).OfType<string>().Concat(also).Distinct().OrderBy(label => label == TriageModel.NoDispute).ThenBy(label => label, StringComparer.Ordinal)];

    /// <summary>What a row's weight is multiplied by: (mean total of a family / total of this family) to the power of <paramref name="balance"/>.</summary>
    public float Lift(string? family, double balance) =>
        family is null || balance == 0 ? 1 : (float)Math.Pow(totals.Values.Average() / totals[family], balance);

    public string? Family(int row) => rows[row].Family;

    public string? Cause(int row) => rows[row].Cause;

    public string Register(int row) => rows[row].Register;

    public ulong[] Hashes(IEnumerable<ulong> also) => [.. rows.Select(row => row.Hash).Concat(also).Distinct().Order()];

    private string? Intern(string? label)
    {
        if (string.IsNullOrEmpty(label)) return null;
        if (interned.TryGetValue(label, out var known)) return known;
        return interned[label] = label;
    }
}
