namespace Triage.Model.Calibration;

/// <summary>
/// Margins to probabilities: (1 − doubt) · softmax(slope · (norm / 100)^growth · margin) + doubt / classes. The numbers are fitted on margins of rows that the weights
/// have not seen (out of fold), so that a probability is a share of right answers. The norm of a text grows with its length: of two texts with the same margin the longer
/// one is the surer. The doubt is the share of rows that no margin explains (a label that others would set otherwise): without it the surest texts claim more than they hold.
/// </summary>
public sealed record Calibrator(float Slope, float Growth, float Doubt)
{
    private const float UsualNorm = 100;
    private static readonly double[] growths = [.. Enumerable.Range(0, 11).Select(step => step / 10.0)];
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
        var behind = new Shortfalls(rows);
        var best = new Try(double.PositiveInfinity, 5, 0, 0);
        Keep([.. growths.Select(growth => (growth, 0.0))]);
        Keep([.. doubts.Select(doubt => (best.Growth, doubt))]);
        Keep([.. growths.Select(growth => (growth, best.Doubt))]);
        return new Calibrator((float)best.Slope, (float)best.Growth, (float)best.Doubt);

        void Keep((double Growth, double Doubt)[] candidates)
        {
            var tries = new Try[candidates.Length];
            Parallel.For(0, tries.Length, at => tries[at] = Descend(behind, candidates[at].Growth, candidates[at].Doubt));
            foreach (var one in tries)
                if (one.Loss < best.Loss)
                    best = one;
        }
    }

    private static Try Descend(Shortfalls rows, double growth, double doubt)
    {
        const double Golden = 0.6180339887498949;
        var lengths = rows.LengthFactors(growth);
        var (low, high) = (Math.Log(0.2), Math.Log(60));
        var (a, b) = (high - (Golden * (high - low)), low + (Golden * (high - low)));
        var (lossA, lossB) = (LossAt(a), LossAt(b));
        for (var step = 0; step < 18; step++)
        {
            // One of the two inner points stays an inner point.
            if (lossA < lossB)
            {
                (high, b, lossB) = (b, a, lossA);
                lossA = LossAt(a = high - (Golden * (high - low)));
            }
            else
            {
                (low, a, lossA) = (a, b, lossB);
                lossB = LossAt(b = low + (Golden * (high - low)));
            }
        }

        var slope = Math.Exp((low + high) / 2);
        return new Try(rows.Loss(slope, lengths, doubt), slope, growth, doubt);

        double LossAt(double logSlope) => rows.Loss(Math.Exp(logSlope), lengths, doubt);
    }

    private readonly record struct Try(double Loss, double Slope, double Growth, double Doubt);

    /// <summary>How far each margin stands behind the largest of its row: all that a softmax needs.</summary>
    private sealed class Shortfalls
    {
        private readonly float[] behind;
        private readonly int[] labels;
        private readonly float[] norms;
        private readonly int classes;

        public Shortfalls(IReadOnlyList<(int Label, float[] Margins, float Norm)> rows)
        {
            classes = rows[0].Margins.Length;
            behind = new float[rows.Count * classes];
            labels = new int[rows.Count];
            norms = new float[rows.Count];
            for (var row = 0; row < labels.Length; row++)
            {
                (labels[row], var margins, norms[row]) = rows[row];
                var largest = margins.Max();
                for (var c = 0; c < classes; c++) behind[(row * classes) + c] = margins[c] - largest;
            }
        }

        public double[] LengthFactors(double growth) => [.. norms.Select(norm => Math.Pow(norm / UsualNorm, growth))];

        public double Loss(double slope, double[] lengths, double doubt)
        {
            var loss = 0.0;
            for (var row = 0; row < labels.Length; row++)
            {
                var steep = slope * lengths[row];
                var margins = behind.AsSpan(row * classes, classes);
                var sum = 0.0;
                foreach (var margin in margins) sum += Math.Exp(steep * margin);
                var probability = Math.Exp(steep * margins[labels[row]]) / sum;
                loss -= Math.Log(Math.Max(((1 - doubt) * probability) + (doubt / classes), 1e-12));
            }

            return loss / labels.Length;
        }
    }
}
