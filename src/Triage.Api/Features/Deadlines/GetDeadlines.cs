using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;
using Triage.Api.Http;

namespace Triage.Api.Features.Deadlines;

/// <summary>Every clock of a case, each day of it accounted for, so that a judge, a party or an auditor can count it again.</summary>
internal static class GetDeadlines
{
    public static async Task<Results<Ok<DeadlinesResponse>, Problem>> Handle(string id, CurrentUser user, HttpContext http, Database database, CaseStore store, CourtSetup court,
        CalendarStore calendar, TimeProvider time, CancellationToken ct)
    {
        var c = await database.ReadAsync((connection, token) => store.FindAsync(connection, id, token), ct);
        if (c is null)
            return Problems.From(CaseChanges.NotFound(id));
        var (refusal, masked) = CaseAccess.Of(user, c, court);
        if (refusal is not null)
            return Problems.From(refusal);
        http.Response.SetETag(c.Version);
        var clocks = calendar.Clocks;
        var (readings, today) = (clocks.Of(c), time.Today());
        var names = new PartyNames(c, masked);
        return TypedResults.Ok(new DeadlinesResponse(c.Id, c.Version, today, clocks.Calendars.Revision, CaseTasks.NextDue(c, readings),
            [.. readings.Select(reading => ClockResponse.Of(reading, today, time.Now(), names))],
            [.. CaseTasks.Of(masked ? Masking.Mask(c) : c, readings).Select(task => new TaskResponse(task.Kind, task.Text, task.DueOn, task.Owners))]));
    }
}

/// <param name="NextDueOn">The first day on which the court or a mediator would be late; null while nothing of theirs runs.</param>
/// <param name="CalendarRevision">0 is the court's own file; one more with every notice entered since.</param>
/// <param name="Tasks">What waits for a person and is no legal period.</param>
internal sealed record DeadlinesResponse(string CaseId, int Version, DateOnly AsOf, int CalendarRevision, DateOnly? NextDueOn, IReadOnlyList<ClockResponse> Clocks, IReadOnlyList<TaskResponse> Tasks);

internal sealed record TaskResponse(string Kind, string Text, DateOnly DueOn, IReadOnlyList<Role> Owners);

/// <summary>One clock, explained.</summary>
internal sealed record ClockResponse
{
    /// <summary>Id in Rules/clocks.json.</summary>
    public required string Clock { get; init; }
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required string NameEn { get; init; }
    public required ClockBinds Binds { get; init; }
    /// <summary>Whose, where several run side by side.</summary>
    public string? Subject { get; init; }
    /// <summary>The day of the event, which is not counted.</summary>
    public required DateOnly StartOn { get; init; }
    public required string StartedBy { get; init; }
    /// <summary>Moments, where hours are counted (人身安全保护令); null for every other clock.</summary>
    public DateTimeOffset? StartAt { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    /// <summary>Negative once it is late.</summary>
    public double? HoursLeft { get; init; }
    /// <summary>As the court set it, where it did; else the rule's own.</summary>
    public required int Length { get; init; }
    /// <summary>True where the court set the length.</summary>
    public required bool LengthSet { get; init; }
    /// <summary>The last day where the court set it, or a ledger states it: the length does not matter then.</summary>
    public DateOnly? SetTo { get; init; }
    public required ClockUnit Unit { get; init; }
    /// <summary>Where the length is written; null for a practice, which then has a source.</summary>
    public Citation? Citation { get; init; }
    public string? Source { get; init; }
    /// <summary>The last day before any roll-over.</summary>
    public DateOnly? NominalOn { get; init; }
    /// <summary>The first working day on or after it.</summary>
    public DateOnly? RolledOn { get; init; }
    /// <summary>The day to go by: rolled where the law says so, the earlier one where it is silent.</summary>
    public DateOnly? DueOn { get; init; }
    public DateOnly? EndedOn { get; init; }
    public string? EndedBy { get; init; }
    public bool? InTime { get; init; }
    public required ClockStatus Status { get; init; }
    public required ClockLevel Level { get; init; }
    public int? DaysLeft { get; init; }
    /// <summary>Days left out, each once.</summary>
    public required int DeductedDays { get; init; }
    public DateOnly? PausedSince { get; init; }
    /// <summary>The last day on which an extension can be asked for, and on which it must be decided.</summary>
    public DateOnly? RequestBy { get; init; }
    public DateOnly? DecideBy { get; init; }
    /// <summary>Where those days are written.</summary>
    public Citation? AskingCitation { get; init; }
    /// <summary>True where a year whose holidays are not announced yet could still move it.</summary>
    public required bool Provisional { get; init; }
    public required int CalendarRevision { get; init; }
    /// <summary>Every day from the start to the last, in order: counted, left out, added, rolled.</summary>
    public required IReadOnlyList<CountStep> Steps { get; init; }
    /// <summary>Other readings of the law and the day each leads to.</summary>
    public required IReadOnlyList<DateDoubt> Doubts { get; init; }
    public required IReadOnlyList<string> Warnings { get; init; }
    public string? Note { get; init; }

    public static ClockResponse Of(ClockReading reading, DateOnly today, DateTimeOffset now, PartyNames names)
    {
        var (requestBy, decideBy) = reading.ExtensionDays();
        return new()
        {
            Clock = reading.Rule.Id,
            Code = reading.Rule.Code,
            Name = reading.Rule.Name,
            NameEn = reading.Rule.NameEn,
            Binds = reading.Rule.Binds,
            Subject = names.Shown(reading.Span.Subject),
            StartOn = reading.Span.StartOn,
            StartedBy = reading.Span.StartedBy,
            StartAt = reading.Span.StartAt,
            DueAt = reading.DueAt,
            EndedAt = reading.Span.EndedAt,
            HoursLeft = reading.HoursLeftAt(now),
            Length = reading.Span.SetLength ?? reading.Rule.Length,
            LengthSet = reading.Span.SetLength is not null,
            SetTo = reading.Span.SetTo,
            Unit = reading.Rule.Unit,
            Citation = reading.Rule.Citation,
            Source = reading.Rule.Source,
            NominalOn = reading.NominalOn,
            RolledOn = reading.RolledOn,
            DueOn = reading.DueOn,
            EndedOn = reading.Span.EndedOn,
            EndedBy = reading.Span.EndedBy,
            InTime = reading.InTime,
            Status = reading.StatusOn(today),
            Level = reading.LevelOn(today, now),
            DaysLeft = reading.DaysLeftOn(today),
            DeductedDays = reading.DeductedDays,
            PausedSince = reading.PausedSince,
            RequestBy = requestBy,
            DecideBy = decideBy,
            AskingCitation = requestBy is null ? null : reading.PresidentHasGivenAll() ? reading.Rule.Extension?.Superior?.TimingCitation : reading.Rule.Extension?.TimingCitation,
            Provisional = reading.Provisional,
            CalendarRevision = reading.CalendarRevision,
            Steps = reading.Steps,
            Doubts = reading.Doubts,
            Warnings = reading.WarningsOn(today, now),
            Note = reading.Span.Note ?? reading.Rule.Note,
        };
    }
}
