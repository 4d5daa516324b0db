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
        group.MapPost("/{id}/facts", AddCaseFacts.Handle).WithName("AddCaseFacts").WithSummary("补充事实并重新甄别")
            .RequireRoles(Role.Clerk, Role.TriageOfficer, Role.TribunalHead).ChangesCase();
    }
}
