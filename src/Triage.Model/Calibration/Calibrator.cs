namespace Triage.Model.Calibration;

/// <summary>
/// Margins to probabilities: softmax(slope · margin + offset). Slope and offsets are fitted on margins of rows that the weights have not seen
/// (out of fold), so that a probability is a share of right answers.
/// </summary>
public sealed record Calibrator(float Slope, IReadOnlyList<float> Offsets)
{
    /// <summary>Turns margins into probabilities, in place.</summary>
    public void Apply(Span<float> margins)
    {
        var largest = float.NegativeInfinity;
        for (var c = 0; c < margins.Length; c++)
        {
            margins[c] = (Slope * margins[c]) + Offsets[c];
            largest = Math.Max(largest, margins[c]);
        }

        var sum = 0f;
        for (var c = 0; c < margins.Length; c++) sum += margins[c] = MathF.Exp(margins[c] - largest);
        for (var c = 0; c < margins.Length; c++) margins[c] /= sum;
    }

    /// <summary>
    /// Minimises the weighted log loss with a ridge on the offsets, by gradient descent with a fixed number of steps: the problem is convex and tiny.
    /// </summary>
    internal static Calibrator Fit(IReadOnlyList<float[]> margins, IReadOnlyList<int> labels, IReadOnlyList<float> weights, int classes, bool offsets = true)
    {
        const int Steps = 400;
        const double Ridge = 0.02;
        var slope = 3.0;
        var offset = new double[classes];
        double total = weights.Sum();
        if (total == 0) return new Calibrator((float)slope, new float[classes]);
        var gradient = new double[classes];
        var p = new double[classes];
        for (var step = 0; step < Steps; step++)
        {
            var slopeGradient = 0.0;
            Array.Clear(gradient);
            for (var i = 0; i < margins.Count; i++)
            {
                Softmax(margins[i], slope, offset, p);
                for (var c = 0; c < classes; c++)
                {
                    var error = (p[c] - (c == labels[i] ? 1 : 0)) * weights[i] / total;
                    slopeGradient += error * margins[i][c];
                    gradient[c] += error;
                }
            }

            slope = Math.Clamp(slope - (6 * slopeGradient), 0.1, 50);
            if (!offsets) continue;
            for (var c = 0; c < classes; c++) offset[c] -= 2 * (gradient[c] + (Ridge * offset[c] / classes));
        }

        return new Calibrator((float)slope, [.. offset.Select(o => (float)o)]);
    }

    private static void Softmax(float[] margins, double slope, double[] offset, double[] p)
    {
        var largest = double.NegativeInfinity;
        for (var c = 0; c < p.Length; c++) largest = Math.Max(largest, p[c] = (slope * margins[c]) + offset[c]);
        var sum = 0.0;
        for (var c = 0; c < p.Length; c++) sum += p[c] = Math.Exp(p[c] - largest);
        for (var c = 0; c < p.Length; c++) p[c] /= sum;
    }
}
