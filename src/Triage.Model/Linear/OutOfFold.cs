using Triage.Model.Calibration;
using Triage.Model.Evaluation;

namespace Triage.Model.Linear;

/// <summary>Margins of rows by machines that have not seen them.</summary>
internal sealed class OutOfFold
{
    private readonly List<(int Row, int Label, float Weight, float[] Margins)> rows = [];

    public static OutOfFold Predict(RowStore store, FeatureSpace space, int classes, DescentOptions descent, int folds, int threads, CancellationToken cancellation)
    {
        var result = new OutOfFold();
        for (var fold = 0; fold < folds; fold++)
        {
            var blocks = DualCoordinateDescent.Train(store, space.Index.Count, classes, descent, fold, threads, cancellation);
            for (var at = 0; at < store.Count; at++)
            {
                var row = store[at];
                if (row.Label < 0 || row.Fold != fold) continue;
                var margins = new float[classes];
                DualCoordinateDescent.Margins(store, at, blocks, margins);
                result.rows.Add((at, row.Label, row.Cost, margins));
            }
        }

        return result;
    }

    public int Count => rows.Count;

    public OutOfFold Only(Func<int, bool> wanted)
    {
        var some = new OutOfFold();
        some.rows.AddRange(rows.Where(row => wanted(row.Row)));
        return some;
    }

    public Calibrator Calibrate(int classes, bool offsets) =>
        Calibrator.Fit([.. rows.Select(row => row.Margins)], [.. rows.Select(row => row.Label)], [.. rows.Select(row => row.Weight)], classes, offsets);

    public IReadOnlyList<(int Row, Outcome Outcome, float Weight)> Outcomes(Calibrator calibrator, IReadOnlyList<string> labels)
    {
        var outcomes = new List<(int, Outcome, float)>(rows.Count);
        foreach (var (at, label, weight, margins) in rows)
        {
            var p = margins.ToArray();
            calibrator.Apply(p);
            var best = Array.IndexOf(p, p.Max());
            outcomes.Add((at, new Outcome(labels[label], labels[best], p[best]), weight));
        }

        return outcomes;
    }
}
