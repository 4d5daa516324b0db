using Triage.Model.Calibration;

namespace Triage.Model.Linear;

/// <summary>A weight table, the names of its classes, and the way from margins to probabilities.</summary>
internal sealed record LinearClassifier(IReadOnlyList<string> Labels, WeightTable Table, Calibrator Calibrator)
{
    /// <summary>Probabilities of all classes, in the first <c>Labels.Count</c> places of a buffer of <c>Table.Padded</c>.</summary>
    /// <returns>Norm of the features.</returns>
    public float Predict(FeatureBag bag, Span<float> buffer)
    {
        var norm = Table.Score(bag, buffer);
        Calibrator.Apply(buffer[..Labels.Count], norm);
        return norm;
    }
}
