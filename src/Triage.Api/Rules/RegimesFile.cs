namespace Triage.Api.Rules;

/// <summary>regimes.json: in which order a court registers and mediates.</summary>
internal static class RegimesFile
{
    public const string Name = "regimes.json";

    public static IReadOnlyList<Regime> Read(string directory, List<LoadError> all)
    {
        var errors = new FileErrors(Name, all);
        var entries = RuleFiles.Parse<Document>(Path.Combine(directory, Name), errors)?.Regimes ?? [];
        var regimes = entries.Select((entry, position) => Regime(entry, position, errors)).ToArray();
        if (regimes.Count(regime => regime.Default) != 1)
        {
            errors.Add(null, "Exactly one regime is the default.");
        }

        foreach (var id in regimes.GroupBy(regime => regime.Id, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => same.Key))
        {
            errors.Add(id, "Two regimes have this id.");
        }

        return regimes;
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
