using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Triage.Api.Data;

/// <summary>（2026）川1102民初123号 in its parts. Null parts: a number of another scheme, e.g. a receipt's.</summary>
internal sealed record CaseNumberParts(string? Court, string? TypeWord, int? Year, int? Seq);

/// <summary>Case numbers: how they are written, compared and given out.</summary>
internal static partial class CaseNumbers
{
    private static readonly PreparedSql Next = new("""
        insert into number_sequences (court, type_word, year, last) values (@court, @type_word, @year, 1)
        on conflict (court, type_word, year) do update set last = number_sequences.last + 1
        returning last
        """);

    /// <summary>The next number of this court, word and year: consecutive, and given back when the unit is undone.</summary>
    /// <param name="court">Code of the court, e.g. 川1102.</param>
    /// <param name="typeWord">e.g. 民初, 诉前调.</param>
    public static async Task<string> NextAsync(WriteUnit unit, string court, string typeWord, int year) =>
        Write(court, typeWord, year, Convert.ToInt32(await unit.ScalarAsync(Next, court, typeWord, year), CultureInfo.InvariantCulture));

    private static readonly PreparedSql Reserve = new("""
        insert into number_sequences (court, type_word, year, last) values (@court, @type_word, @year, @last)
        on conflict (court, type_word, year) do update set last = excluded.last where number_sequences.last < excluded.last
        """);

    /// <summary>Numbers that came with a case from elsewhere are never given again.</summary>
    public static async Task ReserveAsync(WriteUnit unit, IEnumerable<CaseNumberParts> numbers)
    {
        foreach (var group in numbers.Where(parts => parts.Seq is not null).GroupBy(parts => (parts.Court, parts.TypeWord, parts.Year)))
            _ = await unit.ExecuteAsync(Reserve, group.Key.Court, group.Key.TypeWord, group.Key.Year, group.Max(parts => parts.Seq));
    }

    public static string Write(string court, string typeWord, int year, int seq) => FormattableString.Invariant($"（{year}）{court}{typeWord}{seq}号");

    /// <summary>Brackets, digits and letters to half width, blanks out: what two spellings of one number have in common.</summary>
    public static string Normalise(string number) => IsPlain(number) ? string.Create(number.Length, number, Fold) : string.Concat(number.Normalize(NormalizationForm.FormKC)
        .Where(c => !char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format)
        .Select(c => c switch { '〔' or '[' or '【' => '(', '〕' or ']' or '】' => ')', _ => char.ToUpperInvariant(c) }));

    /// <summary>Of characters that have one form only, but for the brackets: nearly every number, and a hundred thousand of them come in one ledger.</summary>
    private static bool IsPlain(string number)
    {
        foreach (var c in number)
            if (c is not (>= '0' and <= '9' or '(' or ')' or '（' or '）' or >= '\u4E00' and <= '\u9FA5')) return false;
        return true;
    }

    private static void Fold(Span<char> folded, string number)
    {
        number.CopyTo(folded);
        folded.Replace('（', '(');
        folded.Replace('）', ')');
    }

    /// <summary>A number as a party types it off a slip of paper: any brackets or none, without 号, with 第 or leading zeros. What is no such number is only normalised.</summary>
    public static string Canonical(string typed)
    {
        var plain = string.Concat(Normalise(typed).Select(c => c switch { '{' or '<' or '《' or '〈' or '「' => '(', '}' or '>' or '》' or '〉' or '」' => ')', _ => c }));
        return Loose().Match(plain) is { Success: true, Groups: var parts } ? $"({parts["year"]}){parts["court"]}{parts["word"]}{parts["seq"]}号" : plain;
    }

    public static CaseNumberParts Parse(string number)
    {
        var match = Scheme().Match(Normalise(number));
        return match.Success
            ? new CaseNumberParts(match.Groups["court"].Value, match.Groups["word"].Value, Number("year"), Number("seq"))
            : new CaseNumberParts(null, null, null, null);

        int Number(string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^\(?(?<year>[0-9]{4})\)?年?(?<court>\p{Lo}[0-9]{0,4}|最高法)(?<word>[\p{Lo}-[第]]+?)第?0*(?<seq>[0-9]{1,8})[号號]?$")]
    private static partial Regex Loose();

    [GeneratedRegex(@"^\((?<year>[0-9]{4})\)(?<court>\p{Lo}[0-9]{0,4}|最高法)(?<word>\p{Lo}+?)(?<seq>[0-9]{1,8})号$")]
    private static partial Regex Scheme();
}
