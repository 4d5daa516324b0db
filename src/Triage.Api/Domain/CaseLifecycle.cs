namespace Triage.Api.Domain;

/// <summary>The one state machine: a table that a lawyer can read, and <see cref="Decide"/>, which says what a command makes of a case.</summary>
/// <remarks>Pure: time, the person and what the rules said come in with the command. A row that is not in the table does not happen.</remarks>
internal static class CaseLifecycle
{
    /// <summary>From, action, to, who, and on what ground. The number is the row of lifecycle.md E2.</summary>
    public static readonly IReadOnlyList<Transition> Table =
    [
        new(6, CaseState.Received, CaseAction.Propose, CaseState.InTriage, [], "材料齐备，进入繁简甄别"),
        new(7, CaseState.Received, CaseAction.Propose, CaseState.HumanReview, [], "弃权：缺关键事实、路径相近或信号冲突"),
        new(8, CaseState.InTriage, CaseAction.AddFacts, CaseState.InTriage, [Role.Clerk, Role.TriageOfficer, Role.TribunalHead], "补充事实后重新甄别"),
        new(8, CaseState.InTriage, CaseAction.AddFacts, CaseState.HumanReview, [Role.Clerk, Role.TriageOfficer, Role.TribunalHead], "补充事实后重新甄别，弃权"),
        new(8, CaseState.HumanReview, CaseAction.AddFacts, CaseState.InTriage, [Role.Clerk, Role.TriageOfficer, Role.TribunalHead], "补充事实后重新甄别"),
        new(8, CaseState.HumanReview, CaseAction.AddFacts, CaseState.HumanReview, [Role.Clerk, Role.TriageOfficer, Role.TribunalHead], "补充事实后重新甄别，弃权"),
        new(4, CaseState.InTriage, CaseAction.ConfirmRoute, CaseState.ReferredOut, [Role.Clerk, Role.TriageOfficer, Role.TribunalHead], "告知其他途径"),
        new(4, CaseState.HumanReview, CaseAction.ConfirmRoute, CaseState.ReferredOut, [Role.TriageOfficer, Role.TribunalHead], "告知其他途径"),
        new(9, CaseState.InTriage, CaseAction.ConfirmRoute, CaseState.AwaitingMediator, [Role.Clerk, Role.TriageOfficer, Role.TribunalHead], "委派调解／登记立案后先行调解"),
        new(9, CaseState.HumanReview, CaseAction.ConfirmRoute, CaseState.AwaitingMediator, [Role.TriageOfficer, Role.TribunalHead], "委派调解／登记立案后先行调解"),
        new(25, CaseState.InTriage, CaseAction.ConfirmRoute, CaseState.Filed, [Role.Clerk, Role.TriageOfficer, Role.TribunalHead], "登记立案，转审判团队"),
        new(25, CaseState.HumanReview, CaseAction.ConfirmRoute, CaseState.Filed, [Role.TriageOfficer, Role.TribunalHead], "登记立案，转审判团队"),
        new(10, CaseState.AwaitingMediator, CaseAction.Claim, CaseState.Mediating, [Role.Mediator], "调解员接受"),
        new(11, CaseState.Mediating, CaseAction.Return, CaseState.AwaitingMediator, [Role.Mediator], "调解员退回，说明理由"),
        new(11, CaseState.Mediating, CaseAction.ExpireLease, CaseState.AwaitingMediator, [], "三个工作日未开展调解，自动退回"),
    ];

    /// <summary>What <paramref name="command"/> makes of <paramref name="before"/>, or why not.</summary>
    public static Decision Decide(CourtCase before, CaseCommand command)
    {
        if (Forbids(before.State, command) is { } refusal)
            return new Decision(refusal);

        var (to, after) = command switch
        {
            Propose c => AfterTriage(before, c.Proposal, c.Flags),
            AddFacts c => AfterTriage(before with { Facts = Merge(before.Facts, c.Facts) }, c.Proposal, c.Flags),
            ConfirmRoute c => AfterConfirmation(before, c),
            ClaimCase c => (CaseState.Mediating, before with { Mediator = c.Mediator, Mediation = Queue(before, c.At) with { Attempt = Queue(before, c.At).Attempt + 1, Lease = new(c.Mediator, c.At, c.Until) } }),
            ReturnCase c => Requeue(before, c.At, c.Reason, expired: false),
            ExpireLease c => Requeue(before, c.At, "租约到期：三个工作日内未开展调解", expired: true),
            _ => throw new InvalidOperationException($"A command without an effect: {command.GetType().Name}."),
        };
        return !Table.Any(t => t.From == before.State && t.Action == command.Action && t.To == to && Permits(t, command.By))
            ? new Decision(WrongRole(command))
            : new Decision(after with { State = to, Version = before.Version + 1 });
    }

    private static Refusal? Forbids(CaseState state, CaseCommand command)
    {
        var rows = Table.Where(t => t.Action == command.Action).ToArray();
        if (!rows.Any(t => t.From == state))
        {
            var allowed = rows.Select(t => t.From).Distinct().ToArray();
            return new Refusal(RefusalCodes.StateConflict,
                $"案件处于“{state.Chinese()}”，不能{command.Action.Chinese()}；只有处于{string.Join("、", allowed.Select(s => $"“{s.Chinese()}”"))}时才可以。",
                $"The case is {state}; {command.Action} needs {string.Join(", ", allowed)}.")
            { AllowedStates = allowed };
        }
        return rows.Any(t => t.From == state && Permits(t, command.By)) ? null : WrongRole(command);
    }

    private static bool Permits(Transition row, Actor by) => by.IsSystem ? row.By.Count == 0 || row.Action == CaseAction.Propose : row.By.Any(by.Roles.Contains);

    private static Refusal WrongRole(CaseCommand command) => new(RefusalCodes.WrongRole,
        $"您的角色不能对此案{command.Action.Chinese()}。", $"Your role may not {command.Action} here.");

    private static (CaseState, CourtCase) AfterTriage(CourtCase before, TriageRecord proposal, IReadOnlyList<CaseFlag> flags) =>
        (proposal.Abstained ? CaseState.HumanReview : CaseState.InTriage,
         before with { Triage = proposal, Cause = proposal.Cause, Flags = flags });

    private static (CaseState, CourtCase) AfterConfirmation(CourtCase before, ConfirmRoute c)
    {
        var decided = before with
        {
            Route = c.Route,
            Procedure = c.Procedure,
            Bench = c.Bench,
            Team = c.Team,
            Numbers = [.. before.Numbers, .. c.NewNumbers],
            FiledOn = c.FiledOn,
            Triage = before.Triage! with { DecidedBy = c.DecidedBy },
        };
        return c.Route switch
        {
            Route.ReferOut => (CaseState.ReferredOut, decided),
            Route.Mediation => (CaseState.AwaitingMediator, decided with { Mediation = Queue(decided, c.At) }),
            _ => (CaseState.Filed, decided),
        };
    }

    /// <summary>A case goes back to its old place: the queue is ordered by when it first came in (lifecycle.md E3).</summary>
    private static (CaseState, CourtCase) Requeue(CourtCase before, DateTimeOffset at, string reason, bool expired)
    {
        var mediation = before.Mediation!;
        var back = new MediationReturn(before.Mediator!, at, reason, expired);
        return (CaseState.AwaitingMediator, before with { Mediator = null, Mediation = mediation with { Lease = null, Returns = [.. mediation.Returns, back] } });
    }

    private static MediationRecord Queue(CourtCase c, DateTimeOffset at) => c.Mediation ?? new MediationRecord { QueuedAt = at };

    private static Dictionary<string, bool> Merge(IReadOnlyDictionary<string, bool> known, IReadOnlyDictionary<string, bool> added)
    {
        var merged = new Dictionary<string, bool>(known);
        foreach (var (fact, value) in added)
            merged[fact] = value;
        return merged;
    }
}

internal enum CaseAction { Propose, AddFacts, ConfirmRoute, Claim, Return, ExpireLease }

/// <param name="Row">Row of the transition table in lifecycle.md E2.</param>
/// <param name="By">Who may; empty where only the service itself does it.</param>
internal sealed record Transition(int Row, CaseState From, CaseAction Action, CaseState To, IReadOnlyList<Role> By, string Chinese);

/// <summary>Who acts: a person with roles, or the service itself.</summary>
internal sealed record Actor(string Name, IReadOnlyList<Role> Roles)
{
    public static readonly Actor System = new("system", []);
    public bool IsSystem => ReferenceEquals(this, System);
}

internal abstract record CaseCommand(CaseAction Action, Actor By, DateTimeOffset At);

internal sealed record Propose(TriageRecord Proposal, IReadOnlyList<CaseFlag> Flags, DateTimeOffset At) : CaseCommand(CaseAction.Propose, Actor.System, At);

internal sealed record AddFacts(IReadOnlyDictionary<string, bool> Facts, TriageRecord Proposal, IReadOnlyList<CaseFlag> Flags, Actor By, DateTimeOffset At)
    : CaseCommand(CaseAction.AddFacts, By, At);

internal sealed record ConfirmRoute(Route Route, Procedure? Procedure, Bench? Bench, string? Team, DecidedBy DecidedBy,
    IReadOnlyList<CaseNumber> NewNumbers, DateOnly? FiledOn, Actor By, DateTimeOffset At) : CaseCommand(CaseAction.ConfirmRoute, By, At);

/// <param name="Mediator">The person's id.</param>
/// <param name="Until">End of the third working day (在线调解规则 12).</param>
internal sealed record ClaimCase(string Mediator, DateTimeOffset Until, Actor By, DateTimeOffset At) : CaseCommand(CaseAction.Claim, By, At);

internal sealed record ReturnCase(string Reason, Actor By, DateTimeOffset At) : CaseCommand(CaseAction.Return, By, At);

internal sealed record ExpireLease(DateTimeOffset At) : CaseCommand(CaseAction.ExpireLease, Actor.System, At);

/// <summary>The case as it becomes, or why not; exactly one is set.</summary>
internal sealed record Decision
{
    public Decision(CourtCase after) => After = after;
    public Decision(Refusal refusal) => Refusal = refusal;
    public CourtCase? After { get; }
    public Refusal? Refusal { get; }
}
