using Triage.Model.Calibration;
using Triage.Model.Evaluation;

namespace Triage.Model.Linear;

/// <summary>Margins of rows by machines that have not seen them. Of very many rows a fixed share is kept: figures and calibration do not get better with more.</summary>
internal sealed class OutOfFold
{
    private const int MostRows = 50_000;
    private readonly List<(int Id, int Label, float Norm, float[] Margins)> rows = [];

    public static OutOfFold Predict(RowStore store, FeatureSpace space, int classes, DescentOptions descent, int folds, int threads, CancellationToken cancellation, ClassBlock[]? start = null)
    {
        var result = new OutOfFold();
        for (var fold = 0; fold < folds; fold++)
        {
            var blocks = DualCoordinateDescent.Train(store, space.Index.Count, classes, descent, fold, threads, cancellation, start);
            result.Add(store, fold, blocks, classes, store.Count);
        }

        return result;
    }

    /// <summary>One part of <paramref name="parts"/> left out, and the machines to be resumed with it: the price is a few epochs more, not a second training.</summary>
    public static (OutOfFold Result, ClassBlock[] Blocks) PredictOnce(RowStore store, FeatureSpace space, int classes, DescentOptions descent, int parts, int threads, DualVariables duals, CancellationToken cancellation)
    {
        var blocks = DualCoordinateDescent.Train(store, space.Index.Count, classes, descent, 0, threads, cancellation, duals: duals);
        var result = new OutOfFold();
        result.Add(store, 0, blocks, classes, store.Count / parts);
        return (result, blocks);
    }

    public int Count => rows.Count;

    public OutOfFold Only(Func<int, bool> wanted)
    {
        var some = new OutOfFold();
        some.rows.AddRange(rows.Where(row => wanted(row.Id)));
        return some;
    }

    public IEnumerable<OutOfFold> By(Func<int, string> key) => rows.Select(row => key(row.Id)).Distinct().Order(StringComparer.Ordinal).Select(one => Only(row => key(row) == one)).ToList();

    public Calibrator Calibrate() => Calibrator.Fit([.. rows.Select(row => (row.Label, row.Margins, row.Norm))]);

    public IReadOnlyList<(int Row, Outcome Outcome)> Outcomes(Calibrator calibrator, IReadOnlyList<string> labels)
    {
        var outcomes = new List<(int, Outcome)>(rows.Count);
        foreach (var (id, label, norm, margins) in rows)
        {
            var p = margins.ToArray();
            calibrator.Apply(p, norm);
            var best = Array.IndexOf(p, p.Max());
            outcomes.Add((id, new Outcome(labels[label], labels[best], p[best])));
        }

        return outcomes;
    }

    private void Add(RowStore store, int fold, ClassBlock[] blocks, int classes, int expected)
    {
        var every = (expected + MostRows - 1) / MostRows;
        RowPart? part = null;
        for (var p = 0; p < store.Parts; p++)
        {
            part = store.Read(p, part);
            foreach (ref readonly var row in part.Rows.AsSpan(0, part.Count))
            {
                if (row.Label < 0 || row.Fold != fold || (every > 1 && row.Id % every != 0)) continue;
                var margins = new float[classes];
                DualCoordinateDescent.Margins(part, row, blocks, margins);
                rows.Add((row.Id, row.Label, row.Scale > 0 ? 1 / row.Scale : 0, margins));
            }
        }
    }
}
