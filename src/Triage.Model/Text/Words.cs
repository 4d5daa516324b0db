using Triage.Model.Linear;

namespace Triage.Model.Text;

/// <summary>
/// Splits folded text into words without a dictionary: the split whose n-grams are the most usual ones in the training rows (Viterbi over their idf).
/// </summary>
internal static class Words
{
    /// <summary>Price of a word on top of its rarity: a higher one makes longer words.</summary>
    private const float PricePerWord = 1.6f;
    private const float PriceOfUnknown = 13f;

    /// <summary>Words as [start, end) over the folded characters, without breaks.</summary>
    public static List<(int Start, int End)> Split(ReadOnlySpan<char> chars, WeightTable table, int longest)
    {
        var price = new float[chars.Length + 1];
        var from = new int[chars.Length + 1];
        Array.Fill(price, float.PositiveInfinity);
        price[0] = 0;
        for (var start = 0; start < chars.Length; start++)
        {
            if (chars[start] == Normalizer.Break)
            {
                Offer(price, from, start, start + 1, 0);
                continue;
            }

            var key = 0UL;
            for (var n = 0; n < longest && start + n < chars.Length && chars[start + n] != Normalizer.Break; n++)
            {
                key = CharNgrams.Extend(key, n, chars[start + n]);
                var row = table.Index.Row(CharNgrams.Bucket(key, table.Index.Bits));
                if (row != RankedIndex.Unknown) Offer(price, from, start, start + n + 1, PricePerWord + table.Idf(row));
                else if (n == 0) Offer(price, from, start, start + 1, PricePerWord + PriceOfUnknown);
            }
        }

        var words = new List<(int, int)>();
        for (var end = chars.Length; end > 0; end = from[end])
            if (chars[from[end]] != Normalizer.Break)
                words.Add((from[end], end));
        words.Reverse();
        return words;
    }

    private static void Offer(float[] price, int[] from, int start, int end, float extra)
    {
        if (price[start] + extra >= price[end]) return;
        price[end] = price[start] + extra;
        from[end] = start;
    }
}
