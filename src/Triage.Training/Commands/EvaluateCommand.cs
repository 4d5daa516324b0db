using System.CommandLine;
using System.Text.Json;
using Triage.Model.Evaluation;
using Triage.Model.Text;
using Triage.Training.Rows;

namespace Triage.Training.Commands;

/// <summary>evaluate: the scorecard of a model on labelled rows.</summary>
internal static class EvaluateCommand
{
    private static readonly Option<string> model = new("--model") { Description = "模型文件，或 default", Required = true };
    private static readonly Option<string?> table = new("--causes") { Description = "案由表（CSV：code、parent、name）：选择题里，一个案由也算它的上级案由" };

    public static Command Create()
    {
        var scope = new EvaluationScope();
        var command = new Command("evaluate", "评测：正确率、宏平均 F1、各类、混淆、校准误差、风险—覆盖表，95% 区间") { model, table };
        scope.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, scope, cancellation), cancellation));
        return command;
    }

    private static int Run(ParseResult parsed, EvaluationScope scope, CancellationToken cancellation)
    {
        var output = parsed.InvocationConfiguration.Output;
        var engine = ModelPath.Load(parsed.GetValue(model)!).CreatePredictionEngine();
        var tree = parsed.GetValue(table) is { } path ? CauseTable.Read(path) : CauseTree.Flat;
        var rows = scope.Read(parsed);
        var outcomes = new List<Outcome>();
        var choices = new List<Choice>();
        var causes = 0;
        var firstCause = 0;
        var amongThree = 0;
        foreach (var row in rows.Rows)
        {
            cancellation.ThrowIfCancellationRequested();
            var prediction = engine.Predict(row.Text);
            outcomes.Add(new Outcome(row.Family, rows.Merge(prediction.Family), prediction.Probability));
            if (row.Source.Options is { Count: > 1 } && row.Source.Answer is not null) choices.Add(MultipleChoice.Choose(engine, row.Source, tree));
            if (row.Source.Cause is not { } cause || !engine.Card.Causes.Values.Any(known => known.Contains(cause))) continue;
            causes++;
            if (prediction.Causes.Count > 0 && prediction.Causes[0].Cause == cause) firstCause++;
            if (prediction.Causes.Any(candidate => candidate.Cause == cause)) amongThree++;
        }

        var scores = Evaluator.Score(outcomes);
        double? exact = choices.Count == 0 ? null : Math.Round(choices.Average(choice => choice.Exact ? 1.0 : 0), 4);
        double? byFamily = choices.Count == 0 ? null : Math.Round(choices.Average(choice => choice.SameFamily ? 1.0 : 0), 4);
        double? top1 = causes == 0 ? null : Math.Round((double)firstCause / causes, 4);
        double? top3 = causes == 0 ? null : Math.Round((double)amongThree / causes, 4);
        if (parsed.GetValue(CommandLine.Json))
        {
            var report = new EvaluationReport(engine.Card.Version, scores, causes, top1, top3, choices.Count, exact, byFamily);
            output.WriteLine(JsonSerializer.Serialize(report, TrainingJson.Default.EvaluationReport));
            return ExitCode.Done;
        }

        CardReport.Write(output, scores, $"模型 {engine.Card.Version}");
        if (causes > 0) output.WriteLine($"案由（{causes} 行，模型认识的案由）：第一 {CardReport.Percent(top1!.Value)}，前三 {CardReport.Percent(top3!.Value)}");
        if (choices.Count > 0) output.WriteLine($"选择题（{choices.Count} 题）：选对 {CardReport.Percent(exact!.Value)}，同族 {CardReport.Percent(byFamily!.Value)}");
        return ExitCode.Done;
    }
}

/// <param name="Model">Version of the model.</param>
/// <param name="Scores">Families.</param>
/// <param name="CauseRows">Rows whose cause the model knows.</param>
/// <param name="CauseTop1">Share of them whose cause came first.</param>
/// <param name="CauseTop3">Share of them whose cause was among three.</param>
/// <param name="ChoiceRows">Rows with options.</param>
/// <param name="ChoiceExact">Share of them where exactly the right options were chosen.</param>
/// <param name="ChoiceByFamily">Share of them where the surest option is right or of the right family.</param>
internal sealed record EvaluationReport(
    string Model, Scorecard Scores, int CauseRows, double? CauseTop1, double? CauseTop3, int ChoiceRows, double? ChoiceExact, double? ChoiceByFamily);
