namespace Triage.Api.Domain;

/// <summary>One matter from receipt to archive. It keeps one id for life and collects numbers on the way.</summary>
/// <remarks>Immutable: CaseLifecycle decides what it becomes; the store keeps every version's history.</remarks>
internal sealed record CourtCase
{
    public required string Id { get; init; }
    /// <summary>1 when created, one more with every change; the ETag.</summary>
    public int Version { get; init; } = 1;
    public required CaseState State { get; init; }
    /// <summary>REGISTER_FIRST_2025 or PRE_FILING_2016 (Rules/regimes.json).</summary>
    public required string Regime { get; init; }
    public required string Tribunal { get; init; }
    public required Channel Channel { get; init; }
    public CaseSource? Source { get; init; }
    public ProxyFiling? FiledByProxy { get; init; }
    public required DateOnly ReceivedOn { get; init; }
    public DateOnly? FiledOn { get; init; }
    public DateOnly? ClosedOn { get; init; }
    public IReadOnlyList<CaseNumber> Numbers { get; init; } = [];
    public required IReadOnlyList<Party> Parties { get; init; }
    public required string Narrative { get; init; }
    public IReadOnlyList<string> Claims { get; init; } = [];
    /// <summary>Yuan; null where no money is claimed.</summary>
    public decimal? Amount { get; init; }
    /// <summary>What was said on the form or added later. A fact that is not here is unknown, not false.</summary>
    public IReadOnlyDictionary<string, bool> Facts { get; init; } = new Dictionary<string, bool>();
    public MediationWish MediationWish { get; init; }
    public CaseCause? Cause { get; init; }
    public Route? Route { get; init; }
    public Procedure? Procedure { get; init; }
    public Bench? Bench { get; init; }
    public string? Team { get; init; }
    public string? Judge { get; init; }
    public string? Mediator { get; init; }
    public TriageRecord? Triage { get; init; }
    public MediationRecord? Mediation { get; init; }
    public ConfirmationRecord? Confirmation { get; init; }
    public TrialRecord? Trial { get; init; }
    public ClosureRecord? Closure { get; init; }
    public IReadOnlyList<AppealRecord> Appeals { get; init; } = [];
    public IReadOnlyList<FollowUpRecord> FollowUps { get; init; } = [];
    public IReadOnlyList<CaseFlag> Flags { get; init; } = [];
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <param name="Kind">receipt, first_instance (民初), pre_filing_mediation (民诉前调), …</param>
internal sealed record CaseNumber(string Kind, string Number, DateOnly AssignedOn);

internal sealed record CaseSource(string Kind, string? Name, string? Reference);

/// <param name="Authority">What shows that the proxy may file, e.g. 授权委托书 (民诉法 61, 62).</param>
internal sealed record ProxyFiling(string Name, string Authority);

internal sealed record Party
{
    public required PartyRole Role { get; init; }
    public PartyKind Kind { get; init; }
    public required string Name { get; init; }
    public string? IdNumber { get; init; }
    public string? Phone { get; init; }
    public string? Address { get; init; }
    public string? Village { get; init; }
    /// <summary>Null: nobody has said; unknown is not missing.</summary>
    public Contact? Contact { get; init; }
}

internal sealed record CaseCause(string Code, string Name, string Family);

/// <param name="Flag">e.g. domestic_violence. </param>
/// <param name="Reason">The sentence a clerk reads.</param>
internal sealed record CaseFlag(string Flag, string Reason, Citation? Citation);
