using System.Text.Json;
using Triage.Model;
using Triage.Tests.Support;

namespace Triage.Tests.Model;

public sealed class ShippedModelTests
{
    private static readonly TriageModel model = ModelFile.Load(ModelFile.DefaultPath);

    [Fact]
    public void It_is_the_committed_file_and_at_most_eight_megabytes()
    {
        var committed = File.ReadAllBytes(Path.Combine(Repository.Root, "models", "default.model"));
        Assert.Equal(committed, File.ReadAllBytes(ModelFile.DefaultPath));
        Assert.InRange(committed.Length, 1, 8_000_000);
    }

    [Fact]
    public void It_knows_eleven_families_and_at_least_400_causes()
    {
        Assert.Equal(
            ["administrative", "contract", "family", "housing", "labour", "land", "lending", "neighbour", "other", "tort", "traffic"], model.Card.Families);
        Assert.True(model.Card.Causes.Values.Sum(causes => causes.Count) >= 400);
    }

    [Theory]
    [InlineData("judgments_cjrc.jsonl", "test")]
    [InlineData("consultations_lawbench24.jsonl", null)]
    [InlineData("judgments_lexeval31.jsonl", null)]
    public void No_test_row_was_trained_on(string file, string? split)
    {
        var path = Path.Combine(Repository.Root, "..", "shared", "data", file);
        Assert.SkipUnless(File.Exists(path), $"../shared/data/{file} 不在本机：只有在训练数据旁才能检查泄漏");
        var rows = File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement)
            .Where(row => split is null || row.GetProperty("split").GetString() == split).Select(row => row.GetProperty("text").GetString()!).ToList();
        Assert.NotEmpty(rows);
        Assert.DoesNotContain(rows, model.WasTrainedOn);
    }

    [Fact]
    public void A_fifth_of_the_labelled_consultations_was_held_out()
    {
        var path = Path.Combine(Repository.Root, "..", "shared", "data", "consultations_unlabelled.jsonl");
        Assert.SkipUnless(File.Exists(path), "../shared/data 不在本机：只有在训练数据旁才能检查泄漏");
        var texts = File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!).ToList();
        var held = texts.Where(text => TriageModel.Hash(text) % 5 == 0).ToList();
        Assert.InRange(held.Count, texts.Count * 0.17, texts.Count * 0.23);
        Assert.DoesNotContain(held, model.WasTrainedOn);
    }

    [Fact]
    public void Its_narratives_were_trained_on()
    {
        var row = JsonDocument.Parse(File.ReadLines(Path.Combine(Repository.Root, "data", "sample", "narratives", "land.jsonl")).First()).RootElement;
        Assert.True(model.WasTrainedOn(row.GetProperty("text").GetString()!));
    }

    [Theory]
    [InlineData("俺家三岁的孙子让邻居家的狗咬了，打了五针疫苗", "tort")]
    [InlineData("去年借给表弟三万块钱，打了借条，到现在一分没还", "lending")]
    [InlineData("后院那家盖房把滴水流到俺家墙根，墙都泡酥了", "neighbour")]
    [InlineData("俺跟媳妇结婚八年，她非要离婚，孩子咋办", "family")]
    [InlineData("在工地干了三个月，包工头不给工钱", "labour")]
    [InlineData("骑电动车在路口让小轿车撞了，对方全责不赔钱", "traffic")]
    [InlineData("嫁出去的闺女户口还在村里，占地款不给分", "land")]
    [InlineData("镇政府说俺家猪圈是违建，限期拆除还要罚款", "administrative")]
    [InlineData("租的门面房没到期，房东要撵俺走还不退押金", "housing")]
    [InlineData("收了俺一万多斤玉米，货款拖了一年不给", "contract")]
    public void It_hears_what_villagers_mean(string text, string family) => Assert.Equal(family, model.CreatePredictionEngine().Predict(text).Family);

    [Fact]
    public void Of_a_hundred_narratives_kept_from_training_it_reads_at_least_95()
    {
        var rows = File.ReadLines(Path.Combine(Repository.Root, "data", "sample", "unseen.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)
            .Select(row => (Text: row.GetProperty("text").GetString()!, Family: row.GetProperty("family").GetString()!)).ToList();
        Assert.InRange(rows.Count, 100, 1000);
        Assert.DoesNotContain(rows, row => model.WasTrainedOn(row.Text));
        var engine = model.CreatePredictionEngine();
        var wrong = rows.Where(row => engine.Predict(row.Text).Family != row.Family).ToList();
        Assert.True(wrong.Count <= rows.Count / 20, string.Join(Environment.NewLine, wrong));
    }
}
