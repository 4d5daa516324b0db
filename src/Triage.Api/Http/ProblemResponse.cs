using System.Text.Json.Serialization;
using Triage.Api.Domain;

namespace Triage.Api.Http;

/// <summary>RFC 9457, with what a client needs to decide and a person to understand.</summary>
internal sealed record ProblemResponse
{
    /// <summary>urn:triage:problem: and the code.</summary>
    public required string Type { get; init; }
    public required string Title { get; init; }
    public required int Status { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }
    /// <summary>Stable, snake_case; one of x-problem-codes.</summary>
    public required string Code { get; init; }
    /// <summary>What to quote when asking for help; the log has it too.</summary>
    public required string TraceId { get; init; }
    /// <summary>Keyed by the JSON path of the field, camelCase, e.g. parties[0].name.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }
    /// <summary>The article that forbids it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Citation? Citation { get; init; }
    /// <summary>The states in which the action is allowed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<CaseState>? AllowedStates { get; init; }
}
