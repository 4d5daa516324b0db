using Triage.Model;

namespace Triage.Benchmarks;

/// <summary>The baseline: multinomial naive Bayes over character 1-3-grams in a dictionary, as one writes it in an hour.</summary>
public sealed class NaiveBayes
{
    private readonly Dictionary<string, int[]> counts = new(StringComparer.Ordinal);
    private readonly List<string> labels = [];
    private readonly List<long> totals = [];

    public NaiveBayes(IEnumerable<TextRow> rows)
    {
        foreach (var row in rows)
        {
            var label = labels.IndexOf(row.Family!);
            if (label < 0)
            {
                label = labels.Count;
                labels.Add(row.Family!);
                totals.Add(0);
            }

            foreach (var gram in Grams(row.Text))
            {
                if (!counts.TryGetValue(gram, out var perLabel)) counts[gram] = perLabel = new int[32];
                perLabel[label]++;
                totals[label]++;
            }
        }
    }

    public string Predict(string text)
    {
        var scores = new double[labels.Count];
        foreach (var gram in Grams(text))
        {
            if (!counts.TryGetValue(gram, out var perLabel)) continue;
            for (var c = 0; c < scores.Length; c++) scores[c] += Math.Log((perLabel[c] + 1.0) / (totals[c] + counts.Count));
        }

        return labels[Array.IndexOf(scores, scores.Max())];
    }

    private static IEnumerable<string> Grams(string text)
    {
        for (var start = 0; start < text.Length; start++)
            for (var n = 1; n <= 3 && start + n <= text.Length; n++)
                yield return text.Substring(start, n);
    }
}
