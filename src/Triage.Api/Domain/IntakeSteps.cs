namespace Triage.Api.Domain;

/// <summary>What the steps of intake and triage write into a case.</summary>
internal static class IntakeSteps
{
    public static Step Propose(CourtCase before, Propose c) => AfterTriage(before, c.Proposal, c.Flags);

    public static Step AddFacts(CourtCase before, AddFacts c)
    {
        var known = before with { Facts = Merge(before.Facts, c.Facts), Cause = c.Cause ?? before.Cause, CauseIsProposed = c.Cause is null && before.CauseIsProposed, CauseChecked = c.Cause is null && before.CauseChecked, MediationWish = c.Wish ?? before.MediationWish, Parties = Reached(before.Parties, c.Contact) };
        if (before.State is CaseState.InTriage or CaseState.HumanReview)
            return AfterTriage(known, c.Proposal, c.Flags);
        var after = WithSecondTriage(known, Trigger(c), c.Proposal, c.Flags, c.Today, c.DueOn, c.NewLimitOn);
        return c.Barring is { } gate && before is { State: CaseState.AwaitingMediator or CaseState.Mediating, Mediation: { } mediation }
            ? OutOfMediation(after, mediation, gate, c)
            : (before.State, after);
    }

    private static string Trigger(AddFacts c) =>
        string.Join("、", [.. c.Cause is null ? Array.Empty<string>() : ["cause"], .. c.Facts.Keys, .. c.Contact is null ? Array.Empty<string>() : ["defendantContact"]]);

    /// <summary>The parties once it is known whether the other side can be reached.</summary>
    public static IReadOnlyList<Party> Reached(IReadOnlyList<Party> parties, Contact? contact) =>
        contact is null ? parties : [.. parties.Select(p => p.Role is PartyRole.Defendant or PartyRole.Respondent ? p with { Contact = contact } : p)];

    /// <summary>What may not be mediated does not wait for a mediator: a registered case goes to trial, another to filing, and what nobody can place to a person.</summary>
    private static Step OutOfMediation(CourtCase known, MediationRecord mediation, GateRecord gate, AddFacts c)
    {
        var ended = known with
        {
            Mediation = mediation with
            {
                Lease = null,
                Outcome = MediationOutcome.Other,
                EndedOn = c.Today,
                Reason = $"出现新的事实，不再调解：{gate.Summary}（{gate.Citation.Law}第{gate.Citation.Article}条）",
            },
            SecondTriage = new SecondTriage(Trigger(c), c.Today, c.DueOn, c.Proposal, Barring: gate, NewLimitOn: c.NewLimitOn),
        };
        if (known.IsRegistered)
            return (CaseState.Filed, ended);
        return c.Proposal.Abstained || c.Proposal.Route is Route.ReferOut or Route.HumanReview
            ? (CaseState.HumanReview, ended.Triaged(c.Proposal) with { Route = null, Team = null })
            : (CaseState.MediationFailed, ended);
    }

    public static Step RequestCorrection(CourtCase before, RequestCorrection c) =>
        before.Deficiency is not null
            ? Guards.ByStatute("补正只能一次性告知，本案已经告知过；材料仍不符合要求的，裁定不予受理或者先行立案", "A deficiency is notified once only.", Statutes.DeficiencyOnce)
        : c.Items.Count == 0 ? Guards.Field("items", "请逐项列明需要补正的内容。")
        : c.Due <= c.Today ? Guards.Field("due", "补正期限应晚于今日。")
        : (CaseState.Deficient, before with { Deficiency = new DeficiencyNotice(c.Items, c.Today, c.Due, null) });

    /// <summary>The seven days run anew from the receipt of the corrected material (登记立案规定 7).</summary>
    public static Step Correct(CourtCase before, Correct c)
    {
        if (Guards.Day("receivedOn", c.ReceivedOn, before.Deficiency!.GivenOn, c.Today, "告知补正之日") is { } wrong)
            return wrong;
        var corrected = before with
        {
            Parties = c.Corrected.Parties,
            Narrative = c.Corrected.Narrative,
            Claims = c.Corrected.Claims,
            Amount = c.Corrected.Amount,
            Cause = c.Corrected.Cause,
            CauseIsProposed = false,
            CauseChecked = false,
            Facts = c.Corrected.Facts,
            MediationWish = c.Corrected.MediationWish,
            Deficiency = before.Deficiency with { CorrectedOn = c.ReceivedOn },
        };
        return AfterTriage(corrected, c.Proposal, c.Flags);
    }

    /// <summary>Nobody is turned away without an article: the rule must fire on the facts as they are.</summary>
    public static Step ReferOut(CourtCase before, ReferOut c) =>
        c.Gates.FirstOrDefault(g => g.Rule == c.Rule && g.RefersOut) is { } gate
            ? (CaseState.ReferredOut, before with { Route = Route.ReferOut, Referral = new Referral(c.Rule, c.Target, c.Today, gate.Citation) })
            : Guards.ByStatute("现有事实没有触发该告知事由，不得将当事人推往其他途径；如有，请先补充相应事实", "This ground does not apply to the facts on record.", Statutes.MustAccept);

    public static Step ConfirmRoute(CourtCase before, ConfirmRoute c)
    {
        if (c.Route == Route.Mediation && MediationSteps.Untold(before) is { } untold)
            return untold;
        var decided = before with
        {
            Route = c.Route,
            CauseIsProposed = false,
            CauseChecked = before.CauseChecked || c.CauseChecked,
            Procedure = c.Procedure,
            Bench = c.Bench,
            Team = c.Team,
            Numbers = c.NewNumbers.Count == 0 ? before.Numbers : [.. before.Numbers, .. c.NewNumbers],
            FiledOn = c.FiledOn ?? before.FiledOn,
            Triage = before.Triage! with { DecidedBy = c.DecidedBy },
            SecondTriage = before.SecondTriage is { IsOpen: true } open ? open with { AnsweredBy = c.By.Name, AnsweredOn = c.Today } : before.SecondTriage,
        };
        return c.Route switch
        {
            Route.ReferOut => (CaseState.ReferredOut, decided with { Referral = c.Referral ?? decided.Referral }),
            Route.Mediation => (CaseState.AwaitingMediator, MediationSteps.Enter(decided, c.At)),
            _ => (CaseState.Filed, decided),
        };
    }

    /// <summary>Before the trial there is no ruling to make: the answer says in which procedure the case will be tried if it comes to that. Where it is now it stays.</summary>
    public static Step AnswerSecond(CourtCase before, AnswerSecondTriage c)
    {
        if (before.SecondTriage is not { IsOpen: true } open)
            return new Refusal(RefusalCodes.StateConflict, "没有待答复的二次分流。", "No second triage waits for an answer.");
        if ((c.Procedure ?? open.Proposal.Procedure) is not { } procedure)
            return Guards.Field("procedure", "二次分流没有建议程序，请选定。");
        if ((c.Bench ?? open.Proposal.Bench) is not { } bench)
            return Guards.Field("bench", "二次分流没有建议审判组织，请选定。");
        if ((procedure, bench) != (open.Proposal.Procedure, open.Proposal.Bench) && string.IsNullOrWhiteSpace(c.Reason))
            return new Refusal(RefusalCodes.ReasonRequired, "不采纳二次分流的建议，须说明理由。", "An answer other than the proposal needs a reason.")
            { Errors = new Dictionary<string, string[]> { ["reason"] = ["不采纳二次分流的建议，须说明理由。"] } };
        if (before.State is CaseState.AwaitingMediator or CaseState.Mediating && Guards.Gate(before, "forbids mediation") is { } gate)
            return Guards.ByStatute("本案不得继续调解", "The case must not stay in mediation", gate);
        // Another body's turn is no matter of procedure: it is said when the case is referred out.
        var gates = before.Gates.Where(g => !g.RefersOut).ToArray();
        return Routing.Check(new Lane(Route.OrdinaryTeam, procedure, bench, null), gates) is { } unlawful
            ? unlawful
            : (before.State, before with { Procedure = procedure, Bench = bench, SecondTriage = open with { AnsweredBy = c.By.Name, AnsweredOn = c.Today } });
    }

    public static Step Withdraw(CourtCase before, WithdrawApplication c) =>
        before.IsRegistered ? Guards.ByStatute("本案已登记立案，撤诉须由法院裁定是否准许", "The case is registered: a ruling must allow its withdrawal.", Statutes.WithdrawalIsRuled)
        : MediationSteps.Untold(before) is { } untold ? untold
        : Guards.Day("on", c.On, before.ReceivedOn, c.Today, "收件日") is { } wrong ? wrong
        : (CaseState.Withdrawn, before with { Mediation = before.Mediation is { } m ? m with { Reason = c.Reason, EndedOn = c.On, Lease = null } : null });

    /// <summary>A second triage leaves the first as it was. It stays open only where a person has something to decide: another procedure, bench or way.</summary>
    public static CourtCase WithSecondTriage(CourtCase known, string trigger, TriageRecord proposal, IReadOnlyList<CaseFlag> flags, DateOnly on, DateOnly? due, DateOnly? newLimit = null)
    {
        var second = new SecondTriage(trigger, on, due, proposal, NewLimitOn: newLimit);
        var after = known with { Flags = CaseFlags.Keep(known.Flags, flags), SecondTriage = second };
        var settled = proposal.Procedure == known.Procedure && proposal.Bench == known.Bench && Guards.UnlawfulTrial(after) is null
            && !(known.State is CaseState.AwaitingMediator or CaseState.Mediating && Guards.Gate(after, "forbids mediation") is not null);
        return settled ? after with { SecondTriage = second with { AnsweredBy = "system", AnsweredOn = on } } : after;
    }

    public static Dictionary<string, bool> Merge(IReadOnlyDictionary<string, bool> known, IReadOnlyDictionary<string, bool> added)
    {
        var merged = new Dictionary<string, bool>(known);
        foreach (var (fact, value) in added)
            merged[fact] = value;
        return merged;
    }

    private static Step AfterTriage(CourtCase before, TriageRecord proposal, IReadOnlyList<CaseFlag> flags) =>
        (proposal.Abstained ? CaseState.HumanReview : CaseState.InTriage, before.Triaged(proposal) with
        {
            // A case that came back from mediation is judged on what is known now.
            SecondTriage = before.SecondTriage is { } second ? second with { Proposal = proposal } : null,
            Cause = proposal.Cause,
            CauseIsProposed = before.Cause is null || before.CauseIsProposed,
            Flags = CaseFlags.Keep(before.Flags, flags),
        });
}
