namespace Triage.Api.Domain;

/// <summary>What closing and everything after it write into a case.</summary>
internal static class AfterSteps
{
    public static Step Close(CourtCase before, CloseCase c)
    {
        if (before.State is CaseState.InTriage or CaseState.HumanReview or CaseState.Deficient)
            return NotAccept(before, c);
        if (before.Closure is not null)
            return new Refusal(RefusalCodes.StateConflict, "本案已经结案。", "The case is closed already.");
        if (before is not { IsRegistered: true, FiledOn: { } filedOn })
            return new Refusal(RefusalCodes.StateConflict, "尚未登记立案的案件没有结案可言，请先登记立案。", "Register the case before closing it.")
            { AllowedStates = [CaseState.Filed, CaseState.Assigned, CaseState.Preparing, CaseState.InTrial] };
        if (WrongMode(before, c.Closure) is { } mode)
            return mode;
        if (RecusalSteps.JudgePaused(before) is { } paused)
            return paused;
        if (c.Closure.Mode is ClosureMode.Judgment or ClosureMode.MediationStatement && Guards.UnlawfulTrial(before) is { } unlawful)
            return unlawful;
        if (c.Closure.Mode == ClosureMode.Judgment && TrialSteps.ObjectionWaits(before) is { } objection)
            return objection;
        if (UnpaidFee.Refuse(before, c.Closure, c.Clocks ?? []) is { } unpaid)
            return unpaid;
        return (Guards.Day("document.madeOn", c.Closure.Document.MadeOn, filedOn, c.Today, "立案日") ?? Guards.Day("service", c.ClosedOn, filedOn, c.Today, "立案日")) is { } wrong ? wrong
            : (CaseState.Closed, before with { Closure = c.Closure, ClosedOn = c.ClosedOn });
    }

    /// <param name="before">Closed, or followed up meanwhile.</param>
    public static Step Appeal(CourtCase before, AppealCase c)
    {
        if (before.Closure is not { } closure)
            return new Refusal(RefusalCodes.StateConflict, "没有可以上诉的裁判。", "There is nothing to appeal against.") { AllowedStates = [CaseState.Closed, CaseState.NotAccepted] };
        if (before.Procedure == Procedure.SmallClaims && closure.Mode == ClosureMode.Judgment)
            return Guards.ByStatute("小额诉讼程序实行一审终审，不得上诉", "Small claims are final at first instance.", Statutes.SmallClaimsFinal);
        if (closure.Mode == ClosureMode.MediationStatement)
            return Guards.ByStatute("调解书签收后即具有法律效力，不能上诉", "A mediation statement cannot be appealed.", Statutes.StatementEffect);
        if (!IsAppealable(closure))
            return Guards.ByStatute("只有不予受理、管辖权异议、驳回起诉的裁定可以上诉", "Only rulings on admissibility, jurisdiction and dismissal can be appealed.", Statutes.AppealableRulings);
        if (!before.Parties.Any(p => p.Name == c.Appeal.Party))
            return Guards.Field("party", $"“{c.Appeal.Party}”不是本案当事人。");
        if (Guards.Day("on", c.Appeal.On, closure.Document.MadeOn, c.Today, "文书作出日") is { } wrong)
            return wrong;
        if (before.EffectiveOn is not null || c.Appeal.On > c.LastDay)
            return Guards.ByStatute($"上诉期已于 {c.LastDay:yyyy-MM-dd} 届满", "The appeal period is over.", closure.Mode == ClosureMode.Judgment ? Statutes.JudgmentAppeal : Statutes.RulingAppeal);
        return (CaseState.Appealed, before with { Appeals = [.. before.Appeals, c.Appeal] });
    }

    public static Step BecomeEffective(CourtCase before, BecomeEffective c) => before.Closure is null || before.EffectiveOn is not null
        ? new Refusal(RefusalCodes.StateConflict, "没有待生效的裁判。", "Nothing waits to take effect.")
        : (before.State == CaseState.Closed ? CaseState.Effective : before.State, before with { EffectiveOn = c.EffectiveOn });

    /// <summary>A dissatisfied party is visited again; an effective judgment is explained, never tried again (判后答疑).</summary>
    public static Step FollowUp(CourtCase before, FollowUp c)
    {
        if (before is { State: CaseState.Agreed, IsRegistered: true })
            return Guards.ByStatute("本案已登记立案，达成协议后应当先以调解书或者撤诉结案", "The case is registered: close it by statement or withdrawal first.", Statutes.AgreementAfterFiling);
        var (earliest, since) = before.FollowUps is [.., var last] ? (last.On, "上次回访日") : before.ClosedOn is { } closed ? (closed, "结案日")
            : before.Mediation?.Agreement?.EffectiveOn is { } agreed ? (agreed, "协议生效日") : (before.ReceivedOn, "收件日");
        if (Guards.Day("on", c.On, earliest, c.Today, since) is { } wrong)
            return wrong;
        var dissatisfied = before.FollowUps.Count(f => !f.Satisfied);
        var leads = c.By.IsAny(Role.President, Role.Leader);
        if (before.State == CaseState.Redo && dissatisfied >= c.Most && !leads)
            return new Refusal(RefusalCodes.WrongRole, $"已重办{dissatisfied}次，是否继续重办由院领导决定。", "After so many attempts a leader decides.");
        var waived = !c.Satisfied && leads && dissatisfied >= c.Most;
        var visit = new FollowUpRecord(c.On, c.Performed, c.Satisfied, c.Note, dissatisfied + 1, waived);
        return (c.Satisfied || waived ? CaseState.FollowUp : CaseState.Redo, before with { FollowUps = [.. before.FollowUps, visit] });
    }

    public static Step Archive(CourtCase before, ArchiveCase c)
    {
        if (AsideSteps.PendingProtection(before) is not null)
            return Guards.ByStatute("人身安全保护令的申请尚未作出裁定，不能归档", "A protection order is pending.", Statutes.ProtectionOrder);
        if (before is { IsRegistered: true, Closure: null })
            return new Refusal(RefusalCodes.StateConflict, "本案已登记立案而未结案，不能归档；请先结案。", "Registered and not closed: close it first.") { AllowedStates = [CaseState.Closed, CaseState.Effective] };
        if (before.Closure is not null && (before.EffectiveOn ?? c.EffectiveOn) is null)
            return Guards.ByStatute("裁判尚未生效，仍在上诉期内，不能归档", "Not effective yet.", Statutes.Effective);
        if (c.Missing.Count > 0)
            return new Refusal(RefusalCodes.FieldInvalid, $"卷宗缺少：{string.Join("、", c.Missing)}。", "Required papers are missing.")
            { Errors = new Dictionary<string, string[]> { ["papers"] = [.. c.Missing.Select(m => $"缺少{m}。")] }, Citation = before.Closure is null ? Statutes.MediationFile : Statutes.CaseFile };
        return (CaseState.Archived, before with { EffectiveOn = before.EffectiveOn ?? c.EffectiveOn, Archive = new ArchiveRecord(c.Today, c.Papers, c.NotAttested) });
    }

    /// <summary>Rulings on admissibility and dismissal, and judgments; what only ends a suit by consent cannot be appealed.</summary>
    public static bool IsAppealable(ClosureRecord closure) => closure.Mode switch
    {
        ClosureMode.Judgment or ClosureMode.Dismissal => true,
        ClosureMode.Ruling => closure.Document.Kind.Contains("不予受理", StringComparison.Ordinal) || closure.Document.Kind.Contains("驳回起诉", StringComparison.Ordinal) || closure.Document.Kind.Contains("管辖", StringComparison.Ordinal),
        ClosureMode.MediationStatement or ClosureMode.Withdrawal or ClosureMode.Transfer or ClosureMode.Other => false,
    };

    private static Step NotAccept(CourtCase before, CloseCase c) =>
        c.Closure.Mode != ClosureMode.Ruling || !c.Closure.Document.Kind.Contains("不予受理", StringComparison.Ordinal)
            ? Guards.ByStatute("立案前只能以不予受理裁定书终结；符合起诉条件的必须受理", "Before filing only a ruling of inadmissibility can end it.", Statutes.NotAccepted)
        : (Guards.Day("document.madeOn", c.Closure.Document.MadeOn, before.ReceivedOn, c.Today, "收件日") ?? Guards.Day("service", c.ClosedOn, before.ReceivedOn, c.Today, "收件日")) is { } wrong ? wrong
        : (CaseState.NotAccepted, before with { Closure = c.Closure, ClosedOn = c.ClosedOn });

    private static Refusal? WrongMode(CourtCase c, ClosureRecord closure) => c.State switch
    {
        CaseState.Agreed or CaseState.Confirmed or CaseState.FollowUp when closure.Mode is not (ClosureMode.MediationStatement or ClosureMode.Withdrawal) =>
            Guards.ByStatute("已达成协议的案件，以调解书或者准许撤诉结案", "An agreed case ends by statement or withdrawal.", Statutes.AgreementAfterFiling),
        CaseState.Filed or CaseState.MediationFailed or CaseState.Suspended when closure.Mode == ClosureMode.Judgment =>
            new Refusal(RefusalCodes.StateConflict, $"案件处于“{c.State.Chinese()}”，不能判决；须先分案并审理。", "No judgment from this state.") { AllowedStates = [CaseState.Assigned, CaseState.Preparing, CaseState.InTrial] },
        _ => null,
    };
}
