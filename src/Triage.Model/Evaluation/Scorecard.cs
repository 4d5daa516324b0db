namespace Triage.Model.Evaluation;

/// <param name="Label">Class.</param>
/// <param name="Support">Rows of the class.</param>
/// <param name="Predicted">Rows said to be of the class.</param>
/// <param name="Precision">0 to 1.</param>
/// <param name="Recall">0 to 1.</param>
/// <param name="F1">0 to 1.</param>
public sealed record ClassScore(string Label, int Support, int Predicted, double Precision, double Recall, double F1);

/// <param name="Value">The figure.</param>
/// <param name="Low">Lower end of the 95 % interval (bootstrap over rows).</param>
/// <param name="High">Upper end.</param>
public sealed record Estimate(double Value, double Low, double High);

/// <param name="From">Probabilities from here</param>
/// <param name="To">to below here; the last bin includes it.</param>
/// <param name="Rows">Rows in the bin.</param>
/// <param name="Confidence">Mean probability of the predictions.</param>
/// <param name="Accuracy">Share of right answers: equal to the confidence where probabilities mean what they say.</param>
public sealed record ReliabilityBin(double From, double To, int Rows, double Confidence, double Accuracy);

/// <summary>How well predictions meet labels.</summary>
public sealed record Scorecard
{
    public required int Rows { get; init; }

    public required Estimate Accuracy { get; init; }

    /// <summary>Mean F1 of the classes that occur in the rows or in the predictions.</summary>
    public required Estimate MacroF1 { get; init; }

    /// <summary>Mean distance of probability and share of right answers over fifteen bins of equal width.</summary>
    public required double ExpectedCalibrationError { get; init; }

    public required IReadOnlyList<ClassScore> Classes { get; init; }

    /// <summary>Rows: true class; columns: predicted class; both in the order of <see cref="Classes"/>.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Confusion { get; init; }

    public required IReadOnlyList<Calibration.RiskCoveragePoint> RiskCoverage { get; init; }

    /// <summary>What was promised and what came true, over the same bins; empty bins are left out. Cards of older models have none.</summary>
    public IReadOnlyList<ReliabilityBin> Reliability { get; init => field = value ?? []; } = [];
}
