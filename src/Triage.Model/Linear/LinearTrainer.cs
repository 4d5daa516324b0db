using Triage.Model.Calibration;
using Triage.Model.Evaluation;
using Triage.Model.Text;

namespace Triage.Model.Linear;

/// <summary>Two levels of linear machines over hashed character n-grams: the family, then the cause within the family; calibrated on rows left out.</summary>
internal sealed class LinearTrainer(LinearTrainerOptions options) : IEstimator<TriageModel>
{
    public TriageModel Fit(IEnumerable<TextRow> rows, CancellationToken cancellation = default)
    {
        var known = options.Base;
        var start = known is null ? null : new StartingPoint(known.FamilyClassifier.Labels, known.FamilyClassifier.Table, known.Card.Rows);
        var rule = known?.Rule ?? new GramRule(options.Longest, options.CrossBreaks);
        var bits = start?.Table.Index.Bits ?? options.Bits;
        var seen = new SeenRows();
        var space = FeatureSpace.Learn(seen.Watch(rows), bits, rule, options.MinRows, options.Threads, cancellation, start);
        var labels = seen.Families(start?.Labels ?? []);
        if (labels.Count(label => label != TriageModel.NoDispute) < 2) throw new ArgumentException("至少需要两个类别的行", nameof(rows));
        var index = labels.Select((label, at) => (label, at)).ToDictionary(pair => pair.label, pair => pair.at, StringComparer.Ordinal);
        var parts = options.Folds == 1 ? 10 : options.Folds;
        var store = space.Encode(rows, row => new RowLabel(
            row.Family is null ? -1 : index[row.Family],
            row.Second is not null && row.Second != row.Family && index.TryGetValue(row.Second, out var second) ? second : -1,
            FoldOf(row.Text, parts)), row => row.Weight * seen.Lift(row.Family, options.Balance), options.Threads, cancellation);

        var descent = new DescentOptions(options.Epochs, (float)options.Cost, (float)options.PositiveCost, options.Seed);
        if (start is null)
        {
            (space, store) = FeaturePruning.Prune(space, store, options.MostFeatures,
                () => DualCoordinateDescent.Train(store, space.Index.Count, labels.Count, descent, -1, options.Threads, cancellation), labels.Count);
        }

        var from = start?.Blocks(space, labels);
        var (outOfFold, resume) = options.Folds == 1 && from is null
            ? OutOfFold.PredictOnce(store, space, labels.Count, descent, options.Threads, cancellation)
            : (OutOfFold.Predict(store, space, labels.Count, descent, options.Folds, options.Threads, cancellation, from), null);
        var calibrator = Calibrate(outOfFold, seen, labels);
        var rest = resume is null ? descent : descent with { Epochs = Math.Max(2, descent.Epochs / 3), Seed = descent.Seed + 1 };
        var blocks = DualCoordinateDescent.Train(store, space.Index.Count, labels.Count, rest, -1, options.Threads, cancellation, from, resume);
        var table = WeightTable.Quantize(space.Index, space.Idf, blocks, labels.Count);
        var families = new LinearClassifier(labels, table, calibrator);

        var causes = new CauseTrainer(options, space, store, seen, labels).Fit(cancellation);
        var outcomes = outOfFold.Outcomes(calibrator, labels);
        var hashes = seen.Hashes(known is null ? [] : known.TextHashes.ToArray());
        var card = Card(seen, labels, causes, calibrator, outcomes);
        var model = new TriageModel(card, rule, families, causes, hashes);
        var version = $"{options.TrainedOn:yyyy.MM.dd}-{Convert.ToHexStringLower(ModelFile.Measure(model).Hash)[..8]}";
        return new TriageModel(card with { Version = version }, rule, families, causes, hashes);
    }

    /// <summary>
    /// Probabilities must mean what they say on what people tell; formal texts and catchphrases would bend them. A model that continues another keeps that one's
    /// calibration: a few hundred rows of one court could not better it.
    /// </summary>
    private Calibrator Calibrate(OutOfFold outOfFold, SeenRows seen, List<string> labels)
    {
        if (options.Base?.FamilyClassifier is { } known && known.Labels.SequenceEqual(labels)) return known.Calibrator;
        var told = outOfFold.Only(row => Registers.IsTold(seen.Register(row)));
        return (told.Count > 0 ? told : outOfFold).Calibrate();
    }

    /// <summary>By the text, so that equal texts never stand on both sides.</summary>
    private static int FoldOf(string text, int parts) => (int)(TriageModel.Hash(text) % (uint)parts);

    private ModelCard Card(
        SeenRows seen, IReadOnlyList<string> labels, CauseClassifier?[] causes, Calibrator calibrator,
        IReadOnlyList<(int Row, Outcome Outcome)> outcomes)
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
                ["longest"] = options.Longest,
                ["crossBreaks"] = options.CrossBreaks ? 1 : 0,
                ["bits"] = options.Bits,
                ["minRows"] = options.MinRows,
                ["epochs"] = options.Epochs,
                ["cost"] = options.Cost,
                ["positiveCost"] = options.PositiveCost,
                ["balance"] = options.Balance,
                ["causeCost"] = options.CauseCost,
                ["mostFeatures"] = options.MostFeatures,
                ["mostCauseFeatures"] = options.MostCauseFeatures,
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
