namespace Triage.Model.Text;

/// <summary>Names of causes as people and collections write them.</summary>
internal static class CauseNames
{
    private const string Ending = "纠纷";

    /// <summary>The same cause, with or without its ending.</summary>
    public static bool Same(string a, string b) => Stem(a).SequenceEqual(Stem(b));

    /// <summary>Share of the two-character pieces of the name that stand in the text, 0 to 1.</summary>
    public static double Spoken(string cause, string text)
    {
        var stem = Stem(cause);
        if (stem.Length < 2) return 0;
        var found = 0;
        for (var i = 0; i + 2 <= stem.Length; i++)
            if (text.AsSpan().Contains(stem.Slice(i, 2), StringComparison.Ordinal))
                found++;
        return (double)found / (stem.Length - 1);
    }

    public static ReadOnlySpan<char> Stem(string cause)
    {
        var span = cause.AsSpan().Trim();
        return span.EndsWith(Ending) ? span[..^Ending.Length] : span;
    }
}
