using System.Globalization;
using Triage.Api.Tables;

namespace Triage.Api.Features.Ledger;

/// <summary>A table on its way out.</summary>
/// <param name="Columns">Tell what the cells hold, and so how wide a column is in a workbook.</param>
/// <param name="Keys">The header names the columns by their keys.</param>
internal sealed record LedgerSheet(string Title, IReadOnlyList<TableColumn> Columns, bool Keys, IAsyncEnumerable<string?[]> Rows)
{
    /// <summary>Twenty-eight columns on one page could not be read; the number stands on both.</summary>
    private const int PagesWide = 2;

    /// <summary>Digits that a spreadsheet keeps of a number; one with more stays text.</summary>
    private const int MostDigits = 15;

    public IReadOnlyList<string> Headers => [.. Columns.Select(column => Keys ? column.Key : column.Header)];

    public void Write(Stream stream, CancellationToken ct)
    {
        using var workbook = new Workbook(stream);
        var number = Columns.Index().First(column => column.Item.Key == "number").Index;
        workbook.Sheet(new SheetLayout(Title, [.. Columns.Select(Width)], 1, Landscape: true, []) { HeaderColumns = number + 1, PagesWide = PagesWide, TallRows = true }, Lines(ct));
    }

    /// <summary>Written row by row on one thread: a zip has no asynchronous rows.</summary>
    private IEnumerable<IReadOnlyList<Cell>> Lines(CancellationToken ct)
    {
        yield return [.. Headers.Select(header => Cell.Of(header, CellStyle.Header))];
        foreach (var row in Rows.ToBlockingEnumerable(ct)) yield return [.. row.Select((cell, i) => Shown(Columns[i].Key, cell))];
    }

    /// <summary>A day and an amount as what they are, where they come back as they were; everything else as text.</summary>
    private static Cell Shown(string key, string? cell) => cell switch
    {
        null => Cell.Of(null),
        _ when IsDate(key) && DateOnly.TryParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) && LedgerReader.Serial(on) is { } serial => Cell.Of(serial, CellStyle.Date),
        _ when key == "amount" && cell.Count(char.IsAsciiDigit) <= MostDigits && decimal.TryParse(cell, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) => Cell.Exact(amount, CellStyle.Amount),
        _ => Cell.Of(SafeText.Protect(cell)),
    };

    private static bool IsDate(string key) => key.EndsWith("On", StringComparison.Ordinal);

    /// <summary>In characters of half width: what the longest usual word of the column needs; longer texts run on in the next line.</summary>
    private static double Width(TableColumn column) => column.Key switch
    {
        "number" => 28,
        "narrative" => 60,
        "cause" or "plaintiffs" or "defendants" or "sourceName" or "sourceReference" => 20,
        "amount" => 14,
        "no" => 6,
        "tribunal" or "procedure" or "convertedFrom" or "judge" or "mediator" or "state" => 10,
        _ when column.Key.StartsWith("check", StringComparison.Ordinal) => 24,
        _ when IsDate(column.Key) => 11.5,
        _ => 9,
    };
}
