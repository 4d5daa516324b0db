using System.Buffers;
using System.Globalization;
using System.Text;

namespace Triage.Api.Http;

/// <summary>Text that a person cannot read as it is stored: control characters, marks that reverse what is shown, half characters.</summary>
internal static class TextGuard
{
    /// <summary>Everything that needs a closer look; nearly all text holds none of it and passes in one sweep.</summary>
    private static readonly SearchValues<char> Suspects = SearchValues.Create([.. Enumerable.Range(0, 0x10000).Select(code => (char)code).Where(IsSuspect)]);

    /// <returns>Where the first such character stands and which it is; null for clean text.</returns>
    public static TextFault? Check(ReadOnlySpan<char> text)
    {
        for (var start = 0; start < text.Length;)
        {
            var next = text[start..].IndexOfAny(Suspects);
            if (next < 0) return null;
            var at = start + next;
            if (!char.IsHighSurrogate(text[at])) return new TextFault(at, text[at]);
            if (Rune.DecodeFromUtf16(text[at..], out var rune, out var length) != OperationStatus.Done) return new TextFault(at, text[at]);
            if ((rune.Value & 0xFFFE) == 0xFFFE) return new TextFault(at, rune.Value);
            start = at + length;
        }
        return null;
    }

    private static bool IsSuspect(char c) =>
        (char.IsControl(c) && c is not ('\t' or '\n' or '\r')) // NUL, C0, DEL, C1
        || char.IsSurrogate(c)
        || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F' or '\u061C' // bidirectional marks and overrides
        || c is (>= '\uFDD0' and <= '\uFDEF') or '\uFFFE' or '\uFFFF'; // noncharacters
}

/// <param name="At">UTF-16 offset.</param>
internal sealed record TextFault(int At, int CodePoint)
{
    public string Reason => string.Create(CultureInfo.InvariantCulture, $"第 {At + 1} 个字符 U+{CodePoint:X4} 不允许使用（控制字符、方向控制符或无效字符）");
}
