using System.Reflection;
using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;

namespace Triage.Tests.Domain.Clocks;

public sealed class CountingCitationTests
{
    [Theory]
    [InlineData(nameof(Counting.NextDayStart))]
    [InlineData(nameof(Counting.FromNextDay))]
    [InlineData(nameof(Counting.HolidayRollOver))]
    public void A_counting_rule_is_quoted_word_for_word(string rule)
    {
        var citation = (Citation)typeof(Counting).GetField(rule)!.GetValue(null)!;
        var root = typeof(CountingCitationTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!;
        var file = Path.Combine(root, "../shared/law", $"{citation.Law}-{citation.Version}.md");
        if (!File.Exists(file)) Assert.Skip($"the full text of {citation.Law} is not beside the repository");
        Assert.Contains(citation.Text, File.ReadAllText(file));
    }
}
