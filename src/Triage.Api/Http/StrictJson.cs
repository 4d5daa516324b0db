using System.Collections;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Triage.Api.Data;
using Triage.Api.Domain;

namespace Triage.Api.Http;

/// <summary>JSON as the contract writes it, and nothing beside it: what a client misspells is refused, not ignored.</summary>
internal static partial class StrictJson
{
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DictionaryKeyPolicy = null;
        options.PropertyNameCaseInsensitive = false;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.MaxDepth = 16;
        // The answer is application/json with nosniff, never part of a page: Chinese stays readable.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(RefuseNullElements);
        options.Converters.Add(new GuardedStringConverter());
        options.Converters.Add(new StrictEnumConverter());
    }

    /// <summary>Marks the message of a null where a list holds things, for <see cref="Refuse"/>.</summary>
    private const string NullElement = "element:";

    /// <summary>The reader heeds <c>IReadOnlyList&lt;Party&gt;?</c> for the list but not for what is in it.</summary>
    private static void RefuseNullElements(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object) return;
        var nullability = new NullabilityInfoContext();
        var lists = type.Properties.Where(property => property is { Get: not null, AttributeProvider: PropertyInfo info }
            && info.PropertyType.IsGenericType && info.PropertyType.IsAssignableTo(typeof(IEnumerable))
            && nullability.Create(info).GenericTypeArguments is [{ ReadState: NullabilityState.NotNull, Type.IsValueType: false }]).ToList();
        if (lists.Count == 0) return;
        var before = type.OnDeserialized;
        type.OnDeserialized = value =>
        {
            before?.Invoke(value);
            foreach (var property in lists)
                if (property.Get!(value) is IList list && list.IndexOf(null) is >= 0 and var at)
                    throw new JsonException($"{NullElement}{property.Name}[{at}]");
        };
    }

    /// <summary>Which code and field a reader's complaint comes to.</summary>
    public static Refusal Refuse(JsonException exception)
    {
        var path = PathOf(exception.Path);
        var (code, field, reason, reasonEn) = exception.Message switch
        {
            var text when text.StartsWith(GuardedStringConverter.Fault, StringComparison.Ordinal) =>
                (ProblemCodes.InvalidText, path, text[GuardedStringConverter.Fault.Length..].Split(". Path:")[0], "It contains a character that is not allowed."),
            var text when text.StartsWith(StrictEnumConverter.Fault, StringComparison.Ordinal) =>
                (ProblemCodes.MalformedJson, path, text[StrictEnumConverter.Fault.Length..].Split(". Path:")[0], "The value is not one of those allowed."),
            var text when text.StartsWith(NullElement, StringComparison.Ordinal) =>
                (ProblemCodes.MalformedJson, Child(path, text[NullElement.Length..].Split(". Path:")[0]), "不得为 null。", "It must not be null."),
            var text when Unmapped().Match(text) is { Success: true } match =>
                (RefusalCodes.UnknownMember, Child(path, match.Groups[1].Value), "没有这个字段；请核对名称与大小写。", "There is no such member; check its spelling and case."),
            var text when Duplicate().Match(text) is { Success: true } match =>
                (ProblemCodes.MalformedJson, Child(path, match.Groups[1].Value), "同一字段出现了两次。", "The member occurs twice."),
            var text when Missing().Match(text) is { Success: true } match =>
                (ProblemCodes.MalformedJson, Child(path, Quoted().Match(match.Groups[1].Value).Groups[1].Value), "缺少必填字段。", "A required member is missing."),
            var text when text.Contains("doesn't allow null", StringComparison.Ordinal) || text.Contains("does not allow null", StringComparison.Ordinal) || text.Contains("non-nullable", StringComparison.Ordinal) =>
                (ProblemCodes.MalformedJson, Child(path, Quoted().Matches(text) is { Count: > 0 } names && path.Length == 0 ? names[0].Groups[1].Value : ""), "不得为 null。", "It must not be null."),
            var text when text.Contains("could not be converted", StringComparison.Ordinal) =>
                (ProblemCodes.MalformedJson, path, "值的类型或取值不正确。", "The value has the wrong type or is not one of those allowed."),
            var text when text.Contains("maximum configured depth", StringComparison.Ordinal) =>
                (ProblemCodes.MalformedJson, path, "嵌套过深，最多 16 层。", "It is nested too deeply; 16 levels are allowed."),
            _ => (ProblemCodes.MalformedJson, path, "JSON 语法有误。", "The JSON is not well-formed."),
        };
        var where = exception.LineNumber is { } line ? FormattableString.Invariant($"第 {line + 1} 行第 {exception.BytePositionInLine + 1} 字节：") : "";
        var whereEn = exception.LineNumber is { } lineEn ? FormattableString.Invariant($"Line {lineEn + 1}, byte {exception.BytePositionInLine + 1}: ") : "";
        return new Refusal(code, where + reason, whereEn + reasonEn)
        {
            Errors = new Dictionary<string, string[]> { [field.Length == 0 || TextGuard.Check(field) is not null ? "$" : field] = [reason] },
        };
    }

    private static string PathOf(string? path) => path is null or "$" ? "" : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path.TrimStart('$');

    /// <summary>The reader names a member that it could not place either in the path or only in the message.</summary>
    private static string Child(string path, string member) =>
        member.Length == 0 || path == member || path.EndsWith("." + member, StringComparison.Ordinal) ? path
        : path.Length == 0 ? member
        : $"{path}.{member}";

    [GeneratedRegex("^The JSON property '(.*)' could not be mapped")]
    private static partial Regex Unmapped();

    [GeneratedRegex("^Duplicate property '(.*)' encountered")]
    private static partial Regex Duplicate();

    [GeneratedRegex("missing required properties including: (.*)\\.")]
    private static partial Regex Missing();

    [GeneratedRegex("'([^']*)'")]
    private static partial Regex Quoted();
}

/// <summary>Refuses unreadable text where it stands, so that the answer can name the field.</summary>
internal sealed class GuardedStringConverter : JsonConverter<string>
{
    /// <summary>Marks the message of a fault in text, for <see cref="StrictJson.Refuse"/>.</summary>
    public const string Fault = "text:";

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Guard(reader.GetString());

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Guard(reader.GetString())!;

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(value);

    private static string? Guard(string? text) => TextGuard.Check(text) is { } fault ? throw new JsonException(Fault + fault.Reason) : text;
}

/// <summary>Enum values exactly as the contract writes them; the framework's own converter takes any case.</summary>
internal sealed class StrictEnumConverter : JsonConverterFactory
{
    /// <summary>Marks the message of a word that does not exist, for <see cref="StrictJson.Refuse"/>.</summary>
    public const string Fault = "enum:";

    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Words<>).MakeGenericType(typeToConvert))!;

    private sealed class Words<T> : JsonConverter<T> where T : struct, Enum
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName) && EnumText.TryParse<T>(reader.GetString(), out var value)
                ? value
                : throw new JsonException($"{Fault}取值应为：{string.Join("、", EnumText<T>.Values.Keys)}");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(EnumText.Of(value));

        public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader, typeToConvert, options);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WritePropertyName(EnumText.Of(value));
    }
}
