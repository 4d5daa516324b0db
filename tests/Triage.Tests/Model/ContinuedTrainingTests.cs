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
        var (kept, had) = (Right(after, old), Right(before, old));
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

    private static int Right(PredictionEngine engine, List<TextRow> rows) => rows.Count(row => engine.Predict(row.Text).Family == row.Family);

    private static List<TextRow> Narratives(string family, int skip, int take) =>
        [.. File.ReadLines(Path.Combine(Repository.Root, "data", "sample", "narratives", family + ".jsonl")).Skip(skip).Take(take).Select(line =>
        {
            var row = JsonDocument.Parse(line).RootElement;
            return new TextRow(row.GetProperty("id").GetString()!, row.GetProperty("text").GetString()!, family, row.GetProperty("cause").GetString());
        })];
}
