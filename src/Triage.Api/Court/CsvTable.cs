using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Triage.Api.Court;

/// <summary>One CSV file as people edit it in Excel: UTF-8 with or without BOM, header row, lists inside a cell separated by a semicolon. Every fault becomes an error with its line.</summary>
internal static class CsvTable
{
    /// <returns>The rows that have the right number of cells; none when the file or a column is missing.</returns>
    public static IReadOnlyList<CsvRow> Read(string directory, string file, IReadOnlyList<string> columns, List<SetupError> errors)
    {
        var path = Path.Combine(directory, file);
        if (!File.Exists(path))
        {
            errors.Add(new(file, 0, "", "缺少该文件"));
            return [];
        }
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            errors.Add(new(file, 0, "", "不是 UTF-8 编码，请在 Excel 中另存为“CSV UTF-8（逗号分隔）”"));
            return [];
        }
        return Parse(text, file, columns, errors);
    }

    private static List<CsvRow> Parse(string text, string file, IReadOnlyList<string> columns, List<SetupError> errors)
    {
        var bad = false;
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = _ => bad = true, IgnoreBlankLines = true };
        using var parser = new CsvParser(new StringReader(text), configuration);
        if (!parser.Read())
        {
            errors.Add(new(file, 0, "", "文件为空，缺少表头"));
            return [];
        }
        var header = parser.Record!.Select(cell => cell.Trim()).ToArray();
        if (!HeaderFits(header, file, columns, errors)) return [];

        var rows = new List<CsvRow>();
        while (parser.Read())
        {
            var cells = parser.Record!;
            // A quoted cell may span lines: the row is reported where it begins.
            var line = parser.RawRow - parser.RawRecord.TrimEnd('\r', '\n').Count(letter => letter == '\n');
            var wasBad = bad;
            bad = false;
            if (cells.All(string.IsNullOrWhiteSpace)) continue;
            if (wasBad) errors.Add(new(file, line, "", "引号不成对"));
            else if (cells.Length != header.Length) errors.Add(new(file, line, "", $"应有{header.Length}列，实有{cells.Length}列"));
            else rows.Add(new CsvRow(file, line, header.Zip(cells, (name, cell) => (name, cell.Trim())).ToDictionary(StringComparer.Ordinal), errors));
        }
        return rows;
    }

    private static bool HeaderFits(string[] header, string file, IReadOnlyList<string> columns, List<SetupError> errors)
    {
        var before = errors.Count;
        errors.AddRange(columns.Except(header).Select(missing => new SetupError(file, 1, missing, "缺少该列")));
        errors.AddRange(header.Except(columns).Select(unknown => new SetupError(file, 1, unknown, "不认识的列")));
        errors.AddRange(header.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => new SetupError(file, 1, group.Key, "该列重复")));
        return errors.Count == before;
    }
}

/// <summary>A row whose cells are read by type. A bad cell is reported once and reads as the type's default: the caller goes on and finds the next error.</summary>
internal sealed class CsvRow(string file, int line, Dictionary<string, string> cells, List<SetupError> errors)
{
    // Excel turns 2026-01-05 into 2026/1/5 when it saves.
    private static readonly string[] DateFormats = ["yyyy-MM-dd", "yyyy/M/d", "yyyy-M-d"];

    public int Line { get; } = line;

    public void Fail(string column, string reason) => errors.Add(new(file, Line, column, reason));

    public string? Optional(string column) => cells[column] is { Length: > 0 } text ? text : null;

    public string Text(string column)
    {
        if (Optional(column) is { } text) return text;
        Fail(column, "不能为空");
        return "";
    }

    public DateOnly Date(string column) => Optional(column) is { } text ? ParseDate(column, text) ?? default : Missing<DateOnly>(column);

    public DateOnly? OptionalDate(string column) => Optional(column) is { } text ? ParseDate(column, text) : null;

    public int Int(string column, int least = 0, int most = int.MaxValue) =>
        Number(column, text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null, "整数", least);

    public decimal Decimal(string column, decimal least = 0) =>
        Number(column, text => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= least ? number : null, "数字", least);

    public bool Bool(string column)
    {
        switch (Text(column).ToUpperInvariant())
        {
            case "TRUE" or "是": return true;
            case "FALSE" or "否" or "": return false;
            case var text:
                Fail(column, $"“{text}”应为 true 或 false");
                return false;
        }
    }

    /// <summary>Cells of a list; repeated entries are an error.</summary>
    public IReadOnlyList<string> List(string column)
    {
        var items = (Optional(column) ?? "").Split([';', '；'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var twice in items.GroupBy(item => item).Where(group => group.Count() > 1)) Fail(column, $"“{twice.Key}”重复");
        return items;
    }

    public IReadOnlyList<string> RequiredList(string column)
    {
        var items = List(column);
        if (items.Count == 0) Fail(column, "不能为空");
        return items;
    }

    public T Choice<T>(string column) where T : struct, Enum => Text(column) is { Length: > 0 } text ? ParseChoice<T>(column, text) ?? default : default;

    public IReadOnlyList<T> Choices<T>(string column) where T : struct, Enum =>
        [.. List(column).Select(item => ParseChoice<T>(column, item)).OfType<T>()];

    /// <summary>Periods written from~to, e.g. 2026-02-01~2026-02-07.</summary>
    public IReadOnlyList<LeavePeriod> Periods(string column) => [.. List(column).Select(item => ParsePeriod(column, item)).OfType<LeavePeriod>()];

    private LeavePeriod? ParsePeriod(string column, string text)
    {
        if (text.Split('~') is not [var from, var to])
        {
            Fail(column, $"“{text}”应写作 起日~止日，如 2026-02-01~2026-02-07");
            return null;
        }
        if (ParseDate(column, from) is not { } first || ParseDate(column, to) is not { } last) return null;
        if (first <= last) return new(first, last);
        Fail(column, $"“{text}”止日早于起日");
        return null;
    }

    private DateOnly? ParseDate(string column, string text)
    {
        if (DateOnly.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        Fail(column, $"“{text}”不是有效日期，应为 yyyy-MM-dd");
        return null;
    }

    private T? ParseChoice<T>(string column, string text) where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
            if (SnakeCase(value.ToString()) == text) return value;
        Fail(column, $"“{text}”不在可选值之内：{string.Join("、", Enum.GetNames<T>().Select(SnakeCase))}");
        return null;
    }

    private T Number<T>(string column, Func<string, T?> parse, string kind, T least) where T : struct
    {
        if (Optional(column) is not { } text) return Missing<T>(column);
        if (parse(text) is { } number) return number;
        Fail(column, $"“{text}”应为不小于{least}的{kind}");
        return default;
    }

    private T Missing<T>(string column) where T : struct
    {
        Fail(column, "不能为空");
        return default;
    }

    public static string SnakeCase(string name) =>
        string.Concat(name.Select((letter, at) => char.IsUpper(letter) ? (at > 0 ? "_" : "") + char.ToLowerInvariant(letter) : letter.ToString()));
}
