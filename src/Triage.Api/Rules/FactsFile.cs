using Triage.Api.Domain;

namespace Triage.Api.Rules;

/// <summary>facts.json: a new fact is an entry here and nothing else.</summary>
internal static class FactsFile
{
    public const string Name = "facts.json";

    public static FactCatalogue Read(string directory, List<LoadError> all)
    {
        var errors = new FileErrors(Name, all);
        var entries = RuleFiles.Parse<Document>(Path.Combine(directory, Name), errors)?.Facts ?? [];
        var facts = new List<FactDefinition>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < entries.Length; i++)
        {
            var fact = Fact(entries[i], i, facts.Count, errors);
            if (!seen.Add(fact.Id))
            {
                errors.Add(fact.Id, "Two facts have this id.");
                continue;
            }

            facts.Add(fact);
        }

        foreach (var fact in facts.Where(fact => fact.DerivedFrom is { } source && !seen.Contains(source)))
        {
            errors.Add(fact.Id, $"'derivedFrom' names an unknown fact: '{fact.DerivedFrom}'.");
        }

        return new(facts);
    }

    private static FactDefinition Fact(Entry entry, int position, int index, FileErrors errors)
    {
        var id = string.IsNullOrWhiteSpace(entry.Id) ? $"facts[{position}]" : entry.Id;
        errors.Need(id, "id", entry.Id);
        FactType? type = entry.Type switch { "bool" => FactType.Bool, "decimal" => FactType.Decimal, "string" => FactType.String, _ => null };
        if (type is null)
        {
            errors.Add(id, $"'type' is not one of bool, decimal, string: '{entry.Type}'.");
        }

        FactSource? source = entry.Source switch
        {
            "stated" => FactSource.Stated,
            "computed" => FactSource.Computed,
            "guessed" => FactSource.Guessed,
            _ => null,
        };
        if (source is null)
        {
            errors.Add(id, $"'source' is not one of stated, computed, guessed: '{entry.Source}'.");
        }

        if (source == FactSource.Stated && (entry.Ask is null || entry.AskEn is null))
        {
            errors.Add(id, "A stated fact needs 'ask' and 'askEn': what the clerk asks the party.");
        }

        if (entry.Words is { Length: > 0 } && (type != FactType.Bool || source != FactSource.Guessed))
        {
            errors.Add(id, "Only a guessed boolean may be raised by 'words'.");
        }

        if (entry.ClaimWords is { Length: > 0 } && (type != FactType.Bool || source != FactSource.Computed))
        {
            errors.Add(id, "Only a computed boolean may be read out of the claims by 'claimWords'.");
        }

        if (entry.Words?.Any(string.IsNullOrWhiteSpace) == true || entry.ClaimWords?.Any(string.IsNullOrWhiteSpace) == true)
        {
            errors.Add(id, "'words' has a blank one: every narrative would raise the fact.");
        }

        foreach (var answers in new[] { entry.Answers, entry.AnswersEn })
        {
            if (answers is not null && (type != FactType.Bool || answers.Length != 2 || answers.Any(string.IsNullOrWhiteSpace)))
            {
                errors.Add(id, "'answers' are two, for true and for false, and only of a boolean.");
            }
        }

        return new(
            index, id, type ?? FactType.Bool, source ?? FactSource.Stated, entry.Unit, errors.Need(id, "name", entry.Name), errors.Need(id, "nameEn", entry.NameEn),
            entry.Ask, entry.AskEn, entry.DerivedFrom, entry.Values ?? [], entry.Words ?? [])
        {
            Answers = entry.Answers ?? [],
            AnswersEn = entry.AnswersEn ?? [],
            ClaimWords = entry.ClaimWords ?? [],
        };
    }

    private sealed record Document
    {
        public Entry[]? Facts { get; init; }
    }

    private sealed record Entry
    {
        public string? Id { get; init; }

        public string? Type { get; init; }

        public string? Source { get; init; }

        public string? Unit { get; init; }

        public string? Name { get; init; }

        public string? NameEn { get; init; }

        public string? Ask { get; init; }

        public string? AskEn { get; init; }

        public string? DerivedFrom { get; init; }

        public string[]? Values { get; init; }

        public string[]? Words { get; init; }

        public string[]? ClaimWords { get; init; }

        public string[]? Answers { get; init; }

        public string[]? AnswersEn { get; init; }
    }
}
