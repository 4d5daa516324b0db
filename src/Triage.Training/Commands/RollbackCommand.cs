using System.CommandLine;
using Triage.Training.Store;

namespace Triage.Training.Commands;

/// <summary>rollback: back to the model before.</summary>
internal static class RollbackCommand
{
    private static readonly Option<string> store = new("--store") { Description = "模型库目录", Required = true };
    private static readonly Option<string> by = new("--by") { Description = "记入历史的操作人（默认当前系统用户）", DefaultValueFactory = _ => Environment.UserName };

    public static Command Create()
    {
        var command = new Command("rollback", "回退到上一个模型") { store, by };
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var version = new ModelStore(parsed.GetValue(store)!, TimeProvider.System, parsed.GetValue(by)).Rollback();
            output.WriteLine($"已回退到 {version}");
            return ExitCode.Done;
        });
        return command;
    }
}
