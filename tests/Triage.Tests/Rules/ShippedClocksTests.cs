using System.Reflection;
using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;
using Triage.Api.Rules;

namespace Triage.Tests.Rules;

public sealed class ShippedClocksTests
{
    /// <summary>Every article that a clock, a closing date or an appeal rests on.</summary>
    public static TheoryData<string, string> Quotations
    {
        get
        {
            var clocks = Books.Shipped.Clocks;
            var inData = clocks.Clocks.SelectMany(clock => new[] { (clock.Id, clock.Citation), (clock.Id, clock.Extension?.Citation), (clock.Id, clock.Extension?.TimingCitation), (clock.Id, clock.Extension?.Superior?.Citation), (clock.Id, clock.Extension?.Superior?.TimingCitation), (clock.Id, clock.Bounds?.Citation) }
                .Concat(clock.Doubts.Select(doubt => (clock.Id, doubt.Citation)))).Concat(clocks.Deductions.Select(deduction => (deduction.Ground, (Citation?)deduction.Citation)))
                .Concat(clocks.Limits.Select(limit => (limit.Id, limit.Citation)));
            var inCode = new[] { typeof(ClosingDate), typeof(AppealPeriods) }.SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .Where(f => f.FieldType == typeof(Citation)).Select(f => (type.Name, (Citation?)f.GetValue(null))));
            var data = new TheoryData<string, string>();
            foreach (var (where, citation) in inData.Concat(inCode).Where(pair => pair.Item2 is not null).Distinct())
                data.Add(where, $"{citation!.Law}|{citation.Version}|{citation.Article}|{citation.Text}");
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Quotations))]
    public void A_citation_is_word_for_word_and_of_that_article(string where, string quotation)
    {
        var parts = quotation.Split('|');
        var file = Path.Combine(Books.Root, "../shared/law", $"{parts[0]}-{parts[1]}.md");
        if (!File.Exists(file)) Assert.Skip($"the full text of {parts[0]} is not beside the repository ({where})");
        Assert.Contains(parts[3], Article(File.ReadAllText(file), int.Parse(parts[2])), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_stretch_of_a_case_has_a_clock() =>
        Assert.Empty(Spans.All.Except(Books.Shipped.Clocks.Clocks.Select(clock => clock.Span)));

    [Theory]
    [InlineData("\"span\": \"trial\", \"binds\": \"court\",\n      \"procedures\": [\"simple\"]", "\"span\": \"trail\", \"binds\": \"court\",\n      \"procedures\": [\"simple\"]", "span")]
    [InlineData("\"procedures\": [\"simple\"], \"unit\": \"month\", \"length\": 3", "\"procedures\": [\"simple\"], \"unit\": \"month\", \"length\": 0", "length")]
    [InlineData("\"procedures\": [\"simple\"], \"unit\": \"month\"", "\"procedures\": [\"simple\"], \"unit\": \"moon\"", "unit")]
    [InlineData("\"ground\": \"stay\"", "\"ground\": \"pause\"", "stay")]
    [InlineData("\"id\": \"announcement_service\"", "\"id\": \"announcement\"", "announcement_service")]
    [InlineData("\"unit\": \"times\", \"length\": 2", "\"unit\": \"times\", \"length\": 0", "length")]
    [InlineData("\"alerts\": [7, 0]", "\"alerts\": [0, 7]", "alerts")]
    public void A_wrong_clock_stops_the_start_and_says_why(string good, string bad, string named)
    {
        var directory = Directory.CreateTempSubdirectory("triage-clocks-").FullName;
        try
        {
            var text = File.ReadAllText(Path.Combine(Books.Directory, ClocksFile.Name)).ReplaceLineEndings("\n");
            Assert.Contains(good, text, StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(directory, ClocksFile.Name), text.Replace(good, bad, StringComparison.Ordinal));
            var errors = new List<LoadError>();
            _ = ClocksFile.Read(directory, errors);
            Assert.Contains(errors, error => error.Reason.Contains(named, StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static string Article(string law, int number)
    {
        var start = law.IndexOf($"\n第{Chinese(number)}条", StringComparison.Ordinal);
        Assert.True(start >= 0, $"article {number} is not there");
        var end = law.IndexOf($"\n第{Chinese(number + 1)}条", start + 1, StringComparison.Ordinal);
        return end < 0 ? law[start..] : law[start..end];
    }

    private static string Chinese(int number)
    {
        const string Digits = "零一二三四五六七八九";
        var (hundreds, tens, ones) = (number / 100, number / 10 % 10, number % 10);
        return (hundreds > 0 ? $"{Digits[hundreds]}百" : "")
            + (tens > 0 ? (tens == 1 && hundreds == 0 ? "十" : $"{Digits[tens]}十") : hundreds > 0 && ones > 0 ? "零" : "")
            + (ones > 0 ? Digits[ones].ToString() : "");
    }
}
