namespace Triage.Api.Domain;

/// <summary>What the enums are called at the counter.</summary>
internal static class ChineseNames
{
    public static string Chinese(this CaseState state) => state switch
    {
        CaseState.Draft => "暂存",
        CaseState.Received => "已收件",
        CaseState.Deficient => "待补正",
        CaseState.ReferredOut => "已告知其他途径",
        CaseState.NotAccepted => "不予受理",
        CaseState.InTriage => "待分流",
        CaseState.HumanReview => "待人工甄别",
        CaseState.AwaitingMediator => "待指派调解",
        CaseState.Mediating => "调解中",
        CaseState.Agreed => "达成调解协议",
        CaseState.MediationFailed => "调解未达成",
        CaseState.ConfirmationApplied => "申请司法确认",
        CaseState.ConfirmationReview => "司法确认审查",
        CaseState.Confirmed => "已确认有效",
        CaseState.ConfirmationRefused => "未予确认",
        CaseState.Filed => "已登记立案",
        CaseState.Assigned => "已分案",
        CaseState.Preparing => "审前准备",
        CaseState.InTrial => "审理中",
        CaseState.Suspended => "中止",
        CaseState.Closed => "已结案",
        CaseState.Appealed => "上诉",
        CaseState.Effective => "已生效",
        CaseState.FollowUp => "回访",
        CaseState.Redo => "重办",
        CaseState.Archived => "已归档",
        CaseState.Withdrawn => "已撤回",
    };

    public static string Chinese(this CaseAction action) => action switch
    {
        CaseAction.Propose => "提出分流建议",
        CaseAction.AddFacts => "补充事实",
        CaseAction.RequestCorrection => "告知补正",
        CaseAction.Correct => "提交补正",
        CaseAction.ReferOut => "告知其他途径",
        CaseAction.ConfirmRoute => "确认分流",
        CaseAction.WithdrawApplication => "撤回起诉",
        CaseAction.Claim => "领取调解",
        CaseAction.Return => "退回调解",
        CaseAction.ExpireLease => "收回租约",
        CaseAction.GiveConsent => "记录调解意愿",
        CaseAction.HoldSession => "登记调解",
        CaseAction.ExtendMediation => "延长调解",
        CaseAction.ChangeMediator => "更换调解员",
        CaseAction.EndMediation => "终结调解",
        CaseAction.ReopenMediation => "重新调解",
        CaseAction.ApplyForConfirmation => "申请司法确认",
        CaseAction.AcceptConfirmation => "受理确认申请",
        CaseAction.DecideConfirmation => "裁定确认申请",
        CaseAction.File => "登记立案",
        CaseAction.Assign => "分案",
        CaseAction.RequestRecusal => "申请回避",
        CaseAction.DecideRecusal => "决定回避",
        CaseAction.RequestRecusalReview => "申请复议回避决定",
        CaseAction.DecideRecusalReview => "决定回避复议",
        CaseAction.AddParticipant => "登记诉讼参与人",
        CaseAction.SetEvidencePeriod => "确定举证期限",
        CaseAction.RequestEvidenceExtension => "申请延长举证期限",
        CaseAction.DecideEvidenceExtension => "决定延长举证期限",
        CaseAction.ChangeProcedure => "转换程序",
        CaseAction.Suspend => "中止或扣除审限",
        CaseAction.RequestExtension => "申请延长审限",
        CaseAction.DecideExtension => "决定延长审限",
        CaseAction.RequestSuperiorExtension => "报请上级法院延长审限",
        CaseAction.DecideSuperiorExtension => "登记上级法院批复",
        CaseAction.RecordEvent => "登记程序事项",
        CaseAction.Close => "结案",
        CaseAction.Appeal => "上诉",
        CaseAction.BecomeEffective => "确定生效",
        CaseAction.FollowUp => "回访",
        CaseAction.Archive => "归档",
        CaseAction.InformProtection => "告知人身安全保护令",
        CaseAction.Remind => "发提醒函",
        CaseAction.AnswerReminder => "答复提醒函",
        CaseAction.CheckLedger => "核查台账",
        CaseAction.Link => "关联案件",
    };

    /// <summary>The event in the past tense, as the history records it.</summary>
    public static string Event(this CaseAction action) => action switch
    {
        CaseAction.Propose => "received",
        CaseAction.AddFacts => "facts_added",
        CaseAction.RequestCorrection => "correction_requested",
        CaseAction.Correct => "corrected",
        CaseAction.ReferOut => "referred_out",
        CaseAction.ConfirmRoute => "triage_confirmed",
        CaseAction.WithdrawApplication => "application_withdrawn",
        CaseAction.Claim => "mediation_claimed",
        CaseAction.Return => "mediation_returned",
        CaseAction.ExpireLease => "lease_expired",
        CaseAction.GiveConsent => "mediation_consent_recorded",
        CaseAction.HoldSession => "mediation_session_held",
        CaseAction.ExtendMediation => "mediation_extended",
        CaseAction.ChangeMediator => "mediator_changed",
        CaseAction.EndMediation => "mediation_ended",
        CaseAction.ReopenMediation => "mediation_reopened",
        CaseAction.ApplyForConfirmation => "confirmation_applied",
        CaseAction.AcceptConfirmation => "confirmation_accepted",
        CaseAction.DecideConfirmation => "confirmation_decided",
        CaseAction.File => "filed",
        CaseAction.Assign => "assigned",
        CaseAction.RequestRecusal => "recusal_requested",
        CaseAction.DecideRecusal => "recusal_decided",
        CaseAction.RequestRecusalReview => "recusal_review_requested",
        CaseAction.DecideRecusalReview => "recusal_review_decided",
        CaseAction.AddParticipant => "participant_added",
        CaseAction.SetEvidencePeriod => "evidence_period_set",
        CaseAction.RequestEvidenceExtension => "evidence_extension_requested",
        CaseAction.DecideEvidenceExtension => "evidence_extension_decided",
        CaseAction.ChangeProcedure => "procedure_changed",
        CaseAction.Suspend => "suspension_recorded",
        CaseAction.RequestExtension => "extension_requested",
        CaseAction.DecideExtension => "extension_decided",
        CaseAction.RequestSuperiorExtension => "superior_extension_requested",
        CaseAction.DecideSuperiorExtension => "superior_extension_decided",
        CaseAction.RecordEvent => "event_recorded",
        CaseAction.Close => "closed",
        CaseAction.Appeal => "appealed",
        CaseAction.BecomeEffective => "became_effective",
        CaseAction.FollowUp => "followed_up",
        CaseAction.Archive => "archived",
        CaseAction.InformProtection => "protection_informed",
        CaseAction.Remind => "reminded",
        CaseAction.AnswerReminder => "reminder_answered",
        CaseAction.CheckLedger => "ledger_checked",
        CaseAction.Link => "linked",
    };

    public static string Chinese(this Route route) => route switch
    {
        Route.Mediation => "调解",
        Route.FastTrack => "速裁（简案团队）",
        Route.FamilyTeam => "家事团队",
        Route.LandTeam => "涉农土地团队",
        Route.SpecialisedTeam => "专业化团队",
        Route.OrdinaryTeam => "普通审判团队",
        Route.ReferOut => "告知其他途径",
        Route.HumanReview => "人工甄别",
    };

    public static string Chinese(this Procedure procedure) => procedure switch
    {
        Procedure.SmallClaims => "小额诉讼程序",
        Procedure.Simple => "简易程序",
        Procedure.Ordinary => "普通程序",
        Procedure.Special => "特别程序",
    };

    public static string Chinese(this Bench bench) => bench switch { Bench.Sole => "独任", Bench.Panel => "合议" };

    public static string Chinese(this ParticipantRole part) => part switch
    {
        ParticipantRole.Assessor => "人民陪审员",
        ParticipantRole.Agent => "诉讼代理人",
        ParticipantRole.Witness => "证人",
        ParticipantRole.Appraiser => "鉴定人",
        ParticipantRole.Interpreter => "翻译人员",
    };

    public static string Chinese(this Role role) => role switch
    {
        Role.Clerk => "立案人员",
        Role.TriageOfficer => "程序分流员",
        Role.Mediator => "调解员",
        Role.Judge => "法官",
        Role.TribunalHead => "庭长",
        Role.President => "院长",
        Role.Leader => "院领导",
        Role.DataStaff => "数据人员",
        Role.SystemAdmin => "系统管理员",
        Role.SecurityAdmin => "安全管理员",
        Role.Auditor => "审计员",
    };
}
