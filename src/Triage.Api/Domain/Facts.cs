using System.Globalization;

namespace Triage.Api.Domain;

internal enum FactType
{
    Bool,
    Decimal,
    String,
}

/// <summary>Who said so.</summary>
internal enum FactOrigin
{
    Form,
    Officer,
    Document,
    Model,
    Derived,
}

/// <summary>What a fact can rest on, and so what it may bring about: a guess never turns a party away.</summary>
internal enum FactSource
{
    /// <summary>A person or a document states it.</summary>
    Stated,

    /// <summary>Computed from what was stated: counts, ratios, periods.</summary>
    Computed,

    /// <summary>Read out of the narrative by the model or by words; a person may also state it.</summary>
    Guessed,
}

/// <summary>A boolean, a decimal or a string. The default value is <c>false</c>.</summary>
internal readonly record struct FactValue
{
    private FactValue(FactType type, decimal number, string? text)
    {
        Type = type;
        Number = number;
        Text = text;
    }

    public FactType Type { get; }

    /// <summary>The decimal; 1 or 0 for a boolean.</summary>
    public decimal Number { get; }

    public string? Text { get; }

    public bool IsTrue => Type == FactType.Bool && Number != 0;

    public static FactValue Of(bool value) => new(FactType.Bool, value ? 1 : 0, null);

    public static FactValue Of(decimal value) => new(FactType.Decimal, value, null);

    public static FactValue Of(string value) => new(FactType.String, 0, value);

    public override string ToString() => Type switch
    {
        FactType.Bool => IsTrue ? "true" : "false",
        FactType.Decimal => Number.ToString("0.####", CultureInfo.InvariantCulture),
        FactType.String => Text ?? "",
    };
}

/// <summary>One entry of the catalogue. <c>Question</c> is what the clerk asks the party, <c>DerivedFrom</c> the stated fact a reader is shown instead,
/// <c>Values</c> the only strings allowed (empty: any), <c>Words</c> the words that raise a guessed boolean when the narrative contains one.</summary>
internal sealed record FactDefinition(
    int Index, string Id, FactType Type, FactSource Source, string? Unit, string Name, string NameEn, string? Question, string? QuestionEn, string? DerivedFrom,
    IReadOnlyList<string> Values, IReadOnlyList<string> Words)
{
    /// <summary>What a person answers instead of 是 and 否, in this order, where the question is no yes-or-no question; empty where it is.</summary>
    public IReadOnlyList<string> Answers { get; init; } = [];
    public IReadOnlyList<string> AnswersEn { get; init; } = [];
    /// <summary>The words by which a computed boolean is read out of the claims: what a party asks for in writing is stated, not guessed.</summary>
    public IReadOnlyList<string> ClaimWords { get; init; } = [];

    public string Print(FactValue value) =>
        Unit == "yuan" ? value.Number.ToString("0.00", CultureInfo.InvariantCulture) : value.ToString();
}

/// <summary>Every fact a rule may speak of. Immutable; a fact is found by id once, at load, and by index afterwards.</summary>
internal sealed class FactCatalogue
{
    private readonly Dictionary<string, FactDefinition> byId;

    /// <param name="facts">In order: the index of each is its place.</param>
    public FactCatalogue(IReadOnlyList<FactDefinition> facts)
    {
        All = facts;
        byId = facts.ToDictionary(fact => fact.Id, StringComparer.Ordinal);
    }

    public IReadOnlyList<FactDefinition> All { get; }

    public FactDefinition this[string id] => byId.TryGetValue(id, out var fact) ? fact : throw new ArgumentException($"No fact is called '{id}'.", nameof(id));

    public FactDefinition? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>Whether a person states it as yes or no: what the form and later additions may carry.</summary>
    public bool TakesFromForm(string id) => Find(id) is { Type: FactType.Bool, Source: FactSource.Stated };
}

/// <summary>A fact as it was read: its value and who said so, or that nobody did.</summary>
internal readonly record struct FactReading(FactDefinition Fact, FactValue? Value, FactOrigin? Origin)
{
    public override string ToString() => $"{Fact.Id}={(Value is { } value ? Fact.Print(value) : "unknown")}";
}
