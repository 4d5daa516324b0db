using System.Text.Json.Serialization;

namespace Triage.Api.Domain;

/// <summary>A proposal with everything that a person needs to accept or refuse it, and who decided in the end.</summary>
internal sealed record TriageRecord
{
    public required Route Route { get; init; }
    public Procedure? Procedure { get; init; }
    public Bench? Bench { get; init; }
    public string? Team { get; init; }
    public bool Abstained { get; init; }
    public IReadOnlyList<AbstainReason> AbstainReasons { get; init; } = [];
    public CaseCause? Cause { get; init; }
    /// <summary>Probability of the proposed route, 0 to 1.</summary>
    public double Confidence { get; init; }
    /// <summary>Probability that the model itself gives the cause (its kind, where no cause was recognised), whoever named it; null for proposals made before this was kept.</summary>
    public double? CauseConfidence { get; init; }
    /// <summary>The narrative speaks against the cause that a person named; null where it does not, or a person has looked at the cause since.</summary>
    public CauseDoubt? CauseDoubt { get; init; }
    public IReadOnlyList<RouteAlternative> Alternatives { get; init; } = [];
    public IReadOnlyList<CauseAlternative> CauseAlternatives { get; init; } = [];
    public required ComplexityRecord Complexity { get; init; }
    public IReadOnlyList<GateRecord> Gates { get; init; } = [];
    public IReadOnlyList<QuestionRecord> Questions { get; init; } = [];
    public IReadOnlyList<EvidenceRecord> Evidence { get; init; } = [];
    public required ModelRecord Model { get; init; }
    /// <summary>What the challenger would have said: reported, never obeyed. Null where none runs.</summary>
    public ShadowRecord? Shadow { get; init; }
    public DecidedBy? DecidedBy { get; init; }
}

/// <param name="Code">missing_fact, close_routes, conflicting_signals, out_of_domain, low_confidence, not_a_civil_case or special_procedure.</param>
internal sealed record AbstainReason(string Code, string Detail);

internal sealed record RouteAlternative(Route Route, double Probability);

/// <param name="Family">What it reads like instead.</param>
/// <param name="Probability">Of that kind.</param>
/// <param name="Named">Of the kind of the named cause.</param>
internal sealed record CauseDoubt(string Family, double Probability, double Named);

internal sealed record CauseAlternative(string Family, double Probability);

/// <param name="Score">0 to 100; at <paramref name="Limit"/> and above the case is complex.</param>
internal sealed record ComplexityRecord(int Score, int Limit, IReadOnlyList<ComplexityFactor> Factors);

/// <param name="Value">As a person reads it; "未知" where the fact is unknown.</param>
internal sealed record ComplexityFactor(string Factor, int Points, string Value);

/// <param name="Fact">The deciding fact with its value, e.g. amount=3200.00.</param>
/// <param name="From">form, model, officer, document or derived.</param>
internal sealed record GateRecord(string Rule, string Effect, string Fact, string From, string Summary, Citation Citation)
{
    /// <summary>Another body's turn comes first.</summary>
    [JsonIgnore]
    public bool RefersOut => Effect.StartsWith("refers_out ", StringComparison.Ordinal);
}

internal sealed record QuestionRecord(string Fact, string Question, string Why, bool Decisive, string Rule);

/// <param name="Start">UTF-16 offset into the narrative as sent.</param>
internal sealed record EvidenceRecord(string Text, int Start, int Length, double Weight);

/// <param name="Family">The family that the model held most probable, before statute and form.</param>
internal sealed record ModelRecord(string Version, string TrainedOn, string? Family = null, double? Probability = null);

internal sealed record ShadowRecord(string Version, string Family, double Probability);

/// <param name="Kind">statute, model or person.</param>
/// <param name="ConfirmedBy">The user name of the person; nothing is routed without one.</param>
internal sealed record DecidedBy(string Kind, string? ConfirmedBy, DateTimeOffset? At, string? Reason);
