using Triage.Model.Calibration;
using Triage.Model.Evaluation;
using Triage.Model.Text;

namespace Triage.Model.Linear;

/// <summary>Two levels of linear machines over hashed character n-grams: the family, then the cause within the family; calibrated on rows left out.</summary>
internal sealed class LinearTrainer(LinearTrainerOptions options) : IEstimator<TriageModel>
{
    /// <summary>With a single fold, one row in so many is left out.</summary>
    private const int PartsOfOne = 10;

    /// <summary>Fewer rows of one speaker do not fix a slope.</summary>
    private const int RowsToCalibrate = 1000;

    public TriageModel Fit(IEnumerable<TextRow> rows, CancellationToken cancellation = default)
    {
        var known = options.Base;
        var start = known is null ? null : new StartingPoint(known.FamilyClassifier.Labels, known.FamilyClassifier.Table, known.Card.Rows);
        var rule = known?.Rule ?? new GramRule(options.Longest, options.CrossBreaks, options.Plain, options.Edges);
        var bits = start?.Table.Index.Bits ?? options.Bits;
        var seen = new SeenRows();
        var words = new LexiconLearner();
        using var spool = new FeatureSpool();
        var filing = known is null ? null : new FilingHabitLearner(known);
        var watched = filing?.Watch(rows) ?? (options.MostWords > 0 ? words.Watch(rows) : rows);
        var space = FeatureSpace.Learn(seen.Watch(watched), spool, bits, rule, options.MinRows, options.Threads, cancellation, start);
        var labels = seen.Families(start?.Labels ?? []);
        if (labels.Count(label => label != TriageModel.NoDispute) < 2) throw new ArgumentException("至少需要两个类别的行", nameof(rows));
        var (habits, trainUnder) = filing?.Learn(labels) ?? ([], []);
        for (var row = 0; row < trainUnder.Length; row++) seen.Refile(row, trainUnder[row]);
        var index = labels.Select((label, at) => (label, at)).ToDictionary(pair => pair.label, pair => pair.at, StringComparer.Ordinal);
        var parts = options.Folds == 1 ? PartsOfOne : options.Folds;
        var store = space.Encode(spool, seen.Hash, row => Labels(seen, row, index, parts), row => seen.Weight(row) * seen.Lift(seen.Family(row), known is null ? options.Balance : 0), cancellation);
        spool.Dispose();
        ReturnMemory(store);

        var descent = new DescentOptions(options.Epochs, (float)(known is null ? options.Cost : options.OwnCost), (float)options.PositiveCost, options.Seed);
        if (start is null)
        {
            if (options.ClassWeight > 0) space = ClassWeights.Apply(space, store, labels.Count, options.ClassWeight, options.Folds == 1 ? 0 : -1);
            (space, store) = FeaturePruning.Prune(space, store, options.MostFeatures,
                () => DualCoordinateDescent.Train(store, space.Index.Count, labels.Count, descent, -1, options.Threads, cancellation), labels.Count);
        }

        using var rest = store;
        var lexicon = known?.Lexicon ?? words.Learn(options.MostWords, cancellation);
        ReturnMemory(store);
        var from = start?.Blocks(space, labels);
        var (outOfFold, blocks) = Train(space, store, labels.Count, descent, from, cancellation);
        var calibrator = Calibrate(outOfFold, seen, labels);
        var table = WeightTable.Quantize(space.Index, space.Weights, blocks, labels.Count);
        var families = new LinearClassifier(labels, table, calibrator);

        var causes = new CauseTrainer(options, space, store, seen, labels).Fit(cancellation);
        habits = filing?.Settle(habits, labels, causes) ?? [];
        var outcomes = outOfFold.Outcomes(calibrator, labels);
        var hashes = seen.Hashes(known is null ? [] : known.TextHashes);
        var card = Card(seen, labels, causes, calibrator, outcomes, rule, bits);
        var model = new TriageModel(card, rule, lexicon, families, causes, hashes, habits);
        var version = $"{options.TrainedOn:yyyy.MM.dd}-{Convert.ToHexStringLower(ModelFile.Measure(model).Hash)[..8]}";
        return new TriageModel(card with { Version = version }, rule, lexicon, families, causes, hashes, habits);
    }

    /// <summary>Out-of-fold margins and the machines fitted to all rows.</summary>
    private (OutOfFold OutOfFold, ClassBlock[] Blocks) Train(FeatureSpace space, RowStore store, int classes, DescentOptions descent, ClassBlock[]? from, CancellationToken cancellation)
    {
        if (options.Folds > 1 || from is not null)
        {
            return (OutOfFold.Predict(store, space, classes, descent, options.Folds, options.Threads, cancellation, from),
                DualCoordinateDescent.Train(store, space.Index.Count, classes, descent, -1, options.Threads, cancellation, from));
        }

        using var duals = new DualVariables(store, (classes + DualCoordinateDescent.Lanes - 1) / DualCoordinateDescent.Lanes);
        var (outOfFold, resume) = OutOfFold.PredictOnce(store, space, classes, descent, PartsOfOne, options.Threads, duals, cancellation);
        var more = descent with { Epochs = Math.Max(1, descent.Epochs / 3), Seed = descent.Seed + 1 };
        return (outOfFold, DualCoordinateDescent.Train(store, space.Index.Count, classes, more, -1, options.Threads, cancellation, resume: resume, duals: duals));
    }

    /// <summary>Before the weights are reserved, what reading has left behind is given back: with many rows that is half of the peak.</summary>
    private static void ReturnMemory(RowStore store)
    {
        if (store.Spilt) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    private static RowLabel Labels(SeenRows seen, int row, Dictionary<string, int> index, int parts)
    {
        var (family, second) = (seen.Family(row), seen.Second(row));
        // By the text, so that equal texts never stand on both sides.
        return new RowLabel(
            family is null ? -1 : index[family], second is not null && second != family && index.TryGetValue(second, out var known) ? known : -1, (int)(seen.Hash(row) % (uint)parts));
    }

    /// <summary>
    /// Probabilities must mean what they say on what people tell; formal texts and catchphrases would bend them. Of those who tell, the most cautious reading holds: whoever
    /// speaks, the model claims no more than it keeps. A model that continues another keeps that one's calibration: a few hundred rows of one court could not better it.
    /// </summary>
    private Calibrator Calibrate(OutOfFold outOfFold, SeenRows seen, List<string> labels)
    {
        if (options.Base?.FamilyClassifier is { } known && known.Labels.SequenceEqual(labels)) return known.Calibrator;
        var told = outOfFold.Only(row => Registers.IsTold(seen.Register(row)));
        if (told.Count == 0) return outOfFold.Calibrate();
        return told.By(seen.Register).Where(speaker => speaker.Count >= RowsToCalibrate).Select(speaker => speaker.Calibrate()).Append(told.Calibrate())
            .MinBy(calibrator => told.Outcomes(calibrator, labels).Average(o => o.Outcome.Probability))!;
    }

    private ModelCard Card(
        SeenRows seen, IReadOnlyList<string> labels, CauseClassifier?[] causes, Calibrator calibrator,
        IReadOnlyList<(int Row, Outcome Outcome)> outcomes, GramRule rule, int bits)
    {
        var families = labels.Where(label => label != TriageModel.NoDispute).ToList();
        return new ModelCard
        {
            Version = "",
            TrainedOn = options.TrainedOn,
            Trainer = Trainers.Default,
            CodeVersion = options.CodeVersion,
            Seed = options.Seed,
            Base = options.Base?.Card.Version,
            Data = options.Data,
            Rows = seen.Count,
            Families = families,
            Causes = families.ToDictionary(
                family => family,
                family => causes[IndexOf(labels, family)]?.Classifier.Labels ?? [],
                StringComparer.Ordinal),
            CrossValidation = Evaluator.Score([.. outcomes.Select(o => o.Outcome)], options.Seed, resamples: 200),
            Registers = outcomes.GroupBy(o => seen.Register(o.Row), StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).ToDictionary(
                g => g.Key,
                g => new RegisterScore(g.Count(), Math.Round(g.Average(o => o.Outcome.Label == o.Outcome.Predicted ? 1.0 : 0), 4), Math.Round(g.Average(o => o.Outcome.Probability), 4)),
                StringComparer.Ordinal),
            Calibration = calibrator,
            Abstention = options.Base?.Card.Abstention ?? AbstentionThreshold.FromBudget(
                Doubts(outcomes, seen), options.Budget),
            Settings = new Dictionary<string, double>(StringComparer.Ordinal)
            {
                ["longest"] = rule.Longest,
                ["crossBreaks"] = rule.CrossBreaks ? 1 : 0,
                ["plain"] = rule.Plain ? 1 : 0,
                ["edges"] = rule.Edges ? 1 : 0,
                ["classWeight"] = options.ClassWeight,
                ["bits"] = bits,
                ["minRows"] = options.MinRows,
                ["epochs"] = options.Epochs,
                ["cost"] = options.Cost,
                ["ownCost"] = options.OwnCost,
                ["positiveCost"] = options.PositiveCost,
                ["balance"] = options.Balance,
                ["causeCost"] = options.CauseCost,
                ["mostFeatures"] = options.MostFeatures,
                ["mostCauseFeatures"] = options.MostCauseFeatures,
                ["mostWords"] = options.MostWords,
                ["folds"] = options.Folds,
            },
        };
    }

    /// <summary>What the threshold is set on: what people tell, or everything where no row says who speaks.</summary>
    private static List<(double Probability, bool Right, double Weight)> Doubts(IReadOnlyList<(int Row, Outcome Outcome)> outcomes, SeenRows seen)
    {
        var told = outcomes.Where(o => Registers.IsTold(seen.Register(o.Row))).ToList();
        return [.. (told.Count > 0 ? told : outcomes).Select(o => (o.Outcome.Probability, o.Outcome.Label == o.Outcome.Predicted, 1.0))];
    }

    private static int IndexOf(IReadOnlyList<string> labels, string label)
    {
        for (var i = 0; i < labels.Count; i++)
            if (labels[i] == label)
                return i;
        return -1;
    }
}
