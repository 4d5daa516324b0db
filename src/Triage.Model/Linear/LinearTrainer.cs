using System.Security.Cryptography;
using Triage.Model.Calibration;
using Triage.Model.Evaluation;
using Triage.Model.Text;

namespace Triage.Model.Linear;

/// <summary>Two levels of linear machines over hashed character n-grams: the family, then the cause within the family; calibrated on rows left out.</summary>
internal sealed class LinearTrainer(LinearTrainerOptions options) : IEstimator<TriageModel>
{
    public TriageModel Fit(IEnumerable<TextRow> rows, CancellationToken cancellation = default)
    {
        var rule = new GramRule(options.Longest, options.CrossBreaks);
        var seen = new SeenRows();
        var space = FeatureSpace.Learn(seen.Watch(rows), options.Bits, rule, options.MinRows, options.Threads, cancellation);
        var labels = seen.Families();
        if (labels.Count(label => label != TriageModel.NoDispute) < 2) throw new ArgumentException("At least two families are needed.", nameof(rows));
        var index = labels.Select((label, at) => (label, at)).ToDictionary(pair => pair.label, pair => pair.at, StringComparer.Ordinal);
        var parts = options.Folds == 1 ? 10 : options.Folds;
        var store = space.Encode(rows, row => new RowLabel(
            row.Family is null ? -1 : index[row.Family],
            row.Second is not null && row.Second != row.Family && index.TryGetValue(row.Second, out var second) ? second : -1,
            FoldOf(row.Text, parts)), row => row.Weight * seen.Lift(row.Family, options.Balance), options.Threads, cancellation);

        var descent = new DescentOptions(options.Epochs, (float)options.Cost, (float)options.PositiveCost, options.Seed);
        var outOfFold = OutOfFold.Predict(store, space, labels.Count, descent, options.Folds, options.Threads, cancellation);
        // Probabilities must mean what they say on what people tell; formal texts and catchphrases would bend them.
        var told = outOfFold.Only(row => Registers.IsTold(seen.Register(row)));
        var calibrator = (told.Count > 0 ? told : outOfFold).Calibrate(labels.Count, true);
        var blocks = DualCoordinateDescent.Train(store, space.Index.Count, labels.Count, descent, -1, options.Threads, cancellation);
        var table = WeightTable.Quantize(space.Index, space.Idf, blocks, labels.Count);
        var families = new LinearClassifier(labels, FeaturePruning.Prune(table, store.Count, options.MostFeatures), calibrator);

        var causes = new CauseTrainer(options, space, store, seen, labels).Fit(families.Table.Index, cancellation);
        var outcomes = outOfFold.Outcomes(calibrator, labels);
        var card = Card(seen, labels, causes, calibrator, outcomes);
        var model = new TriageModel(card, rule, families, causes, seen.Hashes());
        var version = $"{options.TrainedOn:yyyy.MM.dd}-{Convert.ToHexStringLower(SHA256.HashData(ModelFile.Serialize(model)))[..8]}";
        return new TriageModel(card with { Version = version }, rule, families, causes, seen.Hashes());
    }

    /// <summary>By the text, so that equal texts never stand on both sides.</summary>
    private static int FoldOf(string text, int parts) => (int)(TriageModel.Hash(text) % (uint)parts);

    private ModelCard Card(
        SeenRows seen, IReadOnlyList<string> labels, CauseClassifier?[] causes, Calibrator calibrator,
        IReadOnlyList<(int Row, Outcome Outcome, float Weight)> outcomes)
    {
        var families = labels.Where(label => label != TriageModel.NoDispute).ToList();
        return new ModelCard
        {
            Version = "",
            TrainedOn = options.TrainedOn,
            Trainer = Trainers.Default,
            CodeVersion = options.CodeVersion,
            Seed = options.Seed,
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
                g => new RegisterScore(g.Count(), Math.Round(g.Average(o => o.Outcome.Label == o.Outcome.Predicted ? 1.0 : 0), 4)),
                StringComparer.Ordinal),
            Calibration = calibrator,
            Abstention = AbstentionThreshold.FromBudget(
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
    private static List<(double Probability, bool Right, double Weight)> Doubts(IReadOnlyList<(int Row, Outcome Outcome, float Weight)> outcomes, SeenRows seen)
    {
        var told = outcomes.Where(o => Registers.IsTold(seen.Register(o.Row))).ToList();
        return [.. (told.Count > 0 ? told : outcomes).Select(o => (o.Outcome.Probability, o.Outcome.Label == o.Outcome.Predicted, (double)o.Weight))];
    }

    private static int IndexOf(IReadOnlyList<string> labels, string label)
    {
        for (var i = 0; i < labels.Count; i++)
            if (labels[i] == label)
                return i;
        return -1;
    }
}
