using System.CommandLine;
using System.Text.Json;
using Triage.Model;
using Triage.Training.Rows;

namespace Triage.Training.Commands;

/// <summary>predict: rows in, predictions out.</summary>
internal static class PredictCommand
{
    private static readonly Option<string> model = new("--model") { Description = "模型文件，或 default", Required = true };
    private static readonly Option<string?> data = new("--data") { Description = "JSONL、CSV、TSV" };
    private static readonly Option<string?> target = new("--out") { Description = "JSONL 写到" };
    private static readonly Option<string?> text = new("--text") { Description = "直接给一段叙述" };

    public static Command Create()
    {
        var command = new Command("predict", "预测：族、案由、概率、依据") { model, data, target, text };
        command.Validators.Add(result =>
        {
            var fromText = result.GetValue(text) is not null;
            var fromFile = result.GetValue(data) is not null;
            if (fromText == fromFile) result.AddError("--text 与 --data 只能且必须给一个");
            if (fromFile && result.GetValue(target) is null) result.AddError("--data 需要同时给 --out");
        });
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), cancellation));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var output = parsed.InvocationConfiguration.Output;
        var error = parsed.InvocationConfiguration.Error;
        var engine = ModelPath.Load(parsed.GetValue(model)!).CreatePredictionEngine();
        if (parsed.GetValue(text) is { } one)
        {
            output.WriteLine(JsonSerializer.Serialize(Row(null, engine.Predict(one)), TrainingJson.Plain.PredictedRow));
            return ExitCode.Done;
        }

        using var progress = Progress.Start(error, "预测");
        var rows = 0;
        var abstained = 0;
        TextFiles.Write(parsed.GetValue(target)!, writer =>
        {
            foreach (var row in DataFile.Read(parsed.GetValue(data)!))
            {
                cancellation.ThrowIfCancellationRequested();
                var prediction = engine.Predict(row.Text);
                writer.WriteLine(JsonSerializer.Serialize(Row(row.Id ?? $"{row.Line}", prediction), TrainingJson.Plain.PredictedRow));
                rows++;
                if (prediction.Abstained) abstained++;
                if (rows % 10_000 == 0) progress.Say($"{rows} 行");
            }
        });
        progress.Dispose();
        if (parsed.GetValue(CommandLine.Json))
            output.WriteLine(JsonSerializer.Serialize(new PredictReport(engine.Card.Version, rows, abstained), TrainingJson.Default.PredictReport));
        else output.WriteLine($"{rows} 行，放弃 {abstained} 行，模型 {engine.Card.Version}");
        return ExitCode.Done;
    }

    private static PredictedRow Row(string? id, Prediction prediction) => new(
        id, prediction.Family, Math.Round(prediction.Probability, 4),
        prediction.Families.ToDictionary(score => score.Label, score => Math.Round(score.Probability, 4)),
        prediction.Cause, prediction.CauseProbability is { } p ? Math.Round(p, 4) : null,
        [.. prediction.Causes.Select(cause => new CauseScore(cause.Cause, cause.Family, Math.Round(cause.Probability, 4)))],
        prediction.Abstained, prediction.Signal, prediction.Evidence);
}

/// <summary>One prediction as written to JSONL.</summary>
internal sealed record PredictedRow(
    string? Id, string Family, double Probability, IReadOnlyDictionary<string, double> Scores, string? Cause, double? CauseProbability,
    IReadOnlyList<CauseScore> Causes, bool Abstained,
    [property: System.Text.Json.Serialization.JsonConverter(typeof(System.Text.Json.Serialization.JsonStringEnumConverter<TextSignal>))] TextSignal Signal,
    IReadOnlyList<EvidenceSpan> Evidence);

/// <summary>What a run of predict did.</summary>
internal sealed record PredictReport(string Model, int Rows, int Abstained);
