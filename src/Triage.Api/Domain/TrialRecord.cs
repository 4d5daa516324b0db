using System.Text.Json.Serialization;
using Triage.Api.Domain.Clocks;

namespace Triage.Api.Domain;

internal enum ConfirmationDecision { Confirmed, Rejected, NotAccepted, Withdrawn }

/// <summary>司法确认: both sides jointly, within thirty days of effect (民事诉讼法 205).</summary>
internal sealed record ConfirmationRecord
{
    public required IReadOnlyList<string> Applicants { get; init; }
    public required DateOnly AppliedOn { get; init; }
    public DateOnly? AcceptedOn { get; init; }
    public ConfirmationDecision? Decision { get; init; }
    /// <summary>Which ground of 解释 358 or 355.</summary>
    public string? Ground { get; init; }
    public DateOnly? DecidedOn { get; init; }
    /// <summary>What became of earlier applications.</summary>
    public IReadOnlyList<EarlierConfirmation> Earlier { get; init; } = [];
    /// <summary>Where the mediator brought the parties' application; null where they came themselves.</summary>
    public HandedIn? HandedIn { get; init; }
    /// <summary>How the ruling reached each party; none in records from before it was kept.</summary>
    public IReadOnlyList<ServiceRecord> Service { get => field ?? []; init; }
    /// <summary>Of the thirty days of the review, by the president (民事诉讼法 187); null where none was asked for.</summary>
    public LimitExtension? Extension { get; init; }
}

/// <summary>The parties apply; the mediator only carries their signed application to court, and is not their agent (民诉法解释 351, 特邀调解规定 16).</summary>
/// <param name="SignedOn">The day the last party signed the joint application.</param>
/// <param name="Authority">How the parties have asked for it to be handed in.</param>
internal sealed record HandedIn(string Mediator, string Organisation, DateOnly SignedOn, string Authority);

internal sealed record EarlierConfirmation(DateOnly AppliedOn, ConfirmationDecision Decision, string? Ground, DateOnly DecidedOn);

/// <summary>What the trial adds to a case.</summary>
internal sealed record TrialRecord
{
    public DateOnly? AssignedOn { get; init; }
    /// <summary>When the case, with the agreement if there is one, first went to a judge: another judge later does not move it. Null in records from before it was kept.</summary>
    public DateOnly? HandedOverOn { get; init; }
    /// <summary>How the judge was drawn, so that anyone can draw again.</summary>
    public AssignmentDraw? Draw { get; init; }
    public IReadOnlyList<Recusal> Recusals { get; init; } = [];
    public IReadOnlyList<ProcedureChange> ProcedureChanges { get; init; } = [];
    public IReadOnlyList<Suspension> Suspensions { get; init; } = [];
    public IReadOnlyList<LimitExtension> Extensions { get; init; } = [];
    /// <summary>None in cases stored before they were kept.</summary>
    public IReadOnlyList<EvidencePeriod> EvidencePeriods { get => field ?? []; init; }
    public IReadOnlyList<TrialEvent> Events { get; init; } = [];
    public IReadOnlyList<TrialParticipant> Participants { get; init; } = [];

    /// <summary>The day of the hearing that was fixed last, unless it was put off since; null where none was.</summary>
    [JsonIgnore]
    public DateOnly? HearingOn => Events.LastOrDefault(e => e.Kind is TrialEventKinds.HearingScheduled or TrialEventKinds.Adjourned) is { Kind: TrialEventKinds.HearingScheduled } fixedFor ? fixedFor.On : null;
    /// <summary>审限届满日 as computed when the case was last saved; null where no limit runs.</summary>
    public DateOnly? DueOn { get; init; }
    /// <summary>True where a ledger stated the limit: it is taken as it stands, no clock computes it anew.</summary>
    public bool DueOnStated { get; init; }
}

/// <param name="Weights">Weighted open load of each candidate; the lighter, the likelier.</param>
/// <param name="Excluded">Who could not be drawn, and why (leave, recusal, tie).</param>
/// <param name="Designated">True where a tribunal head designated the judge instead, with a reason.</param>
internal sealed record AssignmentDraw(long Seed, IReadOnlyList<string> Candidates, IReadOnlyList<double> Weights, IReadOnlyDictionary<string, string> Excluded, string Drawn,
    bool Designated, string? Reason);

internal sealed record Recusal(string Person, string Ground, DateOnly RequestedOn, DateOnly? DecidedOn, bool? Granted)
{
    /// <summary>Once, by whoever is not content with the decision (民事诉讼法 50).</summary>
    public RecusalReview? Review { get; init; }

    /// <summary>Whether the person keeps out of the case: until the first decision, and after one that says so. A review that is pending changes nothing.</summary>
    [JsonIgnore]
    public bool Bars => (Review?.Granted ?? Granted) != false;
}

internal sealed record RecusalReview(string Ground, DateOnly RequestedOn, DateOnly? DecidedOn, bool? Granted);

internal sealed record ProcedureChange(Procedure From, Procedure To, Bench Bench, DateOnly RuledOn, string Reason);

/// <param name="Ground">e.g. public_notice, appraisal, settlement, jurisdiction, stay (解释 243).</param>
/// <param name="To">Last day; null while it goes on.</param>
internal sealed record Suspension(string Ground, DateOnly From, DateOnly? To);

/// <param name="Procedure">Under which procedure it was asked for: a conversion counts anew from filing and does not carry it over.</param>
/// <param name="Court">The superior court that was asked; null where the president decides.</param>
/// <param name="Document">Number of its reply.</param>
internal sealed record LimitExtension(int? Days, int? Months, DateOnly RequestedOn, string? Reason, bool? Granted, DateOnly? DecidedOn, Procedure? Procedure = null,
    ExtensionAuthority Authority = ExtensionAuthority.President, string? Court = null, string? Document = null);

internal enum ExtensionAuthority { President, SuperiorCourt }

/// <summary>举证期限: one for all parties (民事诉讼法 68).</summary>
/// <param name="StartOn">The day of the notice, which is not counted.</param>
/// <param name="Agreed">The parties agreed on it and the court allowed it.</param>
/// <param name="Rebuttal">Set once more for evidence in rebuttal or to mend a defect: no shortest length (民诉法解释 99).</param>
/// <param name="Procedure">Under which procedure it was set: after a conversion another may be set.</param>
internal sealed record EvidencePeriod(int Days, DateOnly StartOn, DateOnly SetOn, bool Agreed, bool Rebuttal, string? Reason, Procedure Procedure)
{
    public IReadOnlyList<EvidenceExtension> Extensions { get; init; } = [];
}

/// <param name="Days">Asked for; once granted, what was granted. It holds for the other parties too (民诉法解释 100).</param>
internal sealed record EvidenceExtension(string Party, int Days, DateOnly RequestedOn, string Reason, bool? Granted, DateOnly? DecidedOn);

/// <param name="Kind">served, hearing, adjourned, evidence, …</param>
/// <param name="Method">Of service; null where nobody said.</param>
internal sealed record TrialEvent(string Kind, DateOnly On, string? Party, string? Note, ServiceMethod? Method = null);

/// <param name="Person">Id in the court's set-up; null for somebody from outside.</param>
internal sealed record TrialParticipant(string? Person, string Name, ParticipantRole As, DateOnly Since);

internal enum ParticipantRole { Assessor, Agent, Witness, Appraiser, Interpreter }

internal enum ClosureMode { Judgment, Ruling, MediationStatement, Withdrawal, Dismissal, Transfer, Other }

internal enum ServiceMethod { InPerson, LeftAtDomicile, Post, Electronic, ThroughUnit, Announcement, Pronounced }

/// <summary>Why a suit is treated as withdrawn although nobody withdrew it (按撤诉处理): the fee was not paid (民诉法解释 213), or the plaintiff stayed away (民事诉讼法 146).</summary>
internal enum DeemedWithdrawal { FeeUnpaid, Absent }

/// <summary>How a case ended. The legal closing date is computed from the service, never typed (审理期限规定 10).</summary>
internal sealed record ClosureRecord(ClosureMode Mode, ClosureDocument Document, IReadOnlyList<ServiceRecord> Service)
{
    /// <summary>What the judgment orders, with its day.</summary>
    public IReadOnlyList<PerformanceItem> Performance { get; init; } = [];
    /// <summary>Null where the suit was not treated as withdrawn, or nobody said why in an older record.</summary>
    public DeemedWithdrawal? Ground { get; init; }
}

internal sealed record ClosureDocument(string Kind, DateOnly MadeOn);

/// <param name="On">The day of the act: handed over, left, posted, published, signed for, pronounced.</param>
/// <param name="ReceivedOn">By post only: the day the receipt shows; null until it has come back.</param>
internal sealed record ServiceRecord(string Party, ServiceMethod Method, DateOnly On, DateOnly? ReceivedOn = null);

internal sealed record AppealRecord(string Party, DateOnly On);

/// <param name="Attempt">1 for the first visit; one more after every redo.</param>
/// <param name="Waived">True where a leader ended the matter although somebody is still dissatisfied.</param>
internal sealed record FollowUpRecord(DateOnly On, bool Performed, bool Satisfied, string? Note, int Attempt, bool Waived = false);
