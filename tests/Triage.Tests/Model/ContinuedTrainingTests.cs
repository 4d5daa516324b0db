using System.Text.Json;
using Triage.Model;
using Triage.Tests.Support;

namespace Triage.Tests.Model;

public sealed class ContinuedTrainingTests
{
    [Fact]
    public void A_court_that_continues_a_model_teaches_it_a_family_it_did_not_know_and_costs_it_little()
    {
        // A court's own cases: sixty of the new family among as many of the old ones.
        var unseen = SmallCourt.Unseen();
        List<TextRow> court = [.. Narratives("tort", 0, 60), .. unseen.Where((_, at) => at % 2 == 0)];
        var model = SmallCourt.Fit(court, SmallCourt.Options with { Base = SmallCourt.Model });
        var (before, after) = (SmallCourt.Model.CreatePredictionEngine(), model.CreatePredictionEngine());

        var own = Narratives("tort", 60, 40);
        var learned = own.Count(row => after.Predict(row.Text).Family == "tort");
        Assert.True(learned > 0.5 * own.Count, $"{learned} of {own.Count}");

        var old = unseen.Where((_, at) => at % 2 == 1).ToList();
        var (kept, had) = (SimulatedCourt.Right(after, old), SimulatedCourt.Right(before, old));
        Assert.True(kept >= had - (0.17 * old.Count), $"{had} → {kept} of {old.Count}");
        Assert.Equal(SmallCourt.Model.Card.Version, model.Card.Base);
        Assert.Contains("民间借贷纠纷", model.Card.Causes["lending"]);
        Assert.True(model.WasTrainedOn(SmallCourt.Rows()[0].Text));
    }

    [Fact]
    public void Continuing_the_shipped_model_with_a_few_rows_changes_almost_nothing_elsewhere()
    {
        var shipped = ModelFile.Load(ModelFile.DefaultPath);
        var model = Trainers.ByName[Trainers.Default](new LinearTrainerOptions { Base = shipped, Folds = 2, TrainedOn = new DateOnly(2026, 1, 5) })
            .Fit([new TextRow("a", "庙会上秋千断了把娃摔了", "tort", "违反安全保障义务责任纠纷"), new TextRow("b", "大棚租金两年没给了", "land", "土地租赁合同纠纷")]);
        var (before, after) = (shipped.CreatePredictionEngine(), model.CreatePredictionEngine());
        var rows = SmallCourt.Rows();
        Assert.True(rows.Count(row => before.Predict(row.Text).Family != after.Predict(row.Text).Family) <= 0.01 * rows.Count);
        // The causes of untouched families are the same to the digit.
        var traffic = rows.First(row => row.Family == "traffic");
        Assert.Equal(before.Predict(traffic.Text).Cause, after.Predict(traffic.Text).Cause);
        Assert.Equal(shipped.Card.Causes.Count, model.Card.Causes.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Three_hundred_cases_of_a_court_with_words_and_filing_of_its_own_help_it_and_cost_less_than_a_point_elsewhere(int seed)
    {
        var (own, strangers) = SimulatedCourt.Cases(seed, row => TriageModel.Hash(row.Text) % 2 == 1);
        var model = SmallCourt.Fit(own.Take(300), LikeTheShippedOne with { Base = halfOfTheNarratives.Value });
        var (before, after) = (halfOfTheNarratives.Value.CreatePredictionEngine(), model.CreatePredictionEngine());

        var unseen = own.Skip(300).ToList();
        var (had, has) = (SimulatedCourt.Right(before, unseen), SimulatedCourt.Right(after, unseen));
        // Two points, to the whole case.
        Assert.True(has >= had + (int)(0.02 * unseen.Count), $"seed {seed}: {had} → {has} of {unseen.Count}");
        // What it files as nobody else does must move, and with it the answer that the batch gives.
        var moved = own.Skip(300).Where(row => SimulatedCourt.FilesElsewhere(row)).ToList();
        Assert.True(SimulatedCourt.Right(after, moved) >= SimulatedCourt.Right(before, moved) + (0.1 * moved.Count), $"seed {seed}: {SimulatedCourt.Right(before, moved)} → {SimulatedCourt.Right(after, moved)} of {moved.Count}");
        Assert.All(moved, row => Assert.Equal(after.Predict(row.Text).Family, after.Families[after.PredictFamily(row.Text).Family]));

        var elsewhere = strangers.Skip(300).Where(row => !SimulatedCourt.FilesElsewhere(row)).ToList();
        var (there, still) = (SimulatedCourt.Right(before, elsewhere), SimulatedCourt.Right(after, elsewhere));
        Assert.True(still >= there - (0.01 * elsewhere.Count), $"seed {seed}: elsewhere {there} → {still} of {elsewhere.Count}");
    }

    [Fact]
    public void A_habit_stays_with_its_matter_when_the_court_brings_a_cause_that_comes_before_it()
    {
        // The court files loans among friends under contract; and it has a cause of its own that sorts before every other of the family.
        const string Matter = "民间借贷纠纷";
        List<TextRow> own = [.. SmallCourt.Unseen().Where(row => row.Cause == Matter).Select(row => row with { Family = "labour" }),
            .. SmallCourt.Unseen().Where(row => row.Family == "lending" && row.Cause != Matter).Take(8).Select(row => row with { Cause = "一种本院自有的借款纠纷" }), .. SmallCourt.Unseen().Where(row => row.Family == "traffic")];
        var model = SmallCourt.Fit(own, SmallCourt.Options with { Base = SmallCourt.Model });
        var lending = model.FamilyClassifier.Labels.ToList().IndexOf("lending");
        Assert.Equal("一种本院自有的借款纠纷", model.CauseClassifiers[lending]!.Classifier.Labels[0]);
        var filed = model.Habits.Where(habit => habit.Family == lending && model.FamilyClassifier.Labels[habit.Usual] == "labour").Select(habit => model.CauseClassifiers[lending]!.Classifier.Labels[habit.Cause]).ToList();
        Assert.Equal([Matter], filed);
        Assert.Equal(SmallCourt.Model.Card.Settings["longest"], model.Card.Settings["longest"]);
    }

    [Fact]
    public void Filing_habits_travel_in_the_file_and_add_up_to_one()
    {
        var own = SmallCourt.Narratives().Where(row => TriageModel.Hash(row.Text) % 2 == 1).Take(600).Select(SimulatedCourt.AsTheCourtHasIt);
        var model = SmallCourt.Fit(own, LikeTheShippedOne with { Base = halfOfTheNarratives.Value });
        Assert.NotEmpty(model.Habits);
        var copy = ModelFile.Load(new MemoryStream(LinearTrainerTests.Bytes(model)));
        Assert.Equal(model.Habits.Select(habit => (habit.Family, habit.Cause)), copy.Habits.Select(habit => (habit.Family, habit.Cause)));
        Assert.All(copy.Habits, habit => Assert.Equal(1, habit.Shares.Sum(), 4));
        foreach (var row in SmallCourt.Unseen())
        {
            var prediction = copy.CreatePredictionEngine().Predict(row.Text);
            Assert.Equal(1, prediction.Families.Sum(score => score.Probability), 3);
            Assert.All(prediction.Families, score => Assert.InRange(score.Probability, -1e-6, 1 + 1e-6));
        }
    }

    private static readonly Lazy<TriageModel> halfOfTheNarratives = new(() => SmallCourt.Fit(SmallCourt.Narratives().Where(row => TriageModel.Hash(row.Text) % 2 == 0), LikeTheShippedOne));

    private static LinearTrainerOptions LikeTheShippedOne => new() { TrainedOn = new DateOnly(2026, 1, 5), Folds = 2, Longest = 3, Edges = true, MostFeatures = 200_000, MostCauseFeatures = 8_000 };

    private static List<TextRow> Narratives(string family, int skip, int take) =>
        [.. File.ReadLines(Path.Combine(Repository.Root, "data", "sample", "narratives", family + ".jsonl")).Skip(skip).Take(take).Select(line =>
        {
            var row = JsonDocument.Parse(line).RootElement;
            return new TextRow(row.GetProperty("id").GetString()!, row.GetProperty("text").GetString()!, family, row.GetProperty("cause").GetString());
        })];
}
