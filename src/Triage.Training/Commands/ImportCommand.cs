using System.CommandLine;
using System.Text.Json;
using Triage.Model;
using Triage.Training.Rows;

namespace Triage.Training.Commands;

/// <summary>import: public and own formats to the rows that train and evaluate read. What gives the answer away does not come along.</summary>
internal static class ImportCommand
{
    private static readonly Option<string> format = new("--format") { Description = "judgments、questions、consultations、narratives、phrases、topics、background", Required = true };
    private static readonly Option<string[]> source = new("--in") { Description = "来源文件", Required = true, AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string> target = new("--out") { Description = "JSONL 写到", Required = true };
    private static readonly Option<string?> labels = new("--labels") { Description = "按 id 补标签" };
    private static readonly Option<string?> heldOut = new("--held-out") { Description = "按文本散列留出五分之一写到此文件，其余写到 --out" };

    public static Command Create()
    {
        var command = new Command("import", "导入公开格式，去掉泄露答案的字段") { format, source, target, labels, heldOut };
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), cancellation));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var output = parsed.InvocationConfiguration.Output;
        var known = parsed.GetValue(labels) is { } file ? Label.ReadAll(file) : [];
        var rows = parsed.GetValue(source)!.SelectMany(path => ImportFormats.Read(parsed.GetValue(format)!, path, known));
        var held = parsed.GetValue(heldOut) is null ? null : new List<ImportedRow>();
        var kept = 0;
        TextFiles.Write(parsed.GetValue(target)!, writer =>
        {
            foreach (var row in rows)
            {
                cancellation.ThrowIfCancellationRequested();
                if (held is not null && TriageModel.Hash(row.Text) % 5 == 0)
                {
                    held.Add(row with { Split = "test" });
                    continue;
                }

                writer.WriteLine(JsonSerializer.Serialize(row, TrainingJson.Plain.ImportedRow));
                kept++;
            }
        });
        if (held is not null)
        {
            TextFiles.Write(parsed.GetValue(heldOut)!, writer =>
            {
                foreach (var row in held) writer.WriteLine(JsonSerializer.Serialize(row, TrainingJson.Plain.ImportedRow));
            });
        }

        var report = new ImportReport(kept, held?.Count ?? 0);
        output.WriteLine(parsed.GetValue(CommandLine.Json)
            ? JsonSerializer.Serialize(report, TrainingJson.Default.ImportReport)
            : $"{report.Rows} 行" + (held is null ? "" : $"，留出 {report.HeldOut} 行"));
        return ExitCode.Done;
    }
}

/// <summary>A row as written by import.</summary>
[method: System.Text.Json.Serialization.JsonConstructor]
internal sealed record ImportedRow(string Id, string Text, string? Family, string? Cause, string? Second, string Register, string? Split);

/// <summary>What import wrote.</summary>
internal sealed record ImportReport(int Rows, int HeldOut);
