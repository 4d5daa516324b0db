namespace Triage.Api.Domain;

/// <summary>What can be done to a case. One action may lead to several states; <see cref="CaseLifecycle.Decide"/> says to which.</summary>
internal enum CaseAction
{
    // Intake and triage
    Propose, AddFacts, RequestCorrection, Correct, ReferOut, ConfirmRoute, AnswerSecondTriage, WithdrawApplication,
    // Mediation
    OfferCase, DeclineOffer, ExpireOffer, Claim, Return, ExpireLease, GiveConsent, HoldSession, ExtendMediation, ChangeMediator, EndMediation, ReopenMediation,
    // Judicial confirmation
    ApplyForConfirmation, AcceptConfirmation, DecideConfirmation,
    // Filing and trial
    File, Assign, RequestRecusal, DecideRecusal, RequestRecusalReview, DecideRecusalReview, AddParticipant, SetEvidencePeriod, RequestEvidenceExtension, DecideEvidenceExtension,
    ChangeProcedure, Suspend, RequestExtension, DecideExtension, RequestSuperiorExtension, DecideSuperiorExtension, RecordEvent,
    // Closing and after
    Close, Appeal, BecomeEffective, FollowUp, Archive,
    // Beside the way: the state stays
    InformProtection, DecideProtection, Remind, AnswerReminder, CheckLedger, GiveSourceReference, Link,
}

/// <summary>One row of the table: who may take which step, why, and what it does to the clocks.</summary>
/// <param name="Row">Row of the transition table in lifecycle.md E2; 0 where the step is not in it.</param>
/// <param name="By">Who may; empty where only the service itself does it.</param>
/// <param name="Chinese">What happens, as a clerk says it.</param>
internal sealed record Passage(int Row, CaseAction Action, IReadOnlyList<Role> By, string Chinese)
{
    /// <summary>What must hold besides the state and the role; null where nothing more must.</summary>
    public string? Guard { get; init; }
    /// <summary>The articles behind it.</summary>
    public IReadOnlyList<Citation> Law { get; init; } = [];
    /// <summary>Ids of Rules/clocks.json that begin to run, stop, or stand still.</summary>
    public IReadOnlyList<string> Starts { get; init; } = [];
    public IReadOnlyList<string> Stops { get; init; } = [];
    public IReadOnlyList<string> Pauses { get; init; } = [];
}

internal sealed record Transition(CaseState From, CaseState To, Passage Passage)
{
    public int Row => Passage.Row;
    public CaseAction Action => Passage.Action;
    public IReadOnlyList<Role> By => Passage.By;
    public string Chinese => Passage.Chinese;
}

/// <summary>Who acts: a person with roles, or the service itself.</summary>
internal sealed record Actor(string Name, IReadOnlyList<Role> Roles)
{
    public static readonly Actor System = new("system", []);
    public bool IsSystem => ReferenceEquals(this, System);
    public bool IsAny(params ReadOnlySpan<Role> roles)
    {
        foreach (var role in roles)
            if (Roles.Contains(role)) return true;
        return false;
    }
}

/// <summary>The case as it becomes, or why not; exactly one is set.</summary>
internal sealed record Decision
{
    public Decision(CourtCase after) => After = after;
    public Decision(Refusal refusal) => Refusal = refusal;
    public CourtCase? After { get; }
    public Refusal? Refusal { get; }
}

/// <summary>What one step makes of a case before the table is asked whether that is allowed: a state and a case, or why not.</summary>
internal readonly record struct Step(CaseState To, CourtCase? After, Refusal? Refusal)
{
    public static implicit operator Step((CaseState To, CourtCase After) step) => new(step.To, step.After, null);
    public static implicit operator Step(Refusal refusal) => new(default, null, refusal);
}
