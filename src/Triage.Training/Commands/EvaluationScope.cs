using System.CommandLine;
using Triage.Training.Rows;

namespace Triage.Training.Commands;

/// <summary>Which rows are scored and which families count as one.</summary>
internal sealed class EvaluationScope
{
    private readonly Option<string[]> data = new("--data") { Description = "带标签的数据", Required = true, AllowMultipleArgumentsPerToken = true };
    private readonly Option<string?> labels = new("--labels") { Description = "按 id 补标签" };
    private readonly Option<string[]> merge = new("--merge") { Description = "把一类算作另一类：administrative=land", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string?> only = new("--only") { Description = "只评测这些类别的行，逗号分隔（预测不受限）" };
    private readonly Option<string?> split = new("--split") { Description = "只评测 split 为此值的行" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { data, labels, merge, only, split }) command.Options.Add(option);
    }

    public bool HasData(ParseResult parsed) => parsed.GetValue(data) is { Length: > 0 };

    public ScopedRows Read(ParseResult parsed)
    {
        var merged = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in parsed.GetValue(merge) ?? [])
        {
            var parts = pair.Split('=');
            if (parts.Length != 2 || parts[0].Length == 0 || parts[1].Length == 0) throw new InputException("--merge", 0, $"应为 类别=类别：{pair}");
            merged[parts[0]] = parts[1];
        }

        var known = parsed.GetValue(labels) is { } file ? Label.ReadAll(file) : [];
        var wanted = parsed.GetValue(only)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal);
        var part = parsed.GetValue(split);
        var rows = new List<(string, string, DataRow)>();
        foreach (var row in parsed.GetValue(data)!.SelectMany(path => DataFile.Read(path)))
        {
            if (part is not null && row.Split != part) continue;
            var family = row.Family ?? (row.Id is not null ? known.GetValueOrDefault(row.Id)?.Family : null);
            if (family is null || (wanted is not null && !wanted.Contains(family) && !wanted.Contains(merged.GetValueOrDefault(family, family)))) continue;
            rows.Add((row.Text, merged.GetValueOrDefault(family, family), row));
        }

        if (rows.Count == 0) throw new InputException(parsed.GetValue(data)![0], 0, "没有可评测的带标签的行");
        return new ScopedRows(rows, merged);
    }
}

/// <summary>Rows to be scored, with their families after merging.</summary>
internal sealed record ScopedRows(IReadOnlyList<(string Text, string Family, DataRow Source)> Rows, IReadOnlyDictionary<string, string> Merged)
{
    public string Merge(string family) => Merged.GetValueOrDefault(family, family);
}
