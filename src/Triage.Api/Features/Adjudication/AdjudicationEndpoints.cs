using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Adjudication;

/// <summary>From filing to effect: who judges and why, the trial and its limit, how it ends and who may appeal.</summary>
internal static class AdjudicationEndpoints
{
    private static readonly Role[] Counter = [Role.Clerk, Role.TriageOfficer, Role.TribunalHead];
    private static readonly Role[] Officers = [Role.TriageOfficer, Role.TribunalHead];
    private static readonly Role[] Judges = [Role.Judge, Role.TribunalHead];
    private static readonly Role[] Trial = [Role.Clerk, Role.Judge, Role.TribunalHead];

    public static IServiceCollection AddAdjudication(this IServiceCollection services) =>
        services.AddSingleton<JudgeDraw>().AddHostedService<EffectKeeper>();

    public static void MapAdjudication(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/cases/{id}").WithTags("Adjudication");
        group.MapPost("/filing", FileCaseForTrial.Handle).WithName("FileCase").WithSummary("登记立案：编立民初号（特别程序编民特号），起算审限，随机确定承办法官和团队")
            .RequireRoles(Counter).ChangesCase();
        group.MapPost("/assignment", AssignJudge.Handle).WithName("AssignCase").WithSummary("分案、改派：指定法官或者团队，须说明理由")
            .RequireRoles(Officers).ChangesCase();
        group.MapGet("/assignment", GetAssignment.Handle).WithName("GetAssignment").WithSummary("为什么是这位法官：种子、候选人、负担、机会、排除理由，可以复验")
            .RequireRoles(CaseAccess.Readers).ProducesProblems(404);
        group.MapPost("/recusal", RequestRecusalOf.Handle).WithName("RequestRecusal").WithSummary("申请回避").RequireRoles([.. Trial, Role.TriageOfficer]).ChangesCase();
        group.MapPost("/recusal/decision", DecideRecusalOf.Handle).WithName("DecideRecusal").WithSummary("决定是否回避：法官、陪审员由院长决定，其他人员由审判长或者独任审判员决定；准许的重新抽取法官")
            .RequireRoles([.. Judges, Role.President]).ChangesCase();
        group.MapPost("/recusal/review", RequestReviewOfRecusal.Handle).WithName("RequestRecusalReview").WithSummary("对驳回回避申请的决定申请复议（一次）；复议期间不停止工作")
            .RequireRoles([.. Trial, Role.TriageOfficer]).ChangesCase();
        group.MapPost("/recusal/review/decision", DecideReviewOfRecusal.Handle).WithName("DecideRecusalReview").WithSummary("三日内作出复议决定；改为准许的重新抽取法官")
            .RequireRoles([.. Judges, Role.President]).ChangesCase();
        group.MapPost("/participants", AddTrialParticipant.Handle).WithName("AddParticipant").WithSummary("登记陪审员、代理人、证人、鉴定人、翻译；调解过本案的不得担任")
            .RequireRoles([.. Trial, Role.TriageOfficer]).ChangesCase();
        group.MapPost("/evidence-period", SetPeriodForEvidence.Handle).WithName("SetEvidencePeriod").WithSummary("确定举证期限：普通程序不少于十五日，简易不超过十五日，小额一般不超过七日")
            .RequireRoles(Judges).ChangesCase();
        group.MapPost("/evidence-period/extension", RequestMoreEvidenceTime.Handle).WithName("RequestEvidenceExtension").WithSummary("当事人申请延长举证期限（届满前）")
            .RequireRoles(Trial).ChangesCase();
        group.MapPost("/evidence-period/extension/decision", DecideMoreEvidenceTime.Handle).WithName("DecideEvidenceExtension").WithSummary("决定是否延长举证期限；适用于其他当事人")
            .RequireRoles(Judges).ChangesCase();
        group.MapPost("/procedure", ConvertProcedure.Handle).WithName("ChangeProcedure").WithSummary("裁定转换程序、审判组织；审限仍自立案次日计算")
            .RequireRoles(Judges).ChangesCase();
        group.MapPost("/suspensions", RecordSuspension.Handle).WithName("SuspendCase").WithSummary("中止、扣除审限；同一事由填写结束日即为恢复").RequireRoles(Judges).ChangesCase();
        group.MapPost("/limit-extension", RequestLimitExtension.Handle).WithName("RequestExtension").WithSummary("申请延长审限（届满十五日前）").RequireRoles(Judges).ChangesCase();
        group.MapPost("/limit-extension/decision", DecideLimitExtension.Handle).WithName("DecideExtension").WithSummary("院长决定是否延长审限（届满五日前）")
            .RequireRoles(Role.President).ChangesCase();
        group.MapPost("/limit-extension/superior", RequestSuperiorLimitExtension.Handle).WithName("RequestSuperiorExtension").WithSummary("院长批准延长后仍不能审结的，报请上级人民法院批准再延长")
            .RequireRoles([.. Judges, Role.President]).ChangesCase();
        group.MapPost("/limit-extension/superior/decision", DecideSuperiorLimitExtension.Handle).WithName("DecideSuperiorExtension").WithSummary("登记上级人民法院的批复")
            .RequireRoles(Role.President).ChangesCase();
        group.MapPost("/events", RecordTrialEvent.Handle).WithName("RecordEvent").WithSummary("送达、开庭、延期等；公告、反诉、鉴定、追加当事人引起二次分流").RequireRoles(Trial).ChangesCase();
        group.MapPost("/closure", CloseTheCase.Handle).WithName("CloseCase").WithSummary("结案：结案日依送达方式计算，不能填写").RequireRoles(Judges).ChangesCase();
        group.MapPost("/appeal", RecordAppeal.Handle).WithName("AppealCase").WithSummary("上诉；小额诉讼和调解书不能上诉").RequireRoles(Trial).ChangesCase();
    }
}
