using System.Text.Json;
using System.Text.Json.Serialization;
using Triage.Api.Domain.Metrics;

namespace Triage.Api.Rules;

/// <summary>The definitions in force, from Rules/metrics/definitions.json. What is served is what is computed.</summary>
/// <param name="StatusCauses">Causes that are no mediable ones while nobody has said that no status is to be declared (民诉法解释 143): those for which the gate asks.</param>
internal sealed record MetricBook(int Version, DateOnly EffectiveFrom, IReadOnlyList<string> StatusCauses, AlertPolicy Alerts, IReadOnlyList<MetricDefinition> Definitions)
{
    public const string File = "definitions.json";

    public MetricDefinition? Find(string id) => Definitions.FirstOrDefault(definition => definition.Id == id);

    public static MetricBookLoad Load(string directory)
    {
        var errors = new List<LoadError>();
        var path = Path.Combine(directory, File);
        if (!System.IO.File.Exists(path)) return new(null, [new(File, null, "The file is missing.")]);
        var book = Read(System.IO.File.ReadAllText(path), new FileErrors(File, errors));
        return errors.Count == 0 ? new(book, errors) : new(null, errors);
    }

    private static MetricBook? Read(string json, FileErrors errors)
    {
        BookFile? file;
        try
        {
            file = JsonSerializer.Deserialize<BookFile>(json, Options);
        }
        catch (JsonException malformed)
        {
            errors.Add(malformed.Path, malformed.Message);
            return null;
        }
        foreach (var twice in file!.Definitions.GroupBy(definition => definition.Id).Where(group => group.Count() > 1)) errors.Add(twice.Key, "The id is used twice.");
        if (file.RatedFrom < 1) errors.Add("ratedFrom", "It is one or more.");
        _ = errors.Need("alerts", "source", file.Alerts.Source);
        if (file.Alerts is not { LimitDays: > 0, QueueMonths: > 0, QueueCases: > 0, QueueShare: >= 0 }) errors.Add("alerts", "Its numbers are above zero.");
        return new MetricBook(file.Version, file.EffectiveFrom, file.StatusCauses, file.Alerts, [.. file.Definitions.Select(definition => Convert(definition, file.RatedFrom, errors))]);
    }

    private static MetricDefinition Convert(DefinitionFile d, int ratedFrom, FileErrors errors)
    {
        foreach (var (member, text) in ((string, string)[])[("name", d.Name), ("nameEn", d.NameEn), ("formula", d.Formula), ("formulaEn", d.FormulaEn), ("source", d.Source)])
            _ = errors.Need(d.Id, member, text);
        if (d.Reference is { From: { } from, To: { } to } && from >= to) errors.Add(d.Id, "The reference range is empty.");
        return new MetricDefinition(d.Id, d.Version, d.Name, d.NameEn, d.Unit, d.Formula, d.FormulaEn, d.Scope, d.ScopeEn,
            Terms(d.Id, d.Numerator, errors), Terms(d.Id, d.Denominator, errors), d.Reference is { } range ? new(range.From, range.To, range.Months, ratedFrom) : null, d.Source);
    }

    private static List<MetricTerm> Terms(string id, IReadOnlyList<string> words, FileErrors errors)
    {
        if (words.Count == 0) errors.Add(id, "A numerator or denominator is empty.");
        return [.. words.Select(word => Term(id, word, errors)).OfType<MetricTerm>()];
    }

    /// <summary>-appealed, tribunals.closed, opening …</summary>
    private static MetricTerm? Term(string id, string word, FileErrors errors)
    {
        var (sign, rest) = word.StartsWith('-') ? (-1, word[1..]) : (1, word);
        var (scope, name) = rest.Split('.') switch
        {
            ["tribunals", var inTribunals] => (TermScope.Tribunals, inTribunals),
            ["court", var inCourt] => (TermScope.Court, inCourt),
            _ => (TermScope.Asked, rest),
        };
        var kind = name switch { "opening" => TermKind.Opening, "closing" => TermKind.Closing, "one" => TermKind.One, _ => TermKind.Measure };
        var measure = Measure.Find(name);
        if (kind != TermKind.Measure || measure is not null) return new(kind, measure, sign, scope);
        errors.Add(id, $"'{word}' is no measure; known are opening, closing, one, {string.Join(", ", Measure.All.Select(known => known.Name))}.");
        return null;
    }

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    private sealed record BookFile(int Version, DateOnly EffectiveFrom, int RatedFrom, IReadOnlyList<string> StatusCauses, AlertPolicy Alerts, IReadOnlyList<DefinitionFile> Definitions);

    private sealed record DefinitionFile(string Id, int Version, string Name, string NameEn, MetricUnit Unit, string Formula, string FormulaEn, string Scope, string ScopeEn,
        IReadOnlyList<string> Numerator, IReadOnlyList<string> Denominator, RangeFile? Reference, string Source);

    private sealed record RangeFile(decimal? From, decimal? To, int? Months = null);
}

/// <summary>Either the definitions or every reason why there are none.</summary>
internal sealed record MetricBookLoad(MetricBook? Book, IReadOnlyList<LoadError> Errors);
