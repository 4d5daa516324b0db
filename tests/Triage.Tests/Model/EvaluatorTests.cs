using Triage.Model.Calibration;
using Triage.Model.Evaluation;

namespace Triage.Tests.Model;

public sealed class EvaluatorTests
{
    [Fact]
    public void Accuracy_macro_F1_and_calibration_error_are_those_of_the_textbook()
    {
        // a: 3 rows, 2 right; b: 1 row, wrong. F1(a) = 2·2/(3+3), F1(b) = 0.
        var scores = Evaluator.Score([new("a", "a", 0.9), new("a", "a", 0.9), new("a", "b", 0.6), new("b", "a", 0.6)], resamples: 0);
        Assert.Equal(0.5, scores.Accuracy.Value);
        Assert.Equal(Math.Round(2.0 / 3 / 2, 4), scores.MacroF1.Value);
        // Bin of 0.9: |1.8 - 2| ; bin of 0.6: |1.2 - 0| ; over 4 rows.
        Assert.Equal(0.35, scores.ExpectedCalibrationError, 4);
        Assert.Equal([[2, 1], [1, 0]], scores.Confusion);
        Assert.Equal([new ReliabilityBin(0.6, 0.6667, 2, 0.6, 0), new ReliabilityBin(0.8667, 0.9333, 2, 0.9, 1)], scores.Reliability);
    }

    [Fact]
    public void A_budget_of_a_quarter_leaves_the_least_sure_quarter_to_a_person()
    {
        var threshold = AbstentionThreshold.FromBudget([(0.9, true, 1), (0.8, true, 1), (0.7, true, 1), (0.3, false, 1)], 0.25);
        Assert.Equal(0.7, threshold.Below);
        Assert.Equal(1, threshold.ExpectedAccuracy);
    }

    [Fact]
    public void Calibration_undoes_margins_that_are_too_large()
    {
        // Margin 1 is right in three of four rows: the probability must come out near three quarters.
        var calibrator = Calibrator.Fit([.. Enumerable.Range(0, 400).Select(i => (i % 4 == 0 ? 1 : 0, new float[] { 1, 0 }, 100f))]);
        Span<float> p = [1, 0];
        calibrator.Apply(p, 100);
        Assert.Equal(0.75, p[0], 0.001);
        Assert.Equal(1, p[0] + p[1], 5);
    }
}
