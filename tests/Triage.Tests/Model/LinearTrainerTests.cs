using Triage.Model;
using Triage.Model.Linear;
using Triage.Model.Text;

namespace Triage.Tests.Model;

public sealed class LinearTrainerTests
{
    [Fact]
    public void The_same_rows_and_seed_give_the_same_bytes_on_one_thread_and_on_two()
    {
        var rows = SmallCourt.Rows();
        var one = Bytes(SmallCourt.Fit(rows, SmallCourt.Options with { Threads = 1 }));
        var two = Bytes(SmallCourt.Fit(rows, SmallCourt.Options with { Threads = 2 }));
        Assert.Equal(one, two);
    }

    [Fact]
    public void Rows_that_wait_in_a_file_give_the_same_bytes_each_time_and_are_learned_as_well_as_those_in_memory()
    {
        // Each narrative ninety times, said a little differently: some five million n-grams, more than is kept in memory.
        var rows = SmallCourt.Rows().SelectMany(row => Enumerable.Range(0, 90).Select(i => row with { Id = $"{row.Id}-{i}", Text = $"{row.Text}{i}次", Weight = 1 / 90f })).ToList();
        var options = SmallCourt.Options with { Folds = 1, Epochs = 3, MostWords = 0, Longest = 4 };
        using var spool = new FeatureSpool();
        _ = FeatureSpace.Learn(rows, spool, 18, new GramRule(4, false), 2, 1, CancellationToken.None);
        Assert.True(RowStore.PartsFor(spool.Entries) > 1, $"{spool.Entries}");
        var before = Spills();
        var one = SmallCourt.Fit(rows, options with { Threads = 1 });
        Assert.Equal(Bytes(one), Bytes(SmallCourt.Fit(rows, options with { Threads = 2 })));
        Assert.Equal(before, Spills());
        var engine = one.CreatePredictionEngine();
        var unseen = SmallCourt.Unseen();
        var right = unseen.Count(row => engine.Predict(row.Text).Family == row.Family);
        Assert.True(right > 0.8 * unseen.Count, $"{right} of {unseen.Count}");

        static int Spills() => OperatingSystem.IsWindows() ? 0 : Directory.GetFiles(Path.GetTempPath(), "triage-*.spill").Length;
    }

    [Fact]
    public void Weights_by_class_lift_what_only_one_family_says()
    {
        var rows = SmallCourt.Rows();
        var plain = SmallCourt.Fit(rows);
        var lifted = SmallCourt.Fit(rows, SmallCourt.Options with { ClassWeight = 0.5 });
        Assert.True(Weight(lifted, "借条") / Weight(lifted, "一个") > 1.2 * Weight(plain, "借条") / Weight(plain, "一个"));

        static float Weight(TriageModel model, string gram)
        {
            var key = CharNgrams.Extend(CharNgrams.Extend(0, 0, gram[0]), 1, gram[1]);
            var table = model.FamilyClassifier.Table;
            var row = table.Index.Row(CharNgrams.Bucket(key, table.Index.Bits));
            Assert.NotEqual(RankedIndex.Unknown, row);
            return table.Weight(row);
        }
    }

    [Fact]
    public void Another_seed_gives_other_weights() =>
        Assert.NotEqual(Bytes(SmallCourt.Model), Bytes(SmallCourt.Fit(SmallCourt.Rows(), SmallCourt.Options with { Seed = 2 })));

    [Fact]
    public void It_tells_unseen_narratives_of_four_families_apart()
    {
        var engine = SmallCourt.Model.CreatePredictionEngine();
        var unseen = SmallCourt.Unseen();
        var right = unseen.Count(row => engine.Predict(row.Text).Family == row.Family);
        Assert.True(right > 0.85 * unseen.Count, $"{right} of {unseen.Count}");
    }

    [Fact]
    public void One_family_alone_cannot_be_learned() =>
        Assert.Throws<ArgumentException>(() => SmallCourt.Fit(SmallCourt.Rows().Where(row => row.Family == "labour")));

    [Fact]
    public void A_cancelled_training_stops() =>
        Assert.ThrowsAny<OperationCanceledException>(() => Trainers.ByName[Trainers.Default](SmallCourt.Options).Fit(SmallCourt.Rows(), new CancellationToken(true)));

    [Fact]
    public void The_card_counts_rows_families_and_causes()
    {
        var card = SmallCourt.Model.Card;
        Assert.Equal(240, card.Rows);
        Assert.Equal(["labour", "lending", "neighbour", "traffic"], card.Families);
        Assert.Contains("民间借贷纠纷", card.Causes["lending"]);
        Assert.Equal(card.CrossValidation.Rows, card.CrossValidation.Confusion.Sum(row => row.Sum()));
        Assert.InRange(card.CrossValidation.Accuracy.Value, card.CrossValidation.Accuracy.Low, card.CrossValidation.Accuracy.High);
        Assert.StartsWith("2026.01.05-", card.Version, StringComparison.Ordinal);
    }

    [Fact]
    public void The_model_knows_which_texts_it_was_trained_on_however_they_are_typed()
    {
        var row = SmallCourt.Rows()[0];
        Assert.True(SmallCourt.Model.WasTrainedOn(row.Text));
        Assert.True(SmallCourt.Model.WasTrainedOn(" " + row.Text.Replace("，", "， ", StringComparison.Ordinal)));
        Assert.False(SmallCourt.Model.WasTrainedOn(SmallCourt.Unseen()[0].Text));
    }

    [Fact]
    public void A_row_with_a_second_acceptable_family_is_no_counter_example_to_it()
    {
        // Two contradictory copies of a text: with the second family allowed, neither pushes the other down.
        var rows = SmallCourt.Rows();
        const string Text = "包工头欠工钱还打了借条";
        var strict = rows.Concat(Enumerable.Range(0, 20).Select(i => new TextRow($"x{i}", Text + i, "labour")));
        var mild = rows.Concat(Enumerable.Range(0, 20).Select(i => new TextRow($"x{i}", Text + i, "labour", Second: "lending")));
        Assert.True(Lending(SmallCourt.Fit(mild)) > Lending(SmallCourt.Fit(strict)));

        static double Lending(TriageModel model) => model.CreatePredictionEngine().Predict(Text).Families.Single(score => score.Label == "lending").Probability;
    }

    internal static byte[] Bytes(TriageModel model)
    {
        using var stream = new MemoryStream();
        ModelFile.Save(model, stream);
        return stream.ToArray();
    }
}
