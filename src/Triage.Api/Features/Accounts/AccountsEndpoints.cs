using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Accounts;

/// <summary>Who may sign in. The system administrator keeps the accounts, the security administrator stops one, releases a new one that sees the whole court and resets second factors, the auditor looks
/// (GB/T 22239-2019, 8.1.5): one of them alone can neither become somebody who has an account, nor make an account for the whole court, nor take over one that has a second factor.</summary>
internal static class AccountsEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/accounts").WithTags("Accounts");
        _ = group.MapGet("", ListAccounts.Handle).WithName("ListAccounts").WithSummary("全部账号及其状态").RequireRoles(Role.SystemAdmin, Role.SecurityAdmin, Role.Auditor);
        _ = group.MapGet("/people", ListPeople.Handle).WithName("ListAccountPeople").WithSummary("可以开立账号的人员及其角色").RequireRoles(Role.SystemAdmin);
        _ = group.MapPost("", CreateAccount.Handle).WithName("CreateAccount").WithSummary("开立账号，取得一次性密码").RequireRoles(Role.SystemAdmin).CreatesWithKey();
        _ = group.MapPost("/{userName}/disable", DisableAccount.Handle).WithName("DisableAccount").WithSummary("停用账号；其登录立即失效").RequireRoles(Role.SystemAdmin, Role.SecurityAdmin)
            .ProducesProblems(400, 404, 409, 413, 415, 422, 503, 507);
        _ = group.MapPost("/{userName}/enable", EnableAccount.Handle).WithName("EnableAccount").WithSummary("恢复停用的账号，放行面向全院的新账号").RequireRoles(Role.SystemAdmin, Role.SecurityAdmin)
            .ProducesProblems(400, 404, 409, 413, 415, 422, 503, 507);
        _ = group.MapPost("/{userName}/password-reset", ResetPassword.Handle).WithName("ResetPassword").WithSummary("换成一次性密码；其登录立即失效").RequireRoles(Role.SystemAdmin)
            .ProducesProblems(400, 404, 409, 413, 415, 422, 503, 507);
        _ = group.MapPost("/{userName}/second-factor-reset", ResetSecondFactor.Handle).WithName("ResetSecondFactor").WithSummary("清除第二因子；其登录立即失效").RequireRoles(Role.SecurityAdmin)
            .ProducesProblems(400, 404, 409, 413, 415, 422, 503, 507);
    }
}
