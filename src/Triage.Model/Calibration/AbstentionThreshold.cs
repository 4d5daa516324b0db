namespace Triage.Model.Calibration;

/// <summary>Below which probability a person should look.</summary>
/// <param name="Below">Predictions with a smaller probability abstain.</param>
/// <param name="Budget">Share of the cases that an officer can read (20 of 120 a day: 0.167).</param>
/// <param name="ExpectedAccuracy">Out-of-fold share of right answers among the rest.</param>
/// <param name="RiskCoverage">Accuracy at each coverage.</param>
public sealed record AbstentionThreshold(double Below, double Budget, double ExpectedAccuracy, IReadOnlyList<RiskCoveragePoint> RiskCoverage)
{
    /// <summary>The threshold at which just the doubtful share that the budget pays for is left to a person.</summary>
    internal static AbstentionThreshold FromBudget(IReadOnlyList<(double Probability, bool Right, double Weight)> outOfFold, double budget)
    {
        var sorted = outOfFold.OrderByDescending(p => p.Probability).ToList();
        var total = sorted.Sum(p => p.Weight);
        var below = 0.0;
        var expected = 0.0;
        var right = 0.0;
        var seen = 0.0;
        foreach (var p in sorted)
        {
            seen += p.Weight;
            right += p.Right ? p.Weight : 0;
            if (seen > (1 - budget) * total) break;
            below = p.Probability;
            expected = right / seen;
        }

        return new AbstentionThreshold(Math.Round(below, 4), budget, Math.Round(expected, 4), Curve(sorted, total));
    }

    private static List<RiskCoveragePoint> Curve(List<(double Probability, bool Right, double Weight)> sorted, double total)
    {
        var points = new List<RiskCoveragePoint>();
        var right = 0.0;
        var seen = 0.0;
        var next = 0.1;
        foreach (var p in sorted)
        {
            seen += p.Weight;
            right += p.Right ? p.Weight : 0;
            if (seen < (next * total) - 1e-9) continue;
            points.Add(new RiskCoveragePoint(Math.Round(next, 2), Math.Round(right / seen, 4), Math.Round(p.Probability, 4)));
            next += 0.1;
        }

        return points;
    }
}

/// <param name="Coverage">Share of the rows answered, surest first.</param>
/// <param name="Accuracy">Share of right answers among them.</param>
/// <param name="Threshold">Smallest probability among them.</param>
public sealed record RiskCoveragePoint(double Coverage, double Accuracy, double Threshold);
