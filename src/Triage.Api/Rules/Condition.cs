using Triage.Api.Domain;

namespace Triage.Api.Rules;

/// <summary>What must be so for a rule to fire: a tree over facts, closed to these five forms.</summary>
internal abstract record Condition
{
    private Condition()
    {
    }

    internal sealed record All(Condition[] Parts) : Condition;

    internal sealed record Any(Condition[] Parts) : Condition;

    internal sealed record Not(Condition Part) : Condition;

    /// <summary>An exception that must be claimed: it defeats the rule only when it is known to hold. "先行调解，但当事人拒绝调解的除外" asks nobody to prove that he did not refuse.</summary>
    internal sealed record Unless(Condition Part) : Condition;

    internal sealed record Test(FactTest Fact) : Condition;

    /// <summary>The fold. Strong Kleene logic; only <see cref="Unless"/> turns an unknown into an answer, as its statute does.</summary>
    public Truth Holds(FactSheet sheet)
    {
        switch (this)
        {
            case Test test:
                return test.Fact.Holds(sheet);
            case All all:
                var and = Truth.True;
                for (var i = 0; i < all.Parts.Length && and != Truth.False; i++)
                {
                    and = and.And(all.Parts[i].Holds(sheet));
                }

                return and;
            case Any any:
                var or = Truth.False;
                for (var i = 0; i < any.Parts.Length && or != Truth.True; i++)
                {
                    or = or.Or(any.Parts[i].Holds(sheet));
                }

                return or;
            case Not not:
                return not.Part.Holds(sheet).Not();
            case Unless unless:
                return unless.Part.Holds(sheet) == Truth.True ? Truth.False : Truth.True;
            default:
                throw new InvalidOperationException($"A condition of an unknown form: {GetType().Name}.");
        }
    }

    /// <summary>Adds the facts that decided <paramref name="outcome"/>, in the order the condition names them; for an unknown outcome those that are missing.</summary>
    public void Explain(FactSheet sheet, Truth outcome, List<FactDefinition> facts)
    {
        switch (this)
        {
            case Test test:
                if (!facts.Contains(test.Fact.Fact))
                {
                    facts.Add(test.Fact.Fact);
                }

                break;
            case All all:
                ExplainParts(all.Parts, sheet, outcome, facts);
                break;
            case Any any:
                ExplainParts(any.Parts, sheet, outcome, facts);
                break;
            case Not not:
                not.Part.Explain(sheet, outcome.Not(), facts);
                break;
            case Unless unless:
                unless.Part.Explain(sheet, unless.Part.Holds(sheet), facts);
                break;
            default:
                throw new InvalidOperationException($"A condition of an unknown form: {GetType().Name}.");
        }
    }

    /// <summary>Parts that came out as the whole did are the ones that decided it: all of a true conjunction, the false ones of a false one.</summary>
    private static void ExplainParts(Condition[] parts, FactSheet sheet, Truth outcome, List<FactDefinition> facts)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Holds(sheet) == outcome)
            {
                parts[i].Explain(sheet, outcome, facts);
            }
        }
    }
}
