namespace Triage.Api.Domain;

/// <summary>Why not: a value, never an exception. Http turns it into a problem; the code decides the status (Http/ProblemCodes).</summary>
/// <param name="Code">Stable, snake_case, one of <see cref="RefusalCodes"/>.</param>
/// <param name="Detail">Simplified Chinese, for the person at the counter.</param>
/// <param name="DetailEn">The same in English.</param>
internal sealed record Refusal(string Code, string Detail, string DetailEn)
{
    /// <summary>Keyed by the JSON path of the field, camelCase, e.g. parties[0].name.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }
    /// <summary>The article that forbids it, where a statute does.</summary>
    public Citation? Citation { get; init; }
    /// <summary>The states in which the action would have been allowed.</summary>
    public IReadOnlyList<CaseState>? AllowedStates { get; init; }
}

internal static class RefusalCodes
{
    public const string BadQuery = "bad_query";                     // 400
    public const string UnknownMember = "unknown_member";           // 400
    public const string FieldInvalid = "field_invalid";             // 422
    public const string ForbiddenByStatute = "forbidden_by_statute"; // 422
    public const string ReasonRequired = "reason_required";         // 422
    public const string StateConflict = "state_conflict";           // 409
    public const string LostRace = "lost_race";                     // 409
    public const string WrongRole = "wrong_role";                   // 403
    public const string OtherTribunal = "other_tribunal";           // 403
    public const string NotFound = "not_found";                     // 404
    public const string StaleVersion = "stale_version";             // 412
    public const string ModelRefused = "model_refused";             // 422
    public const string CalendarMissing = "calendar_missing";       // 422
}
