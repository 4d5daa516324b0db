using System.Text.Json;
using Triage.Api.Domain;

namespace Triage.Api.Rules;

/// <summary>complexity.json: <c>{"limit": 60, "source", "factors": [{"id", "fact", "bands": [{"atMost": 1, "points": 0}], "otherwise", "whenUnknown"}]}</c>.</summary>
internal static class ComplexityFile
{
    public const string Name = "complexity.json";

    public static ComplexityTable? Read(string directory, FactCatalogue facts, List<LoadError> all)
    {
        var errors = new FileErrors(Name, all);
        if (RuleFiles.Parse<Document>(Path.Combine(directory, Name), errors) is not { } document)
        {
            return null;
        }

        var before = errors.Count;
        if (document.Limit is not (> 0 and <= 100))
        {
            errors.Add(null, "'limit' is a number from 1 to 100.");
        }

        errors.Need(null, "source", document.Source);
        var conditions = new ConditionReader(facts, errors);
        var factors = (document.Factors ?? []).Select((entry, position) => Factor(entry, position, conditions, errors)).ToArray();
        foreach (var id in factors.GroupBy(factor => factor?.Id).Where(same => same.Key is not null && same.Count() > 1).Select(same => same.Key))
        {
            errors.Add(id, "Two factors have this id.");
        }

        if (factors.Length == 0)
        {
            errors.Add(null, "There are no factors.");
        }

        return errors.Count > before ? null : new(document.Limit!.Value, [.. factors.Select(factor => factor!)]);
    }

    private static Factor? Factor(FactorEntry entry, int position, ConditionReader conditions, FileErrors errors)
    {
        var id = string.IsNullOrWhiteSpace(entry.Id) ? $"factors[{position}]" : entry.Id;
        var before = errors.Count;
        errors.Need(id, "id", entry.Id);
        var name = errors.Need(id, "name", entry.Name);
        var nameEn = errors.Need(id, "nameEn", entry.NameEn);
        FactorGroup? group = entry.Group switch { "key" => FactorGroup.Key, "base" => FactorGroup.Base, "reference" => FactorGroup.Reference, _ => null };
        if (group is null)
        {
            errors.Add(id, $"'group' is not one of key, base, reference: '{entry.Group}'.");
        }

        if (entry.Otherwise is null || entry.WhenUnknown is null)
        {
            errors.Add(id, "'otherwise' and 'whenUnknown' say the points when no band holds and when nobody knows.");
        }

        var fact = conditions.Fact(entry.Fact, id);
        var bands = fact is null ? [] : (entry.Bands ?? []).Select(band => Band(band, fact, id, conditions, errors)).ToArray();
        return errors.Count > before ? null : new(id, name, nameEn, group!.Value, fact!, [.. bands.Select(band => band!)], entry.Otherwise!.Value, entry.WhenUnknown!.Value);
    }

    private static Band? Band(JsonElement json, FactDefinition fact, string where, ConditionReader conditions, FileErrors errors)
    {
        var members = json.ValueKind == JsonValueKind.Object ? json.EnumerateObject().ToArray() : [];
        var points = members.Where(member => member.Name == "points" && member.Value.TryGetInt32(out _)).Select(member => member.Value.GetInt32()).ToArray();
        var tests = members.Where(member => member.Name != "points").ToArray();
        if (points.Length != 1 || tests.Length != 1)
        {
            errors.Add(where, $"A band is one comparison and whole 'points', not {json.GetRawText()}.");
            return null;
        }

        return conditions.ComparisonOf(fact, tests[0], where) is { } test ? new(test, points[0]) : null;
    }

    private sealed record Document
    {
        public int? Limit { get; init; }

        public string? Source { get; init; }

        public FactorEntry[]? Factors { get; init; }
    }

    private sealed record FactorEntry
    {
        public string? Id { get; init; }

        public string? Name { get; init; }

        public string? NameEn { get; init; }

        public string? Group { get; init; }

        public string? Fact { get; init; }

        public JsonElement[]? Bands { get; init; }

        public int? Otherwise { get; init; }

        public int? WhenUnknown { get; init; }
    }
}
