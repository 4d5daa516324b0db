using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Http;

namespace Triage.Api.Features.Session;

/// <summary>Ends the session that the request came with; its token is refused from then on.</summary>
internal static class SignOut
{
    public static async Task<NoContent> Handle(CurrentUser user, Credentials credentials, HttpContext http, CancellationToken ct)
    {
        await credentials.SignOutAsync(user.UserName, SessionAuthentication.TokenOf(http.Request)!, ct);
        http.Response.Cookies.Delete(SessionAuthentication.Cookie);
        return TypedResults.NoContent();
    }
}
