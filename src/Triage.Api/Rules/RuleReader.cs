using System.Text.RegularExpressions;
using Triage.Api.Domain;

namespace Triage.Api.Rules;

/// <summary>One entry of a gate file into a rule, or everything that is wrong with it.</summary>
internal sealed partial class RuleReader(FactCatalogue facts, FileErrors errors, string where)
{
    private readonly ConditionReader conditions = new(facts, errors);

    public Rule? Read(GateFile.Entry entry, string group, string groupName)
    {
        var before = errors.Count;
        if (!IdPattern().IsMatch(errors.Need(where, "id", entry.Id)))
        {
            errors.Add(where, $"'id' is initials, year, article and item, as msf2023-165-1; not '{entry.Id}'.");
        }

        var from = errors.Date(where, "effectiveFrom", errors.Need(where, "effectiveFrom", entry.EffectiveFrom) is { Length: > 0 } text ? text : null);
        var to = errors.Date(where, "effectiveTo", entry.EffectiveTo);
        if (from is { } first && to is { } last && last < first)
        {
            errors.Add(where, $"It ends ({last:yyyy-MM-dd}) before it begins ({first:yyyy-MM-dd}).");
        }

        var when = entry.When is { } json ? conditions.Read(json, where) : null;
        if (entry.When is null)
        {
            errors.Add(where, "'when' is missing.");
        }

        var effect = Effect(entry.Effect);
        var citation = Citation(entry.Citation);
        Target(entry.Target, effect);
        var asks = (entry.Ask ?? []).Select(Ask).ToArray();
        var summary = errors.Need(where, "summary", entry.Summary);
        var summaryEn = errors.Need(where, "summaryEn", entry.SummaryEn);
        var example = Illustration("example", entry.Example);
        var counterExample = Illustration("counterExample", entry.CounterExample);
        if (errors.Count > before)
        {
            return null;
        }

        var rule = new Rule
        {
            Id = entry.Id!,
            Group = group,
            GroupName = groupName,
            Citation = citation!,
            EffectiveFrom = from!.Value,
            EffectiveTo = to,
            When = when!,
            Effect = effect!.Value,
            Target = entry.Target,
            Asks = [.. asks.Select(ask => ask!)],
            Summary = summary,
            SummaryEn = summaryEn,
            Example = example!,
            CounterExample = counterExample!,
            Note = entry.Note,
        };
        RuleChecks.Rule(rule, facts, errors);
        return errors.Count > before ? null : rule;
    }

    private Effect? Effect(string? text)
    {
        if (errors.Need(where, "effect", text) is not { Length: > 0 } words)
        {
            return null;
        }

        var parts = words.Split(' ');
        var verb = EffectWords.Verb(parts[0]);
        if (parts.Length != 2 || verb is null || !EffectWords.TargetsOf(verb.Value).Contains(parts[1]))
        {
            errors.Add(where, $"Unknown effect '{words}'.");
            return null;
        }

        return new(verb.Value, parts[1]);
    }

    private Citation? Citation(Citation? citation)
    {
        if (citation is null)
        {
            errors.Add(where, "'citation' is missing.");
            return null;
        }

        errors.Need(where, "citation.law", citation.Law);
        errors.Need(where, "citation.version", citation.Version);
        errors.Need(where, "citation.text", citation.Text);
        if (!ArticlePattern().IsMatch(errors.Need(where, "citation.article", citation.Article)))
        {
            errors.Add(where, $"'citation.article' is the number in Arabic digits, not '{citation.Article}'.");
        }

        return citation;
    }

    private void Target(ReferralTarget? target, Effect? effect)
    {
        if (effect is { Verb: EffectVerb.RefersOut } && target is null)
        {
            errors.Add(where, "A referral needs 'target': where the party is sent, and the words for the party.");
        }

        if (target is not null)
        {
            errors.Need(where, "target.name", target.Name);
            errors.Need(where, "target.nameEn", target.NameEn);
            errors.Need(where, "target.notice", target.Notice);
        }
    }

    private Ask? Ask(GateFile.AskEntry entry)
    {
        var fact = conditions.Fact(entry.Fact, where);
        var onlyIf = entry.OnlyIf is { } json ? conditions.Read(json, where) : null;
        Meanwhile? meanwhile = entry.Meanwhile switch
        {
            "abstain" => Meanwhile.Abstain,
            "conservative" => Meanwhile.Conservative,
            "proceed" => Meanwhile.Proceed,
            _ => null,
        };
        if (meanwhile is null)
        {
            errors.Add(where, $"'ask.meanwhile' is not one of abstain, conservative, proceed: '{entry.Meanwhile}'.");
        }

        var why = errors.Need(where, "ask.why", entry.Why);
        var whyEn = errors.Need(where, "ask.whyEn", entry.WhyEn);
        return fact is null || meanwhile is null ? null : new(fact, onlyIf, why, whyEn, meanwhile.Value);
    }

    private Illustration? Illustration(string member, GateFile.IllustrationEntry? entry)
    {
        if (entry?.Facts is not { Count: > 0 } given)
        {
            errors.Add(where, $"'{member}' is missing: a story and at least one fact.");
            return null;
        }

        var read = new List<(FactDefinition Fact, FactValue Value)>();
        foreach (var (id, json) in given)
        {
            if (conditions.Fact(id, where) is { } fact && conditions.Value(fact, json, where) is { } value)
            {
                read.Add((fact, value));
            }
        }

        return new(errors.Need(where, $"{member}.story", entry.Story), read);
    }

    [GeneratedRegex(@"^[a-z]+[0-9]{4}-[0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"^[1-9][0-9]*$")]
    private static partial Regex ArticlePattern();
}
