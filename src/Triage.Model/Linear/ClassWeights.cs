namespace Triage.Model.Linear;

/// <summary>
/// Lifts features that only some classes use: the divergence (Kullback-Leibler) of the classes of a feature's rows from the classes of all rows, smoothed by one
/// row of the usual mix, to a power, multiplies the weight. In the spirit of NB-SVM, but with one number a feature, so that predicting costs nothing more.
/// </summary>
internal static class ClassWeights
{
    /// <summary>What every feature has, so that a common one keeps some weight.</summary>
    private const double Least = 0.05;

    /// <summary>Changes space and rows. Rows of the part <paramref name="leftOut"/> are not looked at.</summary>
    public static FeatureSpace Apply(FeatureSpace space, RowStore rows, int classes, double power, int leftOut)
    {
        var divergence = Divergence(space, rows, classes, leftOut);
        var steps = new sbyte[space.Index.Count];
        var weights = new byte[steps.Length];
        for (var f = 0; f < steps.Length; f++)
        {
            steps[f] = (sbyte)Math.Clamp(Weighting.Steps(Math.Pow(divergence[f] + Least, power)), sbyte.MinValue, sbyte.MaxValue);
            weights[f] = Weighting.Add(space.Weights[f], steps[f]);
        }

        rows.Reweigh(steps);
        return space with { Weights = weights };
    }

    private static float[] Divergence(FeatureSpace space, RowStore rows, int classes, int leftOut)
    {
        var divergence = new float[space.Index.Count];
        var prior = Prior(rows, classes, leftOut);
        // A few classes at a time: memory is that of one block of the trainer.
        var counts = new float[space.Index.Count * DualCoordinateDescent.Lanes];
        var totals = new float[space.Index.Count];
        for (var first = -DualCoordinateDescent.Lanes; first < classes; first += DualCoordinateDescent.Lanes)
        {
            Count(rows, first, leftOut, first < 0 ? totals : counts);
            if (first < 0) continue;
            for (var f = 0; f < divergence.Length; f++)
            {
                for (var lane = 0; lane < DualCoordinateDescent.Lanes && first + lane < classes; lane++)
                {
                    var usual = prior[first + lane];
                    var share = (counts[(f * DualCoordinateDescent.Lanes) + lane] + usual) / (totals[f] + 1);
                    if (share > 0) divergence[f] += (float)(share * Math.Log(share / usual));
                }
            }

            Array.Clear(counts);
        }

        return divergence;
    }

    private static double[] Prior(RowStore rows, int classes, int leftOut)
    {
        var prior = new double[classes];
        ForEach(rows, leftOut, (_, in row) => prior[row.Label] += row.Cost);
        var sum = prior.Sum();
        return [.. prior.Select(share => Math.Max(share / sum, 1e-6))];
    }

    /// <summary>Rows of each feature by class; of all classes together where <paramref name="first"/> is negative.</summary>
    private static void Count(RowStore rows, int first, int leftOut, float[] counts) => ForEach(rows, leftOut, (part, in row) =>
    {
        var lane = first < 0 ? 0 : row.Label - first;
        if (lane is < 0 or >= DualCoordinateDescent.Lanes) return;
        var stride = first < 0 ? 1 : DualCoordinateDescent.Lanes;
        foreach (var entry in part.Entries(row)) counts[((int)(entry & 0xFFFFFF) * stride) + lane] += row.Cost;
    });

    private static void ForEach(RowStore rows, int leftOut, Visit visit)
    {
        RowPart? part = null;
        for (var p = 0; p < rows.Parts; p++)
        {
            part = rows.Read(p, part);
            foreach (ref readonly var row in part.Rows.AsSpan(0, part.Count))
                if (row.Label >= 0 && row.Fold != leftOut)
                    visit(part, row);
        }
    }

    private delegate void Visit(RowPart part, in RowStore.Row row);
}
