using System.Buffers;

namespace Triage.Api.Tables;

/// <summary>A cell that begins like a formula is written with an apostrophe before it, so that no spreadsheet runs it, and read without.</summary>
internal static class SafeText
{
    private const char Apostrophe = '\'';
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    public static string Protect(string text) => NeedsIt(text) ? Apostrophe + text : text;

    public static string Restore(string text) => text is [Apostrophe, .. var rest] && NeedsIt(rest) ? rest : text;

    /// <summary>Also full-width, which some spreadsheets take for the same; also behind apostrophes, so that restoring gives back what was protected.</summary>
    private static bool NeedsIt(ReadOnlySpan<char> text) =>
        text.TrimStart(Apostrophe) is [var first, ..] && first is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠' && !IsNumber(text);

    /// <summary>A negative number is a number.</summary>
    private static bool IsNumber(ReadOnlySpan<char> text) => text is ['-', .. var digits] && !digits.IsEmpty && !digits.ContainsAnyExcept(Digits);
}
