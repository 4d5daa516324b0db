namespace Triage.Model.Text;

/// <summary>Which causes stand above which in the official table: a dispute over a sale is a dispute over a contract too.</summary>
public sealed class CauseTree
{
    private readonly Dictionary<string, HashSet<string>> above = new(StringComparer.Ordinal);

    /// <summary>Reads a table of causes.</summary>
    /// <param name="rows">Code, code of the cause above it (empty at the top) and name. One name may stand under several codes, as in tables of different years.</param>
    public CauseTree(IEnumerable<(string Code, string Parent, string Name)> rows)
    {
        var byCode = new Dictionary<string, (string Code, string Parent, string Name)>(StringComparer.Ordinal);
        foreach (var row in rows) byCode[row.Code] = row;
        foreach (var row in byCode.Values)
        {
            var own = CauseNames.Stem(row.Name).ToString();
            if (!above.TryGetValue(own, out var names)) above[own] = names = new HashSet<string>(StringComparer.Ordinal);
            // As many steps as there are rows: a table whose rows stand above each other ends too.
            var at = row;
            for (var left = byCode.Count; left > 0 && byCode.TryGetValue(at.Parent, out at); left--) names.Add(CauseNames.Stem(at.Name).ToString());
            names.Remove(own);
        }
    }

    /// <summary>Nothing stands above anything.</summary>
    public static CauseTree Flat { get; } = new([]);

    /// <summary>Whether a matter of the cause is one of the named cause as well.</summary>
    public bool Covers(string named, string cause) =>
        CauseNames.Same(named, cause) || (above.TryGetValue(CauseNames.Stem(cause).ToString(), out var names) && names.Contains(CauseNames.Stem(named).ToString()));
}
