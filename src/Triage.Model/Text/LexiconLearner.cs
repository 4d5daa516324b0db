using System.Runtime.InteropServices;

namespace Triage.Model.Text;

/// <summary>
/// Finds words without a dictionary: strings of two to four characters whose parts stand together far more often than chance would have it (pointwise mutual
/// information at the weakest cut) and whose neighbours vary on both sides (entropy). A bounded sample of the text is kept until then.
/// </summary>
internal sealed class LexiconLearner(int mostCharacters = 3_000_000)
{
    private const int LeastCount = 4;
    private const int LeastUse = 3;

    /// <summary>How often the likeliest words are counted anew.</summary>
    private const int Rounds = 3;

    /// <summary>Least information of the weakest cut, in nats, by length: two characters are a word sooner than a phrase of four.</summary>
    private static readonly double[] leastCohesion = [0, 0, 0.6, 4.6, 5.2];

    /// <summary>Least entropy of the neighbours on the poorer side, in nats.</summary>
    private const double LeastFreedom = 1.0;

    private readonly List<char> text = [Normalizer.Break];

    /// <summary>Passes the rows on.</summary>
    public IEnumerable<TextRow> Watch(IEnumerable<TextRow> rows)
    {
        var folded = new NormalizedText();
        foreach (var row in rows)
        {
            if (text.Count < mostCharacters)
            {
                Normalizer.Normalize(row.Text, folded);
                Add(folded.Chars);
            }

            yield return row;
        }
    }

    public void Add(ReadOnlySpan<char> folded)
    {
        if (text.Count + folded.Length >= mostCharacters) return;
        text.AddRange(folded);
        text.Add(Normalizer.Break);
    }

    public Lexicon Learn(int mostWords, CancellationToken cancellation)
    {
        if (mostWords == 0 || text.Count < 2) return Lexicon.Empty;
        var chars = CollectionsMarshal.AsSpan(text);
        var counts = Count(chars);
        cancellation.ThrowIfCancellationRequested();
        var total = (double)text.Count;
        var candidates = new Dictionary<ulong, Neighbours>();
        foreach (var (key, count) in counts)
            if (Length(key) > 1 && count >= LeastCount && Cohesion(key, count, counts, total) >= leastCohesion[Length(key)])
                candidates.Add(key, new Neighbours());
        Meet(chars, candidates);
        cancellation.ThrowIfCancellationRequested();
        var characters = counts.Where(gram => Length(gram.Key) == 1).Select(gram => gram.Key).ToHashSet();
        var words = candidates.Where(candidate => candidate.Value.Freedom() >= LeastFreedom)
            .Select(candidate => (candidate.Key, Count: counts[candidate.Key])).OrderByDescending(word => word.Count).ThenBy(word => word.Key).Take(mostWords)
            .Concat(characters.Select(key => (Key: key, Count: counts[key])));
        var lexicon = Lexicon.Of([.. words.OrderBy(word => word.Key).Select(word => (word.Key, word.Count / total))]);
        // At first a string counts wherever it stands; then only where it is the likeliest reading.
        for (var round = 0; round < Rounds; round++) lexicon = Lexicon.Of(CountAnew(chars, lexicon, characters, cancellation));
        return lexicon;
    }

    private static List<(ulong Key, double Share)> CountAnew(ReadOnlySpan<char> chars, Lexicon lexicon, HashSet<ulong> characters, CancellationToken cancellation)
    {
        var used = characters.ToDictionary(key => key, _ => 1);
        var total = 0.0;
        while (chars.Length > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var block = chars[..Math.Min(chars.Length, 1 << 12)];
            foreach (var (start, end) in lexicon.Split(block))
            {
                TryKey(block, start, end - start, out var key);
                CollectionsMarshal.GetValueRefOrAddDefault(used, key, out _)++;
                total++;
            }

            chars = chars[block.Length..];
        }

        return [.. used.Where(word => Length(word.Key) == 1 || word.Value >= LeastUse).OrderBy(word => word.Key).Select(word => (word.Key, word.Value / total))];
    }

    private static Dictionary<ulong, int> Count(ReadOnlySpan<char> chars)
    {
        var counts = new Dictionary<ulong, int>();
        for (var n = 1; n <= Lexicon.LongestWord; n++)
        {
            for (var start = 0; start + n <= chars.Length; start++)
            {
                if (!TryKey(chars, start, n, out var key)) continue;
                // A string is not more frequent than its parts: what could never become a word is not counted.
                if (n > 1 && !(Frequent(key & ~(0xFFFFUL << (16 * (n - 1)))) && Frequent(key >> 16))) continue;
                CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _)++;
            }
        }

        return counts;

        bool Frequent(ulong part) => counts.TryGetValue(part, out var count) && count >= LeastCount;
    }

    private static double Cohesion(ulong key, int count, Dictionary<ulong, int> counts, double total)
    {
        var weakest = double.PositiveInfinity;
        var length = Length(key);
        for (var cut = 1; cut < length; cut++)
        {
            double left = counts[key & ((1UL << (16 * cut)) - 1)];
            double right = counts[key >> (16 * cut)];
            weakest = Math.Min(weakest, Math.Log(count * total / (left * right)));
        }

        return weakest;
    }

    /// <summary>Who stands beside each candidate. Punctuation is as free as it gets: every time another neighbour.</summary>
    private static void Meet(ReadOnlySpan<char> chars, Dictionary<ulong, Neighbours> candidates)
    {
        for (var start = 1; start < chars.Length; start++)
            for (var n = 2; n <= Lexicon.LongestWord && start + n < chars.Length; n++)
            {
                if (!TryKey(chars, start, n, out var key)) break;
                if (candidates.TryGetValue(key, out var neighbours)) neighbours.Add(chars[start - 1], chars[start + n]);
            }
    }

    private static bool TryKey(ReadOnlySpan<char> chars, int start, int n, out ulong key)
    {
        key = 0;
        for (var i = 0; i < n; i++)
        {
            if (Lexicon.IsNoWord(chars[start + i])) return false;
            key = CharNgrams.Extend(key, i, chars[start + i]);
        }

        return true;
    }

    private static int Length(ulong key) => key >> 48 != 0 ? 4 : key >> 32 != 0 ? 3 : key >> 16 != 0 ? 2 : 1;

    private sealed class Neighbours
    {
        private readonly Dictionary<char, int> left = [];
        private readonly Dictionary<char, int> right = [];
        private int count, openLeft, openRight;

        public void Add(char before, char after)
        {
            count++;
            if (Lexicon.IsNoWord(before)) openLeft++;
            else CollectionsMarshal.GetValueRefOrAddDefault(left, before, out _)++;
            if (Lexicon.IsNoWord(after)) openRight++;
            else CollectionsMarshal.GetValueRefOrAddDefault(right, after, out _)++;
        }

        public double Freedom() => Math.Min(Entropy(left.Values, openLeft), Entropy(right.Values, openRight));

        private double Entropy(IEnumerable<int> neighbours, int open) =>
            neighbours.Sum(n => -(double)n / count * Math.Log((double)n / count)) + ((double)open / count * Math.Log(count));
    }
}
