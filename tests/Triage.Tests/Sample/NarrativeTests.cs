using System.Text.Json;
using Triage.Api.Court;
using Triage.Tests.Support;

namespace Triage.Tests.Sample;

/// <summary>The narratives written for this project: enough, varied, honest about their labels.</summary>
public sealed class NarrativeTests
{
    private sealed record Narrative(string Id, string Register, string Family, string Cause, string Text);

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private static readonly Lazy<IReadOnlyList<Narrative>> All = new(() =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "data", "sample", "narratives"), "*.jsonl").Order(StringComparer.Ordinal)
            .SelectMany(File.ReadLines).Select(line => JsonSerializer.Deserialize<Narrative>(line, Web)!)]);

    [Fact]
    public void There_are_at_least_two_thousand_with_ids_of_their_own()
    {
        Assert.True(All.Value.Count >= 2000);
        Assert.Equal(All.Value.Count, All.Value.Select(n => n.Id).Distinct().Count());
    }

    [Fact]
    public void They_cover_every_family_every_register_and_more_than_sixty_causes()
    {
        Assert.Equal(Families.Names.Keys.Order(), All.Value.Select(n => n.Family).Distinct().Order());
        Assert.True(All.Value.Where(n => n.Cause.Length > 0).Select(n => n.Cause).Distinct().Count() >= 60);
        foreach (var family in All.Value.GroupBy(n => n.Family))
            Assert.Equal(["clerk", "complaint", "referral", "villager"], family.Select(n => n.Register).Distinct().Order());
    }

    [Fact]
    public void No_two_are_the_same_story_with_other_names()
    {
        var rows = All.Value;
        var runs = rows.Select(n => Enumerable.Range(0, Math.Max(0, n.Text.Length - 4)).Select(i => n.Text.Substring(i, 5)).ToHashSet()).ToArray();
        var holders = new Dictionary<string, List<int>>();
        for (var i = 0; i < runs.Length; i++)
            foreach (var run in runs[i])
                (holders.TryGetValue(run, out var list) ? list : holders[run] = []).Add(i);
        var shared = new Dictionary<(int, int), int>();
        foreach (var list in holders.Values.Where(l => l.Count > 1))
            for (var a = 0; a < list.Count; a++)
                for (var b = a + 1; b < list.Count; b++)
                    shared[(list[a], list[b])] = shared.GetValueOrDefault((list[a], list[b])) + 1;
        foreach (var ((a, b), common) in shared)
            Assert.True(common < 0.5 * (runs[a].Count + runs[b].Count - common), $"{rows[a].Id} ~ {rows[b].Id}");
    }

    [Fact]
    public void None_gives_its_own_label_away() =>
        Assert.DoesNotContain(All.Value, n => n.Cause.Length > 0 && n.Text.Contains(n.Cause, StringComparison.Ordinal));

    [Fact]
    public void They_name_no_phone_and_no_identity_number() =>
        Assert.DoesNotContain(All.Value, n => System.Text.RegularExpressions.Regex.IsMatch(n.Text, @"1[3-9]\d{9}|\d{17}[\dXx]"));
}
