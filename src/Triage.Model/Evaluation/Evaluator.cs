using Triage.Model.Calibration;
using Triage.Model.Linear;

namespace Triage.Model.Evaluation;

/// <param name="Label">True class.</param>
/// <param name="Predicted">Most probable class.</param>
/// <param name="Probability">Its probability.</param>
public readonly record struct Outcome(string Label, string Predicted, double Probability);

/// <summary>Outcomes to a scorecard.</summary>
public static class Evaluator
{
    private const int Bins = 15;
    private const int Resamples = 1000;

    /// <summary>Computes the scorecard.</summary>
    /// <param name="outcomes">At least one.</param>
    /// <param name="seed">Of the bootstrap.</param>
    /// <param name="resamples">0 leaves the intervals at the figure itself.</param>
    public static Scorecard Score(IReadOnlyList<Outcome> outcomes, int seed = 1, int resamples = Resamples)
    {
        var labels = outcomes.Select(o => o.Label).Concat(outcomes.Select(o => o.Predicted)).Distinct().Order(StringComparer.Ordinal).ToList();
        var index = labels.Select((label, at) => (label, at)).ToDictionary(pair => pair.label, pair => pair.at, StringComparer.Ordinal);
        var pairs = outcomes.Select(o => (True: index[o.Label], Predicted: index[o.Predicted])).ToArray();
        var confusion = Confuse(pairs, labels.Count);
        var (accuracy, macroF1) = Figures(confusion);
        var (accuracies, f1s) = Bootstrap(pairs, labels.Count, seed, resamples);
        var sure = outcomes.Select(o => (o.Probability, o.Label == o.Predicted, 1.0)).ToList();
        var reliability = Reliability(outcomes);
        return new Scorecard
        {
            Rows = outcomes.Count,
            Accuracy = Interval(accuracy, accuracies),
            MacroF1 = Interval(macroF1, f1s),
            ExpectedCalibrationError = Math.Round(CalibrationError(reliability), 4),
            Classes = [.. labels.Select((label, at) => ScoreOf(label, at, confusion))],
            Confusion = [.. confusion.Select(row => (IReadOnlyList<int>)row)],
            RiskCoverage = AbstentionThreshold.FromBudget(sure, 0).RiskCoverage,
            Reliability = reliability,
        };
    }

    private static int[][] Confuse(ReadOnlySpan<(int True, int Predicted)> pairs, int classes)
    {
        var confusion = new int[classes][];
        for (var c = 0; c < classes; c++) confusion[c] = new int[classes];
        foreach (var (label, predicted) in pairs) confusion[label][predicted]++;
        return confusion;
    }

    private static (double Accuracy, double MacroF1) Figures(int[][] confusion)
    {
        var right = 0;
        var total = 0;
        var f1 = 0.0;
        var present = 0;
        for (var c = 0; c < confusion.Length; c++)
        {
            var support = confusion[c].Sum();
            var predicted = confusion.Sum(row => row[c]);
            right += confusion[c][c];
            total += support;
            if (support + predicted == 0) continue;
            present++;
            f1 += 2.0 * confusion[c][c] / (support + predicted);
        }

        return ((double)right / Math.Max(1, total), f1 / Math.Max(1, present));
    }

    private static ClassScore ScoreOf(string label, int at, int[][] confusion)
    {
        var support = confusion[at].Sum();
        var predicted = confusion.Sum(row => row[at]);
        double hits = confusion[at][at];
        return new ClassScore(label, support, predicted,
            Math.Round(predicted == 0 ? 0 : hits / predicted, 4),
            Math.Round(support == 0 ? 0 : hits / support, 4),
            Math.Round(support + predicted == 0 ? 0 : 2 * hits / (support + predicted), 4));
    }

    private static (double[] Accuracies, double[] MacroF1s) Bootstrap((int True, int Predicted)[] pairs, int classes, int seed, int resamples)
    {
        var random = new SplitMix(seed);
        var accuracies = new double[resamples];
        var f1s = new double[resamples];
        var sample = new (int, int)[pairs.Length];
        for (var b = 0; b < resamples; b++)
        {
            for (var i = 0; i < sample.Length; i++) sample[i] = pairs[random.Below(pairs.Length)];
            (accuracies[b], f1s[b]) = Figures(Confuse(sample, classes));
        }

        return (accuracies, f1s);
    }

    private static Estimate Interval(double value, double[] resampled)
    {
        if (resampled.Length == 0) return new Estimate(Math.Round(value, 4), Math.Round(value, 4), Math.Round(value, 4));
        Array.Sort(resampled);
        return new Estimate(Math.Round(value, 4), Math.Round(resampled[(int)(0.025 * resampled.Length)], 4), Math.Round(resampled[(int)(0.975 * resampled.Length)], 4));
    }

    private static List<ReliabilityBin> Reliability(IReadOnlyList<Outcome> outcomes)
    {
        var counts = new int[Bins];
        var right = new int[Bins];
        var sums = new double[Bins];
        foreach (var o in outcomes)
        {
            var bin = Math.Min(Bins - 1, (int)(o.Probability * Bins));
            counts[bin]++;
            sums[bin] += o.Probability;
            if (o.Label == o.Predicted) right[bin]++;
        }

        return [.. Enumerable.Range(0, Bins).Where(b => counts[b] > 0).Select(b => new ReliabilityBin(
            Math.Round((double)b / Bins, 4), Math.Round((b + 1.0) / Bins, 4), counts[b], Math.Round(sums[b] / counts[b], 4), Math.Round((double)right[b] / counts[b], 4)))];
    }

    private static double CalibrationError(List<ReliabilityBin> bins) => bins.Sum(bin => bin.Rows * Math.Abs(bin.Confidence - bin.Accuracy)) / Math.Max(1, bins.Sum(bin => bin.Rows));
}
