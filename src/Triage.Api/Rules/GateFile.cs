using System.Text.Json;
using Triage.Api.Domain;

namespace Triage.Api.Rules;

/// <summary>gates/*.json: <c>{"group", "name", "rules": [...]}</c>, one file a topic.</summary>
internal static class GateFile
{
    public static IEnumerable<Rule> Read(string path, string name, FactCatalogue facts, List<LoadError> all)
    {
        var errors = new FileErrors(name.Replace('\\', '/'), all);
        if (RuleFiles.Parse<Document>(path, errors) is not { } document)
        {
            return [];
        }

        var group = errors.Need(null, "group", document.Group);
        var groupName = errors.Need(null, "name", document.Name);
        var rules = new List<Rule>();
        foreach (var (element, position) in (document.Rules ?? []).Select((element, position) => (element, position)))
        {
            var where = element.ValueKind == JsonValueKind.Object && element.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String
                ? id.GetString()!
                : $"rules[{position}]";
            if (RuleFiles.Parse<Entry>(element, where, errors) is { } entry && new RuleReader(facts, errors, where).Read(entry, group, groupName) is { } rule)
            {
                rules.Add(rule);
            }
        }

        return rules;
    }

    internal sealed record Document
    {
        public string? Group { get; init; }

        public string? Name { get; init; }

        public JsonElement[]? Rules { get; init; }
    }

    internal sealed record Entry
    {
        public string? Id { get; init; }

        public Citation? Citation { get; init; }

        public string? EffectiveFrom { get; init; }

        public string? EffectiveTo { get; init; }

        public JsonElement? When { get; init; }

        public string? Effect { get; init; }

        public ReferralTarget? Target { get; init; }

        public AskEntry[]? Ask { get; init; }

        public string? Summary { get; init; }

        public string? SummaryEn { get; init; }

        public IllustrationEntry? Example { get; init; }

        public IllustrationEntry? CounterExample { get; init; }

        public string? Note { get; init; }
    }

    internal sealed record AskEntry
    {
        public string? Fact { get; init; }

        public JsonElement? OnlyIf { get; init; }

        public string? Why { get; init; }

        public string? WhyEn { get; init; }

        /// <summary>abstain (the answer is decisive), conservative or proceed.</summary>
        public string? Meanwhile { get; init; }
    }

    internal sealed record IllustrationEntry
    {
        public string? Story { get; init; }

        public Dictionary<string, JsonElement>? Facts { get; init; }
    }
}
