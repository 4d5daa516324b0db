using System.CommandLine;
using System.Globalization;
using Triage.Model.Store;
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
            if (parsed.GetValue(CommandLine.Json)) output.WriteLine(history.ToJson());
            else if (history.Events.Count == 0) output.WriteLine("库中还没有模型。");
            else foreach (var item in history.Events) output.WriteLine($"{item.At.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}  {item.Action,-8}  {item.Version}{Figures(item)}");
            return ExitCode.Done;
        });
        return command;
    }

    private static string Figures(ModelEvent item) =>
        (item.Figures is { } f ? $"  {f.Rows} 行  正确率 {CardReport.Percent(f.Accuracy)}  宏平均 F1 {CardReport.Percent(f.MacroF1)}" : "") + (item.By is { } by ? $"  {by}" : "");
}
