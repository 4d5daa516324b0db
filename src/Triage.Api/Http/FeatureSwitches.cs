using Microsoft.Extensions.Options;
using Triage.Api.Domain;

namespace Triage.Api.Http;

/// <summary>Section <c>Features</c>: what a court must switch on itself. What is off answers as if it did not exist.</summary>
internal sealed record FeatureSwitches
{
    /// <summary>The public progress query: /progress and /api/v1/progress.</summary>
    public bool PublicQuery { get; init; }

    private static readonly string[] PublicQueryPaths = ["/progress", "/api/v1/progress"];

    public static Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        PublicQueryPaths.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase))
        && !context.RequestServices.GetRequiredService<IOptions<FeatureSwitches>>().Value.PublicQuery
            ? Problems.From(RefusalCodes.NotFound).ExecuteAsync(context)
            : next(context);
}

/// <summary>Section <c>PublicQuery</c>: how often somebody who has not signed in may ask.</summary>
internal sealed record PublicQueryOptions
{
    /// <summary>Questions from one address at once; after that one more every so many seconds. A village may share one address.</summary>
    public int AddressBurst { get; init; } = 12;
    public int AddressSeconds { get; init; } = 10;

    /// <summary>Questions about one number, whoever asks, in so many minutes: four digits of a telephone must not be tried out.</summary>
    public int NumberTimes { get; init; } = 6;
    public int NumberMinutes { get; init; } = 30;

    /// <summary>Every answer takes at least so long, found or not.</summary>
    public int AnswerMilliseconds { get; init; } = 400;
}
