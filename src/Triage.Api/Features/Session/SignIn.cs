using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Session;

/// <summary>User name and password for a token; the console gets the same session as a cookie.</summary>
internal static class SignIn
{
    private const int LongestName = 64, LongestPassword = 256;

    public static async Task<Results<Ok<SignInResponse>, Problem>> Handle(SignInRequest body, Credentials credentials, HttpContext http, TimeProvider time, CancellationToken ct)
    {
        if (body.UserName.Length is 0 or > LongestName) return Problems.Field("userName", "用户名应为 1 至 64 个字符。", "The user name has 1 to 64 characters.");
        if (body.Password.Length is 0 or > LongestPassword) return Problems.Field("password", "密码应为 1 至 256 个字符。", "The password has 1 to 256 characters.");
        var (session, account, problem) = await credentials.SignInAsync(body.UserName, body.Password, ct);
        if (problem is not null) return problem;
        http.Response.Cookies.Append(SessionAuthentication.Cookie, session!.Token, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = http.Request.IsHttps,
            Path = "/",
            Expires = session.ExpiresAt,
            IsEssential = true,
        });
        return TypedResults.Ok(new SignInResponse(session.Token, session.ExpiresAt, UserResponse.From(account!), time.Today()));
    }
}

/// <param name="Code">Second factor; looked at for accounts that have one.</param>
internal sealed record SignInRequest(string UserName, string Password, string? Code = null);

/// <param name="AccessToken">For Authorization: Bearer.</param>
/// <param name="ExpiresAt">At the latest; without requests the session ends earlier.</param>
/// <param name="Today">The court's date.</param>
internal sealed record SignInResponse(string AccessToken, DateTimeOffset ExpiresAt, UserResponse User, DateOnly Today);

/// <param name="PersonId">Id of the person or mediator.</param>
/// <param name="Tribunal">Null for the whole court.</param>
internal sealed record UserResponse(string UserName, string PersonId, string Name, IReadOnlyList<Role> Roles, string? Tribunal)
{
    public static UserResponse From(UserAccount account) => new(account.UserName, account.PersonId, account.Name, account.Roles, account.Tribunal);
}
