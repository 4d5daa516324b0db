namespace Triage.Model.Calibration;

/// <summary>
/// Margins to probabilities: (1 − doubt) · softmax(slope · (norm / 100)^growth · margin) + doubt / classes. The numbers are fitted on margins of rows that the weights
/// have not seen (out of fold), so that a probability is a share of right answers. The norm of a text grows with its length: of two texts with the same margin the longer
/// one is the surer. The doubt is the share of rows that no margin explains (a label that others would set otherwise): without it the surest texts claim more than they hold.
/// </summary>
public sealed record Calibrator(float Slope, float Growth, float Doubt)
{
    private const float UsualNorm = 100;
    private static readonly double[] doubts = [0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.15];

    /// <summary>Turns margins into probabilities, in place.</summary>
    /// <param name="margins">One for each class.</param>
    /// <param name="norm">Euclidean norm of the features of the text.</param>
    public void Apply(Span<float> margins, float norm)
    {
        var slope = Slope * MathF.Pow(norm / UsualNorm, Growth);
        var largest = float.NegativeInfinity;
        foreach (var margin in margins) largest = Math.Max(largest, margin);
        var sum = 0f;
        for (var c = 0; c < margins.Length; c++) sum += margins[c] = MathF.Exp(slope * (margins[c] - largest));
        for (var c = 0; c < margins.Length; c++) margins[c] = ((1 - Doubt) * margins[c] / sum) + (Doubt / margins.Length);
    }

    /// <summary>The steepness of a text: what a margin counts in the log odds.</summary>
    internal float SlopeAt(float norm) => Slope * MathF.Pow(norm / UsualNorm, Growth);

    /// <summary>Minimises the log loss over the three numbers: a grid for growth and doubt, golden section for the slope.</summary>
    internal static Calibrator Fit(IReadOnlyList<(int Label, float[] Margins, float Norm)> rows)
    {
        if (rows.Count == 0) return new Calibrator(5, 0, 0);
        var best = (Loss: double.PositiveInfinity, Slope: 5.0, Growth: 0.0, Doubt: 0.0);
        for (var growth = 0.0; growth < 1.05; growth += 0.1) Try(growth, 0);
        foreach (var doubt in doubts) Try(best.Growth, doubt);
        for (var growth = 0.0; growth < 1.05; growth += 0.1) Try(growth, best.Doubt);
        return new Calibrator((float)best.Slope, (float)best.Growth, (float)best.Doubt);

        void Try(double growth, double doubt)
        {
            var (low, high) = (Math.Log(0.2), Math.Log(60));
            const double Golden = 0.6180339887498949;
            for (var step = 0; step < 18; step++)
            {
                var (a, b) = (high - (Golden * (high - low)), low + (Golden * (high - low)));
                if (Loss(rows, Math.Exp(a), growth, doubt) < Loss(rows, Math.Exp(b), growth, doubt)) high = b;
                else low = a;
            }

            var slope = Math.Exp((low + high) / 2);
            var loss = Loss(rows, slope, growth, doubt);
            if (loss < best.Loss) best = (loss, slope, growth, doubt);
        }
    }

    private static double Loss(IReadOnlyList<(int Label, float[] Margins, float Norm)> rows, double slope, double growth, double doubt)
    {
        var loss = 0.0;
        foreach (var (label, margins, norm) in rows)
        {
            var steep = slope * Math.Pow(norm / UsualNorm, growth);
            double largest = margins.Max();
            var sum = 0.0;
            foreach (var margin in margins) sum += Math.Exp(steep * (margin - largest));
            var probability = Math.Exp(steep * (margins[label] - largest)) / sum;
            loss -= Math.Log(Math.Max(((1 - doubt) * probability) + (doubt / margins.Length), 1e-12));
        }

        return loss / rows.Count;
    }
}
