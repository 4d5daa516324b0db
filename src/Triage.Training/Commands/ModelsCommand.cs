using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Triage.Training.Store;

namespace Triage.Training.Commands;

/// <summary>models: what a store has in force and what it had.</summary>
internal static class ModelsCommand
{
    private static readonly Option<string> store = new("--store") { Description = "模型库目录", Required = true };

    public static Command Create()
    {
        var command = new Command("models", "列出模型库的历史，最后一条为现用") { store };
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var history = new ModelStore(parsed.GetValue(store)!, TimeProvider.System).History();
            if (parsed.GetValue(CommandLine.Json)) output.WriteLine(JsonSerializer.Serialize(history, TrainingJson.Plain.StoreHistory));
            else if (history.Events.Count == 0) output.WriteLine("库中还没有模型。");
            else foreach (var item in history.Events) output.WriteLine($"{item.At.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}  {item.Action,-8}  {item.Version}");
            return ExitCode.Done;
        });
        return command;
    }
}
