using System.Globalization;
using System.Reflection;
using Microsoft.Net.Http.Headers;
using Triage.Api.Domain;

namespace Triage.Api.Http;

/// <summary>The version that a change builds on, from <c>If-Match: "3"</c>. A handler takes it as a parameter and asks <see cref="Refuse"/>.</summary>
internal sealed record IfMatch(bool Present, IReadOnlyList<int> Versions)
{
    public static ValueTask<IfMatch?> BindAsync(HttpContext context, ParameterInfo _)
    {
        var tags = context.Request.GetTypedHeaders().IfMatch;
        // Strong comparison (RFC 9110, 13.1.1): a weak tag, or one that is no version of ours, matches nothing.
        return ValueTask.FromResult<IfMatch?>(new IfMatch(context.Request.Headers.IfMatch.Count > 0,
            [.. tags.Where(tag => !tag.IsWeak).Select(Version).OfType<int>()]));
    }

    /// <summary>428 without a version, 412 with another than the case has; null when the change may go on.</summary>
    public Refusal? Refuse(int current) =>
        !Present ? new Refusal(ProblemCodes.VersionRequired, "请以 If-Match 请求头注明所依据的版本，例如 If-Match: \"3\"。", "Send the version you read, e.g. If-Match: \"3\".")
        : Versions.Contains(current) ? null
        : Stale(current);

    public static Refusal Stale(int current) => new(RefusalCodes.StaleVersion,
        $"案件现为第 {current} 版，请刷新后重试。", $"The case is now at version {current}; read it again.");

    private static int? Version(EntityTagHeaderValue tag) =>
        int.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
}

internal static class ETags
{
    public static string Of(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    public static void SetETag(this HttpResponse response, int version) => response.Headers.ETag = Of(version);
}
