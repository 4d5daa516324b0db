using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.Extensions.Options;
using Triage.Api.Data;
using Triage.Api.Domain;

namespace Triage.Api.Http;

/// <summary>Bearer token or cookie, both over the same session on the server.</summary>
internal sealed class SessionAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, Sessions sessions, UserDirectory directory)
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

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (TokenOf(Request) is not { Length: > 0 } token) return AuthenticateResult.NoResult();
        if (await sessions.FindAsync(token, Context.RequestAborted) is not { } userName || directory.Find(userName) is not { } account)
            return AuthenticateResult.Fail("No such session.");
        var user = CurrentUser.From(account);
        Context.Features.Set(user);
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.Name, userName), .. user.Roles.Select(role => new Claim(ClaimTypes.Role, EnumText.Of(role)))], Scheme.Name);
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
