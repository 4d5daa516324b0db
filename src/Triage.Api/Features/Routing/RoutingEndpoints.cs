using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Routing;

/// <summary>Triage (繁简分流): what the statute and the model propose, and the person who confirms.</summary>
internal static class RoutingEndpoints
{
    public static void MapRouting(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("").WithTags("Triage");
        group.MapPost("/triage/preview", PreviewTriage.Handle).WithName("PreviewTriage").WithSummary("预览分流建议；不保存任何内容")
            .RequireRoles(Role.Clerk, Role.TriageOfficer, Role.Judge, Role.TribunalHead, Role.President, Role.DataStaff).ProducesProblems(400, 413, 415, 422);
        group.MapGet("/triage/review-queue", GetReviewQueue.Handle).WithName("GetReviewQueue").WithSummary("待人工甄别的案件，最早的在前")
            .RequireRoles(Role.TriageOfficer, Role.TribunalHead).ProducesProblems(400);
        group.MapGet("/cases/{id}/triage/earlier", GetEarlierOpinion.Handle).WithName("GetEarlierOpinion").WithSummary("一个月前在用的模型对本案会怎么说；没有更早的模型时各项为空")
            .RequireRoles(Role.TriageOfficer, Role.TribunalHead).ProducesProblems(404);
        group.MapPost("/cases/{id}/triage/confirm", ConfirmTriage.Handle).WithName("ConfirmTriage").WithSummary("确认分流建议；程序分流员、庭长可以说明理由后改派")
            .RequireRoles(Role.Clerk, Role.TriageOfficer, Role.TribunalHead).ChangesCase();
        group.MapPost("/cases/{id}/triage/second", AnswerSecond.Handle).WithName("AnswerSecondTriage").WithSummary("答复调解、确认期间的二次分流：采纳建议，或者说明理由另定程序、审判组织；已进入审理的由法官转换程序答复")
            .RequireRoles(Role.TriageOfficer, Role.TribunalHead).ChangesCase();
    }
}
