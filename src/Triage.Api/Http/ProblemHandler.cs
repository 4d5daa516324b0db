using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Triage.Api.Data;
using Triage.Api.Domain;

namespace Triage.Api.Http;

/// <summary>What was thrown, as a problem: a reader's complaint about the request, a fault of the store, or a bug.</summary>
internal sealed partial class ProblemHandler(ILogger<ProblemHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest; // nobody reads it; it keeps the log honest
            return true;
        }
        var problem = exception switch
        {
            BadHttpRequestException bad => Of(bad),
            StorageBusyException busy => new Problem(new Refusal(CodeOf(busy), "", "")) { RetryAfter = TimeSpan.FromSeconds(1) },
            StorageFullException full => Problems.From(CodeOf(full), "未作任何保存；腾出空间后可直接重试。", "Nothing was stored; retry when there is space."),
            StorageFailedException failed => Problems.From(CodeOf(failed), "未作任何保存；请联系系统管理员。", "Nothing was stored; call the administrator."),
            _ => null,
        };
        if (problem is null)
        {
            logger.LogError(exception, "Unhandled failure of {Method} {Endpoint}", httpContext.Request.Method, (httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint as RouteEndpoint)?.RoutePattern.RawText);
            problem = Problems.From(ProblemCodes.InternalError, "请将 traceId 告知系统管理员。", "Give the traceId to the administrator.");
        }
        await problem.ExecuteAsync(httpContext);
        return true;
    }

    public static string CodeOf(StorageException fault) => fault switch
    {
        StorageBusyException => ProblemCodes.ServiceBusy,
        StorageFullException => ProblemCodes.StorageFull,
        _ => ProblemCodes.StorageUnavailable,
    };

    /// <summary>A status without a body, from routing or from the server.</summary>
    public static Task OfStatusAsync(StatusCodeContext context) =>
        Problems.From(ProblemCodes.OfStatus(context.HttpContext.Response.StatusCode).Code).ExecuteAsync(context.HttpContext);

    private static Problem Of(BadHttpRequestException bad)
    {
        if (Find<JsonException>(bad) is { } json) return Problems.From(StrictJson.Refuse(json));
        if (Parameter().Match(bad.Message) is { Success: true } match)
            return Problems.From(new Refusal(RefusalCodes.BadQuery, "参数的值不正确。", "The value of a parameter is wrong.")
            {
                Errors = new Dictionary<string, string[]> { [JsonNamingPolicy.CamelCase.ConvertName(match.Groups[1].Value)] = ["值不正确。"] },
            });
        return bad.StatusCode == StatusCodes.Status400BadRequest && bad.Message.Contains("body", StringComparison.OrdinalIgnoreCase)
            ? Problems.From(ProblemCodes.MalformedJson, "缺少请求内容，或请求内容不完整。", "The body is missing or incomplete.")
            : Problems.From(ProblemCodes.OfStatus(bad.StatusCode).Code);
    }

    private static T? Find<T>(Exception? exception) where T : Exception
    {
        for (; exception is not null; exception = exception.InnerException)
            if (exception is T found) return found;
        return null;
    }

    [GeneratedRegex("parameter \"[^\"]+ ([A-Za-z]+)\" (?:from|was not provided)")]
    private static partial Regex Parameter();
}
