using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace Triage.Training.Commands;

/// <summary>drift: does what comes in still look like what the model learned?</summary>
internal static class DriftCommand
{
    private static readonly Option<string> month = new("--month") { Description = "月份，yyyy-MM", Required = true };

    public static Command Create()
    {
        var command = new Command("drift", "漂移：某月的弃权、改派、类别与分数分布，对照模型说明") { LabelsCommand.Database, LabelsCommand.User, month };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var service = await ServiceClient.SignInAsync(parsed.GetValue(LabelsCommand.Database)!, parsed.GetValue(LabelsCommand.User)!, cancellation);
        var drift = await service.GetAsync($"model/drift?month={Uri.EscapeDataString(parsed.GetValue(month)!)}", cancellation);
        var output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(CommandLine.Json))
        {
            await output.WriteLineAsync(drift.GetRawText());
            return ExitCode.Done;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        console.WriteLine($"{drift.GetProperty("month").GetString()} · 模型 {drift.GetProperty("model").GetString()} · {drift.GetProperty("cases").GetInt32()} 件");
        console.WriteLine($"人工甄别 {Percent("abstentionRate")}，改派 {Percent("overrideRate")}，模型自疑 {Percent("belowThreshold")}（设定时 {Percent("expectedBelowThreshold")}）");
        var table = new Table().AddColumns("纠纷大类", "占比");
        foreach (var family in drift.GetProperty("families").EnumerateObject())
            table.AddRow(family.Name, family.Value.GetDouble().ToString("P1", CultureInfo.InvariantCulture));
        console.Write(table);
        return ExitCode.Done;

        string Percent(string name) => drift.GetProperty(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble().ToString("P1", CultureInfo.InvariantCulture) : "—";
    }
}
