using System.Text.Json;
using Triage.Api.Domain;

namespace Triage.Api.Rules;

/// <summary>
/// Reads the typed JSON of a condition: <c>{"all": [...]}</c>, <c>{"any": [...]}</c>, <c>{"not": ...}</c>, <c>{"unless": ...}</c>, or a fact with one comparison:
/// <c>{"fact": "amountToWage", "atMost": 0.5}</c> (is, in, atMost, above, atLeast, below).
/// </summary>
internal sealed class ConditionReader(FactCatalogue facts, FileErrors errors)
{
    private static readonly Dictionary<string, Comparison> Comparisons = new(StringComparer.Ordinal)
    {
        ["is"] = Comparison.Is,
        ["in"] = Comparison.In,
        ["atMost"] = Comparison.AtMost,
        ["above"] = Comparison.Above,
        ["atLeast"] = Comparison.AtLeast,
        ["below"] = Comparison.Below,
    };

    /// <returns>Null when something is wrong: it has been reported.</returns>
    public Condition? Read(JsonElement json, string where)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return Wrong(where, $"A condition is an object, not {json.GetRawText()}.");
        }

        if (json.TryGetProperty("fact", out var fact))
        {
            return Test(json, fact, where) is { } test ? new Condition.Test(test) : null;
        }

        var members = json.EnumerateObject().ToArray();
        if (members.Length != 1)
        {
            return Wrong(where, $"A condition has one operator, not {members.Length}: {json.GetRawText()}.");
        }

        var (name, value) = (members[0].Name, members[0].Value);
        return name switch
        {
            "all" => Parts(value, where, name) is { } parts ? new Condition.All(parts) : null,
            "any" => Parts(value, where, name) is { } parts ? new Condition.Any(parts) : null,
            "not" => Read(value, where) is { } part ? new Condition.Not(part) : null,
            "unless" => Read(value, where) is { } part ? new Condition.Unless(part) : null,
            _ => Wrong(where, $"Unknown operator '{name}' (all, any, not, unless, or a fact)."),
        };
    }

    /// <summary>A single test against a fact that is already known: a band of the complexity table.</summary>
    public FactTest? ComparisonOf(FactDefinition fact, JsonProperty member, string where)
    {
        if (!Comparisons.TryGetValue(member.Name, out var comparison))
        {
            errors.Add(where, $"Unknown operator '{member.Name}' ({string.Join(", ", Comparisons.Keys)}).");
            return null;
        }

        if (comparison is not (Comparison.Is or Comparison.In) && fact.Type != FactType.Decimal)
        {
            errors.Add(where, $"'{member.Name}' compares numbers; '{fact.Id}' is a {Word(fact.Type)}.");
            return null;
        }

        if (comparison != Comparison.In)
        {
            return Value(fact, member.Value, where) is { } value ? new(fact, comparison, [value]) : null;
        }

        if (member.Value.ValueKind != JsonValueKind.Array || member.Value.GetArrayLength() == 0)
        {
            errors.Add(where, $"'in' takes a list with at least one value, not {member.Value.GetRawText()}.");
            return null;
        }

        var values = member.Value.EnumerateArray().Select(element => Value(fact, element, where)).ToArray();
        return values.Contains(null) ? null : new(fact, comparison, [.. values.Select(value => value!.Value)]);
    }

    /// <summary>A constant of the fact's type, and one of its values where those are listed.</summary>
    public FactValue? Value(FactDefinition fact, JsonElement json, string where)
    {
        FactValue? value = (fact.Type, json.ValueKind) switch
        {
            (FactType.Bool, JsonValueKind.True) => FactValue.Of(true),
            (FactType.Bool, JsonValueKind.False) => FactValue.Of(false),
            (FactType.Decimal, JsonValueKind.Number) when json.TryGetDecimal(out var number) => FactValue.Of(number),
            (FactType.String, JsonValueKind.String) => FactValue.Of(json.GetString()!),
            _ => null,
        };
        if (value is null)
        {
            errors.Add(where, $"'{fact.Id}' is a {Word(fact.Type)}: {json.GetRawText()} does not fit.");
        }
        else if (fact.Values.Count > 0 && !fact.Values.Contains(value.Value.Text))
        {
            errors.Add(where, $"'{fact.Id}' never is {json.GetRawText()}: it is one of {string.Join(", ", fact.Values)}.");
            return null;
        }

        return value;
    }

    public FactDefinition? Fact(string? id, string where)
    {
        var fact = id is null ? null : facts.Find(id);
        if (fact is null)
        {
            errors.Add(where, $"Unknown fact '{id}'.");
        }

        return fact;
    }

    private FactTest? Test(JsonElement json, JsonElement name, string where)
    {
        var fact = Fact(name.ValueKind == JsonValueKind.String ? name.GetString() : name.GetRawText(), where);
        var members = json.EnumerateObject().Where(member => member.Name != "fact").ToArray();
        if (members.Length != 1)
        {
            errors.Add(where, $"A fact takes one comparison, not {members.Length}: {json.GetRawText()}.");
            return null;
        }

        return fact is null ? null : ComparisonOf(fact, members[0], where);
    }

    private Condition[]? Parts(JsonElement json, string where, string name)
    {
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() == 0)
        {
            errors.Add(where, $"'{name}' takes a list with at least one condition.");
            return null;
        }

        var parts = json.EnumerateArray().Select(part => Read(part, where)).ToArray();
        return parts.Contains(null) ? null : [.. parts.Select(part => part!)];
    }

    private Condition? Wrong(string where, string reason)
    {
        errors.Add(where, reason);
        return null;
    }

    private static string Word(FactType type) => type switch
    {
        FactType.Bool => "bool",
        FactType.Decimal => "decimal",
        FactType.String => "string",
    };
}
