using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Http;
using Triage.Api.Http.Accounts;

namespace Triage.Api.Features.Session;

/// <summary>One's own password. All other sessions of the account end; the answer is a new one.</summary>
internal static class ChangePassword
{
    public static async Task<Results<Ok<SignInResponse>, Problem>> Handle(ChangePasswordRequest body, CurrentUser user, Credentials credentials, HttpContext http, TimeProvider time, CancellationToken ct)
    {
        if (body.CurrentPassword.Length is 0 or > PasswordRules.Longest) return Problems.Field("currentPassword", "请输入原密码。", "Type the present password.");
        var (session, changed, problem) = await credentials.ChangePasswordAsync(user, body.CurrentPassword, body.NewPassword, ct);
        return problem is null ? SignInResponse.Of(http, session!, changed!, time) : problem;
    }
}

/// <param name="NewPassword">As GET /session/password-rules says.</param>
internal sealed record ChangePasswordRequest(string CurrentPassword, string NewPassword);

/// <summary>What a new password must be, so that a form can say it before it is sent.</summary>
internal static class GetPasswordRules
{
    public static Ok<PasswordRulesResponse> Handle(SignInPolicy policy) =>
        TypedResults.Ok(new PasswordRulesResponse(policy.PasswordProfile, policy.Password.Shortest, policy.Password.Kinds, policy.Password.MaxAgeDays));
}

/// <param name="Profile">dengbao3 or asvs.</param>
/// <param name="Kinds">How many of capitals, small letters, digits and other characters must occur.</param>
/// <param name="MaxAgeDays">0: it need not be changed again.</param>
internal sealed record PasswordRulesResponse(string Profile, int Shortest, int Kinds, int MaxAgeDays);
