namespace Triage.Model.Text;

/// <summary>Which n-grams are features. Travels in the model file.</summary>
/// <param name="Longest">1 to 4 characters.</param>
/// <param name="CrossBreaks">Whether an n-gram may reach over punctuation: official prose gains by it, speech does not.</param>
internal readonly record struct GramRule(int Longest, bool CrossBreaks)
{
    /// <summary>The character at which an n-gram must end; no text contains NUL after folding.</summary>
    public char Stop => CrossBreaks ? '\0' : Normalizer.Break;

    public byte ToByte() => (byte)(Longest | (CrossBreaks ? 0x80 : 0));

    public static GramRule? FromByte(byte value)
    {
        var rule = new GramRule(value & 0x7F, (value & 0x80) != 0);
        return rule.Longest is >= 1 and <= CharNgrams.Longest ? rule : null;
    }
}
