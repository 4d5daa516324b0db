using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Triage.Api.Rules;

/// <summary>Collects what is wrong with one file, so that its author sees everything at once.</summary>
internal sealed class FileErrors(string file, List<LoadError> errors)
{
    public int Count => errors.Count;

    public void Add(string? where, string reason) => errors.Add(new(file, where, reason));

    /// <summary>The text, or an empty one and an error when it is missing or blank.</summary>
    public string Need(string? where, string member, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            Add(where, $"'{member}' is missing.");
            return "";
        }

        return text;
    }

    public DateOnly? Date(string? where, string member, string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        Add(where, $"'{member}' is not a date (yyyy-MM-dd): '{text}'.");
        return null;
    }
}

/// <summary>Reads the directory of rules. A directory with any error gives no book: a court does not start on half of its rules.</summary>
internal static class RuleFiles
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        PropertyNameCaseInsensitive = false,
        ReadCommentHandling = JsonCommentHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static RuleBookLoad Read(string directory)
    {
        var errors = new List<LoadError>();
        var facts = FactsFile.Read(directory, errors);
        var rules = new List<Rule>();
        foreach (var path in GateFiles(directory, errors))
        {
            rules.AddRange(GateFile.Read(path, Path.GetRelativePath(directory, path), facts, errors));
        }

        RuleChecks.Versions(rules, errors);
        var complexity = ComplexityFile.Read(directory, facts, errors);
        var (regimes, words) = RegimesFile.Read(directory, errors);
        var clocks = ClocksFile.Read(directory, errors);
        var workload = WorkloadFile.Read(directory, errors);
        return errors.Count > 0 || complexity is null ? new(null, errors) : new(new(facts, rules, complexity, regimes) { Clocks = clocks, Workload = workload, NumberWords = words }, []);
    }

    /// <summary>The file as <typeparamref name="T"/>, or null and an error with its line.</summary>
    public static T? Parse<T>(string path, FileErrors errors)
        where T : class
    {
        if (!File.Exists(path))
        {
            errors.Add(null, "The file is missing.");
            return null;
        }

        try
        {
            using var stream = File.OpenRead(path);
            var value = JsonSerializer.Deserialize<T>(stream, Options);
            if (value is null)
            {
                errors.Add(null, "The file is empty.");
            }

            return value;
        }
        catch (JsonException problem)
        {
            errors.Add(problem.LineNumber is { } line ? $"line {line + 1}" : null, problem.Message);
            return null;
        }
    }

    /// <summary>One element as <typeparamref name="T"/>, or null and an error.</summary>
    public static T? Parse<T>(JsonElement element, string where, FileErrors errors)
        where T : class
    {
        try
        {
            return element.Deserialize<T>(Options);
        }
        catch (JsonException problem)
        {
            errors.Add(where, problem.Message);
            return null;
        }
    }

    private static string[] GateFiles(string directory, List<LoadError> errors)
    {
        var gates = Path.Combine(directory, "gates");
        var files = Directory.Exists(gates) ? Directory.GetFiles(gates, "*.json") : [];
        if (files.Length == 0)
        {
            errors.Add(new("gates", null, "No file of gates (*.json) is there."));
        }

        // The order of the files is the order of the rules, the same on every machine.
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }
}
