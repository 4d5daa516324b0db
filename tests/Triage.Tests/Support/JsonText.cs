using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Triage.Tests.Support;

internal static class JsonText
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>JSON with its Chinese unescaped, so that a test can look for a word in it.</summary>
    public static string Plain(this JsonNode? node) => node?.ToJsonString(Options) ?? "";
}
