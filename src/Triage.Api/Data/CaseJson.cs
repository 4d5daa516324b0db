using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Triage.Api.Domain;

namespace Triage.Api.Data;

/// <summary>A case as the store keeps it: generated code, Chinese unescaped, absent values left out.</summary>
internal static class CaseJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        TypeInfoResolver = CaseJsonContext.Default,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    private static readonly JsonTypeInfo<CourtCase> Type = (JsonTypeInfo<CourtCase>)Options.GetTypeInfo(typeof(CourtCase));

    public static byte[] Write(CourtCase courtCase) => JsonSerializer.SerializeToUtf8Bytes(courtCase, Type);

    public static CourtCase Read(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize(utf8, Type) ?? throw new JsonException("A stored case is null.");
}

[JsonSerializable(typeof(CourtCase))]
internal sealed partial class CaseJsonContext : JsonSerializerContext;
