using Triage.Api.Domain;
using Triage.Api.Rules;

namespace Triage.Tests.Rules;

public sealed class ShippedRulesTests
{
    public static TheoryData<string> RuleIds => [.. Books.Shipped.Rules.Select(rule => rule.Id)];

    [Fact]
    public void The_shipped_rules_load_without_an_error() => Assert.Empty(RuleBook.Load(Books.Directory).Errors);

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void A_rule_fires_on_its_example_and_is_ruled_out_by_its_counter_example(string id)
    {
        var rule = Books.Shipped.Rules.Single(rule => rule.Id == id);
        Assert.Equal(Truth.True, Outcome(rule, rule.Example));
        Assert.Equal(Truth.False, Outcome(rule, rule.CounterExample));
    }

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void A_fired_rule_names_the_facts_that_decided_it(string id)
    {
        var rule = Books.Shipped.Rules.Single(rule => rule.Id == id);
        var gate = Gate(rule, rule.Example);
        Assert.NotEmpty(gate.Facts);
        Assert.NotNull(gate.Fact);
    }

    private static Truth Outcome(Rule rule, Illustration illustration) => Gate(rule, illustration).Outcome;

    private static GateResult Gate(Rule rule, Illustration illustration) =>
        Books.Shipped.Evaluate(RuleChecks.Sheet(Books.Shipped.Facts, illustration), Books.Today).Gates.Single(gate => gate.Rule.Id == rule.Id);
}
