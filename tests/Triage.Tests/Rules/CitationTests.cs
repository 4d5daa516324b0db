using System.Text.RegularExpressions;
using Triage.Api.Domain;

namespace Triage.Tests.Rules;

/// <summary>Holds every quotation against the full text of its statute, where the texts lie beside the repository.</summary>
public sealed partial class CitationTests
{
    private const string Digits = "零一二三四五六七八九";

    private static readonly string LawDirectory = Path.GetFullPath(Path.Combine(Books.Root, "..", "shared", "law"));

    public static TheoryData<string> RuleIds => [.. Books.Shipped.Rules.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void A_citation_is_a_verbatim_excerpt_of_its_article(string id)
    {
        Assert.SkipUnless(Directory.Exists(LawDirectory), "The full texts of the statutes (../shared/law) are not on this machine.");
        var citation = Books.Shipped.Rules.Single(rule => rule.Id == id).Citation;
        var file = Path.Combine(LawDirectory, $"{citation.Law}-{citation.Version}.md");
        Assert.True(File.Exists(file), $"No statute is called {citation.Law}-{citation.Version}.");
        Assert.Contains(citation.Text, Article(file, citation), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_remarked_on_before_closing_quotes_its_articles()
    {
        Assert.SkipUnless(Directory.Exists(LawDirectory), "The full texts of the statutes (../shared/law) are not on this machine.");
        List<string> errors = [];
        var book = Api.Rules.ClosingBook.Read(Path.Combine(Books.Root, "src", "Triage.Api", "Rules"), errors)!;
        Assert.Empty(errors);
        Assert.NotEmpty(book.Remarks);
        Assert.All(book.Remarks.SelectMany(remark => remark.Citations), citation =>
            Assert.Contains(citation.Text, Article(Path.Combine(LawDirectory, $"{citation.Law}-{citation.Version}.md"), citation), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("十", 10)]
    [InlineData("二十二", 22)]
    [InlineData("一百零一", 101)]
    [InlineData("一百二十五", 125)]
    [InlineData("一千零七十九", 1079)]
    public void Article_numbers_are_read_in_Chinese(string words, int number) => Assert.Equal(number, Number(words));

    private static string Article(string file, Citation citation)
    {
        var lines = new List<string>();
        var inside = false;
        foreach (var line in File.ReadLines(file))
        {
            if (Heading().Match(line) is { Success: true } heading)
            {
                inside = Number(heading.Groups[1].Value).ToString(System.Globalization.CultureInfo.InvariantCulture) == citation.Article;
            }
            else if (line.StartsWith('#'))
            {
                inside = false;
            }

            if (inside)
            {
                lines.Add(line);
            }
        }

        Assert.True(lines.Count > 0, $"{citation.Law} has no article {citation.Article}.");
        return string.Join('\n', lines);
    }

    private static int Number(string words)
    {
        var (sum, digit) = (0, 0);
        foreach (var character in words)
        {
            var unit = character switch { '千' => 1000, '百' => 100, '十' => 10, _ => 0 };
            if (unit == 0)
            {
                digit = Digits.IndexOf(character);
            }
            else
            {
                sum += unit * (digit == 0 ? 1 : digit);
                digit = 0;
            }
        }

        return sum + digit;
    }

    [GeneratedRegex(@"^第([零一二三四五六七八九十百千]+)条[ \u3000]")]
    private static partial Regex Heading();
}
