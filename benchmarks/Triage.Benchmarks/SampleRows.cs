using System.Text.Json;
using Triage.Model;

namespace Triage.Benchmarks;

/// <summary>The project's own narratives, found upwards from the running benchmark.</summary>
internal static class SampleRows
{
    public static List<TextRow> Read()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Triage.sln"))) folder = folder.Parent;
        var root = folder?.FullName ?? throw new DirectoryNotFoundException("Triage.sln");
        return [.. Directory.EnumerateFiles(Path.Combine(root, "data", "sample", "narratives"), "*.jsonl").Order(StringComparer.Ordinal)
            .SelectMany(File.ReadLines).Where(line => line.Length > 0).Select(line =>
            {
                var row = JsonDocument.Parse(line).RootElement;
                return new TextRow(row.GetProperty("id").GetString()!, row.GetProperty("text").GetString()!, row.GetProperty("family").GetString());
            })];
    }

    /// <summary>A text of the wanted length, made of narratives one after the other.</summary>
    public static string Text(IReadOnlyList<TextRow> rows, int length)
    {
        var text = string.Concat(rows.Where(row => row.Family == "neighbour").Select(row => row.Text));
        return text[..length];
    }
}
