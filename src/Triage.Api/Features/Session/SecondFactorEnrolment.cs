using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using QRCoder;
using Triage.Api.Data;
using Triage.Api.Http;
using Triage.Api.Http.Accounts;

namespace Triage.Api.Features.Session;

/// <summary>Whether I have a second factor and need one.</summary>
internal static class GetSecondFactor
{
    public static async Task<Ok<SecondFactorResponse>> Handle(CurrentUser user, Database database, SecondFactors factors, SignInPolicy policy, CancellationToken ct)
    {
        const string Sql = "select second_factor from accounts where user_name = @UserName";
        var sealedFactor = await database.ReadAsync((c, token) => c.ExecuteScalarAsync<byte[]>(new CommandDefinition(Sql, new { user.UserName }, cancellationToken: token)), ct);
        var factor = sealedFactor is null ? null : factors.Open(user.UserName, sealedFactor);
        return TypedResults.Ok(new SecondFactorResponse(factor is not null, user.Roles.Any(policy.SecondFactor.Roles.Contains), factor?.EnrolledAt, factor?.RecoveryCodes.Count ?? 0));
    }
}

/// <param name="Required">True where a role of the account needs one.</param>
/// <param name="RecoveryCodesLeft">Each opens once.</param>
internal sealed record SecondFactorResponse(bool Enrolled, bool Required, DateTimeOffset? EnrolledAt, int RecoveryCodesLeft);

/// <summary>A new secret for an authenticator app. It is not in force before its first code has been typed; an old one holds until then.</summary>
internal static class OfferSecondFactor
{
    public static async Task<Results<Ok<SecondFactorOffer>, Problem>> Handle(SecondFactorRequest body, CurrentUser user, Credentials credentials, Database database, SecondFactors factors,
        UserDirectory directory, CancellationToken ct)
    {
        if (await credentials.AskPasswordAgainAsync(user, body.Password, ct) is { } wrong) return wrong;
        var (offer, secret) = factors.Offer(user.UserName);
        const string Sql = "update accounts set second_factor_offer = @offer where user_name = @UserName";
        var problem = await database.WriteAsync(async unit =>
        {
            if (await SecondFactorGuard.RefuseAsync(unit, credentials, user, body.Code) is { } refused) return refused;
            _ = await unit.ExecuteAsync(Sql, new { offer, user.UserName });
            return null;
        }, ct);
        if (problem is not null) return await SecondFactorGuard.CountAsync(credentials, user, problem, ct);
        var uri = OneTimeCodes.Uri(directory.Issuer, user.UserName, secret);
        return TypedResults.Ok(new SecondFactorOffer(OneTimeCodes.Text(secret), uri, Picture(uri)));
    }

    /// <summary>Rows of 0 and 1 with the quiet border, for the page to draw: a picture made elsewhere would show the secret there.</summary>
    private static IReadOnlyList<string> Picture(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        return [.. code.ModuleMatrix.Select(row => string.Concat(row.Cast<bool>().Select(dark => dark ? '1' : '0')))];
    }
}

/// <param name="Code">Of the factor in force, where there is one.</param>
internal sealed record SecondFactorRequest(string Password, string? Code = null);

/// <param name="Secret">Base32, for typing into the app.</param>
/// <param name="Uri">otpauth://, what the picture says.</param>
/// <param name="Picture">The QR code: rows of 0 and 1, border included.</param>
internal sealed record SecondFactorOffer(string Secret, string Uri, IReadOnlyList<string> Picture);

/// <summary>The first code of the new secret brings it into force. Recovery codes are shown this once.</summary>
internal static class ConfirmSecondFactor
{
    public static async Task<Results<Ok<RecoveryCodesResponse>, Problem>> Handle(SecondFactorCode body, CurrentUser user, Credentials credentials, Sessions sessions, Database database, SecondFactors factors, AuditChain audit,
        TimeProvider time, CancellationToken ct)
    {
        const string Sql = "select second_factor_offer from accounts where user_name = @UserName";
        const string Keep = "update accounts set second_factor = @Sealed, second_factor_offer = null where user_name = @UserName";
        var (codes, offered) = await database.WriteAsync(async unit =>
        {
            if (await unit.FirstOrDefaultAsync<byte[]>(Sql, new { user.UserName }) is not { } offer) return (null, false);
            if (factors.Accept(user.UserName, offer, body.Code) is not { } accepted) return (null, true);
            _ = await unit.ExecuteAsync(Keep, new { accepted.Sealed, user.UserName });
            await audit.AppendAsync(unit, new HistoryEntry(time.GetUtcNow(), user.UserName, null, HistoryEvents.SecondFactorEnrolled));
            return ((IReadOnlyList<string>?)accepted.RecoveryCodes, true);
        }, ct);
        sessions.Forget(user.UserName);
        return codes is not null ? TypedResults.Ok(new RecoveryCodesResponse(codes))
            : !offered ? Problems.From(ProblemCodes.AccountConflict, "请先取得新的密钥。", "Ask for a new secret first.")
            : await credentials.FailAsync(user.UserName, HistoryEvents.SecondFactorFailed, ct) ?? Problems.Field("code", "验证码不正确：请核对手机时间，再输入新的一组数字。", "The code is wrong: check the phone's clock and type the next one.");
    }
}

internal sealed record SecondFactorCode(string Code);

/// <param name="RecoveryCodes">To be kept on paper: each opens once instead of the app.</param>
internal sealed record RecoveryCodesResponse(IReadOnlyList<string> RecoveryCodes);

/// <summary>Does without a second factor again; not where a role needs one.</summary>
internal static class RemoveSecondFactor
{
    public static async Task<Results<NoContent, Problem>> Handle(SecondFactorRequest body, CurrentUser user, Credentials credentials, Sessions sessions, Database database, SignInPolicy policy, AuditChain audit,
        TimeProvider time, CancellationToken ct)
    {
        if (user.Roles.Any(policy.SecondFactor.Roles.Contains))
            return Problems.From(ProblemCodes.AccountConflict, "您的角色须使用第二因子，不能取消；可以换一部手机重新登记。", "Your role needs a second factor; you may enrol another one.");
        if (await credentials.AskPasswordAgainAsync(user, body.Password, ct) is { } wrong) return wrong;
        const string Sql = "update accounts set second_factor = null, second_factor_offer = null where user_name = @UserName";
        var problem = await database.WriteAsync(async unit =>
        {
            if (await SecondFactorGuard.RefuseAsync(unit, credentials, user, body.Code) is { } refused) return refused;
            _ = await unit.ExecuteAsync(Sql, new { user.UserName });
            await audit.AppendAsync(unit, new HistoryEntry(time.GetUtcNow(), user.UserName, null, HistoryEvents.SecondFactorRemoved));
            return null;
        }, ct);
        sessions.Forget(user.UserName);
        return problem is null ? TypedResults.NoContent() : await SecondFactorGuard.CountAsync(credentials, user, problem, ct);
    }
}

/// <summary>A factor in force is not replaced or removed without a code of it: a stolen session and a password are not enough.</summary>
internal static class SecondFactorGuard
{
    public static async Task<Problem?> RefuseAsync(WriteUnit unit, Credentials credentials, CurrentUser user, string? code)
    {
        const string Sql = "select second_factor from accounts where user_name = @UserName";
        return await unit.FirstOrDefaultAsync<byte[]>(Sql, new { user.UserName }) is null ? null
            : string.IsNullOrWhiteSpace(code) || !await credentials.UseFactorAsync(unit, user.UserName, code)
                ? Problems.Field("code", "请输入现用身份验证器上新的一组数字，或者一个恢复码。", "Type the next digits of the authenticator in use, or a recovery code.")
                : null;
    }

    public static async Task<Problem> CountAsync(Credentials credentials, CurrentUser user, Problem problem, CancellationToken ct) =>
        await credentials.FailAsync(user.UserName, HistoryEvents.SecondFactorFailed, ct) ?? problem;
}
