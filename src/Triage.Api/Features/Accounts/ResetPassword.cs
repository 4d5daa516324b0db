using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Api.Http.Accounts;

namespace Triage.Api.Features.Accounts;

/// <summary>A forgotten password gives way to a one-time one, shown this once. A second factor stays: the security administrator's business.</summary>
internal static class ResetPassword
{
    public static async Task<Results<Ok<NewAccountResponse>, Problem>> Handle(string userName, AccountReason body, CurrentUser user, AccountChange accounts, Credentials credentials, SignInPolicy policy,
        TimeProvider time, CancellationToken ct)
    {
        const string Sql = """
            update accounts set password_hash = @hash, password_kind = 'one_time', password_expires_at = @expires, changed_at = @now, failures = 0, locked_until = null where user_name = @userName
            """;
        var password = Credentials.NewOneTimePassword();
        var hash = await credentials.HashAsync(password, ct);
        var now = time.Unmoved().GetUtcNow();
        var expires = now.AddHours(policy.OneTimePasswordHours);
        var (account, problem) = await accounts.RunAsync(userName, body, user, Role.SystemAdmin, HistoryEvents.PasswordReset, endsSessions: true, async (unit, before) =>
        {
            _ = await unit.ExecuteAsync(Sql, new { hash, expires, now, userName });
            return null;
        }, ct);
        return problem is null ? TypedResults.Ok(new NewAccountResponse(account!, password, expires)) : problem;
    }
}

/// <summary>A lost phone: the account must enrol anew where its roles need a second factor.</summary>
internal static class ResetSecondFactor
{
    public static async Task<Results<Ok<AccountResponse>, Problem>> Handle(string userName, AccountReason body, CurrentUser user, AccountChange accounts, CancellationToken ct)
    {
        const string Sql = "update accounts set second_factor = null, second_factor_offer = null where user_name = @userName and second_factor is not null";
        var (account, problem) = await accounts.RunAsync(userName, body, user, Role.SecurityAdmin, HistoryEvents.SecondFactorReset, endsSessions: true, async (unit, _) =>
            await unit.ExecuteAsync(Sql, new { userName }) == 0 ? new Refusal(ProblemCodes.AccountConflict, "该账号没有第二因子。", "The account has no second factor.") : null, ct);
        return problem is null ? TypedResults.Ok(account) : problem;
    }
}
