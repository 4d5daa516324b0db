using System.Text.RegularExpressions;
using Triage.Tests.Support;

namespace Triage.Tests.Http;

/// <summary>docs/seeds.md promises calls; each must be one that the service has.</summary>
public sealed partial class SeedsDocumentTests
{
    [Fact]
    public void Every_call_that_the_page_of_origins_names_exists()
    {
        var table = File.ReadAllText(Path.Combine(Repository.Root, "tests", "Triage.Tests", "Http", "endpoints.approved.txt"));
        var known = Endpoint().Matches(table).Select(m => $"{m.Groups["method"].Value} {Plain(m.Groups["path"].Value)}").ToHashSet(StringComparer.Ordinal);
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "seeds.md"));
        var named = Call().Matches(page).Select(m => $"{m.Groups["method"].Value} {Plain(m.Groups["path"].Value)}").Distinct().ToArray();
        Assert.True(named.Length > 20, "the page names hardly any call");
        Assert.DoesNotContain(named, call => !known.Contains(call));
        foreach (var number in Enumerable.Range(1, 24))
            Assert.Contains($"\n| {number} | ", page, StringComparison.Ordinal);
    }

    /// <summary>Without the base path, the types of parameters and a slash at the end.</summary>
    private static string Plain(string path) => Typed().Replace(path.Replace("/api/v1", "", StringComparison.Ordinal), "{$1}").TrimEnd('/');

    [GeneratedRegex(@"^(?<method>GET|POST|PUT|DELETE)\s+(?<path>/\S+)", RegexOptions.Multiline)]
    private static partial Regex Endpoint();

    [GeneratedRegex(@"`(?<method>GET|POST|PUT|DELETE) (?<path>/[^`\s]+)`")]
    private static partial Regex Call();

    [GeneratedRegex(@"\{(\w+):\w+\}")]
    private static partial Regex Typed();
}
