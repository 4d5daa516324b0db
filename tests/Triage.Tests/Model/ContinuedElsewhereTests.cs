using Triage.Model;
using Triage.Tests.Support;
using Triage.Training.Rows;

namespace Triage.Tests.Model;

/// <summary>
/// A court that continues a model close to the shipped one: all phrases and the labelled consultations of city people, without the narratives, of which the simulated court's cases are made.
/// What it costs is measured on a fifth of the consultations (the one beside the fifth that is kept for testing) and on the narratives of matters that the court files like everybody else.
/// </summary>
public sealed class ContinuedElsewhereTests
{
    private static readonly string consultations = Path.Combine(Repository.Root, "..", "shared", "data", "consultations_unlabelled.jsonl");
    private static readonly Lazy<TriageModel> shipped = new(Train);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Three_hundred_cases_help_the_court_and_cost_less_than_a_point_elsewhere(int seed)
    {
        Assert.SkipUnless(File.Exists(consultations), "../shared/data/consultations_unlabelled.jsonl 不在本机：没有别处的咨询可量");
        var (own, elsewhere) = SimulatedCourt.Cases(seed);
        var model = SmallCourt.Fit(own.Take(300), new LinearTrainerOptions { TrainedOn = new DateOnly(2026, 1, 5), Folds = 2, Base = shipped.Value });
        var (before, after) = (shipped.Value.CreatePredictionEngine(), model.CreatePredictionEngine());

        AtLeast(2, "own cases", own.Skip(300));
        AtLeast(-1, "the same matters elsewhere", elsewhere.Skip(300).Where(row => !SimulatedCourt.FilesElsewhere(row)));
        AtLeast(-1, "city consultations", Consultations().Where(row => TriageModel.Hash(row.Text) % 5 == 1));

        void AtLeast(double points, string where, IEnumerable<TextRow> rows)
        {
            var all = rows.ToList();
            var (had, has) = (SimulatedCourt.Right(before, all), SimulatedCourt.Right(after, all));
            TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}, {where}: {had} → {has} of {all.Count} ({100.0 * (has - had) / all.Count:+0.0;-0.0})");
            Assert.True(has >= had + (points / 100 * all.Count), $"seed {seed}, {where}: {had} → {has} of {all.Count}");
        }
    }

    private static TriageModel Train()
    {
        var phrases = Directory.GetFiles(Path.Combine(Repository.Root, "models", "phrases"), "*.tsv").Order(StringComparer.Ordinal).SelectMany(file => ImportFormats.Read("phrases", file, new Dictionary<string, Label>()))
            .Select(row => new TextRow(row.Id, row.Text, row.Family, row.Cause, Register: row.Register));
        var asked = Consultations().Where(row => TriageModel.Hash(row.Text) % 5 > 1).ToList();
        var sizes = asked.CountBy(row => row.Family!).ToDictionary();
        // As the recipe of the shipped model caps them.
        var capped = asked.Select(row => row with { Weight = Math.Min(1, 80f / sizes[row.Family!]) });
        return SmallCourt.Fit(phrases.Concat(capped), new LinearTrainerOptions { TrainedOn = new DateOnly(2026, 1, 5), Folds = 2, Longest = 3, MostFeatures = 200_000, MostCauseFeatures = 8_000, MostWords = 0 });
    }

    private static IEnumerable<TextRow> Consultations() =>
        ImportFormats.Read("consultations", consultations, Label.ReadAll(Path.Combine(Repository.Root, "data", "labels", "consultations.tsv")))
            .Select(row => new TextRow(row.Id, row.Text, row.Family, row.Cause, row.Second, Register: row.Register));
}
