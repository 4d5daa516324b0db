using System.CommandLine;
using Triage.Training.Store;

namespace Triage.Training.Commands;

/// <summary>promote: puts a verified model in force unless it is worse than the present one.</summary>
internal static class PromoteCommand
{
    private static readonly Option<string> model = new("--model") { Description = "新模型", Required = true };
    private static readonly Option<string> store = new("--store") { Description = "模型库目录", Required = true };
    private static readonly Option<string> by = new("--by") { Description = "记入历史的操作人（默认当前系统用户）", DefaultValueFactory = _ => Environment.UserName };

    public static Command Create()
    {
        var scope = new EvaluationScope();
        var command = new Command("promote", "上线：校验文件，与现用模型比较，不差才原子切换并记入历史") { model, store, by };
        scope.AddTo(command);
        // The first model of a store has nothing to be compared with.
        command.Options.Single(option => option.Name == "--data").Required = false;
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, scope, cancellation), cancellation));
        return command;
    }

    private static int Run(ParseResult parsed, EvaluationScope scope, CancellationToken cancellation)
    {
        var output = parsed.InvocationConfiguration.Output;
        var error = parsed.InvocationConfiguration.Error;
        var challenger = ModelPath.Load(parsed.GetValue(model)!);
        var models = new ModelStore(parsed.GetValue(store)!, TimeProvider.System, parsed.GetValue(by));
        if (models.Current() is { } champion)
        {
            if (!scope.HasData(parsed)) throw new InputException("--data", 0, "库中已有现用模型，上线须给出比较用的数据");
            var rows = scope.Read(parsed);
            var comparison = Comparison.Run(champion, challenger, [.. rows.Rows.Select(row => (row.Text, row.Family))], rows.Merge, cancellation);
            comparison.Write(output);
            if (comparison.Worse)
            {
                error.WriteLine("拒绝上线：新模型更差。");
                return ExitCode.Refused;
            }
        }

        models.Promote(challenger);
        output.WriteLine($"已上线 {challenger.Card.Version}：{models.CurrentPath}");
        return ExitCode.Done;
    }
}
