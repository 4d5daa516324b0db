using Triage.Api.Domain;

namespace Triage.Api.Rules;

/// <summary>What must be true of a rule beyond its spelling.</summary>
internal static class RuleChecks
{
    public static void Rule(Rule rule, FactCatalogue facts, FileErrors errors)
    {
        if (rule.Effect.Verb is EffectVerb.RefersOut or EffectVerb.Forbids && !RestsOnStatement(rule.When, holds: true))
        {
            errors.Add(rule.Id, $"'{rule.Effect}' could fire on a guess alone: it must rest on a fact that a person or a document states.");
        }

        if (rule.When.Holds(Sheet(facts, rule.Example)) != Truth.True)
        {
            errors.Add(rule.Id, "It does not fire on its own example.");
        }

        if (rule.When.Holds(Sheet(facts, rule.CounterExample)) != Truth.False)
        {
            errors.Add(rule.Id, "Its own counter-example does not rule it out.");
        }
    }

    /// <summary>One id may have several versions, one after the other; two in force on the same day contradict each other.</summary>
    public static void Versions(IReadOnlyList<Rule> rules, List<LoadError> errors)
    {
        foreach (var versions in rules.GroupBy(rule => rule.Id, StringComparer.Ordinal).Where(versions => versions.Count() > 1))
        {
            var inOrder = versions.OrderBy(rule => rule.EffectiveFrom).ToArray();
            for (var i = 1; i < inOrder.Length; i++)
            {
                var (earlier, later) = (inOrder[i - 1], inOrder[i]);
                if (earlier.EffectiveFrom == later.EffectiveFrom)
                {
                    errors.Add(new("gates", later.Id, $"Duplicate id: two rules begin on {later.EffectiveFrom:yyyy-MM-dd}."));
                }
                else if (earlier.InForce(later.EffectiveFrom))
                {
                    errors.Add(new("gates", later.Id, $"Overlapping versions: the one of {earlier.EffectiveFrom:yyyy-MM-dd} is still in force on {later.EffectiveFrom:yyyy-MM-dd}."));
                }
            }
        }
    }

    public static FactSheet Sheet(FactCatalogue facts, Illustration illustration)
    {
        var sheet = new FactSheet(facts);
        foreach (var (fact, value) in illustration.Facts)
        {
            sheet.Set(fact, value, FactOrigin.Form);
        }

        return sheet;
    }

    /// <summary>Whether the condition can come out as <paramref name="holds"/> only with some stated or computed fact known: every way there passes one.</summary>
    private static bool RestsOnStatement(Condition condition, bool holds) => condition switch
    {
        Condition.Test test => test.Fact.Fact.Source != FactSource.Guessed,
        Condition.All all => holds ? all.Parts.Any(part => RestsOnStatement(part, true)) : all.Parts.All(part => RestsOnStatement(part, false)),
        Condition.Any any => holds ? any.Parts.All(part => RestsOnStatement(part, true)) : any.Parts.Any(part => RestsOnStatement(part, false)),
        Condition.Not not => RestsOnStatement(not.Part, !holds),
        Condition.Unless unless => !holds && RestsOnStatement(unless.Part, true),
        _ => false,
    };
}
