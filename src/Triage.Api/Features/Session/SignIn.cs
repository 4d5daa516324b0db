using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Api.Http.Accounts;

namespace Triage.Api.Features.Session;

/// <summary>User name and password, and a code where the account has a second factor, for a token; the console gets the same session as a cookie.</summary>
internal static class SignIn
{
    private const int LongestName = 64, LongestCode = 64;

    public static async Task<Results<Ok<SignInResponse>, Problem>> Handle(SignInRequest body, Credentials credentials, HttpContext http, TimeProvider time, CancellationToken ct)
    {
        if (body.UserName.Length is 0 or > LongestName) return Problems.Field("userName", "用户名应为 1 至 64 个字符。", "The user name has 1 to 64 characters.");
        if (body.Password.Length is 0 or > PasswordRules.Longest) return Problems.Field("password", "密码应为 1 至 256 个字符。", "The password has 1 to 256 characters.");
        if (body.Code is { Length: > LongestCode }) return Problems.Field("code", "验证码不超过 64 个字符。", "The code has at most 64 characters.");
        var (session, user, problem) = await credentials.SignInAsync(body.UserName, body.Password, body.Code, ct);
        return problem is null ? SignInResponse.Of(http, session!, user!, time) : problem;
    }
}

/// <param name="Code">Of the second factor, or a recovery code; looked at for accounts that have one.</param>
internal sealed record SignInRequest(string UserName, string Password, string? Code = null);

/// <param name="AccessToken">For Authorization: Bearer.</param>
/// <param name="ExpiresAt">At the latest; without requests the session ends earlier.</param>
/// <param name="Today">The court's date.</param>
/// <param name="Duties">What must be done first; until then everything else answers 403. Empty for nearly everybody.</param>
internal sealed record SignInResponse(string AccessToken, DateTimeOffset ExpiresAt, UserResponse User, DateOnly Today, IReadOnlyList<SessionDuty> Duties)
{
    public static Ok<SignInResponse> Of(HttpContext http, NewSession session, CurrentUser user, TimeProvider time)
    {
        SessionAuthentication.SetCookie(http, session, time);
        return TypedResults.Ok(new SignInResponse(session.Token, session.ExpiresAt, UserResponse.From(user), time.Today(), user.Duties));
    }
}

/// <param name="PersonId">Id of the person or mediator.</param>
/// <param name="Tribunal">Null for the whole court.</param>
internal sealed record UserResponse(string UserName, string PersonId, string Name, IReadOnlyList<Role> Roles, string? Tribunal)
{
    public static UserResponse From(CurrentUser user) => new(user.UserName, user.PersonId, user.Name, user.Roles, user.Tribunal);
}
