using System.Text.Json;
using Triage.Api.Domain;

namespace Triage.Api.Data;

/// <summary>Who did what and when. The store adds what changed.</summary>
/// <param name="Actor">User name; <c>system</c> for a timer.</param>
/// <param name="Action">A word of the lifecycle in the past tense or its event, e.g. <c>received</c>, <c>triage_confirmed</c>.</param>
internal sealed record HistoryEntry(DateTimeOffset At, string Actor, Role? Role, string Action)
{
    public const string System = "system";
    /// <summary>Somebody who has not signed in.</summary>
    public const string Public = "public";

    public string? Reason { get; init; }

    /// <summary>The case before the change: the store writes the members that differ, before and after.</summary>
    public CourtCase? Before { get; init; }
}

/// <summary>An entry as kept, with its place in the chain.</summary>
internal sealed record HistoryRecord
{
    public required long Seq { get; init; }
    public string? CaseId { get; init; }
    public int? Version { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Actor { get; init; }
    public Role? Role { get; init; }
    public required string Action { get; init; }
    public string? Reason { get; init; }
    /// <summary>Members that changed, as they were; null for the first entry.</summary>
    public JsonElement? Before { get; init; }
    public JsonElement? After { get; init; }
    /// <summary>Lower-case hex.</summary>
    public required string Hash { get; init; }
}
