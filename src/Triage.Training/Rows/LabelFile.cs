namespace Triage.Training.Rows;

/// <summary>Labels kept apart from the texts: id, family, second, cause, separated by tabs, with a header line.</summary>
internal sealed record Label(string Family, string? Second, string? Cause)
{
    public static Dictionary<string, Label> ReadAll(string path)
    {
        using var reader = TextFiles.Open(path);
        var labels = new Dictionary<string, Label>(StringComparer.Ordinal);
        var line = 0;
        while (reader.ReadLine() is { } text)
        {
            line++;
            var fields = text.Split('\t');
            if (line == 1 && fields[0] == "id") continue;
            if (string.IsNullOrWhiteSpace(text)) continue;
            if (fields.Length < 2 || string.IsNullOrWhiteSpace(fields[1])) throw new InputException(path, line, "应为：id、family、second、cause，以制表符分隔");
            if (!labels.TryAdd(fields[0], new Label(fields[1], Value(fields, 2), Value(fields, 3)))) throw new InputException(path, line, $"id 重复：{fields[0]}");
        }

        return labels;
    }

    private static string? Value(string[] fields, int at) => at < fields.Length && !string.IsNullOrWhiteSpace(fields[at]) ? fields[at] : null;
}
