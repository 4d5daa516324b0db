using Triage.Api.Domain;

namespace Triage.Api.Rules;

/// <summary>How heavy an open case weighs when judges are drawn.</summary>
/// <param name="PanelFactor">A panel of three takes more of its presiding judge than a sole judge's case.</param>
/// <param name="Unknown">A case whose procedure is not known yet.</param>
/// <param name="SeriesDays">Within so many days of filing another case of the same plaintiff and cause is one of a series, and goes to the same judge (法发〔2016〕21号 2).</param>
internal sealed record Workload(string Source, IReadOnlyDictionary<Procedure, double> Weights, double PanelFactor, double Unknown, int SeriesDays)
{
    public double WeightOf(Procedure? procedure, Bench? bench) =>
        (procedure is { } known ? Weights[known] : Unknown) * (bench == Bench.Panel ? PanelFactor : 1);
}

/// <summary>workload.json.</summary>
internal static class WorkloadFile
{
    public const string Name = "workload.json";

    public static Workload Read(string directory, List<LoadError> all)
    {
        var errors = new FileErrors(Name, all);
        var document = RuleFiles.Parse<Document>(Path.Combine(directory, Name), errors);
        var weights = new Dictionary<Procedure, double>();
        foreach (var procedure in Enum.GetValues<Procedure>())
        {
            var word = procedure == Procedure.SmallClaims ? "small_claims" : procedure.ToString().ToLowerInvariant();
            weights[procedure] = document?.Weights?.GetValueOrDefault(word) ?? 0;
            if (weights[procedure] <= 0) errors.Add("weights", $"'{word}' is a number above zero.");
        }
        if (document?.PanelFactor is not >= 1) errors.Add("panelFactor", "It is one or more.");
        if (document?.Unknown is not > 0) errors.Add("unknown", "It is above zero.");
        if (document?.SeriesDays is not > 0) errors.Add("seriesDays", "It is above zero.");
        return new(errors.Need(null, "source", document?.Source), weights, document?.PanelFactor ?? 1, document?.Unknown ?? 1, document?.SeriesDays ?? 1);
    }

    private sealed record Document
    {
        public string? Source { get; init; }
        public Dictionary<string, double>? Weights { get; init; }
        public double? PanelFactor { get; init; }
        public double? Unknown { get; init; }
        public int? SeriesDays { get; init; }
    }
}
