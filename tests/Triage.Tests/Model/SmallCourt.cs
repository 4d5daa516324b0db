using System.Text.Json;
using Triage.Model;
using Triage.Tests.Support;

namespace Triage.Tests.Model;

/// <summary>A small training set of the project's own narratives, and one model fitted to it for all tests.</summary>
internal static class SmallCourt
{
    private static readonly Lazy<TriageModel> model = new(() => Fit(Rows()));

    public static TriageModel Model => model.Value;

    public static LinearTrainerOptions Options { get; } = new() { TrainedOn = new DateOnly(2026, 1, 5), Bits = 18, Folds = 2, Epochs = 5 };

    public static TriageModel Fit(IEnumerable<TextRow> rows, LinearTrainerOptions? options = null) => Trainers.ByName[Trainers.Default](options ?? Options).Fit(rows);

    /// <summary>Sixty narratives of each of four families.</summary>
    public static List<TextRow> Rows() => [.. Rows("lending", 60), .. Rows("traffic", 60), .. Rows("neighbour", 60), .. Rows("labour", 60)];

    /// <summary>Narratives that the model has not seen.</summary>
    public static List<TextRow> Unseen() => [.. new[] { "lending", "traffic", "neighbour", "labour" }.SelectMany(family => Rows(family, 90).Skip(60))];

    /// <summary>All narratives of the project, family after family.</summary>
    public static List<TextRow> Narratives() =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "data", "sample", "narratives"), "*.jsonl").Order(StringComparer.Ordinal)
            .SelectMany(file => Rows(Path.GetFileNameWithoutExtension(file), int.MaxValue))];

    private static IEnumerable<TextRow> Rows(string family, int count)
    {
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, "data", "sample", "narratives", family + ".jsonl")).Take(count))
        {
            var row = JsonDocument.Parse(line).RootElement;
            var cause = row.GetProperty("cause").GetString();
            yield return new TextRow(row.GetProperty("id").GetString()!, row.GetProperty("text").GetString()!, family, cause!.Length == 0 ? null : cause);
        }
    }
}
