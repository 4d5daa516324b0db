using System.Text;
using Triage.Model.Text;

namespace Triage.Tests.Model;

public sealed class NormalizerTests
{
    [Theory]
    [InlineData("ＡＢＣ　１２３", "abc 123")]
    [InlineData("欠款３０００元", "欠款3000元")]
    [InlineData("欠 款\t3,000 元", "欠款3000元")]
    [InlineData("张某某借钱", "李某甲借钱")]
    [InlineData("张某某借钱", "张x6借钱")]
    [InlineData("张某某借钱", "王×借钱")]
    [InlineData("张某某借钱", "曹0借钱")]
    [InlineData("张某某借钱", "赵＊＊借钱")]
    [InlineData("2019年", "1998年")]
    [InlineData("他不还钱。。。我急", "他不还钱！我急")]
    [InlineData("㎡", "m2")]
    public void Texts_that_differ_in_form_only_fold_to_the_same(string one, string other) => Assert.Equal(Fold(one), Fold(other));

    [Theory]
    [InlineData("借款3000元", "借款30000元")]
    [InlineData("2019年", "2019元")]
    [InlineData("还钱，离婚", "还钱离婚")]
    [InlineData("abc def", "abcdef")]
    public void What_tells_texts_apart_stays(string one, string other) => Assert.NotEqual(Fold(one), Fold(other));

    [Fact]
    public void A_digit_that_counts_something_is_no_masked_name() => Assert.DoesNotContain(Normalizer.MaskedName, Fold("田3亩，马2匹，2021年白1000元"));

    [Fact]
    public void Every_folded_character_points_at_its_own_piece_of_the_original()
    {
        var seed = Environment.TickCount;
        TestContext.Current.SendDiagnosticMessage($"seed {seed}");
        var random = new Random(seed);
        var alphabet = "张某某李甲王x6X×＊*0123４５，。！？ \t\u3000abcＡＢ借钱还款年元亩㎡ﬁⅣ①\u200B\uFEFF\uD83D\uDE00\uE000\uD800".ToCharArray();
        for (var round = 0; round < 2_000; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(0, 60)).Select(_ => alphabet[random.Next(alphabet.Length)])]);
            var folded = new NormalizedText();
            Normalizer.Normalize(text, folded);
            var last = 0;
            for (var i = 0; i < folded.Length; i++)
            {
                var (start, end) = (folded.Starts[i], folded.Ends[i]);
                Assert.True(start <= end && end <= text.Length, $"seed {seed}: {text}");
                Assert.True(start >= last, $"seed {seed}: offsets run backwards in {text}");
                // Several characters may come from one (①, ﬁ); otherwise the next one starts behind this one.
                last = start;
                if (start == end || folded.Chars[i] is >= '\uE000' and <= '\uE006') continue;
                Assert.Contains(folded.Chars[i].ToString(), Compatible(text[start..end]), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Folding_a_long_text_ends_and_keeps_its_length_in_bounds()
    {
        var text = string.Concat(Enumerable.Repeat("＊某x0，", 20_000));
        Assert.InRange(Fold(text).Length, 1, text.Length);
    }

    private static string Compatible(string piece)
    {
        var whole = new StringBuilder();
        foreach (var c in piece) whole.Append(char.IsSurrogate(c) ? c.ToString() : c.ToString().Normalize(NormalizationForm.FormKC).ToLowerInvariant());
        return whole.ToString();
    }

    private static string Fold(string text)
    {
        var folded = new NormalizedText();
        Normalizer.Normalize(text, folded);
        return folded.Chars.ToString();
    }
}
