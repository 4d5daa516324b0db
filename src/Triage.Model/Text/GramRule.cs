namespace Triage.Model.Text;

/// <summary>Which n-grams are features. Travels in the model file.</summary>
/// <param name="Longest">1 to 4 characters.</param>
/// <param name="CrossBreaks">Whether an n-gram may reach over punctuation: official prose gains by it, speech does not.</param>
/// <param name="Plain">Only width and case are folded; punctuation and digits stay what they are. For text of one official kind, where their shape says something.</param>
/// <param name="Edges">Beginning and end of the text are characters too.</param>
internal readonly record struct GramRule(int Longest, bool CrossBreaks, bool Plain = false, bool Edges = false)
{
    private const byte CrossFlag = 0x80;
    private const byte PlainFlag = 0x40;
    private const byte EdgesFlag = 0x20;

    /// <summary>The character at which an n-gram must end; no text contains NUL after folding.</summary>
    public char Stop => CrossBreaks ? '\0' : Normalizer.Break;

    /// <summary>Folds a text the way its n-grams are taken from it.</summary>
    public void Fold(ReadOnlySpan<char> text, NormalizedText into)
    {
        into.Clear();
        if (Edges) into.Append(Normalizer.Beginning, 0, 0);
        if (Plain) Normalizer.AppendPlain(text, into);
        else Normalizer.Append(text, into);
        if (Edges) into.Append(Normalizer.End, text.Length, text.Length);
    }

    public byte ToByte() => (byte)(Longest | (CrossBreaks ? CrossFlag : 0) | (Plain ? PlainFlag : 0) | (Edges ? EdgesFlag : 0));

    public static GramRule? FromByte(byte value)
    {
        var rule = new GramRule(value & 0x1F, (value & CrossFlag) != 0, (value & PlainFlag) != 0, (value & EdgesFlag) != 0);
        return rule.Longest is >= 1 and <= CharNgrams.Longest ? rule : null;
    }
}
