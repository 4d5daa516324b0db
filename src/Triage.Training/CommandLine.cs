using System.CommandLine;
using Triage.Model;
using Triage.Training.Commands;

namespace Triage.Training;

/// <summary>The command line as a value: tests run it in process, with writers of their own.</summary>
internal static class CommandLine
{
    public static readonly Option<bool> Json = new("--json") { Description = "标准输出只写一个 JSON 对象", Recursive = true };

    private static readonly RootCommand root = Root();

    /// <returns>The exit code: see <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellation = default)
    {
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var problem in parsed.Errors) await error.WriteLineAsync(problem.Message);
            return ExitCode.BadInput;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false }, cancellation);
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("已中断：没有写出任何文件。");
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (e is InputException or ModelFileException or ServiceException)
        {
            await error.WriteLineAsync(e.Message);
            return ExitCode.BadInput;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"无法读写文件：{e.Message}");
            return ExitCode.BadInput;
        }
    }

    private static RootCommand Root()
    {
        var root = new RootCommand("案件分流文本模型：训练、评测、预测、比较、上线、回退。")
        {
            TrainCommand.Create(),
            EvaluateCommand.Create(),
            SampleYearCommand.Create(),
            PredictCommand.Create(),
            CompareCommand.Create(),
            PromoteCommand.Create(),
            RollbackCommand.Create(),
            ModelsCommand.Create(),
            LabelsCommand.Create(),
            DriftCommand.Create(),
            ImportCommand.Create(),
        };
        root.Options.Add(Json);
        return root;
    }
}

/// <summary>What the shell sees.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The gate said no: worse than the champion, below the floor.</summary>
    public const int Refused = 1;

    public const int BadInput = 2;

    public const int Interrupted = 130;
}

/// <summary>Bad input, with the place where it is.</summary>
internal sealed class InputException(string file, int line, string reason)
    : Exception(line > 0 ? $"{file}:{line}: {reason}" : $"{file}: {reason}");
