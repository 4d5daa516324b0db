using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Confirmation;

/// <summary>Judicial confirmation (司法确认) of a mediated agreement.</summary>
internal static class ConfirmationEndpoints
{
    public static void MapConfirmation(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/cases/{id}/confirmation").WithTags("Confirmation");
        group.MapPost("", ApplyForConfirmation.Handle).WithName("ApplyForConfirmation").WithSummary("双方共同申请司法确认：协议生效三十日内，身份关系和物权确权除外；调解员可以转交双方签署的申请（handedIn）")
            .RequireRoles(Role.Clerk, Role.TriageOfficer, Role.Mediator, Role.TribunalHead).ChangesCase();
        group.MapPost("/accept", AcceptApplication.Handle).WithName("AcceptConfirmation").WithSummary("受理确认申请，编立“诉前调确”号")
            .RequireRoles(Role.Clerk, Role.Judge, Role.TribunalHead).ChangesCase();
        group.MapPost("/decision", DecideApplication.Handle).WithName("DecideConfirmation").WithSummary("裁定调解协议有效，或者不予受理、驳回、准许撤回")
            .RequireRoles(Role.Judge, Role.TribunalHead).ChangesCase();
    }
}
