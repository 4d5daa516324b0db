using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.Extensions.Options;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http.Accounts;

namespace Triage.Api.Http;

/// <summary>Bearer token or cookie, both over the same session on the server.</summary>
internal sealed class SessionAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, Sessions sessions, UserDirectory directory, SignInPolicy policy, TimeProvider time)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Session";
    public const string Cookie = "triage_session";
    private const string Bearer = "Bearer ";

    /// <summary>The token of a request; a header goes before a cookie.</summary>
    public static string? TokenOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) return header[Bearer.Length..].Trim();
        return header.Length == 0 && request.Cookies.TryGetValue(Cookie, out var cookie) && MayUseCookie(request) ? cookie : null;
    }

    /// <summary>The console gets the session as a cookie that no script can read.</summary>
    /// <remarks>By its age and not by a date: the clock of an old PC may be days wrong.</remarks>
    public static void SetCookie(HttpContext http, NewSession session, TimeProvider time) => http.Response.Cookies.Append(Cookie, session.Token, new CookieOptions
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = http.Request.IsHttps,
        Path = "/",
        MaxAge = session.ExpiresAt - time.Unmoved().GetUtcNow(),
        IsEssential = true,
    });

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (TokenOf(Request) is not { Length: > 0 } token) return AuthenticateResult.NoResult();
        if (await sessions.FindAsync(token, Context.RequestAborted) is not { } session || directory.Find(session.UserName, session.Facts.Added) is not { } account)
            return AuthenticateResult.Fail("No such session.");
        var user = CurrentUser.From(account) with { Duties = policy.DutiesOf(session.Facts, account.Roles, time.Unmoved().GetUtcNow()) };
        Context.Features.Set(user);
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.Name, user.UserName), .. user.Roles.Select(role => new Claim(ClaimTypes.Role, EnumText.Of(role)))], Scheme.Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    /// <summary>A cookie travels by itself, so a change that it authorises must come from our own pages.</summary>
    private static bool MayUseCookie(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
        || request.Headers["Sec-Fetch-Site"] == "same-origin"
        || request.Headers.Origin == $"{request.Scheme}://{request.Host}";
}

/// <summary>401 and 403 as problems.</summary>
internal sealed class AccessRefused : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) =>
        authorizeResult.Succeeded ? next(context)
        : authorizeResult.Challenged ? Problems.From(ProblemCodes.NotAuthenticated, "请先登录。", "Sign in first.").ExecuteAsync(context)
        : Problems.From(RefusalCodes.WrongRole, "您的角色无权进行此项操作。", "Your role does not allow this.").ExecuteAsync(context);
}

/// <summary>A session with something to do first: a new password, a second factor. Until then it opens nothing else.</summary>
internal static class UnfinishedSessions
{
    public static Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        context.Features.Get<CurrentUser>() is { Duties: [var duty, ..] } && context.GetEndpoint() is { } endpoint
        && endpoint.Metadata.GetMetadata<AccessMetadata>() is not { Open: true } && endpoint.Metadata.GetMetadata<ServesUnfinishedSessions>() is null
            ? Refuse(duty).ExecuteAsync(context)
            : next(context);

    private static Problem Refuse(SessionDuty duty) => duty switch
    {
        SessionDuty.ChangePassword => Problems.From(ProblemCodes.PasswordChangeRequired, "请先修改密码：初始密码、一次性密码和到期的密码只能用来改密码。", "Change the password first: this one opens nothing else."),
        SessionDuty.EnrolSecondFactor => Problems.From(ProblemCodes.SecondFactorEnrolmentRequired, "您的角色须使用第二因子：请先在身份验证器中登记。", "Your role needs a second factor: enrol it first."),
    };
}

/// <summary>Endpoints with which a session does what it must do first.</summary>
internal sealed record ServesUnfinishedSessions;
