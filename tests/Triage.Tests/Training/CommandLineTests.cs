using System.Text;
using System.Text.Json;
using Triage.Model;
using Triage.Model.Store;
using Triage.Tests.Model;
using Triage.Training;

namespace Triage.Tests.Training;

public sealed class CommandLineTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("triage-cli-");
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Training_evaluating_and_predicting_go_hand_in_hand()
    {
        var (train, test) = (Write("train.jsonl", SmallCourt.Rows()), Write("test.jsonl", SmallCourt.Unseen()));
        Assert.Equal(0, await Train(train, In("a.model")));
        Assert.Equal(0, await Run("evaluate", "--model", In("a.model"), "--data", test, "--json"));
        var report = JsonDocument.Parse(output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).RootElement;
        Assert.True(report.GetProperty("scores").GetProperty("accuracy").GetProperty("value").GetDouble() > 0.85);

        Assert.Equal(0, await Run("predict", "--model", In("a.model"), "--data", test, "--out", In("out.jsonl")));
        var rows = File.ReadAllLines(In("out.jsonl"));
        Assert.Equal(SmallCourt.Unseen().Count, rows.Length);
        var first = JsonDocument.Parse(rows[0]).RootElement;
        Assert.Equal(SmallCourt.Unseen()[0].Id, first.GetProperty("id").GetString());
        foreach (var member in new[] { "family", "probability", "scores", "cause", "causeProbability", "abstained", "evidence" }) Assert.True(first.TryGetProperty(member, out _), member);
    }

    [Fact]
    public async Task The_same_input_seed_and_date_give_the_same_file()
    {
        var train = Write("train.jsonl", SmallCourt.Rows());
        Assert.Equal(0, await Train(train, In("a.model")));
        Assert.Equal(0, await Train(train, In("b.model")));
        Assert.Equal(File.ReadAllBytes(In("a.model")), File.ReadAllBytes(In("b.model")));
    }

    [Fact]
    public async Task A_cap_lets_no_family_of_a_file_weigh_more_than_so_many_rows()
    {
        var train = Write("train.jsonl", SmallCourt.Rows());
        Assert.Equal(0, await Run("train", "--data", train, "--out", In("a.model"), "--trained-on", "2026-11-20", "--cap", "train.jsonl=5"));
        var source = Assert.Single(ModelFile.Load(In("a.model")).Card.Data);
        var expected = SmallCourt.Rows().CountBy(row => row.Family!).Sum(family => Math.Min(5, family.Value));
        Assert.Equal(expected, source.Weight * source.Rows, 0.01 * expected);
    }

    [Fact]
    public async Task A_file_given_two_weights_is_refused_by_name()
    {
        var train = Write("train.jsonl", SmallCourt.Rows());
        Assert.Equal(2, await Run("train", "--data", train, "--out", In("a.model"), "--weight", "train.jsonl=1", "train.jsonl=0.5"));
        Assert.Contains("train.jsonl", error.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(In("a.model")));
    }

    [Fact]
    public async Task Csv_in_GB18030_from_an_office_program_trains_like_JSONL()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var csv = new StringBuilder("id,text,family,cause\r\n");
        foreach (var row in SmallCourt.Rows()) csv.Append($"{row.Id},\"{row.Text.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{row.Family},{row.Cause}\r\n");
        File.WriteAllText(In("train.csv"), csv.ToString(), Encoding.GetEncoding("gb18030"));
        Assert.Equal(0, await Train(In("train.csv"), In("a.model")));
        File.WriteAllText(In("marked.csv"), csv.ToString(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Assert.Equal(0, await Train(In("marked.csv"), In("b.model")));
        Assert.Equal(Predict("a.model"), Predict("b.model"));

        double Predict(string model) => ModelFile.Load(In(model)).CreatePredictionEngine().Predict(SmallCourt.Unseen()[0].Text).Probability;
    }

    [Theory]
    [InlineData("{\"id\":\"1\",\"text\":\"借钱不还\",\"family\":\"lending\"}\n{\"id\":\"2\",\"text\":", 2)]
    [InlineData("{\"id\":\"1\",\"family\":\"lending\"}", 1)]
    [InlineData("{\"id\":\"1\",\"text\":\"借钱\",\"family\":7}", 1)]
    [InlineData("{\"id\":\"1\",\"text\":\"借钱\",\"family\":\"lending\",\"weight\":-1}", 1)]
    [InlineData("[1,2]", 1)]
    public async Task A_bad_row_is_named_by_file_and_line_and_leaves_no_model(string content, int line)
    {
        File.WriteAllText(In("bad.jsonl"), content);
        Assert.Equal(2, await Train(In("bad.jsonl"), In("a.model")));
        Assert.Contains($"bad.jsonl:{line}:", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(["bad.jsonl"], folder.EnumerateFiles().Select(file => file.Name));
    }

    [Theory]
    [InlineData("train")]
    [InlineData("nonsense")]
    [InlineData("predict", "--model", "default")]
    [InlineData("predict", "--model", "default", "--text", "a", "--data", "b", "--out", "c")]
    [InlineData("evaluate", "--model", "no-such-file", "--data", "no-such-data.jsonl")]
    [InlineData("evaluate", "--model", "default", "--data", "no-such-data.jsonl")]
    [InlineData("evaluate", "--model", "default", "--data", "no-such-data.doc")]
    [InlineData("train", "--data", "x.jsonl", "--out", "y.model", "--trainer", "oracle")]
    [InlineData("train", "--data", "x.jsonl", "--out", "y.model", "--set", "cost=0")]
    [InlineData("rollback", "--store", "no-such-folder")]
    public async Task Bad_arguments_exit_with_two_and_a_reason(params string[] args)
    {
        Assert.Equal(2, await Run(args));
        Assert.NotEmpty(error.ToString());
    }

    [Fact]
    public async Task An_interrupted_training_exits_with_130_and_writes_nothing()
    {
        var train = Write("train.jsonl", SmallCourt.Rows());
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        Assert.Equal(130, await CommandLine.RunAsync(["train", "--data", train, "--out", In("a.model")], output, error, stopped.Token));
        Assert.Equal(["train.jsonl"], folder.EnumerateFiles().Select(file => file.Name));
    }

    [Fact]
    public async Task Test_rows_and_excluded_texts_never_come_into_a_model()
    {
        var rows = SmallCourt.Rows();
        File.WriteAllLines(In("train.jsonl"), rows.Select((row, at) => JsonSerializer.Serialize(new { row.Id, text = row.Text, family = row.Family, split = at < 5 ? "test" : "train" })));
        Write("held.jsonl", rows.Skip(5).Take(5));
        Assert.Equal(0, await Run("train", "--data", In("train.jsonl"), "--exclude", In("held.jsonl"), "--out", In("a.model"), "--set", "bits=18", "folds=2"));
        var model = ModelFile.Load(In("a.model"));
        Assert.All(rows.Take(10), row => Assert.False(model.WasTrainedOn(row.Text)));
        Assert.All(rows.Skip(10), row => Assert.True(model.WasTrainedOn(row.Text)));
    }

    [Fact]
    public async Task A_worse_challenger_is_refused_by_compare_and_promote_and_rollback_goes_back()
    {
        var (train, test) = (Write("train.jsonl", SmallCourt.Rows()), Write("test.jsonl", SmallCourt.Unseen()));
        var shuffled = SmallCourt.Rows().Select((row, at) => row with { Family = at % 2 == 0 ? "labour" : "traffic", Cause = null });
        Assert.Equal(0, await Train(train, In("good.model")));
        Assert.Equal(0, await Train(Write("wrong.jsonl", shuffled), In("worse.model")));
        Assert.Equal(0, await Run("train", "--data", train, "--out", In("other.model"), "--set", "bits=18", "folds=2", "epochs=6", "--trained-on", "2026-01-06"));

        Assert.Equal(1, await Run("compare", "--champion", In("good.model"), "--challenger", In("worse.model"), "--data", test));
        var store = In("store");
        Assert.Equal(0, await Run("promote", "--model", In("good.model"), "--store", store));
        Assert.Equal(2, await Run("promote", "--model", In("other.model"), "--store", store));
        Assert.Equal(1, await Run("promote", "--model", In("worse.model"), "--store", store, "--data", test));
        Assert.Equal(ModelFile.Load(In("good.model")).Card.Version, ModelFile.Load(Path.Combine(store, "current.model")).Card.Version);

        Assert.Equal(0, await Run("promote", "--model", In("other.model"), "--store", store, "--data", train));
        Assert.Equal(ModelFile.Load(In("other.model")).Card.Version, ModelFile.Load(Path.Combine(store, "current.model")).Card.Version);
        Assert.Equal(0, await Run("rollback", "--store", store));
        Assert.Equal(ModelFile.Load(In("good.model")).Card.Version, ModelFile.Load(Path.Combine(store, "current.model")).Card.Version);
        Assert.Equal(2, await Run("rollback", "--store", store));
        Assert.Equal(0, await Run("models", "--store", store, "--json"));
        var events = ModelHistory.Parse(output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).Events;
        Assert.Equal(["promote", "promote", "rollback"], events.Select(item => item.Action));
        Assert.Equal(ModelFigures.Of(ModelFile.Load(In("good.model")).Card), events[^1].Figures);

        File.WriteAllBytes(In("broken.model"), File.ReadAllBytes(In("good.model"))[..^1]);
        Assert.Equal(2, await Run("promote", "--model", In("broken.model"), "--store", store, "--data", test));
    }

    [Fact]
    public async Task Import_takes_no_field_that_gives_the_answer_away()
    {
        File.WriteAllText(In("raw.jsonl"), """{"id":"a","text":"原告诉称借款","family":"lending","cause":"民间借贷纠纷(inferred)","leak":"本院认为","reasoning":"支持","summary":"借贷","split":"test"}""");
        Assert.Equal(0, await Run("import", "--format", "judgments", "--in", In("raw.jsonl"), "--out", In("rows.jsonl")));
        var row = JsonDocument.Parse(File.ReadAllText(In("rows.jsonl"))).RootElement;
        Assert.Equal(["cause", "family", "id", "register", "second", "split", "text"], row.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
        Assert.Equal("民间借贷纠纷", row.GetProperty("cause").GetString());
        Assert.Equal("test", row.GetProperty("split").GetString());
    }

    private string In(string name) => Path.Combine(folder.FullName, name);

    private string Write(string name, IEnumerable<TextRow> rows)
    {
        File.WriteAllLines(In(name), rows.Select(row => JsonSerializer.Serialize(new { id = row.Id, text = row.Text, family = row.Family, cause = row.Cause })));
        return In(name);
    }

    private Task<int> Train(string data, string target) =>
        Run("train", "--data", data, "--out", target, "--set", "bits=18", "folds=2", "epochs=5", "--trained-on", "2026-01-05");

    private Task<int> Run(params string[] args) => CommandLine.RunAsync(args, output, error, TestContext.Current.CancellationToken);
}
