using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Http;

namespace Triage.Api.Features.Session;

/// <summary>Who I am.</summary>
internal static class GetSession
{
    public static Ok<SessionResponse> Handle(CurrentUser user) =>
        TypedResults.Ok(new SessionResponse(new UserResponse(user.UserName, user.PersonId, user.Name, user.Roles, user.Tribunal)));
}

internal sealed record SessionResponse(UserResponse User);
