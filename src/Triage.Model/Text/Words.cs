using Triage.Model.Linear;

namespace Triage.Model.Text;

/// <summary>
/// Splits folded text into words without a dictionary. An n-gram may be a word if its halves stand together more often than chance would have it
/// (normalised mutual information over the rows of training); among the possible splits the most usual words win (Viterbi over their idf).
/// </summary>
internal static class Words
{
    /// <summary>Price of a word on top of its rarity: a higher one makes longer words.</summary>
    private const float PricePerWord = 3f;
    private const float PriceOfUnknown = 13f;

    /// <summary>Least share of a word's rarity that its weakest cut must save.</summary>
    private const float LeastCohesion = 0.45f;

    /// <summary>Words as [start, end) over the folded characters, without breaks.</summary>
    public static List<(int Start, int End)> Split(ReadOnlySpan<char> chars, WeightTable table, int longest)
    {
        // idf of the n-gram of length n + 1 at each place; NaN where it is not known.
        var idf = new float[chars.Length * CharNgrams.Longest];
        for (var start = 0; start < chars.Length; start++) LookUp(chars, start, table, longest, idf);

        var price = new float[chars.Length + 1];
        var from = new int[chars.Length + 1];
        Array.Fill(price, float.PositiveInfinity);
        price[0] = 0;
        for (var start = 0; start < chars.Length; start++)
        {
            var alone = idf[start * CharNgrams.Longest];
            Offer(price, from, start, start + 1, chars[start] == Normalizer.Break ? 0 : PricePerWord + (float.IsNaN(alone) ? PriceOfUnknown : alone));
            for (var n = 2; n <= longest && start + n <= chars.Length; n++)
                if (Holds(idf, start, n))
                    Offer(price, from, start, start + n, PricePerWord + idf[(start * CharNgrams.Longest) + n - 1]);
        }

        var words = new List<(int, int)>();
        for (var end = chars.Length; end > 0; end = from[end])
            if (chars[from[end]] != Normalizer.Break)
                words.Add((from[end], end));
        words.Reverse();
        return words;
    }

    private static void LookUp(ReadOnlySpan<char> chars, int start, WeightTable table, int longest, float[] idf)
    {
        var places = idf.AsSpan(start * CharNgrams.Longest, CharNgrams.Longest);
        places.Fill(float.NaN);
        var key = 0UL;
        for (var n = 0; n < longest && start + n < chars.Length && chars[start + n] != Normalizer.Break; n++)
        {
            key = CharNgrams.Extend(key, n, chars[start + n]);
            var row = table.Index.Row(CharNgrams.Bucket(key, table.Index.Bits));
            if (row != RankedIndex.Unknown) places[n] = table.Idf(row);
        }
    }

    /// <summary>Whether the n-gram holds together at its weakest cut.</summary>
    private static bool Holds(float[] idf, int start, int n)
    {
        var whole = idf[(start * CharNgrams.Longest) + n - 1];
        if (float.IsNaN(whole)) return false;
        for (var cut = 1; cut < n; cut++)
        {
            // A part that was pruned is at least as usual as the whole.
            var left = Known(idf[(start * CharNgrams.Longest) + cut - 1], whole);
            var right = Known(idf[((start + cut) * CharNgrams.Longest) + n - cut - 1], whole);
            if (left + right - whole < LeastCohesion * whole) return false;
        }

        return true;
    }

    private static float Known(float idf, float atMost) => float.IsNaN(idf) ? atMost : idf;

    private static void Offer(float[] price, int[] from, int start, int end, float extra)
    {
        if (price[start] + extra >= price[end]) return;
        price[end] = price[start] + extra;
        from[end] = start;
    }
}
