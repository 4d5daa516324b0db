using Triage.Model;
using Triage.Training.Commands;

namespace Triage.Training.Rows;

/// <summary>The shapes in which labelled text comes, one line a shape.</summary>
internal static class ImportFormats
{
    /// <summary>Of a large collection of official sentences a few are enough to know the kind.</summary>
    private const int EveryNth = 150;

    public static IEnumerable<ImportedRow> Read(string format, string path, IReadOnlyDictionary<string, Label> labels) => format switch
    {
        "judgments" => DataFile.Read(path, skipEmpty: true).Where(row => row.Family is not null).Select(row => Row(path, row, labels, "judgment")),
        "questions" => DataFile.Read(path, skipEmpty: true).Where(row => row.Family is not null && row.Unanimous != false).Select(row => Row(path, row, labels, "question")),
        "consultations" => DataFile.Read(path, skipEmpty: true).Where(row => row.Family is not null || (row.Id is not null && labels.ContainsKey(row.Id))).Select(row => Row(path, row, labels, "consultation")),
        "narratives" => DataFile.Read(path, skipEmpty: true).Select(row => Row(path, row, labels, row.Register ?? "narrative")),
        "phrases" => Phrases(path),
        "topics" => Topics(path),
        "background" => Topics(path).Where((_, at) => at % EveryNth == 0).Select(row => row with { Family = TriageModel.NoDispute, Register = "background" }),
        _ => throw new InputException("--format", 0, $"没有此格式：{format}"),
    };

    private static ImportedRow Row(string path, DataRow row, IReadOnlyDictionary<string, Label> labels, string register)
    {
        var label = row.Id is not null && labels.TryGetValue(row.Id, out var found) ? found : null;
        return new ImportedRow(
            row.Id ?? $"{Path.GetFileNameWithoutExtension(path)}-{row.Line}", row.Text, row.Family ?? label?.Family,
            OfficialName(row.Cause ?? label?.Cause), row.Second ?? label?.Second, register, row.Split);
    }

    /// <summary>Names that public collections write in their own way.</summary>
    private static string? OfficialName(string? cause) => cause switch
    {
        "婚姻家庭(离婚)" => "离婚纠纷",
        "民间借贷纠纷(inferred)" => "民间借贷纠纷",
        _ => cause,
    };

    /// <summary>family, cause, phrases separated by bars; lines with # are comments.</summary>
    private static IEnumerable<ImportedRow> Phrases(string path)
    {
        using var reader = TextFiles.Open(path);
        var line = 0;
        while (reader.ReadLine() is { } text)
        {
            line++;
            if (text.StartsWith('#') || string.IsNullOrWhiteSpace(text)) continue;
            var fields = text.Split('\t');
            if (fields.Length != 3) throw new InputException(path, line, "应为：家族、案由、短句，以制表符分隔");
            var number = 0;
            foreach (var phrase in fields[2].Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                yield return new ImportedRow($"phrase-{line}-{++number}", phrase, fields[0], fields[1].Length == 0 ? null : fields[1], null, "phrase", null);
        }
    }

    /// <summary>topic, tab, sentence, without a header: the statutes benchmark.</summary>
    private static IEnumerable<ImportedRow> Topics(string path)
    {
        using var reader = TextFiles.Open(path);
        var line = 0;
        while (reader.ReadLine() is { } text)
        {
            line++;
            var tab = text.IndexOf('\t');
            if (tab < 1 || tab == text.Length - 1) throw new InputException(path, line, "应为：主题、制表符、句子");
            yield return new ImportedRow($"{line}", text[(tab + 1)..], text[..tab], null, null, "statute", null);
        }
    }
}
