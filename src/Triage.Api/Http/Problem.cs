using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Triage.Api.Domain;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Triage.Api.Http;

/// <summary>A refusal as an answer. Its language is that of the request, so it is chosen when it is sent.</summary>
internal sealed class Problem(Refusal refusal) : IResult, IStatusCodeHttpResult, IContentTypeHttpResult
{
    private static readonly StringSegmentPrefix English = new("en"), Chinese = new("zh");

    private readonly ProblemCode _code = ProblemCodes.Of(refusal.Code);

    public const string MediaType = "application/problem+json";

    public Refusal Refusal => refusal;

    public int Status => _code.Status;

    /// <summary>Sent as Retry-After.</summary>
    public TimeSpan? RetryAfter { get; init; }

    int? IStatusCodeHttpResult.StatusCode => Status;

    string IContentTypeHttpResult.ContentType => MediaType;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var english = PrefersEnglish(httpContext.Request);
        var detail = english ? refusal.DetailEn : refusal.Detail;
        var body = new ProblemResponse
        {
            Type = "urn:triage:problem:" + _code.Code,
            Title = english ? _code.TitleEn : _code.Title,
            Status = _code.Status,
            Detail = detail.Length == 0 ? null : detail,
            Code = _code.Code,
            TraceId = Activity.Current?.TraceId.ToHexString() ?? httpContext.TraceIdentifier,
            Errors = refusal.Errors,
            Citation = refusal.Citation,
            AllowedStates = refusal.AllowedStates,
        };
        var response = httpContext.Response;
        response.StatusCode = _code.Status;
        response.Headers.ContentLanguage = english ? "en" : "zh-CN";
        response.Headers.CacheControl = "no-store";
        if (RetryAfter is { } wait) response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (_code.Status == StatusCodes.Status401Unauthorized) response.Headers.WWWAuthenticate = "Bearer";
        var options = httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        return response.WriteAsJsonAsync(body, options, MediaType, httpContext.RequestAborted);
    }

    public static bool PrefersEnglish(HttpRequest request)
    {
        var languages = request.GetTypedHeaders().AcceptLanguage;
        return Quality(languages, English) > Quality(languages, Chinese);
    }

    private static double Quality(IList<StringWithQualityHeaderValue> languages, StringSegmentPrefix language) =>
        languages.Where(one => language.Matches(one.Value.AsSpan())).Select(one => one.Quality ?? 1).DefaultIfEmpty(0).Max();

    /// <summary>en matches en and en-GB, not eng.</summary>
    private sealed record StringSegmentPrefix(string Prefix)
    {
        public bool Matches(ReadOnlySpan<char> tag) =>
            tag.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && (tag.Length == Prefix.Length || tag[Prefix.Length] == '-');
    }
}

internal static class Problems
{
    public static Problem From(Refusal refusal) => new(refusal);

    public static Problem From(string code, string detail = "", string detailEn = "") => new(new Refusal(code, detail, detailEn));

    public static Problem NotFound(string detail = "", string detailEn = "") => From(RefusalCodes.NotFound, detail, detailEn);

    /// <param name="path">JSON path of the field, camelCase.</param>
    public static Problem Field(string path, string reason, string reasonEn) =>
        new(new Refusal(RefusalCodes.FieldInvalid, reason, reasonEn) { Errors = new Dictionary<string, string[]> { [path] = [reason] } });
}
