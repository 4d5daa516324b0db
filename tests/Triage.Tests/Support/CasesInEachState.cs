using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;
using Triage.Tests.Rules;

namespace Triage.Tests.Support;

/// <summary>Cases in each state, and commands that are good in some of them: the ground for tests of the table.</summary>
internal static class CasesInEachState
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 10, 0, 0, TimeSpan.FromHours(8));
    public static readonly DateOnly Today = new(2026, 11, 20);
    public static readonly Citation Quote = Statutes.MustAccept;

    private static readonly ExtensionRule Extension = Books.Shipped.Clocks.For(Spans.Trial, Procedure.Ordinary, "", Today)!.Extension!;

    public static Actor As(params Role[] roles) => new("tester", roles);

    public static TriageRecord Proposal(bool abstained = false, Procedure procedure = Procedure.Simple, Bench bench = Bench.Sole, params GateRecord[] gates) => new()
    {
        Route = Route.Mediation,
        Procedure = procedure,
        Bench = bench,
        Abstained = abstained,
        Complexity = new ComplexityRecord(10, 60, []),
        Gates = gates,
        Model = new ModelRecord("test", "2026-11-01"),
    };

    public static GateRecord Gate(string rule, string effect) => new(rule, effect, "fact=true", "form", "一句话", Quote);

    /// <summary>A case that could have come to this state.</summary>
    /// <param name="registered">With a 民初 number (REGISTER_FIRST_2025), or without (PRE_FILING_2016).</param>
    public static CourtCase In(CaseState state, bool registered)
    {
        var filed = registered || state is CaseState.Assigned or CaseState.Preparing or CaseState.InTrial or CaseState.Suspended or CaseState.Closed or CaseState.Appealed or CaseState.Effective;
        var c = new CourtCase
        {
            Id = "c1",
            State = state,
            Version = 3,
            Regime = registered ? "REGISTER_FIRST_2025" : "PRE_FILING_2016",
            Tribunal = "dongzhuang",
            Channel = Channel.Police,
            Source = new CaseSource("police_station", "东庄派出所", "警〔2026〕1号"),
            ReceivedOn = new DateOnly(2026, 10, 8),
            Parties = [new Party { Role = PartyRole.Plaintiff, Name = "李波" }, new Party { Role = PartyRole.Defendant, Name = "李强" }],
            Narrative = "浇水的渠被堵了三天，地里的苗旱死了一半。",
            Amount = 3200,
            CreatedAt = Now.AddDays(-40),
            Triage = state is CaseState.Received ? null : Proposal(),
            FiledOn = filed ? new DateOnly(2026, 10, 9) : null,
            Numbers = filed ? [new CaseNumber(NumberKinds.FirstInstance, "（2026）鲁0997民初1号", new DateOnly(2026, 10, 9))] : [],
            Procedure = Procedure.Simple,
            Bench = Bench.Sole,
        };
        if (state == CaseState.Deficient)
            c = c with { Deficiency = new DeficiencyNotice(["身份证明"], new DateOnly(2026, 10, 9), new DateOnly(2026, 10, 30), null) };
        if (state is CaseState.AwaitingMediator or CaseState.Mediating or CaseState.Agreed or CaseState.MediationFailed or CaseState.ConfirmationApplied or CaseState.ConfirmationReview
            or CaseState.ConfirmationRefused or CaseState.Confirmed || (state == CaseState.FollowUp && !filed))
            c = c with { Mediator = state == CaseState.AwaitingMediator ? null : "M01", Mediation = Mediation(state) };
        if (state is CaseState.ConfirmationApplied or CaseState.ConfirmationReview or CaseState.ConfirmationRefused or CaseState.Confirmed)
            c = c with { Confirmation = Confirmation(state) };
        if (state is CaseState.Assigned or CaseState.Preparing or CaseState.InTrial or CaseState.Suspended)
            c = c with { Judge = "J02", Trial = new TrialRecord { DueOn = new DateOnly(2027, 1, 11), Suspensions = state == CaseState.Suspended ? [new Suspension("appraisal", new DateOnly(2026, 11, 2), null)] : [] } };
        if (state is CaseState.Closed or CaseState.Appealed or CaseState.Effective or CaseState.NotAccepted or CaseState.Redo || (state == CaseState.FollowUp && filed))
            c = c with { Judge = "J02", ClosedOn = new DateOnly(2026, 11, 16), Closure = Closure(state == CaseState.NotAccepted) };
        if (state is CaseState.Redo)
            c = c with { FollowUps = [new FollowUpRecord(new DateOnly(2026, 11, 18), false, false, null, 1)] };
        return c;
    }

    public static ClosureRecord Closure(bool notAccepted = false) => new(notAccepted ? ClosureMode.Ruling : ClosureMode.Judgment,
        new ClosureDocument(notAccepted ? "不予受理裁定书" : "民事判决书", new DateOnly(2026, 11, 16)), [new ServiceRecord("李波", ServiceMethod.InPerson, new DateOnly(2026, 11, 16))]);

    public static MediationAgreement Agreement(DateOnly? on = null) => new("每月逢五逢十轮流浇水。", on ?? new DateOnly(2026, 11, 12), on ?? new DateOnly(2026, 11, 12), [new PerformanceItem("清理水渠", new DateOnly(2026, 11, 30))]);

    private static MediationRecord Mediation(CaseState state) => new()
    {
        QueuedAt = Now.AddDays(-30),
        Attempt = 1,
        StartedOn = new DateOnly(2026, 10, 22),
        Lease = state == CaseState.Mediating ? new MediationLease("M01", Now.AddDays(-1), Now.AddDays(2)) : null,
        Agreement = state is CaseState.AwaitingMediator or CaseState.Mediating or CaseState.MediationFailed ? null : Agreement(),
        EndedOn = state is CaseState.AwaitingMediator or CaseState.Mediating ? null : new DateOnly(2026, 11, 12),
    };

    private static ConfirmationRecord Confirmation(CaseState state) => new()
    {
        Applicants = ["李波", "李强"],
        AppliedOn = new DateOnly(2026, 11, 13),
        AcceptedOn = state == CaseState.ConfirmationApplied ? null : new DateOnly(2026, 11, 13),
        Decision = state switch { CaseState.Confirmed => ConfirmationDecision.Confirmed, CaseState.ConfirmationRefused => ConfirmationDecision.Withdrawn, _ => null },
        DecidedOn = state is CaseState.Confirmed or CaseState.ConfirmationRefused ? new DateOnly(2026, 11, 16) : null,
    };

    private static LimitExtension Superior => new(null, 3, Today, "鉴定反复", null, null, null, ExtensionAuthority.SuperiorCourt, "中级人民法院");

    private static EvidencePeriod Period(params EvidenceExtension[] extensions) => new(15, Today, Today, false, false, null, Procedure.Ordinary) { Extensions = extensions };

    /// <summary>Commands of every action, by this person: variants that lead to different states.</summary>
    public static IEnumerable<CaseCommand> Commands(CaseAction action, Actor by)
    {
        var draw = new AssignmentDraw(7, ["J02", "J03"], [1, 1], new Dictionary<string, string>(), "J03", false, null);
        var facts = new Dictionary<string, bool> { ["preservation"] = true };
        return action switch
        {
            CaseAction.Propose => [new Propose(Proposal(), [], Now), new Propose(Proposal(abstained: true), [], Now)],
            CaseAction.AddFacts => [new AddFacts(facts, Proposal(), [], by, Now), new AddFacts(facts, Proposal(abstained: true), [], by, Now),
                new AddFacts(facts, Proposal(), [], by, Now, null, Gate("g1", "forbids mediation")), new AddFacts(facts, Proposal(abstained: true), [], by, Now, null, Gate("g1", "forbids mediation"))],
            CaseAction.RequestCorrection => [new RequestCorrection(["证据"], Today.AddDays(7), by, Now)],
            CaseAction.Correct => [new Correct(In(CaseState.InTriage, false), Today, Proposal(), [], by, Now), new Correct(In(CaseState.InTriage, false), Today, Proposal(abstained: true), [], by, Now)],
            CaseAction.ReferOut => [new ReferOut("r1", "乡镇人民政府", [Gate("r1", "refers_out government_land")], by, Now)],
            CaseAction.ConfirmRoute => [.. new[] { Route.Mediation, Route.FastTrack, Route.ReferOut }.Select(r =>
                new ConfirmRoute(r, Procedure.Simple, Bench.Sole, null, new DecidedBy("model", "tester", Now, null), [], null, by, Now))],
            CaseAction.AnswerSecondTriage => [new AnswerSecondTriage(null, null, null, by, Now), new AnswerSecondTriage(Procedure.Simple, Bench.Sole, "不影响繁简", by, Now)],
            CaseAction.WithdrawApplication => [new WithdrawApplication("双方已和好", Today, by, Now)],
            CaseAction.OfferCase => [new OfferCase(new MediationOffer("M02", OfferChoice.Court, ["O02"], Now, Now.AddDays(5), "officer", null), null, by, Now)],
            CaseAction.DeclineOffer => [new DeclineOffer("M01", "O01", "与一方相识", null, by, Now)],
            CaseAction.ExpireOffer => [new ExpireOffer(null, Now)],
            CaseAction.Claim => [new ClaimCase("M01", Now.AddDays(3), by, Now)],
            CaseAction.Return => [new ReturnCase("不熟悉土地", by, Now)],
            CaseAction.ExpireLease => [new ExpireLease(Now)],
            CaseAction.GiveConsent => [new GiveConsent(new MediationConsent("李强", true, Today), by, Now), new GiveConsent(new MediationConsent("李强", false, Today), by, Now)],
            CaseAction.HoldSession => [new HoldSession(new MediationSession(SessionMode.Video, Today, ["村支书"], "M01", true), by, Now)],
            CaseAction.ExtendMediation => [new ExtendMediation(new MediationExtension(15, Today), by, Now)],
            CaseAction.ChangeMediator => [new ChangeMediator("语言不通", by, Now)],
            CaseAction.EndMediation => [.. new[] { MediationOutcome.Agreed, MediationOutcome.Failed, MediationOutcome.Withdrawn }.Select(o =>
                new EndMediation(o, Today, null, o == MediationOutcome.Agreed ? Agreement() : null, [], null, null, [], null, by, Now))],
            CaseAction.ReopenMediation => [new ReopenMediation("双方愿意修改第二条", by, Now)],
            CaseAction.ApplyForConfirmation => [new ApplyForConfirmation(["李波", "李强"], Today, [Gate("msf2023-205", "allows confirmation")], by, Now, new HandedIn("M01", "O01", Today, "双方签名的转交委托书"))],
            CaseAction.AcceptConfirmation => [new AcceptConfirmation(Today, [], by, Now)],
            CaseAction.DecideConfirmation => [new DecideConfirmation(ConfirmationDecision.Confirmed, null, Today, [], by, Now), new DecideConfirmation(ConfirmationDecision.Rejected, "内容不明确", Today, [], by, Now)],
            CaseAction.File => [new FileCase(Today, new Lane(Route.FastTrack, Procedure.Simple, Bench.Sole, null), [], "J02", draw, null, by, Now)],
            CaseAction.Assign => [new AssignCase(null, "J03", draw, "承办人调离", null, by, Now)],
            CaseAction.RequestRecusal => [new RequestRecusal("J02", "与被告是亲戚", Today, by, Now)],
            CaseAction.DecideRecusal => [new DecideRecusal("J02", true, Today, "J03", draw, by, Now)],
            CaseAction.RequestRecusalReview => [new RequestRecusalReview("J02", "表兄弟关系有户籍证明", Today, by, Now)],
            CaseAction.DecideRecusalReview => [new DecideRecusalReview("J02", true, Today, "J03", draw, by, Now)],
            CaseAction.SetEvidencePeriod => [new SetEvidencePeriod(new EvidencePeriod(10, Today, Today, false, false, null, Procedure.Simple), new Api.Domain.Clocks.PeriodBounds(null, 15, null, Quote), null, by, Now)],
            CaseAction.RequestEvidenceExtension => [new RequestEvidenceExtension(new EvidenceExtension("李强", 5, Today, "证人在外地", null, null), Today.AddDays(3), by, Now)],
            CaseAction.DecideEvidenceExtension => [new DecideEvidenceExtension(true, null, Today, by, Now)],
            CaseAction.AddParticipant => [new AddParticipant(new TrialParticipant(null, "王律师", ParticipantRole.Agent, Today), null, by, Now)],
            CaseAction.ChangeProcedure => [new ChangeProcedure(Procedure.Ordinary, Bench.Panel, Today, "案情复杂", new DateOnly(2027, 4, 9), by, Now)],
            CaseAction.Suspend => [new Suspend(new Suspension("appraisal", Today, null), null, by, Now), new Suspend(new Suspension("public_notice", Today, null), null, by, Now),
                new Suspend(new Suspension("appraisal", new DateOnly(2026, 11, 2), Today), null, by, Now)],
            CaseAction.RequestExtension => [new RequestExtension(new LimitExtension(null, 1, Today, "案情复杂", null, null), Extension, by, Now), new RequestExtension(new LimitExtension(10, null, Today, "须向村委会核实", null, null), Extension, by, Now)],
            CaseAction.DecideExtension => [new DecideExtension(true, Today, new DateOnly(2027, 2, 9), Extension, by, Now)],
            CaseAction.RequestSuperiorExtension => [new RequestSuperiorExtension(Superior, Extension.Superior, by, Now)],
            CaseAction.DecideSuperiorExtension => [new DecideSuperiorExtension(true, "（2026）鲁09延1号", Today, Extension.Superior, by, Now)],
            CaseAction.RecordEvent => [.. new[] { "served", "hearing", "evidence", "second_instance_result", "appeal_copy_sent", "receipt_returned" }.Select(k => new RecordEvent(new TrialEvent(k, Today, k == "receipt_returned" ? "李强" : null, null), facts, null, [], null, by, Now)),
                new RecordEvent(new TrialEvent("served", Today, "李强", null, ServiceMethod.InPerson), new Dictionary<string, bool>(), null, [], null, by, Now)],
            CaseAction.Close => [new CloseCase(Closure() with { Document = new("民事判决书", Today) }, Today, by, Now), new CloseCase(Closure(true) with { Document = new("不予受理裁定书", Today) }, Today, by, Now),
                new CloseCase(new ClosureRecord(ClosureMode.Withdrawal, new("准许撤诉裁定书", Today), []), Today, by, Now)],
            CaseAction.Appeal => [new AppealCase(new AppealRecord("李强", Today), Today.AddDays(5), by, Now)],
            CaseAction.BecomeEffective => [new BecomeEffective(Today, Now)],
            CaseAction.FollowUp => [new FollowUp(Today, true, true, null, 3, by, Now), new FollowUp(Today, true, false, null, 3, by, Now)],
            CaseAction.Archive => [new ArchiveCase(["起诉状"], [], [], Today, by, Now)],
            CaseAction.InformProtection => [new InformProtection(new ProtectionNotice(Today, "王芳", false, null), by, Now)],
            CaseAction.DecideProtection => [new DecideProtection(new ProtectionDecision(ProtectionOutcome.Granted, Now, "J02", null, Today.AddMonths(6)), 6, by, Now)],
            CaseAction.Remind => [new Remind("J02", "临近审限", Today.AddDays(3), by, Now)],
            CaseAction.AnswerReminder => [new AnswerReminder(1, "已排期开庭", "J02", null, by, Now)],
            CaseAction.CheckLedger => [new CheckLedger("已核查", by, Now)],
            CaseAction.GiveSourceReference => [new GiveSourceReference(new CaseSource("police", null, "警〔2026〕9号"), "来文更正了编号", by, Now)],
            CaseAction.Link => [new LinkCase(new CaseLink("c2", "series", Today, "tester"), by, Now)],
        };
    }

    /// <summary>What some actions need to have happened before.</summary>
    public static CourtCase ReadyFor(CaseAction action, CourtCase c) => action switch
    {
        CaseAction.DeclineOffer or CaseAction.ExpireOffer => c with { Mediation = c.Mediation! with { Offer = new MediationOffer("O01", OfferChoice.Court, [], Now.AddDays(-6), Now.AddHours(-1), "officer", null) } },
        CaseAction.AnswerSecondTriage => c with { SecondTriage = new SecondTriage("counterclaim", Today, Today.AddDays(5), Proposal(procedure: Procedure.Ordinary, bench: Bench.Panel)) },
        CaseAction.DecideProtection => c with { Protection = new ProtectionNotice(Today, "李波", false, Now.AddHours(-5)) },
        CaseAction.DecideRecusal => c with { Trial = TrialSteps.Trial(c) with { Recusals = [new Recusal("J02", "亲戚", Today, null, null)] } },
        CaseAction.DecideExtension when c.State == CaseState.ConfirmationReview => c with { Confirmation = c.Confirmation! with { Extension = new LimitExtension(10, null, Today, "核实", null, null) } },
        CaseAction.DecideExtension => c with { Trial = TrialSteps.Trial(c) with { Extensions = [new LimitExtension(null, 1, Today, "复杂", null, null)] } },
        CaseAction.RequestRecusalReview => c with { Trial = TrialSteps.Trial(c) with { Recusals = [new Recusal("J02", "亲戚", Today, Today, false)] } },
        CaseAction.DecideRecusalReview => c with { Trial = TrialSteps.Trial(c) with { Recusals = [new Recusal("J02", "亲戚", Today, Today, false) { Review = new RecusalReview("有证明", Today, null, null) }] } },
        CaseAction.RequestEvidenceExtension => c with { Trial = TrialSteps.Trial(c) with { EvidencePeriods = [Period()] } },
        CaseAction.DecideEvidenceExtension => c with { Trial = TrialSteps.Trial(c) with { EvidencePeriods = [Period(new EvidenceExtension("李强", 5, Today, "证人在外地", null, null))] } },
        CaseAction.RequestSuperiorExtension => c with { Trial = TrialSteps.Trial(c) with { Extensions = [new LimitExtension(null, 6, Today, "复杂", true, Today)] } },
        CaseAction.DecideSuperiorExtension => c with { Trial = TrialSteps.Trial(c) with { Extensions = [new LimitExtension(null, 6, Today, "复杂", true, Today), Superior] } },
        CaseAction.AnswerReminder => c with { Reminders = [new Reminder(1, "head", "J02", "催办", Today, Today.AddDays(3), null, null)] },
        CaseAction.Close when c.State == CaseState.FollowUp => c with { Closure = null, ClosedOn = null, Confirmation = Confirmation(CaseState.Confirmed) },
        CaseAction.RecordEvent when c.Closure is { } closure => c with { Closure = closure with { Service = [.. closure.Service, new ServiceRecord("李强", ServiceMethod.Post, new DateOnly(2026, 11, 17))] } },
        _ => c,
    };
}
