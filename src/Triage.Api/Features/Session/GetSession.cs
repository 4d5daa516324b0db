using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Http;
using Triage.Api.Http.Accounts;

namespace Triage.Api.Features.Session;

/// <summary>Who I am.</summary>
internal static class GetSession
{
    public static Ok<SessionResponse> Handle(CurrentUser user, TimeProvider time) =>
        TypedResults.Ok(new SessionResponse(UserResponse.From(user), time.Today(), user.Duties));
}

/// <param name="Today">The court's date: a browser's own may be wrong, or another than Clock:Today.</param>
/// <param name="Duties">What must be done before anything else may be.</param>
internal sealed record SessionResponse(UserResponse User, DateOnly Today, IReadOnlyList<SessionDuty> Duties);
