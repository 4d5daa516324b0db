using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Api.Http.Accounts;

namespace Triage.Api.Features.Accounts;

/// <summary>Nobody signs in with it any more, and whoever is signed in is out at once. What the person did stays as it is.</summary>
internal static class DisableAccount
{
    public static async Task<Results<Ok<AccountResponse>, Problem>> Handle(string userName, AccountReason body, CurrentUser user, AccountChange accounts, UserDirectory directory, SignInPolicy policy, TimeProvider time, CancellationToken ct)
    {
        var role = user.Is(Role.SystemAdmin) ? Role.SystemAdmin : Role.SecurityAdmin;
        var (account, problem) = await accounts.RunAsync(userName, body, user, role, HistoryEvents.AccountDisabled, endsSessions: true, async (unit, before) =>
        {
            var now = time.Unmoved().GetUtcNow();
            if (before.Roles.Contains(Role.SystemAdmin) && !(await AccountRow.AllAsync(unit.Connection)).Any(row =>
                    row.UserName != userName && row.DisabledAt is null && row.Response(directory, policy, now)?.Roles.Contains(Role.SystemAdmin) == true))
                return new Refusal(ProblemCodes.AccountConflict, "这是最后一个可用的系统管理员账号，停用后无人能恢复。", "It is the last system administrator's account.");
            return await unit.ExecuteAsync("update accounts set disabled_at = @now where user_name = @userName and disabled_at is null", new { now, userName }) == 0
                ? new Refusal(ProblemCodes.AccountConflict, "账号已经停用。", "The account is disabled already.")
                : null;
        }, ct);
        return problem is null ? TypedResults.Ok(account) : problem;
    }
}

/// <summary>The account opens again, with the password and the second factor it had. One that waits for its release is the security administrator's to open, every other the system administrator's.</summary>
internal static class EnableAccount
{
    public static async Task<Results<Ok<AccountResponse>, Problem>> Handle(string userName, AccountReason body, CurrentUser user, AccountChange accounts, UserDirectory directory, SignInPolicy policy, TimeProvider time, CancellationToken ct)
    {
        const string Sql = "update accounts set disabled_at = null, failures = 0, locked_until = null where user_name = @userName and disabled_at is not null";
        var role = user.Is(Role.SystemAdmin) ? Role.SystemAdmin : Role.SecurityAdmin;
        var (account, problem) = await accounts.RunAsync(userName, body, user, role, HistoryEvents.AccountEnabled, endsSessions: false, async (unit, before) =>
        {
            if (before.State == AccountState.AwaitingRelease && !user.Is(Role.SecurityAdmin))
                return new Refusal(RefusalCodes.WrongRole, "面向全院的账号开立后由安全管理员放行，系统管理员不能自行启用。", "An account for the whole court is released by the security administrator.");
            if (before.State != AccountState.AwaitingRelease && !user.Is(Role.SystemAdmin))
                return new Refusal(RefusalCodes.WrongRole, "恢复停用的账号由系统管理员办理。", "The system administrator enables accounts.");
            if (before.State == AccountState.Disabled && AccountRules.Holding(await AccountRow.AllAsync(unit.Connection), before.PersonId, directory, policy, time.GetUtcNow()) is { } held)
                return new Refusal(ProblemCodes.AccountConflict, $"{held.Name}已另有账号“{held.UserName}”，一人一个账号。", $"{held.Name} has another account, '{held.UserName}'.");
            return await unit.ExecuteAsync(Sql, new { userName }) == 0 ? new Refusal(ProblemCodes.AccountConflict, "账号没有停用。", "The account is not disabled.") : null;
        }, ct);
        return problem is null ? TypedResults.Ok(account) : problem;
    }
}
