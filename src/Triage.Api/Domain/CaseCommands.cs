namespace Triage.Api.Domain;

// Commands carry everything that a decision needs: who, when, and what the rules, the calendar and the court's set-up said.

/// <param name="At">Court time; its date is today.</param>
internal abstract record CaseCommand(CaseAction Action, Actor By, DateTimeOffset At)
{
    public DateOnly Today => DateOnly.FromDateTime(At.DateTime);
}

// Intake and triage

internal sealed record Propose(TriageRecord Proposal, IReadOnlyList<CaseFlag> Flags, DateTimeOffset At) : CaseCommand(CaseAction.Propose, Actor.System, At);

/// <summary>Before a route is confirmed triage starts over; afterwards the state stays and a second triage is raised (二次分流).</summary>
/// <param name="DueOn">By when the second triage should be answered; null before the first.</param>
/// <param name="NewLimitOn">The last day of the trial limit if it is converted as proposed.</param>
/// <param name="Barring">A gate that has come to stand against mediation with these facts; null where none has.</param>
internal sealed record AddFacts(IReadOnlyDictionary<string, bool> Facts, TriageRecord Proposal, IReadOnlyList<CaseFlag> Flags, Actor By, DateTimeOffset At, DateOnly? DueOn = null, GateRecord? Barring = null, DateOnly? NewLimitOn = null)
    : CaseCommand(CaseAction.AddFacts, By, At)
{
    /// <summary>The cause that a person corrected; null where it stays.</summary>
    public CaseCause? Cause { get; init; }
    /// <summary>The filing party's wish as it was asked now; null where it was not.</summary>
    public MediationWish? Wish { get; init; }
    /// <summary>Whether the other side can be reached, as it was found now; null where nobody looked.</summary>
    public Contact? Contact { get; init; }
}

internal sealed record RequestCorrection(IReadOnlyList<string> Items, DateOnly Due, Actor By, DateTimeOffset At) : CaseCommand(CaseAction.RequestCorrection, By, At);

/// <param name="Corrected">The case with what was corrected; its state, numbers and records are not taken from here.</param>
internal sealed record Correct(CourtCase Corrected, DateOnly ReceivedOn, TriageRecord Proposal, IReadOnlyList<CaseFlag> Flags, Actor By, DateTimeOffset At)
    : CaseCommand(CaseAction.Correct, By, At);

/// <param name="Gates">The gates that fire on the facts as they are; the rule must be one of them.</param>
internal sealed record ReferOut(string Rule, string Target, IReadOnlyList<GateRecord> Gates, Actor By, DateTimeOffset At) : CaseCommand(CaseAction.ReferOut, By, At);

/// <param name="Referral">Where the party is sent and on which article; only with <see cref="Route.ReferOut"/>.</param>
internal sealed record ConfirmRoute(Route Route, Procedure? Procedure, Bench? Bench, string? Team, DecidedBy DecidedBy,
    IReadOnlyList<CaseNumber> NewNumbers, DateOnly? FiledOn, Actor By, DateTimeOffset At, Referral? Referral = null) : CaseCommand(CaseAction.ConfirmRoute, By, At)
{
    /// <summary>The person says that the cause stands although the narrative reads otherwise.</summary>
    public bool CauseChecked { get; init; }
}

/// <summary>The procedure and the bench of the trial that may follow; what is null is as the second triage proposes.</summary>
internal sealed record AnswerSecondTriage(Procedure? Procedure, Bench? Bench, string? Reason, Actor By, DateTimeOffset At) : CaseCommand(CaseAction.AnswerSecondTriage, By, At);

internal sealed record WithdrawApplication(string Reason, DateOnly On, Actor By, DateTimeOffset At) : CaseCommand(CaseAction.WithdrawApplication, By, At);

// Mediation

/// <param name="Conflict">Why nobody of those named may take it; null where nothing stands against it.</param>
internal sealed record OfferCase(MediationOffer Offer, Refusal? Conflict, Actor By, DateTimeOffset At) : CaseCommand(CaseAction.OfferCase, By, At);

/// <param name="Organisation">The mediator's, so that an offer to it can be answered.</param>
/// <param name="Next">The offer that follows by itself; null where nobody else was named.</param>
internal sealed record DeclineOffer(string Mediator, string? Organisation, string Reason, MediationOffer? Next, Actor By, DateTimeOffset At) : CaseCommand(CaseAction.DeclineOffer, By, At);

/// <param name="Next">The offer that follows by itself; null where nobody else was named.</param>
internal sealed record ExpireOffer(MediationOffer? Next, DateTimeOffset At) : CaseCommand(CaseAction.ExpireOffer, Actor.System, At);

/// <param name="Mediator">The person's id.</param>
/// <param name="Until">End of the third working day (在线调解规则 12).</param>
/// <param name="Organisation">The mediator's, so that an offer to it is accepted by the claim.</param>
/// <param name="Conflict">Why this person may not (<see cref="Conflicts"/>); null where nothing stands against it.</param>
internal sealed record ClaimCase(string Mediator, DateTimeOffset Until, Actor By, DateTimeOffset At, string? Organisation = null, Refusal? Conflict = null) : CaseCommand(CaseAction.Claim, By, At);

internal sealed record ReturnCase(string Reason, Actor By, DateTimeOffset At) : CaseCommand(CaseAction.Return, By, At);

internal sealed record ExpireLease(DateTimeOffset At) : CaseCommand(CaseAction.ExpireLease, Actor.System, At);

internal sealed record GiveConsent(MediationConsent Consent, Actor By, DateTimeOffset At) : CaseCommand(CaseAction.GiveConsent, By, At);

internal sealed record HoldSession(MediationSession Session, Actor By, DateTimeOffset At) : CaseCommand(CaseAction.HoldSession, By, At);

internal sealed record ExtendMediation(MediationExtension Extension, Actor By, DateTimeOffset At) : CaseCommand(CaseAction.ExtendMediation, By, At);

internal sealed record ChangeMediator(string Reason, Actor By, DateTimeOffset At) : CaseCommand(CaseAction.ChangeMediator, By, At);

/// <summary>The termination sheet.</summary>
/// <param name="NewNumbers">人调字, where they agreed.</param>
/// <param name="Second">Where mediation failed: triage without it, so that filing knows the way; null otherwise.</param>
internal sealed record EndMediation(MediationOutcome Outcome, DateOnly EndedOn, string? Reason, MediationAgreement? Agreement, IReadOnlyList<string> UndisputedFacts,
    string? Focus, ComplexityOpinion? Opinion, IReadOnlyList<CaseNumber> NewNumbers, SecondTriage? Second, Actor By, DateTimeOffset At) : CaseCommand(CaseAction.EndMediation, By, At);

/// <summary>After a refused confirmation the parties want to change the agreement (民事诉讼法 206).</summary>
internal sealed record ReopenMediation(string Reason, Actor By, DateTimeOffset At) : CaseCommand(CaseAction.ReopenMediation, By, At);

// Judicial confirmation

/// <param name="Gates">What the rules of the group confirmation say of this application.</param>
/// <param name="HandedIn">Where the mediator brings the parties' own application; null where they came themselves.</param>
internal sealed record ApplyForConfirmation(IReadOnlyList<string> Applicants, DateOnly AppliedOn, IReadOnlyList<GateRecord> Gates, Actor By, DateTimeOffset At, HandedIn? HandedIn = null)
    : CaseCommand(CaseAction.ApplyForConfirmation, By, At);

internal sealed record AcceptConfirmation(DateOnly AcceptedOn, IReadOnlyList<CaseNumber> NewNumbers, Actor By, DateTimeOffset At)
    : CaseCommand(CaseAction.AcceptConfirmation, By, At);

/// <param name="NewNumbers">诉前调确, unless acceptance gave it.</param>
internal sealed record DecideConfirmation(ConfirmationDecision Decided, string? Ground, DateOnly DecidedOn, IReadOnlyList<CaseNumber> NewNumbers, Actor By, DateTimeOffset At)
    : CaseCommand(CaseAction.DecideConfirmation, By, At);

// Filing and trial

/// <param name="Lane">Where the case goes; after a failed mediation this is the second triage's.</param>
/// <param name="NewNumbers">民初, unless registered already.</param>
/// <param name="Judge">The person's id: the drawn one.</param>
/// <param name="DueOn">Last day of the trial limit; null where the calendar does not reach.</param>
internal sealed record FileCase(DateOnly FiledOn, Lane Lane, IReadOnlyList<CaseNumber> NewNumbers, string Judge, AssignmentDraw Draw, DateOnly? DueOn, Actor By, DateTimeOffset At)
    : CaseCommand(CaseAction.File, By, At);

internal sealed record AssignCase(string? Team, string Judge, AssignmentDraw Draw, string Reason, DateOnly? DueOn, Actor By, DateTimeOffset At)
    : CaseCommand(CaseAction.Assign, By, At);

internal sealed record RequestRecusal(string Person, string Ground, DateOnly RequestedOn, Actor By, DateTimeOffset At) : CaseCommand(CaseAction.RequestRecusal, By, At);

/// <param name="Judge">Drawn again where a judge's recusal is granted; null otherwise.</param>
/// <param name="Adjudicates">A judge or lay assessor: the president decides; about clerks and others the presiding or sole judge does (民事诉讼法 49).</param>
internal sealed record DecideRecusal(string Person, bool Granted, DateOnly DecidedOn, string? Judge, AssignmentDraw? Draw, Actor By, DateTimeOffset At, bool Adjudicates = true)
    : CaseCommand(CaseAction.DecideRecusal, By, At);

internal sealed record RequestRecusalReview(string Person, string Ground, DateOnly RequestedOn, Actor By, DateTimeOffset At) : CaseCommand(CaseAction.RequestRecusalReview, By, At);

/// <param name="Judge">Drawn again where the review comes to another end for a judge; null otherwise.</param>
internal sealed record DecideRecusalReview(string Person, bool Granted, DateOnly DecidedOn, string? Judge, AssignmentDraw? Draw, Actor By, DateTimeOffset At, bool Adjudicates = true)
    : CaseCommand(CaseAction.DecideRecusalReview, By, At);

/// <param name="Conflict">Why the person may not (<see cref="Conflicts"/>); null where nothing stands against it.</param>
internal sealed record AddParticipant(TrialParticipant Participant, Refusal? Conflict, Actor By, DateTimeOffset At) : CaseCommand(CaseAction.AddParticipant, By, At);

/// <param name="Bounds">How short and how long the law lets it be in this procedure; null where none is set in it.</param>
/// <param name="RunningUntil">The last day of the period before; null where there was none.</param>
internal sealed record SetEvidencePeriod(EvidencePeriod Period, Clocks.PeriodBounds? Bounds, DateOnly? RunningUntil, Actor By, DateTimeOffset At) : CaseCommand(CaseAction.SetEvidencePeriod, By, At);

/// <param name="RunningUntil">The last day of the period as it stands.</param>
internal sealed record RequestEvidenceExtension(EvidenceExtension Extension, DateOnly? RunningUntil, Actor By, DateTimeOffset At) : CaseCommand(CaseAction.RequestEvidenceExtension, By, At);

/// <param name="Days">What is granted where it is not what was asked for.</param>
internal sealed record DecideEvidenceExtension(bool Granted, int? Days, DateOnly DecidedOn, Actor By, DateTimeOffset At) : CaseCommand(CaseAction.DecideEvidenceExtension, By, At);

/// <param name="DueOn">The limit of the new procedure, counted from filing: a conversion never resets it (解释 258).</param>
internal sealed record ChangeProcedure(Procedure Procedure, Bench Bench, DateOnly RuledOn, string Reason, DateOnly? DueOn, Actor By, DateTimeOffset At)
    : CaseCommand(CaseAction.ChangeProcedure, By, At);

/// <summary>Opens a deduction; the same ground with a last day ends an open one.</summary>
internal sealed record Suspend(Suspension Suspension, DateOnly? DueOn, Actor By, DateTimeOffset At) : CaseCommand(CaseAction.Suspend, By, At);

/// <param name="Rule">By when it is asked for; null where nothing limits the trial or the review.</param>
/// <param name="ReviewDueOn">Where a confirmation is reviewed: the last day of the review.</param>
internal sealed record RequestExtension(LimitExtension Extension, Clocks.ExtensionRule? Rule, Actor By, DateTimeOffset At, DateOnly? ReviewDueOn = null) : CaseCommand(CaseAction.RequestExtension, By, At);

/// <param name="Rule">By when it is decided.</param>
internal sealed record DecideExtension(bool Granted, DateOnly DecidedOn, DateOnly? DueOn, Clocks.ExtensionRule? Rule, Actor By, DateTimeOffset At, DateOnly? ReviewDueOn = null) : CaseCommand(CaseAction.DecideExtension, By, At);

/// <summary>The president's extension was not enough: the superior court is asked (民事诉讼法 152).</summary>
internal sealed record RequestSuperiorExtension(LimitExtension Extension, Clocks.SuperiorExtensionRule? Rule, Actor By, DateTimeOffset At) : CaseCommand(CaseAction.RequestSuperiorExtension, By, At);

/// <param name="Document">Number of the superior court's reply.</param>
internal sealed record DecideSuperiorExtension(bool Granted, string Document, DateOnly DecidedOn, Clocks.SuperiorExtensionRule? Rule, Actor By, DateTimeOffset At) : CaseCommand(CaseAction.DecideSuperiorExtension, By, At);

/// <param name="Facts">What the event makes known, e.g. counterclaim; empty for most.</param>
/// <param name="Second">The second triage that those facts raise; null where they raise none.</param>
internal sealed record RecordEvent(TrialEvent Event, IReadOnlyDictionary<string, bool> Facts, SecondTriage? Second, IReadOnlyList<CaseFlag> Flags, DateOnly? DueOn, Actor By, DateTimeOffset At)
    : CaseCommand(CaseAction.RecordEvent, By, At);

// Closing and after

/// <param name="ClosedOn">Computed from the service (审理期限规定 10), never typed.</param>
/// <param name="Clocks">The clocks of the case as they stand, for a suit that is treated as withdrawn.</param>
internal sealed record CloseCase(ClosureRecord Closure, DateOnly ClosedOn, Actor By, DateTimeOffset At, IReadOnlyList<Clocks.ClockReading>? Clocks = null) : CaseCommand(CaseAction.Close, By, At);

/// <param name="LastDay">Last day of this party's appeal period; null where there is none.</param>
internal sealed record AppealCase(AppealRecord Appeal, DateOnly? LastDay, Actor By, DateTimeOffset At) : CaseCommand(CaseAction.Appeal, By, At);

/// <param name="EffectiveOn">The day after the last appeal period, or the day on which the last party received the statement.</param>
internal sealed record BecomeEffective(DateOnly EffectiveOn, DateTimeOffset At) : CaseCommand(CaseAction.BecomeEffective, Actor.System, At);

/// <param name="Most">After how many dissatisfied visits only a leader decides.</param>
internal sealed record FollowUp(DateOnly On, bool Performed, bool Satisfied, string? Note, int Most, Actor By, DateTimeOffset At) : CaseCommand(CaseAction.FollowUp, By, At);

/// <param name="Missing">Names of required papers that the case does not hold (Rules/archive.json).</param>
/// <param name="NotAttested">Names of papers that nobody has said are there; noted, not blocking.</param>
/// <param name="EffectiveOn">When what ended the case took effect; null while it can still be appealed.</param>
internal sealed record ArchiveCase(IReadOnlyList<string> Papers, IReadOnlyList<string> Missing, IReadOnlyList<string> NotAttested, DateOnly? EffectiveOn, Actor By, DateTimeOffset At) : CaseCommand(CaseAction.Archive, By, At);

// Beside the way

internal sealed record InformProtection(ProtectionNotice Notice, Actor By, DateTimeOffset At) : CaseCommand(CaseAction.InformProtection, By, At);

/// <summary>The court has decided on the application for a protection order, or it was withdrawn.</summary>
/// <param name="MostMonths">For how long an order may be valid (反家庭暴力法 30).</param>
internal sealed record DecideProtection(ProtectionDecision Decision, int MostMonths, Actor By, DateTimeOffset At) : CaseCommand(CaseAction.DecideProtection, By, At);

internal sealed record Remind(string To, string Text, DateOnly AnswerBy, Actor By, DateTimeOffset At) : CaseCommand(CaseAction.Remind, By, At);

/// <param name="Number">Which letter, 1 for the first.</param>
/// <param name="Person">Id of the person who answers.</param>
/// <param name="Note">How the sender came by the answer, where the sender writes it down for the addressee.</param>
internal sealed record AnswerReminder(int Number, string Answer, string Person, string? Note, Actor By, DateTimeOffset At) : CaseCommand(CaseAction.AnswerReminder, By, At);

internal sealed record CheckLedger(string Note, Actor By, DateTimeOffset At) : CaseCommand(CaseAction.CheckLedger, By, At);

/// <param name="Source">As it will stand; a name that is left out stays as it was.</param>
/// <param name="Reason">Why a reference that was given is changed; null for one that was missing.</param>
internal sealed record GiveSourceReference(CaseSource Source, string? Reason, Actor By, DateTimeOffset At) : CaseCommand(CaseAction.GiveSourceReference, By, At);

internal sealed record LinkCase(CaseLink To, Actor By, DateTimeOffset At) : CaseCommand(CaseAction.Link, By, At);
