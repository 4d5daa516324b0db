using Triage.Api.Domain;
using Triage.Api.Rules;

namespace Triage.Tests.Rules;

/// <summary>The laws of strong Kleene logic over random conditions and random sheets of facts.</summary>
public sealed class ConditionTests
{
    private const int Rounds = 3_000;

    [Fact]
    public void And_and_or_are_those_of_Kleene()
    {
        (Truth A, Truth B, Truth And, Truth Or)[] table =
        [
            (Truth.True, Truth.True, Truth.True, Truth.True),
            (Truth.True, Truth.Unknown, Truth.Unknown, Truth.True),
            (Truth.True, Truth.False, Truth.False, Truth.True),
            (Truth.Unknown, Truth.Unknown, Truth.Unknown, Truth.Unknown),
            (Truth.Unknown, Truth.False, Truth.False, Truth.Unknown),
            (Truth.False, Truth.False, Truth.False, Truth.False),
        ];
        Assert.All(table, row =>
        {
            Assert.Equal((row.And, row.Or), (row.A.And(row.B), row.A.Or(row.B)));
            Assert.Equal((row.And, row.Or), (row.B.And(row.A), row.B.Or(row.A)));
        });
    }

    [Fact]
    public void Not_turns_true_and_false_and_leaves_the_unknown() =>
        Assert.Equal([Truth.False, Truth.Unknown, Truth.True], new[] { Truth.True, Truth.Unknown, Truth.False }.Select(truth => truth.Not()));

    [Fact]
    public void De_Morgan_and_double_negation_hold() => Try((random, sheet) =>
    {
        var (a, b) = (Any(random, 3), Any(random, 3));
        Assert.Equal(Not(All(a, b)).Holds(sheet), Or(Not(a), Not(b)).Holds(sheet));
        Assert.Equal(Not(Or(a, b)).Holds(sheet), All(Not(a), Not(b)).Holds(sheet));
        Assert.Equal(a.Holds(sheet), Not(Not(a)).Holds(sheet));
        Assert.Equal(All(a, b).Holds(sheet), a.Holds(sheet).And(b.Holds(sheet)));
        Assert.Equal(Or(a, b).Holds(sheet), a.Holds(sheet).Or(b.Holds(sheet)));
    });

    [Fact]
    public void Learning_another_fact_never_takes_an_answer_back() => Try((random, sheet) =>
    {
        var condition = Any(random, 4);
        var before = condition.Holds(sheet);
        foreach (var fact in Books.Shipped.Facts.All.Where(fact => !sheet.Knows(fact.Index)))
        {
            sheet.Set(fact, RandomSheets.Value(random, fact), FactOrigin.Form);
            Assert.True(before == Truth.Unknown || condition.Holds(sheet) == before, $"{fact.Id} turned {before} into {condition.Holds(sheet)}.");
        }

        Assert.NotEqual(Truth.Unknown, condition.Holds(sheet));
    });

    [Fact]
    public void The_deciding_facts_alone_give_the_same_answer() => Try((random, sheet) =>
    {
        var condition = Any(random, 4);
        var outcome = condition.Holds(sheet);
        var deciding = new List<FactDefinition>();
        condition.Explain(sheet, outcome, deciding);
        if (outcome == Truth.Unknown)
        {
            Assert.NotEmpty(deciding);
            Assert.All(deciding, fact => Assert.False(sheet.Knows(fact.Index)));
            return;
        }

        var bare = Books.Shipped.NewSheet();
        foreach (var fact in deciding)
        {
            bare.Set(fact, sheet.ValueAt(fact.Index), FactOrigin.Form);
        }

        Assert.Equal(outcome, condition.Holds(bare));
    });

    [Fact]
    public void An_exception_defeats_a_rule_only_when_it_is_known_to_hold()
    {
        var unless = new Condition.Unless(Is("wageIou", true));
        Assert.Equal(Truth.True, unless.Holds(Books.Sheet()));
        Assert.Equal(Truth.True, unless.Holds(Books.Sheet(("wageIou", false))));
        Assert.Equal(Truth.False, unless.Holds(Books.Sheet(("wageIou", true))));
    }

    private static void Try(Action<Random, FactSheet> law)
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            try
            {
                law(random, RandomSheets.Sheet(random, 0.4));
            }
            catch (Exception problem)
            {
                throw new InvalidOperationException($"Seed {seed}, round {round}: {problem.Message}", problem);
            }
        }
    }

    private static Condition Any(Random random, int depth)
    {
        if (depth == 0 || random.Next(3) == 0)
        {
            var fact = Books.Shipped.Facts.All[random.Next(Books.Shipped.Facts.All.Count)];
            var comparison = fact.Type == FactType.Decimal ? (Comparison)random.Next(6) : (Comparison)random.Next(2);
            return new Condition.Test(new(fact, comparison, [RandomSheets.Value(random, fact)]));
        }

        Condition[] parts = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Any(random, depth - 1))];
        return random.Next(3) switch { 0 => All(parts), 1 => Or(parts), _ => Not(parts[0]) };
    }

    private static Condition.Test Is(string fact, bool value) => new(new(Books.Shipped.Facts[fact], Comparison.Is, [FactValue.Of(value)]));

    private static Condition.Not Not(Condition part) => new(part);

    private static Condition.All All(params Condition[] parts) => new(parts);

    private static Condition.Any Or(params Condition[] parts) => new(parts);
}
