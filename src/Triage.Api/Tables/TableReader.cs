using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using Triage.Api.Domain;

namespace Triage.Api.Tables;

/// <summary>A column of a file that people exchange: found by its key or by what its header says.</summary>
internal sealed record TableColumn(string Key, string Header, params IReadOnlyList<string> Aliases)
{
    /// <summary>Every row must say it: a file without the column is refused as a whole, once, and not row by row.</summary>
    public bool Needed { get; init; }
}

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

    /// <summary>A cell that goes on to here is no narrative any more but a quotation mark that nothing closes: the file is not held in memory for it.</summary>
    private const int MostLetters = 1_000_000;

    /// <summary>What some programs write between cells instead of a comma.</summary>
    private static readonly (char Mark, string Name)[] OtherMarks = [(';', "分号“;”"), ('；', "全角分号“；”"), ('\t', "制表符（Tab）"), ('，', "全角逗号“，”"), ('|', "竖线“|”")];

    /// <param name="headedBy">Index of the column that a header row always has.</param>
    public static OpenTable Open(Upload upload, IReadOnlyList<TableColumn> columns, int headedBy = 0)
    {
        if (upload.Format == TableFormat.Ndjson) return new(Ndjson(upload, columns), [], null);
        var rows = (upload.Format == TableFormat.Csv ? Csv(upload) : XlsxReader.Rows(upload.Open())).GetEnumerator();
        var ignored = new List<string>();
        string? separator = null;
        for (var i = 0; i < MostTitleLines && rows.MoveNext(); i++)
        {
            var header = rows.Current.Cells;
            if (rows.Current.Fault is { } broken) return Refuse(SeparatorOf(header, columns, headedBy) is { } mark ? SeparatedBy(mark) : broken + "。");
            var map = Array.ConvertAll(header, cell => cell is null ? -1 : IndexOf(columns, cell));
            if (!map.Contains(headedBy))
            {
                separator ??= SeparatorOf(header, columns, headedBy);
                continue;
            }
            if (map.Where(at => at >= 0).GroupBy(at => at).FirstOrDefault(group => group.Count() > 1) is { } twice) return Refuse($"列“{columns[twice.Key].Header}”出现两次。");
            if (columns.Index().Where(column => column.Item.Needed && !map.Contains(column.Index)).Select(column => $"“{column.Item.Header}”").ToList() is { Count: > 0 } missing)
                return Refuse($"缺少必填的列：{string.Join('、', missing)}。请在表头补上{(missing.Count > 1 ? "这些列" : "这一列")}并逐行填写，再导入；文件没有读取。");
            ignored.AddRange(header.Where((cell, at) => cell is not null && map[at] < 0)!);
            return new(Map(rows, map, header.Length, columns.Count), ignored, null);
        }
        return Refuse(separator is null ? $"没有找到表头：应有“{columns[headedBy].Header}”（{columns[headedBy].Key}）一列。" : SeparatedBy(separator));
    }

    public static Refusal Refusal(string reason) => new(RefusalCodes.FieldInvalid, reason, "The file cannot be read as a table.") { Errors = new Dictionary<string, string[]> { ["file"] = [reason] } };

    private static OpenTable Refuse(string reason) => new([], [], Refusal(reason));

    private static string SeparatedBy(string mark) => $"这个文件的各列是用{mark}隔开的，应当用半角逗号“,”：请另存为“CSV（逗号分隔）”，或者存成 xlsx 再导入。";

    /// <summary>By what the cells of a header would be told apart; null where it is no header by any mark.</summary>
    private static string? SeparatorOf(string?[] cells, IReadOnlyList<TableColumn> columns, int headedBy)
    {
        foreach (var (mark, name) in OtherMarks)
            if (cells.OfType<string>().Any(cell => cell.Contains(mark) && cell.Split(mark).Any(part => IndexOf(columns, part.Trim('"')) == headedBy))) return name;
        return null;
    }

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
        using var parser = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = _ => bad = true, IgnoreBlankLines = false, MaxFieldSize = MostLetters });
        while (true)
        {
            string? fault = null;
            try
            {
                if (!parser.Read()) yield break;
            }
            catch (MaxFieldSizeException)
            {
                fault = "从这一行起有引号不成对，或者有单元格超过 1,000,000 字：一格至多 20,000 字；以后的行没有读";
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

    /// <summary>A tab before a number keeps a spreadsheet from taking it for one: common in what Chinese systems export. One that is part of the text is written behind an apostrophe.</summary>
    private static readonly char[] Blanks = [' ', '\t', '\r', '\n', '\u3000', '\u00A0'];

    internal static string? Cell(string? text) => text is null || text.AsSpan().Trim().Length == 0 ? null : SafeText.Restore(text.Trim(Blanks));
}
