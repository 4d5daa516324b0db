using System.Globalization;
using Triage.Api.Domain;

namespace Triage.Api.Http;

/// <summary>Reads the fields of a request and collects everything that is wrong with them, so that one answer says it all.</summary>
internal sealed class FieldErrors
{
    private readonly Dictionary<string, string[]> _errors = [];

    /// <summary>Null where every field was good.</summary>
    public Refusal? Refusal => _errors.Count == 0 ? null : new Refusal(RefusalCodes.FieldInvalid, "填写不符合要求。", "Fields are missing or wrong.") { Errors = _errors };

    public void Add(string path, string reason) => _errors[path] = _errors.TryGetValue(path, out var known) ? [.. known, reason] : [reason];

    /// <summary>Trimmed text of 1 to so many characters.</summary>
    public string Text(string path, string? value, int most, string what)
    {
        var text = value?.Trim() ?? "";
        if (text.Length == 0)
            Add(path, $"请填写{what}。");
        else if (text.Length > most)
            Add(path, string.Create(CultureInfo.InvariantCulture, $"{what}不超过 {most:N0} 个字，现为 {text.Length:N0} 个字。"));
        return text;
    }

    public string? Optional(string path, string? value, int most, string what) => string.IsNullOrWhiteSpace(value) ? null : Text(path, value, most, what);

    public IReadOnlyList<string> Texts(string path, IReadOnlyList<string>? values, int most, string what) =>
        [.. (values ?? []).Select((value, index) => Text($"{path}[{index}]", value, most, what))];

    public T Needed<T>(string path, T? value, string what) where T : struct
    {
        if (value is null)
            Add(path, $"请填写{what}。");
        return value ?? default;
    }
}
