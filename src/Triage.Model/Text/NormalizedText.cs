namespace Triage.Model.Text;

/// <summary>
/// Folded text with, for every folded character, the UTF-16 range of the original it stands for. A reusable buffer: it grows, it never shrinks,
/// and it belongs to one thread at a time.
/// </summary>
internal sealed class NormalizedText
{
    private char[] chars = new char[512];
    private int[] starts = new int[512];
    private int[] ends = new int[512];

    public int Length { get; private set; }

    public ReadOnlySpan<char> Chars => chars.AsSpan(0, Length);

    /// <summary>First UTF-16 offset in the original of each folded character.</summary>
    public ReadOnlySpan<int> Starts => starts.AsSpan(0, Length);

    /// <summary>UTF-16 offset just behind the original of each folded character.</summary>
    public ReadOnlySpan<int> Ends => ends.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public char Last => Length == 0 ? '\0' : chars[Length - 1];

    public void Append(char folded, int start, int end)
    {
        if (Length == chars.Length)
        {
            Array.Resize(ref chars, Length * 2);
            Array.Resize(ref starts, Length * 2);
            Array.Resize(ref ends, Length * 2);
        }

        chars[Length] = folded;
        starts[Length] = start;
        ends[Length] = end;
        Length++;
    }

    /// <summary>Replaces the last character by one that also covers what follows it up to <paramref name="end"/>.</summary>
    public void WidenLast(char folded, int end)
    {
        chars[Length - 1] = folded;
        ends[Length - 1] = end;
    }
}
