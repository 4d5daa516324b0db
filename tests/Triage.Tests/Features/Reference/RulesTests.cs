using System.Text.Json.Nodes;
using Triage.Api.Domain;
using Triage.Tests.Support;

namespace Triage.Tests.Features.Reference;

public sealed class RulesTests
{
    [Fact]
    public async Task Everybody_can_read_every_step_of_a_case_with_its_articles_word_for_word()
    {
        await using var service = TriageService.Start();
        var rules = (await (await service.As("mediator")).Get("/rules")).Expect(200).Body!;
        var steps = rules["steps"]!.AsArray();
        var passages = CaseLifecycle.Table.Select(t => t.Passage).Distinct(ReferenceEqualityComparer.Instance).Cast<Passage>().ToArray();
        Assert.Equal(passages.Select(p => (p.Row, p.Chinese)), steps.Select(s => ((int)s!["row"]!, (string)s["text"]!)));
        Assert.Equal(passages.Select(p => p.Law.Count), steps.Select(s => s!["law"]!.AsArray().Count));
        var claim = steps.Single(s => (string?)s!["action"] == "claim")!;
        Assert.Equal(("awaiting_mediator", "mediating", "mediator"), ((string?)claim["from"]![0], (string?)claim["to"], (string?)claim["by"]![0]));
        Assert.All(steps.SelectMany(s => s!["law"]!.AsArray()), law => Assert.Contains(rules["statutes"]!.AsArray(), one => JsonNode.DeepEquals(one, law)));
    }

    [Fact]
    public async Task Every_article_that_a_guard_rests_on_is_in_the_list()
    {
        await using var service = TriageService.Start();
        var listed = (await (await service.As("auditor")).Get("/rules")).Expect(200).Body!["statutes"]!.AsArray().Select(s => (string)s!["text"]!).ToHashSet();
        Assert.All(Statutes.All, citation => Assert.Contains(citation.Text, listed));
        Assert.Contains("审判人员的回避，由院长决定；其他人员的回避，由审判长或者独任审判员决定。", listed);
        Assert.Contains("期间开始的时和日，不计算在期间内。", listed);
    }
}
