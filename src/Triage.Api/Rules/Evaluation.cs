using Triage.Api.Domain;

namespace Triage.Api.Rules;

/// <summary>One rule held against one case, on a sheet that is no longer written to. Why is worked out when somebody asks: most gates are never shown.</summary>
internal sealed class GateResult(Rule rule, Truth outcome, FactSheet sheet)
{
    private IReadOnlyList<FactReading>? facts;

    public Rule Rule => rule;

    public Truth Outcome => outcome;

    public bool Fired => outcome == Truth.True;

    /// <summary>The facts that decided the outcome, in the order the condition names them, or those that are missing when it is unknown.</summary>
    public IReadOnlyList<FactReading> Facts => facts ??= Readings();

    /// <summary>The fact named first, as <c>amount=3200.00</c>.</summary>
    public string Fact => Facts[0].ToString();

    /// <summary>Null when the fact named first is unknown: an exception that nobody claimed.</summary>
    public FactOrigin? From => Facts[0].Origin;

    /// <summary>A ratio is shown as the stated amount behind it: a clerk knows 3200.00 yuan, not 0.04 of a wage.</summary>
    private FactReading[] Readings()
    {
        var deciding = new List<FactDefinition>();
        rule.When.Explain(sheet, outcome, deciding);
        var readings = new FactReading[deciding.Count];
        for (var i = 0; i < readings.Length; i++)
        {
            readings[i] = sheet.Read(deciding[i]);
            if (deciding[i].DerivedFrom is { } source && sheet.Read(sheet.Catalogue[source]) is { Value: not null } shown)
            {
                readings[i] = shown;
            }
        }

        return readings;
    }
}

/// <summary>A fact that somebody should be asked for, and what happens until it is answered.</summary>
internal sealed record Question(FactDefinition Fact, string Why, string WhyEn, Meanwhile Meanwhile, GateResult Gate)
{
    public bool Decisive => Meanwhile == Meanwhile.Abstain;
}

/// <summary>All rules in force on a day held against one case. Order: as in the files, so the first fired referral is the one to follow.</summary>
internal sealed record Evaluation(IReadOnlyList<GateResult> Gates, IReadOnlyList<Question> Questions)
{
    /// <summary>The first referral that fired: what the court may not take.</summary>
    public GateResult? Referral => First(EffectVerb.RefersOut, null);

    public bool HasDecisiveQuestion
    {
        get
        {
            for (var i = 0; i < Questions.Count; i++)
            {
                if (Questions[i].Decisive)
                {
                    return true;
                }
            }

            return false;
        }
    }

    public bool Allows(string target) => First(EffectVerb.Allows, target) is not null;

    public bool AllowsByAgreement(string target) => First(EffectVerb.AllowsByAgreement, target) is not null;

    public bool Requires(string target) => First(EffectVerb.Requires, target) is not null;

    /// <summary>The rule that stands in the way. Small claims are a part of the simple procedure (民诉法第十三章): what may not be simple may not be small.</summary>
    public GateResult? Forbids(string target) =>
        First(EffectVerb.Forbids, target) ?? (target == "small_claims" ? First(EffectVerb.Forbids, "simple") : null);

    public bool Flags(string flag) => First(EffectVerb.Flags, flag) is not null;

    /// <summary>An open question could still forbid it, and it is not one that nothing waits for.</summary>
    public bool InDoubt(string target)
    {
        for (var i = 0; i < Gates.Count; i++)
        {
            var effect = Gates[i].Rule.Effect;
            if (Gates[i].Outcome == Truth.Unknown && effect.Verb == EffectVerb.Forbids
                && (effect.Target == target || (target == "small_claims" && effect.Target == "simple")) && WaitsForAnAnswer(Gates[i].Facts))
            {
                return true;
            }
        }

        return false;
    }

    private bool WaitsForAnAnswer(IReadOnlyList<FactReading> missing)
    {
        foreach (var question in Questions)
        {
            for (var i = 0; question.Meanwhile != Meanwhile.Proceed && i < missing.Count; i++)
            {
                if (missing[i].Fact == question.Fact)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The first rule with this effect that fired; any target when <paramref name="target"/> is null.</summary>
    public GateResult? First(EffectVerb verb, string? target)
    {
        for (var i = 0; i < Gates.Count; i++)
        {
            var effect = Gates[i].Rule.Effect;
            if (Gates[i].Fired && effect.Verb == verb && (target is null || effect.Target == target))
            {
                return Gates[i];
            }
        }

        return null;
    }
}
