using Microsoft.AspNetCore.Http.HttpResults;

namespace Triage.Api.Http;

internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").WithTags("Health").OpenToAll();
        _ = health.MapGet("/live", () => TypedResults.Ok(new LivenessResponse("live"))).WithName("Live").WithSummary("进程在运行");
        _ = health.MapGet("/ready", ReadyAsync).WithName("Ready").WithSummary("可以接收请求：数据库可写、磁盘有余量、模型已加载、审计链完好、后台事项在办")
            .Produces<ReadinessResponse>(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<Ok<ReadinessResponse>, JsonHttpResult<ReadinessResponse>>> ReadyAsync(StorageChecks storage, IEnumerable<ReadinessCheck> others, CancellationToken ct)
    {
        var results = new SortedDictionary<string, CheckResult>(StringComparer.Ordinal);
        foreach (var check in storage.All.Concat(others)) results[check.Name] = await check.Run(ct);
        var response = new ReadinessResponse(results.Values.Max(result => result.Status), results);
        return response.Status == CheckStatus.Failed ? TypedResults.Json(response, statusCode: StatusCodes.Status503ServiceUnavailable) : TypedResults.Ok(response);
    }
}
