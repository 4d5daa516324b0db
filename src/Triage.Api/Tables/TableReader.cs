using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using Triage.Api.Domain;

namespace Triage.Api.Tables;

/// <summary>A column of a file that people exchange: found by its key or by what its header says.</summary>
internal sealed record TableColumn(string Key, string Header, params IReadOnlyList<string> Aliases);

/// <param name="Line">Line in the file, or row of the sheet, the first being 1.</param>
/// <param name="Cells">By column, as written, trimmed; null where the cell is empty.</param>
/// <param name="Fault">Why the row as a whole cannot be read.</param>
internal sealed record TableRow(int Line, string?[] Cells, string? Fault = null);

/// <summary>The rows of a file one after the other, or why it is no such file.</summary>
/// <param name="Ignored">Columns that nobody asked for.</param>
internal sealed record OpenTable(IEnumerable<TableRow> Rows, IReadOnlyList<string> Ignored, Refusal? Refusal);

internal static class TableReader
{
    /// <summary>A title and a unit may stand above the header.</summary>
    private const int MostTitleLines = 10;

    /// <param name="headedBy">Index of the column that a header row always has.</param>
    public static OpenTable Open(Upload upload, IReadOnlyList<TableColumn> columns, int headedBy = 0)
    {
        if (upload.Format == TableFormat.Ndjson) return new(Ndjson(upload, columns), [], null);
        var rows = (upload.Format == TableFormat.Csv ? Csv(upload) : XlsxReader.Rows(upload.Open())).GetEnumerator();
        var ignored = new List<string>();
        for (var i = 0; i < MostTitleLines && rows.MoveNext(); i++)
        {
            if (rows.Current.Fault is { } broken) return Refuse(broken);
            var header = rows.Current.Cells;
            var map = Array.ConvertAll(header, cell => cell is null ? -1 : IndexOf(columns, cell));
            if (!map.Contains(headedBy)) continue;
            if (map.Where(at => at >= 0).GroupBy(at => at).FirstOrDefault(group => group.Count() > 1) is { } twice) return Refuse($"列“{columns[twice.Key].Header}”出现两次。");
            ignored.AddRange(header.Where((cell, at) => cell is not null && map[at] < 0)!);
            return new(Map(rows, map, header.Length, columns.Count), ignored, null);
        }
        return Refuse($"没有找到表头：应有“{columns[headedBy].Header}”（{columns[headedBy].Key}）一列。");
    }

    private static OpenTable Refuse(string reason) => new([], [], new Refusal(RefusalCodes.FieldInvalid, reason, "The file cannot be read as a table.")
    { Errors = new Dictionary<string, string[]> { ["file"] = [reason] } });

    private static IEnumerable<TableRow> Map(IEnumerator<TableRow> rows, int[] map, int width, int columns)
    {
        using (rows)
            while (rows.MoveNext())
            {
                var row = rows.Current;
                if (row.Fault is null && Array.TrueForAll(row.Cells, cell => cell is null)) continue;
                var cells = new string?[columns];
                for (var i = 0; i < Math.Min(row.Cells.Length, map.Length); i++)
                    if (map[i] >= 0) cells[map[i]] = row.Cells[i];
                var overflow = row.Cells.Length > width && row.Cells.AsSpan(width).ContainsAnyExcept((string?)null);
                yield return new(row.Line, cells, row.Fault ?? (overflow ? $"应有{width}列，实有{row.Cells.Length}列" : null));
            }
    }

    private static int IndexOf(IReadOnlyList<TableColumn> columns, string header)
    {
        // 案号＊: the templates mark what must be filled in.
        var name = header.Normalize(NormalizationForm.FormKC).TrimEnd(' ', '*').Trim();
        for (var i = 0; i < columns.Count; i++)
            if (name.Equals(columns[i].Key, StringComparison.OrdinalIgnoreCase) || name == columns[i].Header || columns[i].Aliases.Contains(name)) return i;
        return -1;
    }

    private static IEnumerable<TableRow> Csv(Upload upload)
    {
        var bad = false;
        using var text = upload.OpenText();
        using var parser = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = _ => bad = true, IgnoreBlankLines = false, MaxFieldSize = 100_000 });
        while (true)
        {
            string? fault = null;
            try
            {
                if (!parser.Read()) yield break;
            }
            catch (MaxFieldSizeException)
            {
                fault = "单元格过长，引号可能不成对";
            }
            if (fault is not null)
            {
                yield return new(parser.RawRow, [], fault);
                yield break;
            }
            // A quoted cell may span lines: the row is reported where it begins.
            var line = parser.RawRow - parser.RawRecord.AsSpan().TrimEnd("\r\n").Count('\n');
            yield return new(line, Array.ConvertAll(parser.Record!, Cell), bad ? "引号不成对" : null);
            bad = false;
        }
    }

    private static IEnumerable<TableRow> Ndjson(Upload upload, IReadOnlyList<TableColumn> columns)
    {
        using var text = upload.OpenText();
        for (var line = 1; text.ReadLine() is { } json; line++)
            if (!string.IsNullOrWhiteSpace(json)) yield return Object(line, json, columns);
    }

    private static TableRow Object(int line, string json, IReadOnlyList<TableColumn> columns)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 4 });
            if (document.RootElement.ValueKind != JsonValueKind.Object) return new(line, [], "每行应为一个 JSON 对象");
            var cells = new string?[columns.Count];
            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (IndexOf(columns, member.Name) is not (>= 0 and var at)) return new(line, [], $"不认识的字段“{member.Name}”");
                cells[at] = Cell(member.Value.ValueKind switch
                {
                    JsonValueKind.String => member.Value.GetString(),
                    JsonValueKind.Number => member.Value.GetRawText(),
                    JsonValueKind.True => "是",
                    JsonValueKind.False => "否",
                    JsonValueKind.Array => string.Join('；', member.Value.EnumerateArray().Select(one => one.ToString())),
                    _ => null,
                });
            }
            return new(line, cells);
        }
        catch (JsonException malformed)
        {
            return new(line, [], $"不是有效的 JSON（第 {malformed.BytePositionInLine + 1} 字节附近）");
        }
    }

    private static readonly char[] Blanks = [' ', '\r', '\n', '\u3000'];

    internal static string? Cell(string? text) => text is null || text.AsSpan().Trim().Length == 0 ? null : SafeText.Restore(text.Trim(Blanks));
}
