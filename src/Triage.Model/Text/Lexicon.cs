using System.Numerics;

namespace Triage.Model.Text;

/// <summary>
/// The words of the training text, found without a dictionary: a set of 16-bit fingerprints with the rarity of each. Used for explaining only. A string that is no
/// word passes for one once in some ten thousand times; that costs a cut, not an answer.
/// </summary>
internal sealed class Lexicon
{
    public const int LongestWord = 4;

    /// <summary>Rarity of a character that the training text does not have.</summary>
    private const float Unheard = 15f;
    private const float CodesPerNat = 16f;

    private readonly ushort[] prints;
    private readonly byte[] rarities;
    private readonly int mask;

    /// <param name="prints">Fingerprints in open addressing, 0 for an empty place; a power of two of them.</param>
    /// <param name="rarities">-ln of the share of each, sixteen codes a unit.</param>
    public Lexicon(ushort[] prints, byte[] rarities)
    {
        if (!BitOperations.IsPow2(prints.Length) || prints.Length != rarities.Length || !prints.Contains((ushort)0))
            throw new ArgumentException("Not a table of words.", nameof(prints));
        (this.prints, this.rarities, mask) = (prints, rarities, prints.Length - 1);
    }

    /// <summary>No words: every character stands alone.</summary>
    public static Lexicon Empty { get; } = new([0], [0]);

    public ReadOnlySpan<ushort> Prints => prints;

    public ReadOnlySpan<byte> Rarities => rarities;

    /// <summary>Words and characters with their shares of the text.</summary>
    public static Lexicon Of(IReadOnlyCollection<(ulong Key, double Share)> words)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, words.Count * 4 / 3));
        if (size <= words.Count) size *= 2;
        var (prints, rarities) = (new ushort[size], new byte[size]);
        foreach (var (key, share) in words)
        {
            var (place, print) = Home(key, size - 1);
            while (prints[place] != 0 && prints[place] != print) place = (place + 1) & (size - 1);
            prints[place] = print;
            rarities[place] = (byte)Math.Clamp(Math.Round(-Math.Log(share) * CodesPerNat), 1, 255);
        }

        return new Lexicon(prints, rarities);
    }

    /// <summary>The likeliest words one after the other, as [start, end) over folded characters; breaks belong to none.</summary>
    public List<(int Start, int End)> Split(ReadOnlySpan<char> chars)
    {
        var price = new float[chars.Length + 1];
        var from = new int[chars.Length + 1];
        Array.Fill(price, float.PositiveInfinity, 1, chars.Length);
        for (var start = 0; start < chars.Length; start++)
        {
            if (IsNoWord(chars[start]))
            {
                Offer(price, from, start, start + 1, 0);
                continue;
            }

            var key = 0UL;
            for (var n = 0; n < LongestWord && start + n < chars.Length && !IsNoWord(chars[start + n]); n++)
            {
                key = CharNgrams.Extend(key, n, chars[start + n]);
                var rarity = Rarity(key);
                if (rarity > 0) Offer(price, from, start, start + n + 1, rarity / CodesPerNat);
                else if (n == 0) Offer(price, from, start, start + 1, Unheard);
            }
        }

        var words = new List<(int, int)>();
        for (var end = chars.Length; end > 0; end = from[end])
            if (!IsNoWord(chars[from[end]]))
                words.Add((from[end], end));
        words.Reverse();
        return words;
    }

    /// <summary>Punctuation, numbers, masked names and the edges of a text.</summary>
    public static bool IsNoWord(char c) => !char.IsLetter(c) && !char.IsSurrogate(c);

    private byte Rarity(ulong key)
    {
        var (place, print) = Home(key, mask);
        for (; prints[place] != 0; place = (place + 1) & mask)
            if (prints[place] == print)
                return rarities[place];
        return 0;
    }

    private static (int Place, ushort Print) Home(ulong key, int mask)
    {
        var hash = (key ^ (key >> 31)) * 0x9E3779B97F4A7C15;
        hash = (hash ^ (hash >> 29)) * 0xBF58476D1CE4E5B9;
        hash ^= hash >> 32;
        // 0 marks an empty place.
        return ((int)hash & mask, (ushort)Math.Max(1, hash >> 48));
    }

    private static void Offer(float[] price, int[] from, int start, int end, float extra)
    {
        if (price[start] + extra >= price[end]) return;
        price[end] = price[start] + extra;
        from[end] = start;
    }
}
