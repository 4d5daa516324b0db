
namespace Triage.Api.Http;

/// <summary>What an endpoint promises beyond its types: which headers it takes and which problems it answers. The OpenAPI document is built from it.</summary>
internal sealed record TakesIfMatch;

internal sealed record TakesIdempotencyKey;

internal static class EndpointContract
{
    /// <summary>Changes one case: takes If-Match, answers the new ETag.</summary>
    public static RouteHandlerBuilder ChangesCase(this RouteHandlerBuilder builder) =>
        builder.WithMetadata(new TakesIfMatch()).ProducesProblems(400, 404, 409, 412, 413, 415, 422, 428, 503, 507);

    /// <summary>Creates something: takes Idempotency-Key.</summary>
    public static RouteHandlerBuilder CreatesWithKey(this RouteHandlerBuilder builder) =>
        builder.WithMetadata(new TakesIdempotencyKey()).ProducesProblems(400, 409, 413, 415, 422, 503, 507);

    /// <summary>Problems beyond those that every endpoint can answer (401, 403, 429, 500).</summary>
    public static RouteHandlerBuilder ProducesProblems(this RouteHandlerBuilder builder, params int[] statuses) =>
        builder.WithMetadata([.. statuses.Select(status => new ProducesResponseTypeMetadata(status, typeof(ProblemResponse), [Problem.MediaType]))]);
}
