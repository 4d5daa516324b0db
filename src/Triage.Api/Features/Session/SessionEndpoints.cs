using Triage.Api.Http;

namespace Triage.Api.Features.Session;

/// <summary>Signing in and out, one's own password and second factor.</summary>
internal static class SessionEndpoints
{
    public static void MapSession(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/session").WithTags("Session");
        _ = group.MapPost("", SignIn.Handle).WithName("SignIn").WithSummary("登录").OpenToAll().RequireRateLimiting(HttpServices.SignInPolicy).ProducesProblems(400, 403, 413, 415, 422, 503, 507);
        _ = group.MapGet("", GetSession.Handle).WithName("GetSession").WithSummary("当前登录的用户").RequireSignedIn().AlsoUnfinished();
        _ = group.MapDelete("", SignOut.Handle).WithName("SignOut").WithSummary("退出登录，立即失效").RequireSignedIn().AlsoUnfinished().ProducesProblems(503, 507);
        _ = group.MapPost("/password", ChangePassword.Handle).WithName("ChangePassword").WithSummary("修改自己的密码；本账号的其他登录随即失效")
            .RequireSignedIn().AlsoUnfinished().ProducesProblems(400, 409, 413, 415, 422, 503, 507);
        _ = group.MapGet("/password-rules", GetPasswordRules.Handle).WithName("GetPasswordRules").WithSummary("对新密码的要求").RequireSignedIn().AlsoUnfinished();
        _ = group.MapGet("/second-factor", GetSecondFactor.Handle).WithName("GetSecondFactor").WithSummary("自己的第二因子").RequireSignedIn().AlsoUnfinished();
        _ = group.MapPost("/second-factor", OfferSecondFactor.Handle).WithName("OfferSecondFactor").WithSummary("取得新的身份验证器密钥；输入第一组数字后才生效")
            .RequireSignedIn().AlsoUnfinished().ProducesProblems(400, 413, 415, 422, 503, 507);
        _ = group.MapPost("/second-factor/confirm", ConfirmSecondFactor.Handle).WithName("ConfirmSecondFactor").WithSummary("用第一组数字启用第二因子，取得恢复码")
            .RequireSignedIn().AlsoUnfinished().ProducesProblems(400, 409, 413, 415, 422, 503, 507);
        _ = group.MapPost("/second-factor/removal", RemoveSecondFactor.Handle).WithName("RemoveSecondFactor").WithSummary("取消第二因子；角色须用的除外")
            .RequireSignedIn().ProducesProblems(400, 409, 413, 415, 422, 503, 507);
    }
}
