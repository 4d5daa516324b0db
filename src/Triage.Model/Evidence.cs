using Triage.Model.Linear;
using Triage.Model.Text;

namespace Triage.Model;

/// <summary>
/// Which words made the difference. A linear model is a sum over n-grams, so the answer is exact: every n-gram's share in the log odds of the
/// predicted family against the others is laid on its characters, and the characters are read as words of the lexicon.
/// </summary>
internal static class Evidence
{
    private const int MostFor = 8;
    private const int MostAgainst = 4;

    /// <summary>A word must carry this share of the strongest word's weight.</summary>
    private const double Noticeable = 0.15;

    /// <summary>A single character says little by itself: it must carry this share.</summary>
    private const double NoticeableAlone = 0.4;

    /// <summary>Neighbours are joined up to this length.</summary>
    private const int LongestSpan = 8;

    /// <summary>What only joins words: it says nothing by itself and is cut off the ends of a word (我家的 → 家).</summary>
    private const string Joints = "的了着过地得在是我你您他她它俺咱额们这那把被给跟和与及并将就都也还又但或吗呢啊吧嘛呀咧哈之其该此";

    public static IReadOnlyList<EvidenceSpan> Find(
        string text, NormalizedText folded, TriageModel model, FeatureBag bag, int family, ReadOnlySpan<float> probabilities, float norm)
    {
        if (norm == 0) return [];
        var weights = CharacterWeights(folded.Chars, model, bag, family, probabilities, norm);
        var candidates = new List<(int Start, int End, double Weight)>();
        foreach (var word in model.Lexicon.Split(folded.Chars))
        {
            var (start, end) = Trim(folded.Chars, word);
            if (start == end) continue;
            var weight = 0.0;
            for (var i = start; i < end; i++) weight += weights[i];
            candidates.Add((start, end, weight));
        }

        var chosen = Strongest(candidates, MostFor, 1).Concat(Strongest(candidates, MostAgainst, -1)).OrderBy(word => word.Start).ToList();
        return [.. Merge(chosen).Select(word => Span(text, folded, word))];
    }

    private static (int Start, int End) Trim(ReadOnlySpan<char> chars, (int Start, int End) word)
    {
        var (start, end) = word;
        while (start < end && Joints.Contains(chars[start])) start++;
        while (end > start && Joints.Contains(chars[end - 1])) end--;
        return (start, end);
    }

    private static double[] CharacterWeights(
        ReadOnlySpan<char> chars, TriageModel model, FeatureBag bag, int family, ReadOnlySpan<float> probabilities, float norm)
    {
        var table = model.FamilyClassifier.Table;
        var rivals = Rivals(probabilities, family);
        var scale = model.FamilyClassifier.Calibrator.SlopeAt(norm) / norm;
        var weights = new double[chars.Length];
        for (var start = 0; start < chars.Length; start++)
        {
            var key = 0UL;
            for (var n = 0; n < model.Rule.Longest && start + n < chars.Length && chars[start + n] != model.Rule.Stop; n++)
            {
                key = CharNgrams.Extend(key, n, chars[start + n]);
                var row = table.Index.Row(CharNgrams.Bucket(key, table.Index.Bits));
                if (row == RankedIndex.Unknown) continue;
                double difference = table.Contribution(row, family);
                for (var c = 0; c < rivals.Length; c++)
                    if (rivals[c] > 0)
                        difference -= rivals[c] * table.Contribution(row, c);
                // All occurrences of an n-gram share what its count contributes.
                var count = bag.CountOf(row);
                var share = difference * scale * Weighting.TermFrequency[count] / count / (n + 1);
                for (var i = 0; i <= n; i++) weights[start + i] += share;
            }
        }

        return weights;
    }

    /// <summary>The other families in proportion to their probabilities.</summary>
    private static double[] Rivals(ReadOnlySpan<float> probabilities, int family)
    {
        var rivals = new double[probabilities.Length];
        var sum = 0.0;
        for (var c = 0; c < rivals.Length; c++)
        {
            // The square root keeps the families in sight that are already beaten.
            rivals[c] = c == family ? 0 : Math.Sqrt(Math.Max(probabilities[c], 1e-6));
            sum += rivals[c];
        }

        for (var c = 0; c < rivals.Length; c++) rivals[c] /= sum;
        return rivals;
    }

    private static IEnumerable<(int Start, int End, double Weight)> Strongest(List<(int Start, int End, double Weight)> words, int most, int sign)
    {
        var strongest = words.Select(word => Math.Abs(word.Weight)).DefaultIfEmpty().Max();
        return words.Where(word => word.Weight * sign > strongest * (word.End - word.Start == 1 ? NoticeableAlone : Noticeable)).OrderByDescending(word => word.Weight * sign).ThenBy(word => word.Start).Take(most);
    }

    /// <summary>Neighbouring words of the same sign are one span.</summary>
    private static List<(int Start, int End, double Weight)> Merge(List<(int Start, int End, double Weight)> words)
    {
        var merged = new List<(int Start, int End, double Weight)>();
        foreach (var word in words)
        {
            if (merged.Count > 0 && merged[^1].End == word.Start && word.End - merged[^1].Start <= LongestSpan && Math.Sign(merged[^1].Weight) == Math.Sign(word.Weight))
                merged[^1] = (merged[^1].Start, word.End, merged[^1].Weight + word.Weight);
            else
                merged.Add(word);
        }

        return merged;
    }

    private static EvidenceSpan Span(string text, NormalizedText folded, (int Start, int End, double Weight) word)
    {
        var start = folded.Starts[word.Start];
        var end = folded.Ends[word.End - 1];
        return new EvidenceSpan(text[start..end], start, end - start, Math.Round(word.Weight, 3));
    }
}
