namespace Triage.Model.Linear;

/// <summary>Fits the causes of each family over those of the family model's features that the rows of the family use.</summary>
internal sealed class CauseTrainer(LinearTrainerOptions options, FeatureSpace space, RowStore store, SeenRows seen, IReadOnlyList<string> families)
{
    public CauseClassifier?[] Fit(CancellationToken cancellation)
    {
        var classifiers = new CauseClassifier?[families.Count];
        Parallel.For(0, families.Count, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellation }, family =>
            classifiers[family] = FitFamily(family, cancellation));
        return classifiers;
    }

    private CauseClassifier? FitFamily(int family, CancellationToken cancellation)
    {
        var own = Enumerable.Range(0, seen.Count).Where(row => seen.Family(row) == families[family] && seen.Cause(row) is not null).Select(row => seen.Cause(row)!).ToHashSet(StringComparer.Ordinal);
        var known = Known(family);
        var start = known is null
            ? null
            : new StartingPoint(known.Labels, StartingPoint.Move(known.Table, options.Base!.FamilyClassifier.Table.Index, space.Index), options.Base.Card.Rows);
        if (own.Count == 0) return start is null ? null : new CauseClassifier(start.Table.Index, known! with { Table = start.Table });

        var labels = own.Union(start?.Labels ?? []).Order(StringComparer.Ordinal).ToList();
        var index = labels.Select((label, at) => (label, at)).ToDictionary(pair => pair.label, pair => pair.at, StringComparer.Ordinal);
        var descent = new DescentOptions(options.Epochs, (float)options.CauseCost, (float)options.PositiveCost, options.Seed);
        var (causeSpace, causeRows) = space.Narrow(store, Chosen, minRows: 2, start);
        using var narrowed = causeRows;
        if (start is null)
        {
            (causeSpace, causeRows) = FeaturePruning.Prune(causeSpace, causeRows, options.MostCauseFeatures,
                () => DualCoordinateDescent.Train(causeRows, causeSpace.Index.Count, labels.Count, descent, -1, 1, cancellation), labels.Count);
        }

        using var pruned = causeRows;
        var from = start?.Blocks(causeSpace, labels);
        // One slope needs no more than two parts left out.
        var calibrator = known is not null && labels.Count == known.Labels.Count
            ? known.Calibrator
            : OutOfFold.Predict(causeRows, causeSpace, labels.Count, descent, Math.Min(options.Folds, 2), 1, cancellation, from).Calibrate();
        var blocks = DualCoordinateDescent.Train(causeRows, causeSpace.Index.Count, labels.Count, descent, -1, 1, cancellation, from);
        var table = WeightTable.Quantize(causeSpace.Index, causeSpace.Weights, blocks, labels.Count);
        return new CauseClassifier(table.Index, new LinearClassifier(labels, table, calibrator));

        RowLabel? Chosen(RowStore.Row row) =>
            seen.Family(row.Id) == families[family] && seen.Cause(row.Id) is { } cause ? new RowLabel(index[cause], -1, row.Fold) : null;
    }

    private LinearClassifier? Known(int family)
    {
        for (var f = 0; f < options.Base?.FamilyClassifier.Labels.Count; f++)
            if (options.Base.FamilyClassifier.Labels[f] == families[family])
                return options.Base.CauseClassifiers[f]?.Classifier;
        return null;
    }
}
