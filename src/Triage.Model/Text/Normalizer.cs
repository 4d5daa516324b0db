using System.Globalization;
using System.Text;

namespace Triage.Model.Text;

/// <summary>
/// Folds what does not tell disputes apart: compatibility forms and width (NFKC, code unit by code unit), case, blanks, punctuation (one break),
/// digits (a few shapes), masked names (张某某, 李某甲, 张x6, 曹0, ×××). The original offsets are kept, so that evidence points into the text as sent.
/// </summary>
internal static class Normalizer
{
    /// <summary>Any run of punctuation. N-grams do not cross it.</summary>
    public const char Break = '\uE000';

    /// <summary>A number of one or two digits.</summary>
    public const char SmallNumber = '\uE001';

    /// <summary>A number of three or four digits before the point.</summary>
    public const char MiddleNumber = '\uE002';

    /// <summary>A number of five to ten digits before the point.</summary>
    public const char LargeNumber = '\uE003';

    /// <summary>Eleven digits and more: a telephone, an account, an identity number.</summary>
    public const char LongNumber = '\uE004';

    /// <summary>A year: four digits, 1900 to 2099, before 年.</summary>
    public const char Year = '\uE005';

    /// <summary>A masked name.</summary>
    public const char MaskedName = '\uE006';

    /// <summary>Before the first character, where a model looks at the edges of a text.</summary>
    public const char Beginning = '\uE007';

    /// <summary>Behind the last character.</summary>
    public const char End = '\uE008';

    // The hundred commonest surnames and some that the public judgments show; only used to swallow the surname of a masked name.
    private const string Surnames =
        "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝";

    private static readonly bool[] isSurname = SurnameTable();

    // Filled as characters are met. A racing write stores an equal string, so no lock is needed.
    private static readonly string?[] compatibility = new string?[char.MaxValue + 1];

    public static void Normalize(ReadOnlySpan<char> text, NormalizedText into)
    {
        into.Clear();
        Append(text, into);
    }

    /// <summary>Width, case and blanks only.</summary>
    public static void AppendPlain(ReadOnlySpan<char> text, NormalizedText into)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var c = FoldWidth(text[at]);
            if (c != ' ') into.Append(c, at, at + 1);
        }
    }

    public static void Append(ReadOnlySpan<char> text, NormalizedText into)
    {
        var blank = false;
        for (var at = 0; at < text.Length;)
        {
            var c = text[at];
            if (c is >= '\u4E00' and <= '\u9FFF' && c != '某')
            {
                into.Append(c, at, at + 1);
                blank = false;
                at++;
                continue;
            }

            c = FoldWidth(c);
            if (c == ' ')
            {
                blank = true;
                at++;
            }
            else if (char.IsAsciiDigit(c))
            {
                at = AppendNumber(text, at, into);
                blank = false;
            }
            else if (StartsMaskedName(text, at, c))
            {
                at = AppendMaskedName(text, at, into);
                blank = false;
            }
            else
            {
                if (blank && char.IsAsciiLetter(c) && char.IsAsciiLetter(into.Last)) into.Append(' ', at, at);
                AppendOther(text[at], c, at, into);
                blank = false;
                at++;
            }
        }
    }

    /// <summary>Width and case of the common ranges; blanks and what cannot be seen become a space.</summary>
    private static char FoldWidth(char c)
    {
        if (c is >= '\uFF01' and <= '\uFF5E') c = (char)(c - 0xFEE0);
        if (c < 0x80) return c <= ' ' || c == 0x7F ? ' ' : c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c;
        if (c is '\u3000' or '\uFEFF' or '\u200B' or '\u200C' or '\u200D' or '\u2060' or (>= '\uE000' and <= '\uE008') || char.IsWhiteSpace(c) || char.IsControl(c)) return ' ';
        return c;
    }

    private static void AppendOther(char original, char c, int at, NormalizedText into)
    {
        if (c < 0x80 || (c is >= '\u4E00' and <= '\u9FFF'))
        {
            AppendFolded(c, at, into);
            return;
        }

        foreach (var part in Compatibility(original)) AppendFolded(part, at, into);
    }

    private static void AppendFolded(char c, int at, NormalizedText into)
    {
        // Surrogates stay as they are: they are letters of rare names more often than pictures.
        if (char.IsAsciiDigit(c))
            into.Append(SmallNumber, at, at + 1);
        else if (char.IsLetterOrDigit(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark)
            into.Append(char.ToLowerInvariant(c), at, at + 1);
        else if (c == '%')
            into.Append(c, at, at + 1);
        else if (into.Last == Break)
            into.WidenLast(Break, at + 1);
        else
            into.Append(Break, at, at + 1);
    }

    private static string Compatibility(char c)
    {
        if (compatibility[c] is { } known) return known;
        // A lone surrogate cannot be normalised.
        var folded = char.IsSurrogate(c) ? c.ToString() : c.ToString().Normalize(NormalizationForm.FormKC);
        return compatibility[c] = folded;
    }

    private static int AppendNumber(ReadOnlySpan<char> text, int start, NormalizedText into)
    {
        var at = start;
        var digits = 0;
        while (at < text.Length)
        {
            var c = FoldWidth(text[at]);
            if (char.IsAsciiDigit(c)) digits++;
            else if (!(c == ',' && at + 1 < text.Length && char.IsAsciiDigit(FoldWidth(text[at + 1])))) break;
            at++;
        }

        var whole = at;
        if (at + 1 < text.Length && text[at] is '.' or '．' && at + 1 < text.Length && char.IsAsciiDigit(FoldWidth(text[at + 1])))
        {
            at++;
            while (at < text.Length && char.IsAsciiDigit(FoldWidth(text[at]))) at++;
        }

        // 曹0, 王1: a surname at the start of a clause or behind a role, then one digit, as the anonymised judgments write it.
        if (at - start == 1 && IsSurname(into.Last) && !IsCounted(text, at))
        {
            into.WidenLast(MaskedName, at);
            return at;
        }

        var isYear = digits == 4 && whole == at && at < text.Length && text[at] == '年' && FoldWidth(text[start]) is '1' or '2';
        into.Append(isYear ? Year : Shape(digits), start, at);
        return at;
    }

    private static char Shape(int digits) => digits switch
    {
        <= 2 => SmallNumber,
        <= 4 => MiddleNumber,
        <= 10 => LargeNumber,
        _ => LongNumber,
    };

    /// <summary>A digit before a measure word counts something (万元, 亩, 月): it is no name.</summary>
    private static bool IsCounted(ReadOnlySpan<char> text, int at) =>
        at < text.Length && "年月日号时点分元万千百十亿亩米平间套个人次名份张条块只头匹棵株斤吨里度天岁组队层楼室栋幢单%％.．".Contains(text[at]);

    private static bool StartsMaskedName(ReadOnlySpan<char> text, int at, char folded) =>
        folded switch
        {
            '某' => true,
            '*' or '×' or '╳' => true,
            // x alone may be a letter of a word: only x with a digit, or two and more of them, masks.
            'x' => at + 1 < text.Length && (char.IsAsciiDigit(text[at + 1]) || FoldWidth(text[at + 1]) is 'x')
                && (at == 0 || !char.IsAsciiLetter(FoldWidth(text[at - 1])) || FoldWidth(text[at - 1]) is 'x'),
            _ => false,
        };

    private static int AppendMaskedName(ReadOnlySpan<char> text, int start, NormalizedText into)
    {
        var at = start;
        var named = text[at] == '某';
        while (at < text.Length && FoldWidth(text[at]) is '某' or '*' or '×' or '╳' or 'x') at++;
        while (at < text.Length && char.IsAsciiDigit(FoldWidth(text[at])) && at - start < 4) at++;
        if (named && at < text.Length && "甲乙丙丁戊己庚辛".Contains(text[at])) at++;
        if (IsSurname(into.Last) || into.Last == MaskedName) into.WidenLast(MaskedName, at);
        else into.Append(MaskedName, start, at);
        return at;
    }

    private static bool IsSurname(char c) => c is >= '\u4E00' and <= '\u9FFF' && isSurname[c - 0x4E00];

    private static bool[] SurnameTable()
    {
        var table = new bool[0x5200];
        foreach (var c in Surnames) table[c - 0x4E00] = true;
        return table;
    }
}
