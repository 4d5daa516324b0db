using System.Text.Json;
using System.Text.Json.Serialization;

namespace Triage.Api.Rules;

/// <summary>A file of rules that is read as it stands: strict, and whole or not at all.</summary>
internal static class WholeFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    /// <summary>Null, and an error, where the file is not as it must be.</summary>
    public static T? Read<T>(string path, List<string> errors) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), Options)!;
        }
        catch (Exception wrong) when (wrong is JsonException or IOException)
        {
            errors.Add($"{Path.GetFileName(path)}：{wrong.Message}");
            return null;
        }
    }
}
