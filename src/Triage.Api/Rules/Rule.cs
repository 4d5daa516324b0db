using Triage.Api.Domain;

namespace Triage.Api.Rules;

internal enum EffectVerb
{
    Allows,
    AllowsByAgreement,
    Requires,
    Forbids,
    RefersOut,
    Flags,
}

/// <summary>What a rule brings about, printed as in the data: <c>allows small_claims</c>.</summary>
internal readonly record struct Effect(EffectVerb Verb, string Target)
{
    public override string ToString() => $"{EffectWords.Of(Verb)} {Target}";
}

/// <summary>The words of the vocabulary; an effect outside it is refused on load.</summary>
internal static class EffectWords
{
    /// <summary>What can be allowed, required or forbidden.</summary>
    public static readonly IReadOnlyList<string> Targets =
        ["small_claims", "simple", "ordinary", "special", "sole", "panel", "mediation", "confirmation", "court", "role"];

    /// <summary>Where a party can be sent.</summary>
    public static readonly IReadOnlyList<string> Bodies =
    [
        "government_land", "government_forest", "rural_administration", "village_collective", "labour_arbitration", "administrative_channel",
        "arbitration_commission", "competent_authority", "other_court", "retrial", "refile_later",
    ];

    public static readonly IReadOnlyList<string> Flags =
    [
        "domestic_violence", "protection_order", "protection_order_urgent", "minor", "false_suit_risk", "repeat_suit", "divorce_must_mediate", "group_dispute",
        "translation", "land_decision_suit", "wage_iou", "late_after_award", "special_protection", "withdrawal_no_bar", "small_claims_notice",
        "violence_screen",
    ];

    public static IReadOnlyList<string> TargetsOf(EffectVerb verb) => verb switch
    {
        EffectVerb.Allows or EffectVerb.AllowsByAgreement or EffectVerb.Requires or EffectVerb.Forbids => Targets,
        EffectVerb.RefersOut => Bodies,
        EffectVerb.Flags => Flags,
    };

    public static string Of(EffectVerb verb) => verb switch
    {
        EffectVerb.Allows => "allows",
        EffectVerb.AllowsByAgreement => "allows_by_agreement",
        EffectVerb.Requires => "requires",
        EffectVerb.Forbids => "forbids",
        EffectVerb.RefersOut => "refers_out",
        EffectVerb.Flags => "flags",
    };

    public static EffectVerb? Verb(string word) => Enum.GetValues<EffectVerb>().Cast<EffectVerb?>().FirstOrDefault(verb => Of(verb!.Value) == word);
}

/// <summary>What triage does while a question is open.</summary>
internal enum Meanwhile
{
    /// <summary>No route can be proposed: the answer is decisive.</summary>
    Abstain,

    /// <summary>What the rule would forbid is not proposed either.</summary>
    Conservative,

    /// <summary>The fact arises later in practice; asked, but nothing waits for it.</summary>
    Proceed,
}

/// <summary>Which missing fact to ask, and when the question is worth a clerk's time.</summary>
internal sealed record Ask(FactDefinition Fact, Condition? OnlyIf, string Why, string WhyEn, Meanwhile Meanwhile);

/// <summary>The body a party is sent to and the words the clerk hands over.</summary>
internal sealed record ReferralTarget(string Name, string NameEn, string Notice);

/// <summary>A case the rule's author wrote down: the facts, and in a sentence the story behind them.</summary>
internal sealed record Illustration(string Story, IReadOnlyList<(FactDefinition Fact, FactValue Value)> Facts);

/// <summary>A gate: one sentence of a statute as data. In force from its first to its last day, both included.</summary>
internal sealed record Rule
{
    public required string Id { get; init; }

    public required string Group { get; init; }

    /// <summary>The topic of its file, in Chinese.</summary>
    public required string GroupName { get; init; }

    public required Citation Citation { get; init; }

    public required DateOnly EffectiveFrom { get; init; }

    public required DateOnly? EffectiveTo { get; init; }

    public required Condition When { get; init; }

    public required Effect Effect { get; init; }

    public required ReferralTarget? Target { get; init; }

    public required IReadOnlyList<Ask> Asks { get; init; }

    public required string Summary { get; init; }

    public required string SummaryEn { get; init; }

    public required Illustration Example { get; init; }

    public required Illustration CounterExample { get; init; }

    public required string? Note { get; init; }

    public bool InForce(DateOnly day) => EffectiveFrom <= day && (EffectiveTo is not { } last || day <= last);
}
