using Triage.Api.Http;

namespace Triage.Api.Features.Session;

/// <summary>Signing in and out.</summary>
internal static class SessionEndpoints
{
    public static void MapSession(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/session").WithTags("Session");
        _ = group.MapPost("", SignIn.Handle).WithName("SignIn").WithSummary("登录").OpenToAll().RequireRateLimiting(HttpServices.SignInPolicy).ProducesProblems(400, 413, 415, 422, 503, 507);
        _ = group.MapGet("", GetSession.Handle).WithName("GetSession").WithSummary("当前登录的用户").RequireSignedIn();
        _ = group.MapDelete("", SignOut.Handle).WithName("SignOut").WithSummary("退出登录，立即失效").RequireSignedIn().ProducesProblems(503, 507);
    }
}
