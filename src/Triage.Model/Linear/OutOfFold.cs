using Triage.Model.Calibration;
using Triage.Model.Evaluation;

namespace Triage.Model.Linear;

/// <summary>Margins of rows by machines that have not seen them.</summary>
internal sealed class OutOfFold
{
    private readonly List<(int Row, int Label, float Norm, float[] Margins)> rows = [];

    public static OutOfFold Predict(RowStore store, FeatureSpace space, int classes, DescentOptions descent, int folds, int threads, CancellationToken cancellation, ClassBlock[]? start = null)
    {
        var result = new OutOfFold();
        for (var fold = 0; fold < folds; fold++)
        {
            var blocks = DualCoordinateDescent.Train(store, space.Index.Count, classes, descent, fold, threads, cancellation, start);
            result.Add(store, fold, blocks, classes);
        }

        return result;
    }

    /// <summary>One part left out, and the machines to be resumed with it: the price is a few epochs more, not a second training.</summary>
    public static (OutOfFold Result, ClassBlock[] Blocks) PredictOnce(RowStore store, FeatureSpace space, int classes, DescentOptions descent, int threads, CancellationToken cancellation)
    {
        var blocks = DualCoordinateDescent.Train(store, space.Index.Count, classes, descent, 0, threads, cancellation);
        var result = new OutOfFold();
        result.Add(store, 0, blocks, classes);
        return (result, blocks);
    }

    private void Add(RowStore store, int fold, ClassBlock[] blocks, int classes)
    {
        for (var at = 0; at < store.Count; at++)
        {
            var row = store[at];
            if (row.Label < 0 || row.Fold != fold) continue;
            var margins = new float[classes];
            DualCoordinateDescent.Margins(store, at, blocks, margins);
            rows.Add((at, row.Label, row.Scale > 0 ? 1 / row.Scale : 0, margins));
        }
    }

    public int Count => rows.Count;

    public OutOfFold Only(Func<int, bool> wanted)
    {
        var some = new OutOfFold();
        some.rows.AddRange(rows.Where(row => wanted(row.Row)));
        return some;
    }

    public Calibrator Calibrate() => Calibrator.Fit([.. rows.Select(row => (row.Label, row.Margins, row.Norm))]);

    public IReadOnlyList<(int Row, Outcome Outcome)> Outcomes(Calibrator calibrator, IReadOnlyList<string> labels)
    {
        var outcomes = new List<(int, Outcome)>(rows.Count);
        foreach (var (at, label, norm, margins) in rows)
        {
            var p = margins.ToArray();
            calibrator.Apply(p, norm);
            var best = Array.IndexOf(p, p.Max());
            outcomes.Add((at, new Outcome(labels[label], labels[best], p[best])));
        }

        return outcomes;
    }
}
