using System.Text.Json;

namespace Triage.Api.Data;

/// <summary>Enum values as the wire and the database write them: AwaitingMediator is awaiting_mediator.</summary>
internal static class EnumText
{
    public static string Of<T>(T value) where T : struct, Enum => EnumText<T>.Text[value];

    /// <exception cref="FormatException">No such word.</exception>
    public static T Parse<T>(string text) where T : struct, Enum =>
        TryParse<T>(text, out var value) ? value : throw new FormatException($"'{text}' is no {typeof(T).Name}.");

    public static bool TryParse<T>(string? text, out T value) where T : struct, Enum =>
        EnumText<T>.Values.TryGetValue(text ?? "", out value);
}

internal static class EnumText<T> where T : struct, Enum
{
    public static readonly IReadOnlyDictionary<T, string> Text =
        Enum.GetValues<T>().ToDictionary(value => value, value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

    public static readonly IReadOnlyDictionary<string, T> Values = Text.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
}
