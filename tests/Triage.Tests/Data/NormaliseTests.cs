using System.Globalization;
using System.Text;
using Triage.Api.Data;

namespace Triage.Tests.Data;

/// <summary>Plain numbers and names take a short way: it must lead where the long way leads.</summary>
public sealed class NormaliseTests
{
    private const string Alphabet = "0123456789()（）[]〔〕【】 　号第民初诉前调确鲁川最高法院李王﨑豈①２３ＡａBb·-\u200B\u0301e";

    [Fact]
    public void Numbers_and_names_are_folded_as_the_definition_says()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var i = 0; i < 20_000; i++)
        {
            // Half of them of plain characters alone.
            var plain = i % 2 == 0;
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => plain ? "0123456789()（）号民初鲁龥一"[random.Next(20)] : Alphabet[random.Next(Alphabet.Length)]));
            var letters = string.Concat(text.Normalize(NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format));
            Assert.Equal(string.Concat(letters.Select(c => c switch { '〔' or '[' or '【' => '(', '〕' or ']' or '】' => ')', _ => char.ToUpperInvariant(c) })), CaseNumbers.Normalise(text));
            Assert.Equal(letters.ToUpperInvariant(), Sealer.NormaliseName(text));
        }
        for (var c = '\u4E00'; c <= '\u9FA5'; c++) Assert.Equal(c.ToString(), c.ToString().Normalize(NormalizationForm.FormKC).ToUpperInvariant());
    }
}
