using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Triage.Training.Rows;

/// <summary>Reads rows from JSONL or CSV, one at a time. A bad line ends the reading with file, line and reason.</summary>
internal static class DataFile
{
    /// <param name="path">Its ending tells the format.</param>
    /// <param name="skipEmpty">Leaves rows without text out instead of refusing the file: public collections have some.</param>
    public static IEnumerable<DataRow> Read(string path, bool skipEmpty = false)
    {
        var name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Path.GetExtension(name).ToUpperInvariant() switch
        {
            ".CSV" => ReadCsv(path, ","),
            ".TSV" => ReadCsv(path, "\t"),
            ".JSONL" or ".NDJSON" => ReadJsonLines(path, skipEmpty),
            var other => throw new InputException(path, 0, $"不认识的文件类型 {other}：需要 .jsonl、.csv 或 .tsv（可加 .gz）"),
        };
    }

    private static IEnumerable<DataRow> ReadJsonLines(string path, bool skipEmpty)
    {
        using var reader = TextFiles.Open(path);
        var parser = new JsonRowParser(path);
        var line = 0;
        while (reader.ReadLine() is { } text)
        {
            line++;
            if (string.IsNullOrWhiteSpace(text)) continue;
            var row = parser.Parse(text, line);
            if (!string.IsNullOrWhiteSpace(row.Text)) yield return row;
            else if (!skipEmpty) throw new InputException(path, line, "缺少 text");
        }
    }

    private static IEnumerable<DataRow> ReadCsv(string path, string delimiter)
    {
        using var reader = TextFiles.Open(path);
        using var csv = new CsvReader(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter,
            PrepareHeaderForMatch = header => header.Header.Trim().ToLowerInvariant(),
            MissingFieldFound = null,
            BadDataFound = context => throw new InputException(path, context.Context.Parser?.RawRow ?? 0, "引号或分隔符有误"),
        });
        if (!csv.Read() || !csv.ReadHeader()) throw new InputException(path, 1, "文件为空，应有列名行");
        if (csv.HeaderRecord?.Any(header => header.Trim().Equals("text", StringComparison.OrdinalIgnoreCase)) != true)
            throw new InputException(path, 1, "缺少 text 列");
        while (csv.Read())
        {
            var line = csv.Parser.RawRow;
            if (Field(csv, "text") is not { } text) throw new InputException(path, line, "text 为空");
            yield return new DataRow(line, Field(csv, "id"), text, Field(csv, "family"), Field(csv, "cause"), Field(csv, "second"),
                Weight(path, line, Field(csv, "weight")), Field(csv, "register"), Field(csv, "split"));
        }
    }

    private static string? Field(CsvReader csv, string name) =>
        csv.TryGetField<string>(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value : null;

    private static float? Weight(string path, int line, string? value)
    {
        if (value is null) return null;
        if (float.TryParse(value, CultureInfo.InvariantCulture, out var weight) && weight > 0 && float.IsFinite(weight)) return weight;
        throw new InputException(path, line, $"weight 应为正数：{value}");
    }
}
