using System.Text.Json.Serialization;
using Triage.Api.Domain.Clocks;

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
    /// <summary>口头起诉笔录; null where the suit was filed in writing, or nobody has said.</summary>
    public OralRecord? OralRecord { get; init; }
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
    /// <summary>The cause is what triage proposed and no person has named or confirmed: the next triage weighs it anew instead of taking it as given.</summary>
    public bool CauseIsProposed { get; init; }
    /// <summary>A person has looked at the cause against the narrative, and it stands: it is not doubted again.</summary>
    public bool CauseChecked { get; init; }
    public Route? Route { get; init; }
    public Procedure? Procedure { get; init; }
    public Bench? Bench { get; init; }
    public string? Team { get; init; }
    public string? Judge { get; init; }
    public string? Mediator { get; init; }
    public TriageRecord? Triage { get; init; }
    /// <summary>Triage has left the case to a person at some time before its route was confirmed; what it proposed after an answer does not undo that somebody had to look.</summary>
    public bool LeftToAPerson { get; init; }
    /// <summary>Raised by what came to light after the route was confirmed (二次分流); the first one stays as it was.</summary>
    public SecondTriage? SecondTriage { get; init; }
    public DeficiencyNotice? Deficiency { get; init; }
    public Referral? Referral { get; init; }
    public MediationRecord? Mediation { get; init; }
    public ConfirmationRecord? Confirmation { get; init; }
    public TrialRecord? Trial { get; init; }
    public ClosureRecord? Closure { get; init; }
    public IReadOnlyList<AppealRecord> Appeals { get; init; } = [];
    public IReadOnlyList<FollowUpRecord> FollowUps { get; init; } = [];
    public IReadOnlyList<CaseFlag> Flags { get; init; } = [];
    public ProtectionNotice? Protection { get; init; }
    /// <summary>Applications that were decided before the present notice.</summary>
    public IReadOnlyList<ProtectionNotice> EarlierProtections { get => field ?? []; init; }
    public IReadOnlyList<Reminder> Reminders { get; init; } = [];
    public IReadOnlyList<LedgerCheck> LedgerChecks { get; init; } = [];
    public IReadOnlyList<CaseLink> Links { get; init; } = [];
    /// <summary>The day it took effect: judgment, statement or confirmation.</summary>
    public DateOnly? EffectiveOn { get; init; }
    public ArchiveRecord? Archive { get; init; }
    /// <summary>Clocks that have stopped, as they stood then: a later calendar does not move them.</summary>
    public IReadOnlyList<StoppedClock> StoppedClocks { get; init; } = [];
    public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>Members that nobody stated and the service filled in when a ledger was taken over, e.g. receivedOn, trial.dueOn.</summary>
    public IReadOnlyList<string> Assumed { get; init; } = [];

    /// <summary>In <see cref="Assumed"/> where a ledger tells a number and not its day.</summary>
    public const string NumberedOn = "numbers.assignedOn";

    /// <summary>A 民初 or 民特 number was given: the case cannot vanish any more, a ruling must end it (民事诉讼法 148).</summary>
    [JsonIgnore]
    public bool IsRegistered => Numbers.Any(n => n.Kind is NumberKinds.FirstInstance or NumberKinds.SpecialProcedure);

    /// <summary>A suit, with a 民初 number: what the figures about first-instance civil cases are made of.</summary>
    [JsonIgnore]
    public bool IsFirstInstance => Numbers.Any(n => n.Kind == NumberKinds.FirstInstance);

    /// <summary>What the statutes say of the facts as they are now.</summary>
    [JsonIgnore]
    public IReadOnlyList<GateRecord> Gates => SecondTriage?.Proposal.Gates ?? Triage?.Gates ?? [];

    /// <summary>The case with what triage says now.</summary>
    public CourtCase Triaged(TriageRecord proposal) => this with { Triage = proposal, LeftToAPerson = LeftToAPerson || Triage is { Abstained: true } || proposal.Abstained };

    public bool HasFlag(string flag) => Flags.Any(f => f.Flag == flag);
}

/// <summary>Kinds of numbers that one matter collects (rules.md B10).</summary>
internal static class NumberKinds
{
    public const string Receipt = "receipt";
    public const string FirstInstance = "first_instance";                 // 民初
    public const string PreFilingMediation = "pre_filing_mediation";      // 民诉前调
    public const string MediationAgreement = "mediation_agreement";       // 人调字
    public const string Confirmation = "confirmation";                    // 诉前调确
    public const string SpecialProcedure = "special_procedure";           // 民特
    public const string Archive = "archive";
}

/// <param name="Kind">receipt, first_instance (民初), pre_filing_mediation (民诉前调), …</param>
internal sealed record CaseNumber(string Kind, string Number, DateOnly AssignedOn);

/// <param name="Kind">e.g. police_station.</param>
/// <param name="Reference">The matter's own number there.</param>
internal sealed record CaseSource(string Kind, string? Name, string? Reference)
{
    /// <summary>Where one side does not name the body, nothing says that it is another.</summary>
    public bool IsSameBody(CaseSource other) => Name is null || other.Name is null || Conflicts.Same(Name, other.Name);
}

/// <param name="Authority">What shows that the proxy may file, e.g. 授权委托书 (民诉法 61, 62).</param>
internal sealed record ProxyFiling(string Name, string Authority);

/// <summary>What was taken down was read back and signed (简易程序规定 4, 民诉法解释 265).</summary>
/// <param name="RecordedBy">Who wrote it down.</param>
internal sealed record OralRecord(string RecordedBy, DateOnly ReadBackOn, RecordSignature Signature);

internal enum RecordSignature { Signed, Fingerprint }

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

/// <summary>一次性补正告知: once, in writing, every item (登记立案规定 7).</summary>
internal sealed record DeficiencyNotice(IReadOnlyList<string> Items, DateOnly GivenOn, DateOnly Due, DateOnly? CorrectedOn);

/// <param name="Rule">The gate that fired.</param>
/// <param name="Target">The body that the party was told to turn to.</param>
internal sealed record Referral(string Rule, string Target, DateOnly On, Citation Citation);

/// <param name="Trigger">What raised it: a fact, counterclaim, public_notice, mediation_failed…</param>
/// <param name="DueOn">By when a person should answer it.</param>
/// <param name="Barring">The gate that took the case out of mediation; null where none did.</param>
/// <param name="NewLimitOn">The last day of the trial limit if the case is converted as proposed; null where that changes nothing.</param>
internal sealed record SecondTriage(string Trigger, DateOnly RaisedOn, DateOnly? DueOn, TriageRecord Proposal, string? AnsweredBy = null, DateOnly? AnsweredOn = null, GateRecord? Barring = null, DateOnly? NewLimitOn = null)
{
    [JsonIgnore]
    public bool IsOpen => AnsweredOn is null;
}

/// <summary>人身安全保护令 was explained to the person in danger.</summary>
/// <param name="Urgent">24 instead of 72 hours for the decision (反家庭暴力法 28).</param>
/// <param name="AppliedAt">When the court received the application, to the minute; null where the person did not want an order.</param>
/// <param name="AppliedBy">Who applied in the person's stead: near relatives, police, women's federation, village committee (反家庭暴力法 23).</param>
internal sealed record ProtectionNotice(DateOnly GivenOn, string To, bool Urgent, DateTimeOffset? AppliedAt, string? AppliedBy = null, ProtectionDecision? Decision = null);

internal enum ProtectionOutcome { Granted, Refused, Withdrawn }

/// <param name="By">Id of the judge.</param>
/// <param name="ValidUntil">Of an order: at most six months (反家庭暴力法 30).</param>
internal sealed record ProtectionDecision(ProtectionOutcome Outcome, DateTimeOffset DecidedAt, string By, string? Ground, DateOnly? ValidUntil);

/// <summary>提醒函.</summary>
/// <param name="From">User name of the sender.</param>
/// <param name="To">Id of the person who must answer.</param>
/// <param name="AnsweredBy">User name: the addressee, or the sender on the addressee's behalf.</param>
/// <param name="Note">On whose word the sender wrote the answer down; null where the addressee did.</param>
internal sealed record Reminder(int Number, string From, string To, string Text, DateOnly SentOn, DateOnly AnswerBy, string? Answer, DateOnly? AnsweredOn, string? AnsweredBy = null, string? Note = null);

/// <summary>A periodic check mark in the ledger of the source (台账核查).</summary>
internal sealed record LedgerCheck(DateOnly On, string By, string Note);

/// <param name="Relation">related, series, repeat, merged or from_redo.</param>
internal sealed record CaseLink(string CaseId, string Relation, DateOnly On, string By);

/// <param name="Papers">What the file holds.</param>
/// <param name="NotAttested">What should be in it and nobody has attested (卷内缺件说明).</param>
internal sealed record ArchiveRecord(DateOnly On, IReadOnlyList<string> Papers, IReadOnlyList<string> NotAttested);
