using System.CommandLine;
using System.Text.Json;
using Triage.Training.Store;

namespace Triage.Training.Commands;

/// <summary>compare: a challenger against the champion on the same rows; 1 if it is worse.</summary>
internal static class CompareCommand
{
    private static readonly Option<string> champion = new("--champion") { Description = "现用模型", Required = true };
    private static readonly Option<string> challenger = new("--challenger") { Description = "新模型", Required = true };

    public static Command Create()
    {
        var scope = new EvaluationScope();
        var command = new Command("compare", "成对比较：胜、负、McNemar p、差值区间、各类；新模型更差时退出码 1") { champion, challenger };
        scope.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, scope, cancellation), cancellation));
        return command;
    }

    private static int Run(ParseResult parsed, EvaluationScope scope, CancellationToken cancellation)
    {
        var output = parsed.InvocationConfiguration.Output;
        var rows = scope.Read(parsed);
        var comparison = Comparison.Run(ModelPath.Load(parsed.GetValue(champion)!), ModelPath.Load(parsed.GetValue(challenger)!), [.. rows.Rows.Select(row => (row.Text, row.Family))], rows.Merge, cancellation);
        if (parsed.GetValue(CommandLine.Json)) output.WriteLine(JsonSerializer.Serialize(comparison, TrainingJson.Default.Comparison));
        else comparison.Write(output);
        return comparison.Worse ? ExitCode.Refused : ExitCode.Done;
    }
}
