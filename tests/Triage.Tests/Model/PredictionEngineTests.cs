using Triage.Model;

namespace Triage.Tests.Model;

public sealed class PredictionEngineTests
{
    private static readonly PredictionEngine engine = ModelFile.Load(ModelFile.DefaultPath).CreatePredictionEngine();

    [Fact]
    public void Probabilities_of_all_families_add_up_to_one_and_come_in_order()
    {
        foreach (var row in SmallCourt.Unseen())
        {
            var prediction = engine.Predict(row.Text);
            Assert.Equal(engine.Families.Count, prediction.Families.Count);
            Assert.Equal(1, prediction.Families.Sum(score => score.Probability), 3);
            Assert.Equal(prediction.Family, prediction.Families[0].Label);
            Assert.Equal(prediction.Families.OrderByDescending(score => score.Probability).Select(score => score.Label), prediction.Families.Select(score => score.Label));
            Assert.All(prediction.Causes, cause => Assert.InRange(cause.Probability, 0, prediction.Families.Single(f => f.Label == cause.Family).Probability + 1e-6));
        }
    }

    [Fact]
    public void Evidence_is_a_piece_of_the_text_as_sent_at_its_offset()
    {
        foreach (var row in SmallCourt.Unseen())
        {
            // Width, blanks and pictures before the words must not move the offsets.
            var text = "　😀（１） " + row.Text;
            foreach (var span in engine.Predict(text).Evidence)
            {
                Assert.InRange(span.Start, 0, text.Length - 1);
                Assert.InRange(span.Start + span.Length, span.Start + 1, text.Length);
                Assert.Equal(text.Substring(span.Start, span.Length), span.Text);
                Assert.False(char.IsLowSurrogate(text[span.Start]));
            }
        }
    }

    [Fact]
    public void Evidence_spans_do_not_overlap_and_run_forward()
    {
        foreach (var row in SmallCourt.Unseen())
        {
            var end = 0;
            foreach (var span in engine.Predict(row.Text).Evidence)
            {
                Assert.True(span.Start >= end);
                end = span.Start + span.Length;
            }
        }
    }

    [Fact]
    public void Taking_the_evidence_away_lowers_the_probability_more_than_taking_as_much_random_text_away()
    {
        var random = new Random(11);
        var byEvidence = 0.0;
        var byChance = 0.0;
        var rows = SmallCourt.Rows().Take(60).Concat(SmallCourt.Unseen()).Where(row => row.Text.Length > 40).ToList();
        foreach (var row in rows)
        {
            var prediction = engine.Predict(row.Text);
            var spans = prediction.Evidence.Where(span => span.Weight > 0).OrderByDescending(span => span.Weight).Take(3).ToList();
            if (spans.Count == 0) continue;
            var without = row.Text;
            foreach (var span in spans.OrderByDescending(span => span.Start)) without = without.Remove(span.Start, span.Length);
            var length = spans.Sum(span => span.Length);
            var at = random.Next(0, row.Text.Length - length);
            byEvidence += prediction.Probability - Of(without, prediction.Family);
            byChance += prediction.Probability - Of(row.Text.Remove(at, length), prediction.Family);
        }

        Assert.True(byEvidence > 2 * Math.Max(byChance, 0), $"evidence {byEvidence / rows.Count:0.000}, chance {byChance / rows.Count:0.000}");

        static double Of(string text, string family) => engine.Predict(text).Families.Single(score => score.Label == family).Probability;
    }

    [Fact]
    public void The_cheap_prediction_says_the_same_as_the_full_one()
    {
        foreach (var row in SmallCourt.Unseen())
        {
            var full = engine.Predict(row.Text);
            var cheap = engine.PredictFamily(row.Text);
            Assert.Equal(full.Family, engine.Families[cheap.Family]);
            Assert.Equal(full.Probability, cheap.Probability, 5);
        }
    }

    [Fact]
    public void The_cheap_prediction_allocates_nothing()
    {
        var text = SmallCourt.Unseen()[0].Text;
        for (var i = 0; i < 100; i++) engine.PredictFamily(text);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) engine.PredictFamily(text);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task Threads_that_share_an_engine_get_what_one_thread_gets()
    {
        var texts = SmallCourt.Unseen().Select(row => row.Text).ToList();
        var alone = texts.Select(text => engine.Predict(text).Probability).ToList();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(() =>
        {
            for (var i = 0; i < 200; i++)
            {
                var at = (i * 7 + worker) % texts.Count;
                Assert.Equal(alone[at], engine.Predict(texts[at]).Probability);
            }
        })));
    }

    [Fact]
    public void A_batch_gives_the_same_as_one_by_one()
    {
        var texts = Enumerable.Range(0, 20).SelectMany(_ => SmallCourt.Unseen()).Select(row => row.Text).ToList();
        var results = new FamilyPrediction[texts.Count];
        engine.PredictFamilies(texts, results, TestContext.Current.CancellationToken);
        for (var i = 0; i < texts.Count; i++) Assert.Equal(engine.PredictFamily(texts[i]), results[i]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("？")]
    [InlineData("在吗")]
    [InlineData("1234567890")]
    public void Almost_no_text_is_said_to_be_too_little(string text)
    {
        var prediction = engine.Predict(text);
        Assert.Equal(TextSignal.TooLittleText, prediction.Signal);
        Assert.True(prediction.Abstained);
    }

    [Theory]
    [InlineData("The quick brown fox jumps over the lazy dog and runs into the forest again")]
    [InlineData("床前明月光，疑是地上霜。举头望明月，低头思故乡。")]
    [InlineData("今天天气真好啊，我们一起去公园放风筝吧，记得带上水和零食。")]
    [InlineData("本法自公布之日起施行。国务院有关部门应当依照职责制定实施细则，报国务院批准。")]
    [InlineData("把土豆切成丝，锅里放油烧热，下葱姜爆香，翻炒几下加盐出锅。")]
    public void What_is_no_dispute_is_not_decided_by_the_model(string text)
    {
        var prediction = engine.Predict(text);
        Assert.NotEqual(TextSignal.InDomain, prediction.Signal);
        Assert.True(prediction.Abstained);
    }
}
