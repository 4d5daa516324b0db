namespace Triage.Model.Linear;

/// <summary>Fits the causes of each family over those of the family model's features that the rows of the family use.</summary>
internal sealed class CauseTrainer(LinearTrainerOptions options, FeatureSpace space, RowStore store, SeenRows seen, IReadOnlyList<string> families)
{
    /// <param name="kept">The features of the family model that were not pruned: a prediction sees no others.</param>
    /// <param name="cancellation">Stops between epochs.</param>
    public CauseClassifier?[] Fit(RankedIndex kept, CancellationToken cancellation)
    {
        var toKept = RowsInKept(kept);
        var classifiers = new CauseClassifier?[families.Count];
        Parallel.For(0, families.Count, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellation }, family =>
            classifiers[family] = FitFamily(family, kept, toKept, cancellation));
        return classifiers;
    }

    private CauseClassifier? FitFamily(int family, RankedIndex kept, uint[] toKept, CancellationToken cancellation)
    {
        var rows = Enumerable.Range(0, seen.Count).Where(row => seen.Family(row) == families[family] && seen.Cause(row) is not null).ToList();
        var labels = rows.Select(row => seen.Cause(row)!).Distinct().Order(StringComparer.Ordinal).ToList();
        if (labels.Count == 0) return null;
        var index = labels.Select((label, at) => (label, at)).ToDictionary(pair => pair.label, pair => pair.at, StringComparer.Ordinal);
        var chosen = rows.Select(row => (row, new RowLabel(index[seen.Cause(row)!], -1, store[row].Fold))).ToList();
        var (causeSpace, causeRows) = space.Narrow(store, chosen, toKept, kept.Count, minRows: 2);
        var descent = new DescentOptions(options.Epochs, (float)options.CauseCost, (float)options.PositiveCost, options.Seed);
        // One part left out is enough for a single slope.
        var calibrator = OutOfFold.Predict(causeRows, causeSpace, labels.Count, descent, Math.Min(options.Folds, 2), 1, cancellation).Calibrate(labels.Count, offsets: false);
        var blocks = DualCoordinateDescent.Train(causeRows, causeSpace.Index.Count, labels.Count, descent, -1, 1, cancellation);
        var table = WeightTable.Quantize(causeSpace.Index, causeSpace.Idf, blocks, labels.Count);
        table = FeaturePruning.Prune(table, causeRows.Count, options.MostCauseFeatures);
        return new CauseClassifier(table.Index, new LinearClassifier(labels, table, calibrator));
    }

    /// <summary>Where each feature of the full space stands in the pruned one.</summary>
    private uint[] RowsInKept(RankedIndex kept)
    {
        var rows = new uint[space.Index.Count];
        var at = 0;
        for (uint bucket = 0; bucket < 1u << space.Index.Bits; bucket++)
            if (space.Index.Row(bucket) != RankedIndex.Unknown)
                rows[at++] = kept.Row(bucket);
        return rows;
    }
}
