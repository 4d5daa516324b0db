using System.Reflection;
using Triage.Api.Domain;
using Triage.Tests.Rules;

namespace Triage.Tests.Domain;

public sealed class StatutesTests
{
    public static TheoryData<string> Names => [.. typeof(Statutes).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.FieldType == typeof(Citation)).Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_guard_quotes_its_article_word_for_word(string name) => Quoted((Citation)typeof(Statutes).GetField(name)!.GetValue(null)!);

    [Fact]
    public void The_safety_screens_quote_their_articles_word_for_word() => Assert.All(Api.Proposing.SafetyScreens.Citations.Concat(Api.Proposing.Screening.Citations), Quoted);

    private static void Quoted(Citation citation)
    {
        var file = Path.Combine(Books.Root, "../shared/law", $"{citation.Law}-{citation.Version}.md");
        if (!File.Exists(file)) Assert.Skip($"the full text of {citation.Law} is not beside the repository");
        Assert.Contains(citation.Text, File.ReadAllText(file));
    }
}
