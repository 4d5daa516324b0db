using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Http;

namespace Triage.Api.Features.Reference;

/// <summary>民事案件案由规定 as in force on a day (today where none is given).</summary>
internal static class GetCauses
{
    public static Ok<CausesResponse> Handle(CourtSetup court, TimeProvider time, DateOnly? asOf)
    {
        var day = asOf ?? time.Today();
        return TypedResults.Ok(new CausesResponse(day, [.. court.Causes.InForce(day)]));
    }
}

internal sealed record CausesResponse(DateOnly AsOf, IReadOnlyList<Cause> Items);
