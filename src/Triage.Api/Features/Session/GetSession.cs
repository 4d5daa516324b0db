using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Http;

namespace Triage.Api.Features.Session;

/// <summary>Who I am.</summary>
internal static class GetSession
{
    public static Ok<SessionResponse> Handle(CurrentUser user, TimeProvider time) =>
        TypedResults.Ok(new SessionResponse(new UserResponse(user.UserName, user.PersonId, user.Name, user.Roles, user.Tribunal), time.Today()));
}

/// <param name="Today">The court's date: a browser's own may be wrong, or another than Clock:Today.</param>
internal sealed record SessionResponse(UserResponse User, DateOnly Today);
