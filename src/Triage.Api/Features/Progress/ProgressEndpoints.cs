using Triage.Api.Http;

namespace Triage.Api.Features.Progress;

/// <summary>For the parties themselves, without signing in. Off until the court switches it on (Features:PublicQuery).</summary>
internal static class ProgressEndpoints
{
    public static IServiceCollection AddProgress(this IServiceCollection services) => services.AddSingleton<ProgressLimit>();

    public static void MapProgress(this IEndpointRouteBuilder api) =>
        api.MapPost("/progress", QueryProgress.Handle).WithTags("Progress").WithName("QueryProgress").WithSummary("当事人查询办理进度；默认关闭（Features:PublicQuery），关闭时答复 404")
            .OpenToAll().RequireRateLimiting(HttpServices.PublicQueryPolicy).ProducesProblems(400, 404, 413, 415, 422, 503, 507);
}
