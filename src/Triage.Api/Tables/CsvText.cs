using System.Buffers;
using System.Text;

namespace Triage.Api.Tables;

/// <summary>Comma-separated text as a spreadsheet reads it, with cells that cannot be run.</summary>
internal static class CsvText
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create("\",\r\n");

    /// <summary>One line, with its end.</summary>
    public static void Line(StringBuilder text, IReadOnlyList<string?> cells)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            if (i > 0) text.Append(',');
            if (cells[i] is not { } cell) continue;
            cell = SafeText.Protect(cell);
            if (cell.AsSpan().ContainsAny(Quoted) || cell is [' ', ..] or [.., ' ']) text.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            else text.Append(cell);
        }
        text.Append('\n');
    }
}
