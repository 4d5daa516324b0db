using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Intake;

/// <summary>Receipt of disputes, and the cases as they stand.</summary>
internal static class IntakeEndpoints
{
    public static void MapIntake(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/cases").WithTags("Cases");
        group.MapPost("", SubmitCase.Handle).WithName("SubmitCase").WithSummary("收件：登记一件纠纷并提出分流建议；acceptProposal 为 true 时即行分流")
            .RequireRoles(Role.Clerk).CreatesWithKey();
        group.MapGet("", ListCases.Handle).WithName("ListCases").WithSummary("案件列表").RequireRoles(CaseAccess.Readers).ProducesProblems(400);
        group.MapGet("/{id}", GetCase.Handle).WithName("GetCase").WithSummary("一件案件").RequireRoles(CaseAccess.Readers).ProducesProblems(404);
        group.MapGet("/{id}/history", GetHistory.Handle).WithName("GetHistory").WithSummary("一件案件的全部经过：谁、何时、何事、前后、哈希")
            .RequireRoles([.. CaseAccess.Readers, Role.Auditor]).ProducesProblems(404);
        group.MapPost("/{id}/facts", AddCaseFacts.Handle).WithName("AddCaseFacts").WithSummary("补充事实并重新甄别；分流之后引起二次分流")
            .RequireRoles(Role.Clerk, Role.TriageOfficer, Role.Mediator, Role.Judge, Role.TribunalHead).ChangesCase();
        group.MapPost("/{id}/deficiency", RequestCaseCorrection.Handle).WithName("RequestCorrection").WithSummary("一次性书面告知补正")
            .RequireRoles(Role.Clerk, Role.TriageOfficer, Role.TribunalHead).ChangesCase();
        group.MapPost("/{id}/correction", ReceiveCorrection.Handle).WithName("ReceiveCorrection").WithSummary("收到补正材料：七日重新计算，重新甄别")
            .RequireRoles(Role.Clerk, Role.TriageOfficer, Role.TribunalHead).ChangesCase();
        group.MapPost("/{id}/refer-out", ReferCaseOut.Handle).WithName("ReferOut").WithSummary("告知其他途径，须有现有事实触发的法定依据")
            .RequireRoles(Role.Clerk, Role.TriageOfficer, Role.TribunalHead).ChangesCase();
        group.MapPost("/{id}/withdrawal", WithdrawBeforeFiling.Handle).WithName("WithdrawApplication").WithSummary("登记立案之前撤回起诉")
            .RequireRoles(Role.Clerk, Role.TriageOfficer, Role.TribunalHead).ChangesCase();
        group.MapPost("/{id}/protection-notice", GiveProtectionNotice.Handle).WithName("GiveProtectionNotice").WithSummary("已告知人身安全保护令；申请的，起算七十二小时或者二十四小时")
            .RequireRoles(Role.Clerk, Role.TriageOfficer, Role.Mediator, Role.Judge, Role.TribunalHead).ChangesCase();
        group.MapPost("/{id}/protection-order/decision", DecideProtectionOrder.Handle).WithName("DecideProtectionOrder").WithSummary("作出人身安全保护令、驳回申请或者记录撤回；不问案件处于什么状态")
            .RequireRoles(Role.Judge, Role.TribunalHead).ChangesCase();
        group.MapPost("/{id}/links", LinkCases.Handle).WithName("LinkCases").WithSummary("关联案件：关联、系列、重复、并案")
            .RequireRoles(Role.Clerk, Role.TriageOfficer, Role.Judge, Role.TribunalHead).ChangesCase();
    }
}
