namespace Triage.Api.Rules;

/// <summary>regimes.json: in which order a court registers and mediates, and the type words of its numbers.</summary>
internal static class RegimesFile
{
    public const string Name = "regimes.json";

    public static (IReadOnlyList<Regime> Regimes, CaseNumberWords Words) Read(string directory, List<LoadError> all)
    {
        var errors = new FileErrors(Name, all);
        var document = RuleFiles.Parse<Document>(Path.Combine(directory, Name), errors);
        var entries = document?.Regimes ?? [];
        var regimes = entries.Select((entry, position) => Regime(entry, position, errors)).ToArray();
        if (regimes.Count(regime => regime.Default) != 1)
        {
            errors.Add(null, "Exactly one regime is the default.");
        }

        foreach (var id in regimes.GroupBy(regime => regime.Id, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => same.Key))
        {
            errors.Add(id, "Two regimes have this id.");
        }

        return (regimes, Words(document?.NumberWords ?? new(), errors));
    }

    private static CaseNumberWords Words(WordsEntry entry, FileErrors errors)
    {
        const string where = "numberWords";
        string[] words = [errors.Need(where, "receipt", entry.Receipt), errors.Need(where, "firstInstance", entry.FirstInstance), errors.Need(where, "specialProcedure", entry.SpecialProcedure),
            errors.Need(where, "mediationAgreement", entry.MediationAgreement), errors.Need(where, "confirmation", entry.Confirmation)];
        if (words.Distinct(StringComparer.Ordinal).Count() < words.Length)
        {
            errors.Add(where, "Two kinds of numbers have one word.");
        }

        return new(words[0], words[1], words[2], words[3], words[4], errors.Need(where, "source", entry.Source), entry.NotVerified ?? []);
    }

    private static Regime Regime(Entry entry, int position, FileErrors errors)
    {
        var id = string.IsNullOrWhiteSpace(entry.Id) ? $"regimes[{position}]" : entry.Id;
        errors.Need(id, "id", entry.Id);
        var from = errors.Date(id, "effectiveFrom", errors.Need(id, "effectiveFrom", entry.EffectiveFrom) is { Length: > 0 } text ? text : null);
        var to = errors.Date(id, "effectiveTo", entry.EffectiveTo);
        if (to < from)
        {
            errors.Add(id, "It ends before it begins.");
        }

        if (entry.RegistersBeforeMediation is null)
        {
            errors.Add(id, "'registersBeforeMediation' is missing.");
        }

        if (entry.MediationDays is not > 0)
        {
            errors.Add(id, "'mediationDays' is a number of days.");
        }

        return new(
            id, errors.Need(id, "name", entry.Name), errors.Need(id, "nameEn", entry.NameEn), from ?? default, to, entry.Default, entry.RegistersBeforeMediation ?? false,
            errors.Need(id, "mediationNumberWord", entry.MediationNumberWord), entry.MediationDays ?? 0, errors.Need(id, "source", entry.Source), entry.NotVerified ?? []);
    }

    private sealed record Document
    {
        public Entry[]? Regimes { get; init; }

        public WordsEntry? NumberWords { get; init; }
    }

    private sealed record WordsEntry
    {
        public string? Receipt { get; init; }

        public string? FirstInstance { get; init; }

        public string? SpecialProcedure { get; init; }

        public string? MediationAgreement { get; init; }

        public string? Confirmation { get; init; }

        public string? Source { get; init; }

        public string[]? NotVerified { get; init; }
    }

    private sealed record Entry
    {
        public string? Id { get; init; }

        public string? Name { get; init; }

        public string? NameEn { get; init; }

        public string? EffectiveFrom { get; init; }

        public string? EffectiveTo { get; init; }

        public bool Default { get; init; }

        public bool? RegistersBeforeMediation { get; init; }

        public string? MediationNumberWord { get; init; }

        public int? MediationDays { get; init; }

        public string? Source { get; init; }

        public string[]? NotVerified { get; init; }
    }
}
