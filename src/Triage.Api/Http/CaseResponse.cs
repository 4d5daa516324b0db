using Triage.Api.Domain;

using Route = Triage.Api.Domain.Route;

namespace Triage.Api.Http;

/// <summary>A case as clients see it. Masked for those who do not need to know whose it is.</summary>
internal sealed record CaseResponse
{
    public required string Id { get; init; }
    public required int Version { get; init; }
    public required IReadOnlyList<CaseNumber> Numbers { get; init; }
    public required CaseState State { get; init; }
    public required string Regime { get; init; }
    public required string Tribunal { get; init; }
    public required Channel Channel { get; init; }
    public CaseSource? Source { get; init; }
    public ProxyFiling? FiledByProxy { get; init; }
    public OralRecord? OralRecord { get; init; }
    public required DateOnly ReceivedOn { get; init; }
    public DateOnly? FiledOn { get; init; }
    public DateOnly? ClosedOn { get; init; }
    public Route? Route { get; init; }
    public Procedure? Procedure { get; init; }
    public Bench? Bench { get; init; }
    public string? Team { get; init; }
    public string? Judge { get; init; }
    public string? Mediator { get; init; }
    public CaseCause? Cause { get; init; }
    public required IReadOnlyList<Party> Parties { get; init; }
    public required string Narrative { get; init; }
    public required IReadOnlyList<string> Claims { get; init; }
    public decimal? Amount { get; init; }
    public required IReadOnlyDictionary<string, bool> Facts { get; init; }
    public required MediationWish MediationWish { get; init; }
    public TriageRecord? Triage { get; init; }
    public SecondTriage? SecondTriage { get; init; }
    public DeficiencyNotice? Deficiency { get; init; }
    public Referral? Referral { get; init; }
    public MediationRecord? Mediation { get; init; }
    /// <summary>Every clock that has started, the legal ones first.</summary>
    public IReadOnlyList<DeadlineResponse> Deadlines { get; init; } = [];
    /// <summary>How it ended; null while it is open.</summary>
    public ClosureResponse? Closure { get; init; }
    public ConfirmationRecord? Confirmation { get; init; }
    public TrialRecord? Trial { get; init; }
    public required IReadOnlyList<AppealRecord> Appeals { get; init; }
    /// <summary>The day on which what ended the case took effect.</summary>
    public DateOnly? EffectiveOn { get; init; }
    public required IReadOnlyList<FollowUpRecord> FollowUps { get; init; }
    public ArchiveRecord? Archive { get; init; }
    public required IReadOnlyList<CaseFlag> Flags { get; init; }
    public ProtectionNotice? Protection { get; init; }
    public required IReadOnlyList<ProtectionNotice> EarlierProtections { get; init; }
    public required IReadOnlyList<Reminder> Reminders { get; init; }
    public required IReadOnlyList<LedgerCheck> LedgerChecks { get; init; }
    public required IReadOnlyList<CaseLink> Links { get; init; }
    /// <summary>The hold of the mediator who has it now; null while nobody has.</summary>
    public LeaseResponse? Lease { get; init; }
    /// <summary>Only where one case is asked for: what the person who asks may do with it in its state. What else must hold is said when it is tried.</summary>
    public IReadOnlyList<AllowedAction>? Actions { get; init; }
    /// <summary>Only where one case is asked for by somebody who may close it: what should be looked at first, for which way of closing. It warns, it does not block.</summary>
    public IReadOnlyList<ClosingRemarkResponse>? ClosingRemarks { get; init; }
    /// <summary>Only where one case is asked for: who the user names in its triage are.</summary>
    public IReadOnlyDictionary<string, string>? Names { get; init; }
    /// <summary>Only in the answer to a new case: earlier ones that look like it. They warn, they do not block.</summary>
    public IReadOnlyList<DuplicateResponse>? Duplicates { get; init; }

    public static CaseResponse From(CourtCase stored, bool masked)
    {
        var c = masked ? Masking.Mask(stored) : stored;
        return new CaseResponse
        {
            Id = c.Id,
            Version = c.Version,
            Numbers = c.Numbers,
            State = c.State,
            Regime = c.Regime,
            Tribunal = c.Tribunal,
            Channel = c.Channel,
            Source = c.Source,
            FiledByProxy = c.FiledByProxy,
            OralRecord = c.OralRecord,
            ReceivedOn = c.ReceivedOn,
            FiledOn = c.FiledOn,
            ClosedOn = c.ClosedOn,
            Route = c.Route,
            Procedure = c.Procedure,
            Bench = c.Bench,
            Team = c.Team,
            Judge = c.Judge,
            Mediator = c.Mediator,
            Cause = c.Cause,
            Parties = c.Parties,
            Narrative = c.Narrative,
            Claims = c.Claims,
            Amount = c.Amount,
            Facts = c.Facts,
            MediationWish = c.MediationWish,
            Triage = c.Triage,
            SecondTriage = c.SecondTriage,
            Deficiency = c.Deficiency,
            Referral = c.Referral,
            Mediation = c.Mediation,
            Confirmation = c.Confirmation,
            Trial = c.Trial,
            Appeals = c.Appeals,
            EffectiveOn = c.EffectiveOn,
            FollowUps = c.FollowUps,
            Archive = c.Archive,
            Flags = c.Flags,
            Protection = c.Protection,
            EarlierProtections = c.EarlierProtections,
            Reminders = c.Reminders,
            LedgerChecks = c.LedgerChecks,
            Links = c.Links,
            Lease = c.Mediation?.Lease is { } lease ? new LeaseResponse(lease.Until) : null,
        };
    }
}

/// <param name="Name">As it is called at the counter.</param>
internal sealed record AllowedAction(CaseAction Action, string Name);

/// <param name="Modes">The ways of closing that it is about.</param>
internal sealed record ClosingRemarkResponse(string Id, IReadOnlyList<ClosureMode> Modes, string Text, string TextEn, IReadOnlyList<Citation> Citations);

internal sealed record LeaseResponse(DateTimeOffset Until);

/// <param name="Score">0 to 1: how alike the narratives are.</param>
internal sealed record DuplicateResponse(string CaseId, string? Number, double Score, string Why);
