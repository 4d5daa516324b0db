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
        CaseAction.ConfirmRoute => "确认分流",
        CaseAction.Claim => "领取调解",
        CaseAction.Return => "退回调解",
        CaseAction.ExpireLease => "收回租约",
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
}
