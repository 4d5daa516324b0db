using static Triage.Api.Domain.CaseState;
using static Triage.Api.Domain.Role;

namespace Triage.Api.Domain;

/// <summary>The one state machine: a table that a lawyer can read, and <see cref="Decide"/>, which says what a command makes of a case.</summary>
/// <remarks>Pure: time, the person and what the rules said come in with the command. A row that is not in the table does not happen.
/// What a step does to the record of a case is written beside its kind: IntakeSteps, MediationSteps, ConfirmationSteps, TrialSteps, RecusalSteps, EvidenceSteps, ExtensionSteps, AfterSteps. docs/lifecycle.md is generated from here.</remarks>
internal static class CaseLifecycle
{
    private static readonly Role[] Counter = [Clerk, TriageOfficer, TribunalHead];
    private static readonly Role[] Officers = [TriageOfficer, TribunalHead];
    private static readonly Role[] Judges = [Judge, TribunalHead];
    private static readonly Role[] Trial = [Clerk, Judge, TribunalHead];
    private static readonly Role[] Everybody = [Clerk, TriageOfficer, Mediator, Judge, TribunalHead];

    private static readonly CaseState[] BeforeTrial = [Deficient, InTriage, HumanReview, AwaitingMediator, Mediating, MediationFailed, Agreed];
    private static readonly CaseState[] InHand = [Filed, Assigned, Preparing, InTrial, Suspended];
    private static readonly CaseState[] Hearing = [Assigned, Preparing, InTrial];
    private static readonly CaseState[] AnyTime =
        [.. BeforeTrial, ConfirmationApplied, ConfirmationReview, Confirmed, ConfirmationRefused, .. InHand, Closed, Appealed, Effective, CaseState.FollowUp, Redo];

    /// <summary>From, action, to, who, on what ground, and which clocks. The number is the row of lifecycle.md E2.</summary>
    public static readonly IReadOnlyList<Transition> Table =
    [
        // Intake and triage
        .. From(new(6, CaseAction.Propose, [], "收件，材料齐备，进入繁简甄别") { Law = [Statutes.MustAccept], Starts = ["K1"] }, InTriage, Received),
        .. From(new(7, CaseAction.Propose, [], "收件，弃权：缺关键事实、路径相近或信号冲突，留给人决定") { Law = [Statutes.MustAccept], Starts = ["K1"] }, HumanReview, Received),
        .. From(new(8, CaseAction.AddFacts, Counter, "补充事实后重新甄别"), InTriage, InTriage, HumanReview),
        .. From(new(8, CaseAction.AddFacts, Counter, "补充事实后重新甄别，仍有疑问，留给人决定"), HumanReview, InTriage, HumanReview),
        .. Stay(new(29, CaseAction.AddFacts, Everybody, "分流之后的新事实：引起二次分流，状态不变") { Law = [Statutes.SmallClaimsUnsuitable, Statutes.SimpleUnsuitable] },
            [AwaitingMediator, Mediating, MediationFailed, Agreed, .. InHand]),
        .. From(new(29, CaseAction.AddFacts, Everybody, "新的事实使案件不得调解：自动移出调解，已登记立案的转审判") { Guard = "不得调解的闸门触发", Law = [Statutes.NotMediable, Statutes.MediateUnlessRefused], Stops = ["K2", "K3"] }, Filed, AwaitingMediator, Mediating),
        .. From(new(29, CaseAction.AddFacts, Everybody, "新的事实使案件不得调解：自动移出调解，未立案的等待登记立案") { Guard = "不得调解的闸门触发", Law = [Statutes.NotMediable, Statutes.FailureGoesToCourt], Stops = ["K2", "K3"] }, MediationFailed, AwaitingMediator, Mediating),
        .. From(new(29, CaseAction.AddFacts, Everybody, "新的事实使案件不得调解：自动移出调解，去向有疑问的留给人决定") { Guard = "不得调解的闸门触发，未立案，弃权或者应先由其他机关处理", Law = [Statutes.NotMediable, Statutes.MustAccept], Stops = ["K2", "K3"] }, HumanReview, AwaitingMediator, Mediating),
        .. Stay(new(29, CaseAction.AnswerSecondTriage, Officers, "答复二次分流：采纳建议，或者说明理由另定程序、审判组织；案件留在原处，转入审理时按答复办理") { Guard = "有待答复的二次分流；不得违反法定闸门", Law = [Statutes.SmallClaimsUnsuitable, Statutes.SimpleUnsuitable] },
            AwaitingMediator, Mediating, MediationFailed, Agreed, ConfirmationApplied, ConfirmationReview, ConfirmationRefused),
        .. From(new(2, CaseAction.RequestCorrection, Counter, "一次性书面告知补正") { Guard = "只能告知一次，须列明全部事项", Law = [Statutes.DeficiencyOnce], Stops = ["K1"] }, Deficient, InTriage, HumanReview),
        .. From(new(3, CaseAction.Correct, Counter, "收到补正材料，重新甄别") { Guard = "七日自收到补正材料起重新计算", Law = [Statutes.DeficiencyOnce], Starts = ["K1"] }, InTriage, Deficient),
        .. From(new(3, CaseAction.Correct, Counter, "收到补正材料，重新甄别，留给人决定") { Law = [Statutes.DeficiencyOnce], Starts = ["K1"] }, HumanReview, Deficient),
        .. From(new(4, CaseAction.ReferOut, Counter, "告知其他途径") { Guard = "须有现有事实触发的法定闸门，否则应当受理", Law = [Statutes.MustAccept], Stops = ["K1"] }, ReferredOut, InTriage, HumanReview, Deficient),
        .. From(new(4, CaseAction.ConfirmRoute, Counter, "确认分流：告知其他途径") { Guard = "不得违反法定闸门", Law = [Statutes.MustAccept], Stops = ["K1"] }, ReferredOut, InTriage),
        .. From(new(4, CaseAction.ConfirmRoute, Officers, "确认分流：告知其他途径") { Guard = "不得违反法定闸门", Law = [Statutes.MustAccept], Stops = ["K1"] }, ReferredOut, HumanReview),
        .. From(new(9, CaseAction.ConfirmRoute, Counter, "确认分流：委派调解，或登记立案后先行调解") { Guard = "改变建议须由程序分流员、庭长说明理由；不得违反法定闸门", Law = [Statutes.MediateUnlessRefused], Stops = ["K1"], Starts = ["K2"] }, AwaitingMediator, InTriage),
        .. From(new(9, CaseAction.ConfirmRoute, Officers, "确认分流：委派调解，或登记立案后先行调解") { Guard = "不得违反法定闸门", Law = [Statutes.MediateUnlessRefused], Stops = ["K1"], Starts = ["K2"] }, AwaitingMediator, HumanReview),
        .. From(new(25, CaseAction.ConfirmRoute, Counter, "确认分流：登记立案，转审判团队") { Guard = "改变建议须由程序分流员、庭长说明理由；不得违反法定闸门", Law = [Statutes.MustAccept], Stops = ["K1"] }, Filed, InTriage),
        .. From(new(25, CaseAction.ConfirmRoute, Officers, "确认分流：登记立案，转审判团队") { Guard = "不得违反法定闸门", Law = [Statutes.MustAccept], Stops = ["K1"] }, Filed, HumanReview),
        .. From(new(15, CaseAction.WithdrawApplication, Counter, "立案前撤回起诉") { Guard = "尚未登记立案；已立案的由法院裁定", Law = [Statutes.WithdrawalIsRuled], Stops = ["K1", "K2"] }, Withdrawn, Deficient, InTriage, HumanReview, AwaitingMediator),

        // Mediation
        .. Stay(new(10, CaseAction.OfferCase, Officers, "向指名的调解员或者调解组织交办，答复之前他人不能领取") { Guard = "在名册和专长之内，与当事人无利害关系；三个工作日内答复", Law = [Statutes.AppointedMediator, Statutes.MediatorTie], Starts = ["K2"] }, AwaitingMediator),
        .. Stay(new(11, CaseAction.DeclineOffer, [Mediator], "不接受交办，说明理由；转下一人选，没有的回到队列，位次不变") { Guard = "交办给本人或者本人所在组织", Law = [Statutes.DeclineWithReason], Starts = ["K2"] }, AwaitingMediator),
        .. Stay(new(11, CaseAction.ExpireOffer, [], "三个工作日未答复，交办失效；转下一人选，没有的回到队列，位次不变") { Law = [Statutes.AcceptInThreeDays], Starts = ["K2"] }, AwaitingMediator),
        .. From(new(10, CaseAction.Claim, [Mediator], "调解员接受") { Guard = "在名册和专长之内，与当事人无利害关系；没有交办他人", Law = [Statutes.AcceptInThreeDays, Statutes.MediatorTie], Stops = ["K2"], Starts = ["K3"] }, Mediating, AwaitingMediator),
        .. From(new(11, CaseAction.Return, [Mediator], "调解员退回，说明理由") { Law = [Statutes.AcceptInThreeDays], Starts = ["K2"] }, AwaitingMediator, Mediating),
        .. From(new(11, CaseAction.Return, Officers, "调解员不能继续的（休假、离任、患病），收回另行指派，不计更换次数") { Law = [Statutes.AcceptInThreeDays], Starts = ["K2"] }, AwaitingMediator, Mediating),
        .. From(new(11, CaseAction.ExpireLease, [], "三个工作日未开展调解，自动退回，位次不变") { Law = [Statutes.AcceptInThreeDays], Starts = ["K2"] }, AwaitingMediator, Mediating),
        .. Stay(new(10, CaseAction.GiveConsent, Everybody, "记录一方当事人是否同意调解") { Law = [Statutes.MediateUnlessRefused] }, AwaitingMediator, Mediating),
        .. From(new(14, CaseAction.GiveConsent, Everybody, "一方拒绝调解，不再等待调解员") { Law = [Statutes.MediateUnlessRefused, Statutes.FailureGoesToCourt], Stops = ["K2"] }, MediationFailed, AwaitingMediator),
        .. Stay(new(10, CaseAction.HoldSession, [Mediator], "开展一次调解；第一次即结束三日租约") { Guard = "无人拒绝调解", Law = [Statutes.Voluntary] }, Mediating),
        .. Stay(new(12, CaseAction.ExtendMediation, [Mediator, TriageOfficer, TribunalHead], "双方同意延长调解") { Guard = "双方同意", Law = [Statutes.ExtensionByConsent], Pauses = ["K7"] }, Mediating),
        .. From(new(13, CaseAction.ChangeMediator, Officers, "更换调解员") { Guard = "一次为限，再次拒绝视为拒绝调解", Law = [Statutes.ChangeOnce], Starts = ["K2"] }, AwaitingMediator, Mediating),
        .. From(new(16, CaseAction.EndMediation, [Mediator], "达成调解协议") { Guard = "自愿、可调解、无虚假调解嫌疑；有家庭暴力的已告知人身安全保护令", Law = [Statutes.Voluntary, Statutes.FalseMediation, Statutes.ProtectionOrder], Stops = ["K3"], Starts = ["K5"] }, Agreed, Mediating),
        .. From(new(14, CaseAction.EndMediation, [Mediator], "终止调解，未达成协议") { Guard = "终止单载明事由、争议焦点和繁简意见", Law = [Statutes.FailureGoesToCourt, Statutes.ConcessionsStay], Stops = ["K3"] }, MediationFailed, Mediating),
        .. From(new(15, CaseAction.EndMediation, [Mediator], "撤回申请或者自行和解，尚未立案") { Guard = "未编立“民初”号", Stops = ["K3"] }, Withdrawn, Mediating),
        .. From(new(15, CaseAction.EndMediation, [Mediator], "撤回申请或者自行和解，已经立案：须裁定准许撤诉") { Guard = "已编立“民初”号", Law = [Statutes.WithdrawalIsRuled, Statutes.AgreementAfterFiling], Stops = ["K3"] }, Filed, Mediating),

        // Judicial confirmation
        .. From(new(17, CaseAction.ApplyForConfirmation, Counter, "共同申请司法确认") { Guard = "协议生效三十日内、双方共同、不属身份关系和物权确权", Law = [Statutes.ConfirmationInThirtyDays], Stops = ["K5"] }, ConfirmationApplied, Agreed),
        .. From(new(17, CaseAction.ApplyForConfirmation, [Mediator], "调解员转交双方签署的共同确认申请") { Guard = "双方签名的共同申请书和转交委托；调解员不是代理人", Law = [Statutes.ConfirmationInThirtyDays, Statutes.PartiesApply, Statutes.NoLaterRole], Stops = ["K5"] }, ConfirmationApplied, Agreed, ConfirmationRefused),
        .. From(new(17, CaseAction.ApplyForConfirmation, Counter, "撤回后再次共同申请") { Guard = "前次为撤回；被驳回的须先变更协议", Law = [Statutes.ConfirmationInThirtyDays, Statutes.AfterRefusedConfirmation], Stops = ["K5"] }, ConfirmationApplied, ConfirmationRefused),
        .. From(new(19, CaseAction.AcceptConfirmation, Trial, "受理确认申请") { Starts = ["K6"] }, ConfirmationReview, ConfirmationApplied),
        .. Stay(new(19, CaseAction.RequestExtension, Judges, "申请延长审查期限") { Guard = "一次；届满十五日前", Law = [Statutes.ReviewExtended, Statutes.ExtensionFifteenDaysBefore] }, ConfirmationReview),
        .. Stay(new(19, CaseAction.DecideExtension, [President], "院长决定是否延长审查期限") { Guard = "届满五日前", Law = [Statutes.ReviewExtended, Statutes.ExtensionFifteenDaysBefore] }, ConfirmationReview),
        .. From(new(21, CaseAction.DecideConfirmation, Judges, "裁定调解协议有效") { Guard = "一审终审，裁定之日生效", Law = [Statutes.AfterRefusedConfirmation, AppealPeriods.SpecialFinal, Effectiveness.AfterTheLastPeriod], Stops = ["K6"] }, Confirmed, ConfirmationApplied, ConfirmationReview),
        .. From(new(22, CaseAction.DecideConfirmation, Judges, "裁定不予受理、驳回或者准许撤回") { Law = [Statutes.ConfirmationWithdrawn, Statutes.AfterRefusedConfirmation], Stops = ["K6"] }, ConfirmationRefused, ConfirmationApplied, ConfirmationReview),
        .. Stay(new(21, CaseAction.RecordEvent, Trial, "司法确认裁定书的送达，邮寄回执退回：当事人有异议的，自收到之日起十五日内提出") { Guard = "已作出裁定，尚未另行结案", Law = [Statutes.ObjectionToConfirmation, AppealPeriods.ByPost], Starts = ["K19"] }, Confirmed, ConfirmationRefused, CaseState.FollowUp, Redo),
        .. From(new(23, CaseAction.ReopenMediation, [Mediator, .. Counter], "变更原协议，再行调解") { Law = [Statutes.AfterRefusedConfirmation], Starts = ["K3"] }, Mediating, ConfirmationRefused),

        // Filing and trial
        .. From(new(24, CaseAction.File, Counter, "登记立案并分案，材料随案移转") { Guard = "立案日不早于收件日、不晚于今日；候选人已回避者不得抽中", Law = [Statutes.MustAccept, Statutes.TimeFromFiling, Statutes.FailureGoesToCourt, Statutes.AgreementAfterFiling], Stops = ["K5"], Starts = ["K7"] }, Assigned, Filed, MediationFailed, Agreed, ConfirmationRefused),
        .. From(new(26, CaseAction.Assign, Officers, "分案") { Guard = "随机为主；指定须说明理由；有回避关系、调解过本案的不得承办", Law = [Statutes.JudicialTie, Statutes.JudicialKin, Statutes.NoLaterRole], Starts = ["K7"] }, Assigned, Filed),
        .. Stay(new(27, CaseAction.Assign, Officers, "改派承办人") { Guard = "须说明理由；有回避关系、调解过本案的不得承办", Law = [Statutes.JudicialTie, Statutes.JudicialKin, Statutes.NoLaterRole] }, Hearing),
        .. Stay(new(27, CaseAction.RequestRecusal, [.. Trial, TriageOfficer], "申请回避") { Law = [Statutes.RecusalPauses], Starts = ["K10"] }, Hearing),
        .. Stay(new(27, CaseAction.DecideRecusal, [.. Judges, President], "决定是否回避") { Guard = "三日内；法官、陪审员的回避由院长决定，其他人员的由审判长或者独任审判员决定；准许的重新抽取", Law = [Statutes.RecusalInThreeDays, Statutes.RecusalDecider], Stops = ["K10"] }, [.. Hearing, Suspended]),
        .. Stay(new(27, CaseAction.RequestRecusalReview, [.. Trial, TriageOfficer], "对驳回回避申请的决定申请复议") { Guard = "一次为限；复议期间不停止工作", Law = [Statutes.RecusalReviewOnce, Statutes.ReviewPausesNothing], Starts = ["K10"] }, [.. Hearing, Suspended]),
        .. Stay(new(27, CaseAction.DecideRecusalReview, [.. Judges, President], "复议决定") { Guard = "三日内；由作出原决定的人员所属权限决定；改为准许的重新抽取", Law = [Statutes.ReviewInThreeDays, Statutes.RecusalDecider], Stops = ["K10"] }, [.. Hearing, Suspended]),
        .. Stay(new(28, CaseAction.AddParticipant, [.. Trial, TriageOfficer], "登记陪审员、代理人、证人、鉴定人、翻译人员") { Guard = "调解过本案的人一律不得担任；陪审员、鉴定人、翻译人员与当事人、代理人有回避关系的不得担任；代理人与承办人有回避关系的，承办人自行回避", Law = [Statutes.NoLaterRole, Statutes.JudicialKin, Statutes.JudicialInterest, Statutes.JudicialOther, Statutes.StaffToo] }, [Filed, .. Hearing]),
        .. Stay(new(28, CaseAction.SetEvidencePeriod, Judges, "确定举证期限") { Guard = "普通程序不少于十五日，简易程序不超过十五日，小额诉讼一般不超过七日；期满后可为反驳证据再次确定", Law = [Statutes.EvidencePeriodByCourt, Statutes.EvidenceAgain], Starts = ["K9"] }, Hearing),
        .. Stay(new(28, CaseAction.RequestEvidenceExtension, Trial, "当事人申请延长举证期限") { Guard = "举证期限届满前书面提出", Law = [Statutes.EvidenceExtensionBefore] }, Hearing),
        .. Stay(new(28, CaseAction.DecideEvidenceExtension, Judges, "决定是否延长举证期限") { Guard = "延长的期限适用于其他当事人", Law = [Statutes.EvidenceExtensionForAll] }, [.. Hearing, Suspended]),
        .. Stay(new(29, CaseAction.ChangeProcedure, Judges, "裁定转换程序、审判组织") { Guard = "审限届满前；不违反法定闸门；开庭后不得转回简易", Law = [Statutes.ConvertBeforeExpiry, Statutes.ConversionNeverResets, Statutes.NotBackToSimple, Statutes.ObjectionToSmallClaims, Statutes.ObjectionToSimple, Statutes.ObjectionToSoleJudge], Stops = ["K18"] }, Hearing),
        .. From(new(30, CaseAction.Suspend, Judges, "中止，扣除审限") { Pauses = ["K7"] }, Suspended, [.. Hearing, Suspended]),
        .. Stay(new(30, CaseAction.Suspend, Judges, "扣除一段已经结束的期间") { Pauses = ["K7"] }, Hearing),
        .. From(new(30, CaseAction.Suspend, Judges, "中止原因消除，恢复审理") { Law = [Statutes.StayEnds] }, InTrial, Suspended),
        .. Stay(new(31, CaseAction.RequestExtension, Judges, "申请延长审限") { Guard = "届满十五日前", Law = [Statutes.ExtensionFifteenDaysBefore] }, [.. Hearing, Suspended]),
        .. Stay(new(31, CaseAction.DecideExtension, [President], "院长决定是否延长") { Guard = "届满五日前", Law = [Statutes.ExtensionFifteenDaysBefore] }, [.. Hearing, Suspended]),
        .. Stay(new(31, CaseAction.RequestSuperiorExtension, [.. Judges, President], "报请上级人民法院批准再延长审限") { Guard = "普通程序，院长已批准延长过；届满十五日前；再延长不超过三个月", Law = [Statutes.SuperiorExtension, Statutes.SuperiorAfterPresident] }, [.. Hearing, Suspended]),
        .. Stay(new(31, CaseAction.DecideSuperiorExtension, [President], "登记上级人民法院的批复") { Guard = "载明批复文号；晚于届满五日前的照录并标注", Law = [Statutes.SuperiorExtension, Statutes.SuperiorAfterPresident] }, [.. Hearing, Suspended]),
        .. From(new(28, CaseAction.RecordEvent, Trial, "送达，进入审前准备") { Starts = ["K9"] }, Preparing, Assigned, Preparing),
        .. From(new(28, CaseAction.RecordEvent, Trial, "开庭") { Guard = "承办人没有待决的回避申请；两次开庭间隔不超过一个月", Law = [Statutes.RecusalPauses, Statutes.HearingsWithinAMonth] }, InTrial, Hearing),
        .. Stay(new(28, CaseAction.RecordEvent, Trial, "其他程序事项；公告、反诉、鉴定、追加当事人引起二次分流") { Guard = "延期开庭普通程序不超过两次，简易、小额不超过一次；对小额诉讼程序的异议在开庭前提出；追加的当事人与承办人有回避关系的，承办人自行回避", Law = [Statutes.AdjournedAtMost, Statutes.ObjectionBeforeHearing], Starts = ["K17", "K18"] }, Assigned, Suspended),
        .. From(new(34, CaseAction.RecordEvent, Trial, "收到二审结果"), Effective, Appealed),

        .. Stay(new(33, CaseAction.RecordEvent, Trial, "上诉状副本、答辩状的送达，案卷报送，邮寄回执退回") { Stops = ["K13"] }, Appealed),
        .. Stay(new(32, CaseAction.RecordEvent, Trial, "邮寄送达的回执退回：该当事人的上诉期自收件之日起算") { Law = [AppealPeriods.ByPost, AppealPeriods.EachFromItsOwn], Starts = ["K8"] }, Closed, NotAccepted, CaseState.FollowUp, Redo),

        // Closing and after
        .. From(new(5, CaseAction.Close, Judges, "裁定不予受理") { Guard = "文书为不予受理裁定书", Law = [Statutes.NotAccepted], Stops = ["K1"], Starts = ["K8"] }, NotAccepted, InTriage, HumanReview, Deficient),
        .. From(new(32, CaseAction.Close, Judges, "结案") { Guard = "已登记立案；程序、审判组织不违反法定闸门；没有未裁定的程序异议；未交诉讼费按撤诉处理的，已通知交费且期限届满；结案日依送达方式计算", Law = [Statutes.ClosingDate, Statutes.FeeInSevenDays, Statutes.FeeUnpaid], Stops = ["K7"], Starts = ["K8", "K12"] }, Closed, [.. InHand, MediationFailed]),
        .. From(new(18, CaseAction.Close, Judges, "以调解书或者准许撤诉结案") { Guard = "已登记立案；离婚等身份关系只能以调解书结案，不能司法确认", Law = [Statutes.AgreementAfterFiling, Statutes.ClosingDate], Stops = ["K7"], Starts = ["K12"] }, Closed, Agreed, Confirmed, CaseState.FollowUp),
        .. From(new(33, CaseAction.Appeal, Trial, "上诉") { Guard = "可以上诉的文书、该当事人的上诉期内", Law = [Statutes.JudgmentAppeal, Statutes.RulingAppeal, Statutes.SmallClaimsFinal], Stops = ["K8"], Starts = ["K13"] }, Appealed, Closed, NotAccepted, CaseState.FollowUp, Redo),
        .. From(new(34, CaseAction.BecomeEffective, [], "最后一个上诉期届满，或者调解书由最后一名当事人签收") { Law = [Statutes.Effective, Statutes.StatementEffect], Stops = ["K8"] }, Effective, Closed),
        .. Stay(new(34, CaseAction.BecomeEffective, [], "回访期间生效") { Law = [Statutes.Effective], Stops = ["K8"] }, CaseState.FollowUp, Redo),
        .. From(new(35, CaseAction.FollowUp, [.. Everybody, President, Leader], "回访，满意") { Law = [Statutes.PerformanceWatched], Stops = ["K11"] }, CaseState.FollowUp, Agreed, Confirmed, Closed, Effective, CaseState.FollowUp, Redo),
        .. From(new(36, CaseAction.FollowUp, [.. Everybody, President, Leader], "回访，不满意，重办；裁判已生效的作判后答疑") { Guard = "满三次由院领导决定", Law = [Statutes.PerformanceWatched, Statutes.RetrialInstead], Starts = ["K11"] }, Redo, Agreed, Confirmed, Closed, Effective, CaseState.FollowUp, Redo),
        .. From(new(37, CaseAction.Archive, Trial, "归档") { Guard = "必备材料齐全，裁判已生效，没有未办结的重办", Law = [Statutes.CaseFile, Statutes.MediationFile], Stops = ["K12"] }, Archived, CaseState.FollowUp, Closed, Effective, Confirmed, Withdrawn, ReferredOut, NotAccepted),

        // Beside the way
        .. Stay(new(0, CaseAction.InformProtection, Everybody, "告知人身安全保护令；申请的，自受理之时起七十二小时（紧急二十四小时）内作出") { Guard = "不以起诉为条件；未决的申请不能另行登记", Law = [Statutes.ProtectionOrder, Statutes.ProtectionAnyTime], Starts = ["K14"] },
            [.. AnyTime, NotAccepted, ReferredOut, Withdrawn]),
        .. Stay(new(0, CaseAction.DecideProtection, Judges, "作出人身安全保护令，驳回申请，或者申请撤回") { Guard = "有待决的申请；驳回的写明理由，有效期不超过六个月", Law = [Statutes.ProtectionOrder, Statutes.ProtectionSixMonths], Stops = ["K14"] },
            [.. AnyTime, NotAccepted, ReferredOut, Withdrawn]),
        .. Stay(new(39, CaseAction.Remind, [TribunalHead, President, Leader], "发提醒函，限期答复"), AnyTime),
        .. Stay(new(39, CaseAction.AnswerReminder, [.. Everybody, President, Leader], "答复提醒函") { Guard = "收函人本人；发函人代为登记的，注明情况" }, AnyTime),
        .. Stay(new(0, CaseAction.CheckLedger, Counter, "台账核查"), AnyTime),
        .. Stay(new(0, CaseAction.GiveSourceReference, Counter, "补登来源编号（警情、工单、信访等）") { Guard = "由其他单位移送；已经登记的，更改须说明理由" }, [.. AnyTime, NotAccepted, ReferredOut, Withdrawn]),
        .. Stay(new(38, CaseAction.Link, [Clerk, TriageOfficer, Judge, TribunalHead], "关联、并案、系列案"), AnyTime),
    ];

    private static readonly ILookup<(CaseState, CaseAction), Transition> Rows = Table.ToLookup(t => (t.From, t.Action));

    /// <summary>What <paramref name="command"/> makes of <paramref name="before"/>, or why not.</summary>
    public static Decision Decide(CourtCase before, CaseCommand command)
    {
        if (Forbids(before.State, command) is { } refusal)
            return new Decision(refusal);
        var step = command switch
        {
            Propose c => IntakeSteps.Propose(before, c),
            AddFacts c => IntakeSteps.AddFacts(before, c),
            RequestCorrection c => IntakeSteps.RequestCorrection(before, c),
            Correct c => IntakeSteps.Correct(before, c),
            ReferOut c => IntakeSteps.ReferOut(before, c),
            ConfirmRoute c => IntakeSteps.ConfirmRoute(before, c),
            AnswerSecondTriage c => IntakeSteps.AnswerSecond(before, c),
            WithdrawApplication c => IntakeSteps.Withdraw(before, c),
            OfferCase c => MediationSteps.Offer(before, c),
            DeclineOffer c => MediationSteps.Decline(before, c),
            ExpireOffer c => MediationSteps.Lapse(before, c),
            ClaimCase c => MediationSteps.Claim(before, c),
            ReturnCase c => MediationSteps.Requeue(before, c.At, c.Reason, expired: false, c.By),
            ExpireLease c => MediationSteps.Expire(before, c),
            GiveConsent c => MediationSteps.Consent(before, c),
            HoldSession c => MediationSteps.Hold(before, c),
            ExtendMediation c => MediationSteps.Extend(before, c),
            ChangeMediator c => MediationSteps.Change(before, c),
            EndMediation c => MediationSteps.End(before, c),
            ReopenMediation c => MediationSteps.Reopen(before, c),
            ApplyForConfirmation c => ConfirmationSteps.Apply(before, c),
            AcceptConfirmation c => ConfirmationSteps.Accept(before, c),
            DecideConfirmation c => ConfirmationSteps.Decide(before, c),
            FileCase c => TrialSteps.File(before, c),
            AssignCase c => TrialSteps.Assign(before, c),
            RequestRecusal c => RecusalSteps.Request(before, c),
            DecideRecusal c => RecusalSteps.Decide(before, c),
            RequestRecusalReview c => RecusalSteps.RequestReview(before, c),
            DecideRecusalReview c => RecusalSteps.DecideReview(before, c),
            AddParticipant c => TrialSteps.AddParticipant(before, c),
            SetEvidencePeriod c => EvidenceSteps.Set(before, c),
            RequestEvidenceExtension c => EvidenceSteps.RequestExtension(before, c),
            DecideEvidenceExtension c => EvidenceSteps.DecideExtension(before, c),
            ChangeProcedure c => TrialSteps.ChangeProcedure(before, c),
            Suspend c => TrialSteps.Suspend(before, c),
            RequestExtension c => ExtensionSteps.Request(before, c),
            DecideExtension c => ExtensionSteps.Decide(before, c),
            RequestSuperiorExtension c => ExtensionSteps.RequestSuperior(before, c),
            DecideSuperiorExtension c => ExtensionSteps.DecideSuperior(before, c),
            RecordEvent c => TrialSteps.Record(before, c),
            CloseCase c => AfterSteps.Close(before, c),
            AppealCase c => AfterSteps.Appeal(before, c),
            BecomeEffective c => AfterSteps.BecomeEffective(before, c),
            FollowUp c => AfterSteps.FollowUp(before, c),
            ArchiveCase c => AfterSteps.Archive(before, c),
            InformProtection c => AsideSteps.Inform(before, c),
            DecideProtection c => AsideSteps.Decide(before, c),
            Remind c => AsideSteps.Remind(before, c),
            AnswerReminder c => AsideSteps.Answer(before, c),
            CheckLedger c => AsideSteps.Check(before, c),
            GiveSourceReference c => AsideSteps.Refer(before, c),
            LinkCase c => AsideSteps.Link(before, c),
            _ => throw new InvalidOperationException($"A command without an effect: {command.GetType().Name}."),
        };
        if (step.Refusal is { } forbidden)
            return new Decision(forbidden);
        return Rows[(before.State, command.Action)].Any(t => t.To == step.To && Permits(t, command.By))
            ? new Decision(MediationSteps.WithoutOffer(step.After!, step.To, command.At) with { State = step.To, Version = before.Version + 1 })
            : new Decision(WrongRole(command));
    }

    /// <summary>The states in which an action is possible at all.</summary>
    public static IReadOnlyList<CaseState> AllowedStates(CaseAction action) => [.. Table.Where(t => t.Action == action).Select(t => t.From).Distinct()];

    /// <summary>What a person of these roles may do with a case in this state, guards apart.</summary>
    public static IReadOnlyList<CaseAction> Actions(CaseState state, IReadOnlyList<Role> roles) =>
        [.. Table.Where(t => t.From == state && t.By.Any(roles.Contains)).Select(t => t.Action).Distinct()];

    private static Refusal? Forbids(CaseState state, CaseCommand command)
    {
        var rows = Rows[(state, command.Action)];
        if (!rows.Any())
        {
            var allowed = AllowedStates(command.Action);
            return new Refusal(RefusalCodes.StateConflict,
                $"案件处于“{state.Chinese()}”，不能{command.Action.Chinese()}；只有处于{string.Join("、", allowed.Select(s => $"“{s.Chinese()}”"))}时才可以。",
                $"The case is {state}; {command.Action} needs {string.Join(", ", allowed)}.")
            { AllowedStates = allowed };
        }
        return rows.Any(t => Permits(t, command.By)) ? null : WrongRole(command);
    }

    private static bool Permits(Transition row, Actor by) => by.IsSystem ? row.By.Count == 0 : row.By.Any(by.Roles.Contains);

    private static Refusal WrongRole(CaseCommand command) => new(RefusalCodes.WrongRole,
        $"您的角色不能对此案{command.Action.Chinese()}。", $"Your role may not {command.Action} here.");

    private static IEnumerable<Transition> From(Passage passage, CaseState to, params CaseState[] from) => from.Select(f => new Transition(f, to, passage));

    private static IEnumerable<Transition> Stay(Passage passage, params CaseState[] states) => states.Select(s => new Transition(s, s, passage));
}
