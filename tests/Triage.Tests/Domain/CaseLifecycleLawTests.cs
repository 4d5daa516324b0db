using Triage.Api.Domain;
using static Triage.Tests.Support.CasesInEachState;

namespace Triage.Tests.Domain;

/// <summary>What the law forbids although the state and the role would allow it: each refusal with its article.</summary>
public sealed class CaseLifecycleLawTests
{
    private static readonly Actor Anybody = As(Enum.GetValues<Role>());

    [Fact]
    public void A_deficiency_is_notified_once() =>
        Forbidden("登记立案规定", "7", In(CaseState.InTriage, false) with { Deficiency = new(["身份证明"], Today, Today.AddDays(7), Today) }, new RequestCorrection(["证据"], Today.AddDays(7), Anybody, Now));

    [Fact]
    public void Nobody_is_referred_out_on_a_ground_that_does_not_fire() =>
        Forbidden("民事诉讼法", "126", In(CaseState.InTriage, false), new ReferOut("r2", "乡政府", [Gate("r1", "refers_out government_land")], Anybody, Now));

    [Fact]
    public void A_registered_case_cannot_be_taken_back_without_a_ruling() =>
        Forbidden("民事诉讼法", "148", In(CaseState.AwaitingMediator, registered: true), new WithdrawApplication("和好了", Today, Anybody, Now));

    [Fact]
    public void Nobody_is_mediated_against_their_will()
    {
        var refused = Decided(In(CaseState.Mediating, true), new GiveConsent(new MediationConsent("李强", false, Today), Anybody, Now));
        Assert.Equal(CaseState.Mediating, refused.State);
        Forbidden("民事诉讼法", "125", refused, Agree());
        Forbidden("民事诉讼法", "125", refused, new HoldSession(new MediationSession(SessionMode.Phone, Today, [], "M01", false), Anybody, Now));
        var agreedAfterAll = Decided(refused, new GiveConsent(new MediationConsent("李强", true, Today), Anybody, Now));
        Assert.Equal(CaseState.Agreed, Decided(agreedAfterAll, Agree()).State);
    }

    [Fact]
    public void A_refusal_while_nobody_mediates_yet_ends_the_waiting() =>
        Assert.Equal(CaseState.MediationFailed, Decided(In(CaseState.AwaitingMediator, true), new GiveConsent(new MediationConsent("李强", false, Today), Anybody, Now)).State);

    [Fact]
    public void A_false_suit_is_stopped_not_settled() =>
        Forbidden("特邀调解规定", "18", In(CaseState.Mediating, true) with { Flags = [new CaseFlag("false_suit_risk", "同一原告多起相似诉讼", null)] }, Agree());

    [Fact]
    public void Violence_is_never_mediated_away_before_the_protection_order_was_explained()
    {
        var c = In(CaseState.Mediating, true) with { Facts = new Dictionary<string, bool> { ["violence"] = true } };
        Forbidden("反家庭暴力法", "28", c, Agree());
        foreach (var gone in new[] { MediationOutcome.Withdrawn, MediationOutcome.SettledPrivately })
            Forbidden("反家庭暴力法", "28", c, new EndMediation(gone, Today, null, null, [], null, null, [], null, Anybody, Now));
        Forbidden("反家庭暴力法", "28", c, Session(SessionMode.OnSite));
        Forbidden("反家庭暴力法", "28", In(CaseState.AwaitingMediator, false) with { Facts = c.Facts }, new WithdrawApplication("和好了", Today, Anybody, Now));
        Forbidden("反家庭暴力法", "28", In(CaseState.HumanReview, false) with { Facts = c.Facts }, new ConfirmRoute(Route.Mediation, Procedure.Simple, Bench.Sole, null, new DecidedBy("person", "officer", Now, "先调"), [], null, Anybody, Now));
        Assert.Equal(CaseState.Agreed, Decided(Decided(c, new InformProtection(new ProtectionNotice(Today, "王芳", true, Now), Anybody, Now)), Agree()).State);
    }

    [Fact]
    public void What_may_not_be_mediated_cannot_be_agreed() =>
        Forbidden("民事诉讼法", "126", In(CaseState.Mediating, true) with { SecondTriage = new("statusConfirmation", Today, null, Proposal(gates: Gate("msfjs2022-143-1", "forbids mediation"))) }, Agree());

    [Theory]
    [InlineData(true, false, "AwaitingMediator", "Filed")]
    [InlineData(true, false, "Mediating", "Filed")]
    [InlineData(true, true, "Mediating", "Filed")]
    [InlineData(false, false, "AwaitingMediator", "MediationFailed")]
    [InlineData(false, false, "Mediating", "MediationFailed")]
    [InlineData(false, true, "Mediating", "HumanReview")]
    public void What_may_not_be_mediated_any_more_does_not_wait_for_a_mediator(bool registered, bool abstained, string from, string to)
    {
        var barring = Gate("msfjs2022-143-1", "forbids mediation");
        var before = In(Enum.Parse<CaseState>(from), registered);
        var after = Decided(before, new AddFacts(new Dictionary<string, bool> { ["statusConfirmation"] = true }, Proposal(abstained, gates: barring), [], Anybody, Now, Today.AddDays(3), barring));
        Assert.Equal(Enum.Parse<CaseState>(to), after.State);
        Assert.Equal((MediationOutcome.Other, Today, null), (after.Mediation!.Outcome, after.Mediation.EndedOn, after.Mediation.Lease));
        Assert.Contains("第126条", after.Mediation.Reason, StringComparison.Ordinal);
        Assert.Equal((barring, true, Today.AddDays(3)), (after.SecondTriage!.Barring, after.SecondTriage.IsOpen, after.SecondTriage.DueOn));
    }

    [Fact]
    public void A_mediator_is_changed_once_and_the_days_used_are_carried_over()
    {
        var changed = Decided(In(CaseState.Mediating, true), new ChangeMediator("语言不通", Anybody, Now));
        Assert.Equal((CaseState.AwaitingMediator, null), (changed.State, changed.Mediator));
        Assert.Equal(In(CaseState.Mediating, true).Mediation!.StartedOn, changed.Mediation!.StartedOn);
        var taken = Decided(changed, new ClaimCase("M02", Now.AddDays(3), Anybody, Now));
        Assert.Equal(changed.Mediation.StartedOn, taken.Mediation!.StartedOn);
        Forbidden("在线调解规则", "14", taken, new ChangeMediator("还是不行", Anybody, Now));
    }

    [Fact]
    public void The_first_session_ends_the_lease_so_that_it_no_longer_expires()
    {
        var begun = Decided(In(CaseState.Mediating, true), new HoldSession(new MediationSession(SessionMode.OnSite, Today, [], "M01", false), Anybody, Now));
        Assert.Null(begun.Mediation!.Lease);
        Assert.Equal(RefusalCodes.StateConflict, CaseLifecycle.Decide(begun, new ExpireLease(Now)).Refusal?.Code);
    }

    [Theory]
    [InlineData(true, "Filed")]
    [InlineData(false, "Withdrawn")]
    public void A_settled_matter_vanishes_only_where_it_was_never_registered(bool registered, string to) =>
        Assert.Equal(Enum.Parse<CaseState>(to), Decided(In(CaseState.Mediating, registered), new EndMediation(MediationOutcome.SettledPrivately, Today, null, null, [], null, null, [], null, Anybody, Now)).State);

    [Fact]
    public void The_mediators_opinion_becomes_a_fact() => Assert.True(
        Decided(In(CaseState.Mediating, true), new EndMediation(MediationOutcome.Failed, Today, null, null, [], null, ComplexityOpinion.Complex, [], null, Anybody, Now)).Facts[MediationSteps.OpinionFact]);

    [Fact]
    public void Confirmation_late_is_refused_with_its_article() =>
        Forbidden("民事诉讼法", "126", In(CaseState.Agreed, true), new ApplyForConfirmation(["李波", "李强"], Today, [Gate("msf2023-205-1", "forbids confirmation")], Anybody, Now));

    [Fact]
    public void After_a_rejected_confirmation_the_agreement_must_change_first()
    {
        var rejected = Decided(In(CaseState.ConfirmationReview, true), new DecideConfirmation(ConfirmationDecision.Rejected, "内容不明确", Today, [], Anybody, Now));
        Forbidden("民事诉讼法", "206", rejected, new ApplyForConfirmation(["李波", "李强"], Today, [Gate("msf2023-205", "allows confirmation")], Anybody, Now));
        var again = Decided(rejected, new ReopenMediation("修改第二条", Anybody, Now));
        Assert.Equal((CaseState.Mediating, "M01"), (again.State, again.Mediator));
        Assert.Single(again.Mediation!.EarlierAgreements);
        var agreed = Decided(again, Agree(Today));
        var applied = Decided(agreed, new ApplyForConfirmation(["李波", "李强"], Today, [Gate("msf2023-205", "allows confirmation")], Anybody, Now));
        Assert.Equal(ConfirmationDecision.Rejected, Assert.Single(applied.Confirmation!.Earlier).Decision);
    }

    [Fact]
    public void A_rejection_needs_its_ground() =>
        Assert.Equal(RefusalCodes.ReasonRequired, CaseLifecycle.Decide(In(CaseState.ConfirmationReview, true), new DecideConfirmation(ConfirmationDecision.Rejected, null, Today, [], Anybody, Now)).Refusal?.Code);

    [Fact]
    public void A_registered_day_is_never_moved_later()
    {
        var c = In(CaseState.MediationFailed, registered: true);
        CourtCase Filed(DateOnly on) => Decided(c, new FileCase(on, new Lane(Route.FastTrack, Procedure.Simple, Bench.Sole, null), [], "J02", new AssignmentDraw(1, ["J02"], [1], new Dictionary<string, string>(), "J02", false, null), null, Anybody, Now));
        Assert.Equal(c.FiledOn, Filed(Today).FiledOn);
        Assert.Equal(c.ReceivedOn, Filed(c.ReceivedOn).FiledOn);
    }

    [Theory]
    [InlineData("forbids small_claims", "SmallClaims")]
    [InlineData("forbids simple", "Simple")]
    [InlineData("forbids sole", "Ordinary")]
    public void No_judgment_before_the_procedure_was_converted(string effect, string procedure)
    {
        var c = In(CaseState.InTrial, true) with { Procedure = Enum.Parse<Procedure>(procedure), Bench = Bench.Sole, SecondTriage = new("counterclaim", Today, null, Proposal(gates: Gate("g", effect))) };
        Forbidden(Quote.Law, Quote.Article, c, new CloseCase(Closure() with { Document = new("民事判决书", Today) }, Today, Anybody, Now));
        var withdrawn = CaseLifecycle.Decide(c, new CloseCase(new ClosureRecord(ClosureMode.Withdrawal, new("准许撤诉裁定书", Today), []), Today, Anybody, Now));
        Assert.Equal(CaseState.Closed, withdrawn.After?.State);
    }

    [Fact]
    public void A_judge_whose_recusal_is_asked_for_pauses()
    {
        var asked = Decided(In(CaseState.InTrial, true), new RequestRecusal("J02", "与被告是亲戚", Today, Anybody, Now));
        Forbidden("民事诉讼法", "48", asked, new RecordEvent(new TrialEvent("hearing", Today, null, null), new Dictionary<string, bool>(), null, [], null, Anybody, Now));
        var decided = Decided(asked, new DecideRecusal("J02", false, Today, null, null, Anybody, Now));
        Assert.Equal(CaseState.InTrial, Decided(decided, new RecordEvent(new TrialEvent("hearing", Today, null, null), new Dictionary<string, bool>(), null, [], null, Anybody, Now)).State);
    }

    [Fact]
    public void Two_open_grounds_keep_a_case_suspended_until_both_have_ended()
    {
        var one = Decided(In(CaseState.InTrial, true), new Suspend(new Suspension("appraisal", Today.AddDays(-20), null), null, Anybody, Now));
        var two = Decided(one, new Suspend(new Suspension("public_notice", Today.AddDays(-10), null), null, Anybody, Now));
        var left = Decided(two, new Suspend(new Suspension("appraisal", Today.AddDays(-20), Today), null, Anybody, Now));
        Assert.Equal(CaseState.Suspended, left.State);
        Assert.Equal(CaseState.InTrial, Decided(left, new Suspend(new Suspension("public_notice", Today.AddDays(-10), Today), null, Anybody, Now)).State);
    }

    [Theory]
    [InlineData("SmallClaims", "Judgment", "民事判决书", "165")]
    [InlineData("Simple", "MediationStatement", "民事调解书", "100")]
    [InlineData("Simple", "Withdrawal", "准许撤诉裁定书", "157")]
    public void What_is_final_cannot_be_appealed(string procedure, string mode, string kind, string article) =>
        Forbidden("民事诉讼法", article, In(CaseState.Closed, true) with { Procedure = Enum.Parse<Procedure>(procedure), Closure = Closure() with { Mode = Enum.Parse<ClosureMode>(mode), Document = new(kind, Today.AddDays(-4)) } }, new AppealCase(new AppealRecord("李强", Today), Today.AddDays(9), Anybody, Now));

    [Fact]
    public void An_appeal_after_the_last_day_is_too_late() =>
        Forbidden("民事诉讼法", "171", In(CaseState.Closed, true), new AppealCase(new AppealRecord("李强", Today), Today.AddDays(-1), Anybody, Now));

    [Fact]
    public void After_three_dissatisfied_visits_only_a_leader_decides()
    {
        var visits = Enumerable.Range(1, 3).Select(i => new FollowUpRecord(Today.AddDays(-4 + i), false, false, "仍堵", i)).ToArray();
        var c = In(CaseState.Redo, true) with { FollowUps = visits, ClosedOn = Today.AddDays(-10) };
        Assert.Equal(RefusalCodes.WrongRole, CaseLifecycle.Decide(c, new FollowUp(Today, true, true, null, 3, As(Role.Clerk), Now)).Refusal?.Code);
        var waived = Decided(c, new FollowUp(Today, false, false, "已尽力", 3, As(Role.Leader), Now));
        Assert.Equal((CaseState.FollowUp, true, 4), (waived.State, waived.FollowUps[^1].Waived, waived.FollowUps[^1].Attempt));
    }

    [Fact]
    public void Nothing_is_archived_that_can_still_be_appealed_or_is_incomplete()
    {
        Forbidden("民事诉讼法", "158", In(CaseState.Closed, true), new ArchiveCase([], [], [], null, Anybody, Now));
        var incomplete = CaseLifecycle.Decide(In(CaseState.Closed, true), new ArchiveCase([], ["调解协议书"], [], Today, Anybody, Now)).Refusal!;
        Assert.Equal((RefusalCodes.FieldInvalid, "263"), (incomplete.Code, incomplete.Citation!.Article));
        Assert.Contains("调解协议书", incomplete.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_mediated_a_case_takes_no_later_part_in_it_under_any_name()
    {
        var c = In(CaseState.Agreed, true) with { Mediator = "M09", Mediation = In(CaseState.Agreed, true).Mediation! with { Returns = [new MediationReturn("R01", Now, "不熟悉", false)] } };
        static string? NameOf(string id) => id == "R01" ? "苏海涛" : null;
        foreach (var part in Enum.GetValues<ParticipantRole>())
        {
            Assert.Equal("16", Conflicts.Of(c, "R01", Known("苏海涛", "R01"), part, NameOf)?.Citation?.Article);
            Assert.Equal("16", Conflicts.Of(c, null, Known("苏 海涛"), part, NameOf)?.Citation?.Article);
            Assert.Equal("16", Conflicts.Of(c, "X7", Known("苏海涛", "X7"), part, NameOf)?.Citation?.Article); // another id, another account, the same human
        }
        Assert.Null(Conflicts.Of(c, "R02", Known("孟晓彤", "R02"), ParticipantRole.Assessor, NameOf));
        foreach (var tie in Enum.GetValues<TieKind>())
            Assert.Equal("47", Conflicts.Of(c, "R02", new KnownPerson(["R02"], "孟晓彤", [new PersonalTie(tie, "李 强")]), ParticipantRole.Assessor, NameOf)?.Citation?.Article);
        Assert.Null(Conflicts.Of(c, "R02", new KnownPerson(["R02"], "孟晓彤", [new PersonalTie(TieKind.NearRelative, "李强")]), ParticipantRole.Witness, NameOf));
        Assert.NotNull(Conflicts.AgainstJudge(c, Known("苏海涛", "R01"), NameOf));
        Assert.NotNull(Conflicts.AgainstJudge(c, Known("苏海涛", "J99"), NameOf));
        Assert.NotNull(Conflicts.AgainstJudge(c, Known("李波", "J02"), NameOf));
        Assert.NotNull(Conflicts.AgainstJudge(c, new KnownPerson(["J02"], "崔玉柱", [new PersonalTie(TieKind.Household, "李波")]), NameOf));
        Assert.Null(Conflicts.AgainstJudge(c, Known("崔玉柱", "J02"), NameOf));
    }

    [Fact]
    public void No_relative_no_housemate_no_agent_and_nobody_with_another_part_mediates()
    {
        var c = In(CaseState.AwaitingMediator, true) with { FiledByProxy = new ProxyFiling("赵代", "授权委托书"), Judge = "J02" };
        static string? NameOf(string id) => id == "J02" ? "崔玉柱" : null;
        string? Article(KnownPerson person) => Conflicts.OfMediator(c, person, NameOf)?.Citation?.Text;
        Assert.Null(Article(Known("曾静怡", "M01")));
        Assert.Equal(Statutes.TieKin.Text, Article(new KnownPerson(["M01"], "曾静怡", [new PersonalTie(TieKind.NearRelative, "李强")])));
        Assert.Equal(Statutes.TieKin.Text, Article(new KnownPerson(["M01"], "曾静怡", [new PersonalTie(TieKind.NearRelative, "赵代")])));
        Assert.Equal(Statutes.TieOther.Text, Article(new KnownPerson(["M01"], "曾静怡", [new PersonalTie(TieKind.Household, "李 波")])));
        Assert.Equal(Statutes.TieInterest.Text, Article(new KnownPerson(["M01"], "曾静怡", [new PersonalTie(TieKind.Interest, "李波")])));
        Assert.Equal(Statutes.TieInterest.Text, Article(Known("李波", "M01")));
        Assert.Equal(Statutes.TieInterest.Text, Article(Known("赵代", "M01")));
        Assert.Equal(Statutes.NoLaterRole.Text, Article(Known("崔玉柱", "M01")));
        var conflict = Conflicts.OfMediator(c, Known("李波", "M01"), NameOf);
        Assert.Same(conflict, CaseLifecycle.Decide(c, new ClaimCase("M01", Now.AddDays(3), Anybody, Now, null, conflict)).Refusal);
        Assert.Same(conflict, CaseLifecycle.Decide(c, new OfferCase(new MediationOffer("M01", OfferChoice.Court, [], Now, Now.AddDays(3), "officer", null), conflict, Anybody, Now)).Refusal);
    }

    [Fact]
    public void A_mediator_whom_the_parties_had_changed_does_not_take_the_case_again()
    {
        var changed = Decided(In(CaseState.Mediating, true), new ChangeMediator("语言不通", Anybody, Now));
        Assert.Equal("13", Conflicts.OfMediator(changed, Known("曾静怡", "M01"), _ => null)?.Citation?.Article);
        Assert.Null(Conflicts.OfMediator(changed, Known("雷春燕", "M02"), _ => null));
    }

    [Fact]
    public void A_case_that_had_left_mediation_and_is_sent_back_is_held_by_nobody()
    {
        var left = In(CaseState.HumanReview, false) with { Mediator = "M01", Mediation = In(CaseState.Mediating, false).Mediation! with { Lease = null, Outcome = MediationOutcome.Other, EndedOn = Today, Reason = "出现新的事实" } };
        var back = Decided(left, new ConfirmRoute(Route.Mediation, Procedure.Simple, Bench.Sole, null, new DecidedBy("person", "officer", Now, "已查明"), [], null, Anybody, Now));
        Assert.Equal((CaseState.AwaitingMediator, null, null), (back.State, back.Mediator, back.Mediation!.Outcome));
        Assert.Equal(["M01"], back.Mediation.Mediators(null)); // still never an assessor of it
        var taken = Decided(back, new ClaimCase("M02", Now.AddDays(3), Anybody, Now));
        Assert.Equal(taken.Mediation!.Attempt, taken.Mediation.Returns.Count + 1);
    }

    [Fact]
    public void While_one_is_asked_nobody_else_takes_the_case_and_silence_asks_the_next()
    {
        var offered = Decided(In(CaseState.AwaitingMediator, true), new OfferCase(Offer("M01", "M02"), null, Anybody, Now));
        Assert.Equal(RefusalCodes.LostRace, CaseLifecycle.Decide(offered, new ClaimCase("M03", Now.AddDays(3), Anybody, Now, "O02")).Refusal?.Code);
        Assert.Equal(RefusalCodes.LostRace, CaseLifecycle.Decide(offered, new DeclineOffer("M03", "O02", "忙", null, Anybody, Now)).Refusal?.Code);
        var accepted = Decided(offered, new ClaimCase("M01", Now.AddDays(3), Anybody, Now, "O01"));
        Assert.Equal((null, OfferAnswer.Accepted, "M01"), (accepted.Mediation!.Offer, accepted.Mediation.Offers[^1].Answer, accepted.Mediation.Offers[^1].Mediator));
        var next = Decided(offered, new ExpireOffer(Offer("M02"), Now));
        Assert.Equal(("M02", OfferAnswer.Lapsed), (next.Mediation!.Offer!.To, next.Mediation.Offers[^1].Answer));
        Assert.Equal(offered.Mediation!.QueuedAt, next.Mediation.QueuedAt);
        var pool = Decided(next, new DeclineOffer("M02", null, "与一方相识", null, Anybody, Now));
        Assert.Equal((null, OfferAnswer.Declined, "与一方相识"), (pool.Mediation!.Offer, pool.Mediation.Offers[^1].Answer, pool.Mediation.Offers[^1].Reason));
        Decided(pool, new ClaimCase("M03", Now.AddDays(3), Anybody, Now, "O02"));
        var refused = Decided(offered, new GiveConsent(new MediationConsent("李强", false, Today), Anybody, Now));
        Assert.Equal((CaseState.MediationFailed, null, OfferAnswer.TakenBack), (refused.State, refused.Mediation!.Offer, refused.Mediation.Offers[^1].Answer));
        var organisation = Decided(In(CaseState.AwaitingMediator, true), new OfferCase(Offer("O02"), null, Anybody, Now));
        Decided(organisation, new ClaimCase("M03", Now.AddDays(3), Anybody, Now, "O02"));
    }

    [Fact]
    public void More_days_need_both_sides_and_a_session_by_video_nobodys_refusal()
    {
        var c = In(CaseState.Mediating, true);
        Forbidden("特邀调解规定", "27", c, new ExtendMediation(new MediationExtension(10, Today, ["李波"]), Anybody, Now));
        Decided(c, new ExtendMediation(new MediationExtension(10, Today, ["李波", "李强"]), Anybody, Now));
        Forbidden("特邀调解规定", "27", Decided(c, new GiveConsent(new MediationConsent("李强", false, Today, ConsentStage.Extension), Anybody, Now)), new ExtendMediation(new MediationExtension(10, Today), Anybody, Now));
        var atHome = Decided(c, new GiveConsent(new MediationConsent("李强", false, Today, ConsentStage.Online), Anybody, Now));
        Assert.Null(atHome.Mediation!.Refuser);
        Forbidden("在线调解规则", "16", atHome, Session(SessionMode.Video));
        Forbidden("在线调解规则", "16", atHome, Session(SessionMode.Asynchronous));
        Decided(atHome, Session(SessionMode.OnSite));
        Assert.Equal(ConsentStage.AfterFiling, Decided(c, new GiveConsent(new MediationConsent("李强", true, Today), Anybody, Now)).Mediation!.Consents[^1].Stage);
        Assert.Equal(RefusalCodes.FieldInvalid, CaseLifecycle.Decide(c, new GiveConsent(new MediationConsent("李强", true, Today, ConsentStage.BeforeFiling), Anybody, Now)).Refusal?.Code);
    }

    [Fact]
    public void A_mediator_hands_in_what_the_parties_signed_and_is_not_their_agent()
    {
        var c = In(CaseState.Agreed, true);
        GateRecord[] gates = [Gate("msf2023-205", "allows confirmation")];
        Forbidden("民事诉讼法解释", "351", c, new ApplyForConfirmation(["李波", "李强"], Today, gates, As(Role.Mediator), Now));
        var applied = Decided(c, new ApplyForConfirmation(["李波", "李强"], Today, gates, As(Role.Mediator), Now, new HandedIn("M01", "O01", Today, "双方签名的转交委托书")));
        Assert.Equal(("M01", 2), (applied.Confirmation!.HandedIn!.Mediator, applied.Confirmation.Applicants.Count));
        Assert.Equal(RefusalCodes.FieldInvalid, CaseLifecycle.Decide(c, new ApplyForConfirmation(["李波", "李强"], Today, gates, As(Role.Mediator), Now,
            new HandedIn("M01", "O01", c.Mediation!.Agreement!.EffectiveOn.AddDays(-1), "委托书"))).Refusal?.Code);
    }

    private static MediationOffer Offer(string to, params string[] next) => new(to, OfferChoice.Court, next, Now, Now.AddDays(5), "officer", null);

    private static HoldSession Session(SessionMode mode) => new(new MediationSession(mode, Today, [], "M01", false), Anybody, Now);

    private static KnownPerson Known(string name, params string[] ids) => new(ids, name, []);

    [Fact]
    public void Later_facts_raise_a_second_triage_and_leave_the_first()
    {
        var c = In(CaseState.InTrial, true) with { Procedure = Procedure.SmallClaims };
        var after = Decided(c, new AddFacts(new Dictionary<string, bool> { ["counterclaim"] = true }, Proposal(procedure: Procedure.Ordinary, bench: Bench.Panel), [], Anybody, Now));
        Assert.Equal((CaseState.InTrial, true, "counterclaim"), (after.State, after.SecondTriage!.IsOpen, after.SecondTriage.Trigger));
        Assert.Equal(c.Triage, after.Triage);
        var answered = Decided(after, new ChangeProcedure(Procedure.Ordinary, Bench.Panel, Today, "被告反诉", null, Anybody, Now));
        Assert.False(answered.SecondTriage!.IsOpen);
        Assert.True(answered.Facts["counterclaim"]);
    }

    [Fact]
    public void A_second_triage_in_mediation_is_answered_where_the_case_is()
    {
        var before = In(CaseState.Mediating, true) with { Procedure = Procedure.SmallClaims };
        var raised = Decided(before, new AddFacts(new Dictionary<string, bool> { ["titleClaim"] = true }, Proposal(gates: Gate("msf2023-166-1", "forbids small_claims")), [], Anybody, Now));
        Assert.True(raised.SecondTriage!.IsOpen);
        var adopted = Decided(raised, new AnswerSecondTriage(null, null, null, As(Role.TriageOfficer), Now));
        Assert.Equal((CaseState.Mediating, Procedure.Simple, Bench.Sole, "tester"), (adopted.State, adopted.Procedure, adopted.Bench, adopted.SecondTriage!.AnsweredBy));
        // Another answer needs a reason, and no answer goes against a gate.
        Assert.Equal(RefusalCodes.ReasonRequired, CaseLifecycle.Decide(raised, new AnswerSecondTriage(Procedure.Ordinary, Bench.Panel, " ", Anybody, Now)).Refusal?.Code);
        Assert.Equal(Procedure.Ordinary, Decided(raised, new AnswerSecondTriage(Procedure.Ordinary, Bench.Panel, "争议较大", Anybody, Now)).Procedure);
        Assert.Equal(RefusalCodes.ForbiddenByStatute, CaseLifecycle.Decide(raised, new AnswerSecondTriage(Procedure.SmallClaims, Bench.Sole, "仍按小额", Anybody, Now)).Refusal?.Code);
        // Once answered there is nothing to answer.
        Assert.Equal(RefusalCodes.StateConflict, CaseLifecycle.Decide(adopted, new AnswerSecondTriage(null, null, null, Anybody, Now)).Refusal?.Code);
    }

    private static EndMediation Agree(DateOnly? on = null) => new(MediationOutcome.Agreed, Today, null, Agreement(on), [], null, null, [], null, Anybody, Now);

    private static CourtCase Decided(CourtCase c, CaseCommand command)
    {
        var decision = CaseLifecycle.Decide(c, command);
        Assert.True(decision.After is not null, decision.Refusal?.Detail);
        return decision.After!;
    }

    private static void Forbidden(string law, string article, CourtCase c, CaseCommand command)
    {
        var refusal = CaseLifecycle.Decide(c, command).Refusal;
        Assert.Equal((RefusalCodes.ForbiddenByStatute, law, article), (refusal?.Code, refusal?.Citation?.Law, refusal?.Citation?.Article));
    }
}
