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

    [Fact]
    public void Every_cause_a_rule_speaks_of_is_in_the_courts_table()
    {
        var table = File.ReadLines(Path.Combine(Books.Root, "data", "sample", "court", "causes.csv")).ToArray();
        var column = Array.IndexOf(table[0].TrimStart('\uFEFF').Split(','), "name");
        var known = table[1..].Select(line => line.Split(',')[column]).ToHashSet(StringComparer.Ordinal);
        var conditions = Books.Shipped.Rules.SelectMany(rule => rule.Asks.Select(ask => ask.OnlyIf).Append(rule.When)).SelectMany(Tests);
        var bands = Books.Shipped.Complexity.Factors.SelectMany(factor => factor.Bands).Select(band => band.Test);
        var used = conditions.Concat(bands).Where(test => test.Fact.Id == "cause").SelectMany(test => test.Against).Select(value => value.Text!).ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(used);
        Assert.Empty(used.Except(known));
    }

    [Fact]
    public void Two_regimes_are_known_and_the_default_registers_first()
    {
        var regime = Books.Shipped.DefaultRegime;
        Assert.Equal(("REGISTER_FIRST_2025", "民初", true, 30), (regime.Id, regime.MediationNumberWord, regime.RegistersBeforeMediation, regime.MediationDays));
        Assert.NotEmpty(regime.NotVerified);
        var earlier = Assert.Single(Books.Shipped.Regimes, other => other.InForce(new(2024, 12, 31)));
        Assert.Equal(("PRE_FILING_2016", "民诉前调", false), (earlier.Id, earlier.MediationNumberWord, earlier.RegistersBeforeMediation));
    }

    private static IEnumerable<FactTest> Tests(Condition? condition) => condition switch
    {
        Condition.Test test => [test.Fact],
        Condition.All all => all.Parts.SelectMany(Tests),
        Condition.Any any => any.Parts.SelectMany(Tests),
        Condition.Not not => Tests(not.Part),
        Condition.Unless unless => Tests(unless.Part),
        _ => [],
    };

    private static Truth Outcome(Rule rule, Illustration illustration) => Gate(rule, illustration).Outcome;

    private static GateResult Gate(Rule rule, Illustration illustration) =>
        Books.Shipped.Evaluate(RuleChecks.Sheet(Books.Shipped.Facts, illustration), Books.Today).Gates.Single(gate => gate.Rule.Id == rule.Id);
}
