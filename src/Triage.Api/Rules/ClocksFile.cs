using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;

namespace Triage.Api.Rules;

/// <summary>clocks.json: every period that the service counts, every ground on which days do not count, and every other number of this kind.</summary>
internal static class ClocksFile
{
    public const string Name = "clocks.json";

    public static ClockCatalogue Read(string directory, List<LoadError> all)
    {
        var errors = new FileErrors(Name, all);
        var document = RuleFiles.Parse<Document>(Path.Combine(directory, Name), errors);
        var deductions = (document?.Deductions ?? []).Select((entry, position) => Deduction(entry, $"deductions[{position}]", errors)).ToArray();
        var known = deductions.Select(deduction => deduction.Ground).ToHashSet();
        var clocks = (document?.Clocks ?? []).Select((entry, position) => Clock(entry, position, known, errors)).ToArray();
        foreach (var id in clocks.GroupBy(clock => (clock.Id, clock.EffectiveFrom)).Where(same => same.Count() > 1).Select(same => same.Key.Id))
            errors.Add(id, "Two clocks have this id from the same day.");
        foreach (var span in Spans.All.Where(span => clocks.All(clock => clock.Span != span)))
            errors.Add(null, $"No clock measures '{span}'.");
        var limits = (document?.Limits ?? []).Select((entry, position) => Limit(entry, $"limits[{position}]", errors)).ToArray();
        foreach (var id in Limits.All.Where(id => limits.Count(limit => limit.Id == id) != 1))
            errors.Add(null, $"'limits' has '{id}' once.");
        return new(clocks, deductions, limits);
    }

    private static LimitRule Limit(LimitEntry entry, string place, FileErrors errors)
    {
        var where = string.IsNullOrWhiteSpace(entry.Id) ? place : entry.Id;
        if (entry.Length is not > 0) errors.Add(where, "'length' is a number above zero.");
        if (entry.Citation is null && string.IsNullOrWhiteSpace(entry.Source)) errors.Add(where, "It needs a 'citation', or a 'source' where no text is known.");
        return new(errors.Need(where, "id", entry.Id), errors.Need(where, "name", entry.Name), errors.Need(where, "nameEn", entry.NameEn), Word<LimitUnit>(entry.Unit, where, "unit", errors), entry.Length ?? 1,
            entry.Citation is null ? null : Cited(entry.Citation, where, "citation", errors), entry.Source);
    }

    private static DeductionRule Deduction(DeductionEntry entry, string where, FileErrors errors) => new(
        errors.Need(where, "ground", entry.Ground), errors.Need(where, "name", entry.Name), errors.Need(where, "nameEn", entry.NameEn), entry.MostMonths,
        Cited(entry.Citation, where, "citation", errors) ?? Nowhere);

    private static ClockRule Clock(ClockEntry entry, int position, HashSet<string> grounds, FileErrors errors)
    {
        var where = string.IsNullOrWhiteSpace(entry.Id) ? $"clocks[{position}]" : entry.Id;
        if (!Spans.All.Contains(entry.Span ?? "")) errors.Add(where, $"'span' is none that a case has: '{entry.Span}'.");
        if (entry.Length is not > 0) errors.Add(where, "'length' is a number above zero.");
        if (entry.Unit == "hour" && entry.Length % 24 != 0) errors.Add(where, "Hours come in whole days.");
        if (entry.Citation is null && string.IsNullOrWhiteSpace(entry.Source)) errors.Add(where, "It needs a 'citation', or a 'source' where no text is known.");
        foreach (var unknown in (entry.Deductions ?? []).Where(ground => !grounds.Contains(ground))) errors.Add(where, $"Unknown ground of deduction '{unknown}'.");
        if (entry.Alerts is { } alerts && !alerts.SequenceEqual(alerts.Distinct().OrderDescending())) errors.Add(where, "'alerts' are different days, largest first.");
        return new()
        {
            Id = errors.Need(where, "id", entry.Id),
            Code = errors.Need(where, "code", entry.Code),
            Name = errors.Need(where, "name", entry.Name),
            NameEn = errors.Need(where, "nameEn", entry.NameEn),
            Span = entry.Span ?? "",
            Binds = Word<ClockBinds>(entry.Binds, where, "binds", errors),
            Procedures = Words<Procedure>(entry.Procedures, where, "procedures", errors),
            Regimes = entry.Regimes ?? [],
            Unit = Word<ClockUnit>(entry.Unit, where, "unit", errors),
            Length = entry.Length ?? 1,
            Roll = Word<HolidayRoll>(entry.Roll, where, "roll", errors),
            Citation = entry.Citation is null ? null : Cited(entry.Citation, where, "citation", errors),
            Source = entry.Source,
            Deductions = entry.Deductions ?? [],
            Extension = Extension(entry.Extension, where, errors),
            Bounds = Bounds(entry.Bounds, where, errors),
            Doubts = [.. (entry.Doubts ?? []).Select(doubt => new LengthDoubt(Word<ClockUnit>(doubt.Unit, where, "doubts.unit", errors), doubt.Length,
                Words<Procedure>(doubt.Procedures, where, "doubts.procedures", errors), errors.Need(where, "doubts.text", doubt.Text), doubt.Citation, doubt.Fact))],
            Alerts = entry.Alerts ?? [],
            Owners = Words<Role>(entry.Owners, where, "owners", errors),
            EffectiveFrom = errors.Date(where, "effectiveFrom", errors.Need(where, "effectiveFrom", entry.EffectiveFrom) is { Length: > 0 } text ? text : null) ?? default,
            EffectiveTo = errors.Date(where, "effectiveTo", entry.EffectiveTo),
            Note = entry.Note,
        };
    }

    private static ExtensionRule? Extension(ExtensionEntry? entry, string where, FileErrors errors)
    {
        if (entry is null) return null;
        if (entry.RequestDaysBefore is not null && entry.TimingCitation is null) errors.Add(where, "'extension.timingCitation' is missing: where is it written by when to ask?");
        return new(entry.Most, Cited(entry.Citation, where, "extension.citation", errors) ?? Nowhere, entry.RequestDaysBefore, entry.DecideDaysBefore, entry.TimingCitation, Superior(entry.Superior, where, errors));
    }

    private static SuperiorExtensionRule? Superior(SuperiorEntry? entry, string where, FileErrors errors)
    {
        if (entry is null) return null;
        if (entry.Most is not > 0) errors.Add(where, "'extension.superior.most' is a number above zero.");
        if (entry.RequestDaysBefore is null || entry.DecideDaysBefore is null) errors.Add(where, "'extension.superior' says by when to ask and to decide.");
        return new(entry.Most ?? 1, Cited(entry.Citation, where, "extension.superior.citation", errors) ?? Nowhere, entry.RequestDaysBefore ?? 0, entry.DecideDaysBefore ?? 0,
            Cited(entry.TimingCitation, where, "extension.superior.timingCitation", errors) ?? Nowhere);
    }

    private static PeriodBounds? Bounds(BoundsEntry? entry, string where, FileErrors errors)
    {
        if (entry is null) return null;
        if (entry.Least is null && entry.Most is null || entry.Least > entry.Most || entry.MostWithReason < entry.Most) errors.Add(where, "'bounds' names a shortest or a longest length, the shortest first.");
        return new(entry.Least, entry.Most, entry.MostWithReason, Cited(entry.Citation, where, "bounds.citation", errors) ?? Nowhere);
    }

    private static readonly Citation Nowhere = new("", "", "", "");

    private static Citation? Cited(Citation? citation, string where, string member, FileErrors errors)
    {
        if (citation is null)
        {
            errors.Add(where, $"'{member}' is missing.");
            return null;
        }
        errors.Need(where, $"{member}.law", citation.Law);
        errors.Need(where, $"{member}.version", citation.Version);
        errors.Need(where, $"{member}.article", citation.Article);
        errors.Need(where, $"{member}.text", citation.Text);
        return citation;
    }

    private static List<T> Words<T>(string[]? words, string where, string member, FileErrors errors) where T : struct, Enum =>
        [.. (words ?? []).Select(word => Word<T>(word, where, member, errors))];

    /// <summary>small_claims is SmallClaims.</summary>
    private static T Word<T>(string? word, string where, string member, FileErrors errors) where T : struct, Enum
    {
        if (word is { Length: > 0 } && char.IsAsciiLetterLower(word[0]) && Enum.TryParse<T>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var value)) return value;
        errors.Add(where, $"'{member}' is none of {string.Join(", ", Enum.GetNames<T>())}: '{word}'.");
        return default;
    }

    private sealed record Document
    {
        public DeductionEntry[]? Deductions { get; init; }
        public LimitEntry[]? Limits { get; init; }
        public ClockEntry[]? Clocks { get; init; }
    }

    private sealed record DeductionEntry
    {
        public string? Ground { get; init; }
        public string? Name { get; init; }
        public string? NameEn { get; init; }
        public int? MostMonths { get; init; }
        public Citation? Citation { get; init; }
    }

    private sealed record LimitEntry
    {
        public string? Id { get; init; }
        public string? Name { get; init; }
        public string? NameEn { get; init; }
        public string? Unit { get; init; }
        public int? Length { get; init; }
        public Citation? Citation { get; init; }
        public string? Source { get; init; }
    }

    private sealed record ClockEntry
    {
        public string? Id { get; init; }
        public string? Code { get; init; }
        public string? Name { get; init; }
        public string? NameEn { get; init; }
        public string? Span { get; init; }
        public string? Binds { get; init; }
        public string[]? Procedures { get; init; }
        public string[]? Regimes { get; init; }
        public string? Unit { get; init; }
        public int? Length { get; init; }
        public string? Roll { get; init; }
        public Citation? Citation { get; init; }
        public string? Source { get; init; }
        public string[]? Deductions { get; init; }
        public ExtensionEntry? Extension { get; init; }
        public BoundsEntry? Bounds { get; init; }
        public DoubtEntry[]? Doubts { get; init; }
        public int[]? Alerts { get; init; }
        public string[]? Owners { get; init; }
        public string? EffectiveFrom { get; init; }
        public string? EffectiveTo { get; init; }
        public string? Note { get; init; }
    }

    private sealed record ExtensionEntry
    {
        public int? Most { get; init; }
        public Citation? Citation { get; init; }
        public int? RequestDaysBefore { get; init; }
        public int? DecideDaysBefore { get; init; }
        public Citation? TimingCitation { get; init; }
        public SuperiorEntry? Superior { get; init; }
    }

    private sealed record SuperiorEntry
    {
        public int? Most { get; init; }
        public Citation? Citation { get; init; }
        public int? RequestDaysBefore { get; init; }
        public int? DecideDaysBefore { get; init; }
        public Citation? TimingCitation { get; init; }
    }

    private sealed record BoundsEntry
    {
        public int? Least { get; init; }
        public int? Most { get; init; }
        public int? MostWithReason { get; init; }
        public Citation? Citation { get; init; }
    }

    private sealed record DoubtEntry
    {
        public string? Unit { get; init; }
        public int Length { get; init; }
        public string[]? Procedures { get; init; }
        public string? Fact { get; init; }
        public string? Text { get; init; }
        public Citation? Citation { get; init; }
    }
}
