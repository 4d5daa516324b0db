using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Mediation;

/// <summary>The mediators' queue: what waits, who takes it, what goes back.</summary>
internal static class MediationEndpoints
{
    public static IServiceCollection AddMediation(this IServiceCollection services) =>
        services.AddSingleton<LeaseKeeper>().AddHostedService(provider => provider.GetRequiredService<LeaseKeeper>());

    public static void MapMediation(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("").WithTags("Mediation");
        group.MapGet("/mediation/queue", GetMediationQueue.Handle).WithName("GetMediationQueue").WithSummary("我可以领取的案件，最早的在前，已脱敏")
            .RequireRoles(Role.Mediator).ProducesProblems(400);
        group.MapPost("/mediation/queue/claim", ClaimCaseForMediation.Handle).WithName("ClaimCase").WithSummary("领取一件（或指定的一件）；三个工作日内未开展调解自动退回")
            .RequireRoles(Role.Mediator).ProducesProblems(400, 403, 404, 409, 422);
        group.MapPost("/cases/{id}/mediation/return", ReturnCaseToQueue.Handle).WithName("ReturnCase").WithSummary("退回队列，说明理由；保留原来的位次")
            .RequireRoles(Role.Mediator).ChangesCase();
    }
}
