using System.Text;
using Microsoft.Net.Http.Headers;

namespace Triage.Api.Http;

/// <summary>What must hold before any endpoint looks at a request: readable path and query, a charset that can be read.</summary>
internal static class RequestGuard
{
    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (Refuse(context.Request) is { } problem) await problem.ExecuteAsync(context);
        else await next(context);
    }

    private static Problem? Refuse(HttpRequest request)
    {
        if (TextGuard.Check(request.Path.Value) is not null)
            return Problems.From(ProblemCodes.InvalidText, "网址中含有不允许的字符。", "The path contains characters that are not allowed.");
        if (request.QueryString.HasValue)
            foreach (var (name, values) in request.Query)
                if (TextGuard.Check(name) is not null || values.Any(value => TextGuard.Check(value) is not null))
                    return Problems.From(ProblemCodes.InvalidText, "查询参数中含有不允许的字符。", "The query contains characters that are not allowed.");
        return request.ContentType is { } type && !ReadableCharset(type)
            ? Problems.From(ProblemCodes.UnsupportedMediaType, "不支持该字符集，请使用 UTF-8。", "The charset is not supported; use UTF-8.")
            : null;
    }

    private static bool ReadableCharset(string contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type)) return true; // not a media type at all: the endpoint answers 415
        if (!type.Charset.HasValue || type.Charset.Length == 0) return true;
        var name = HeaderUtilities.RemoveQuotes(type.Charset).Value!;
        try
        {
            return Encoding.GetEncoding(name).CodePage != 65000; // UTF-7 can smuggle anything
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
