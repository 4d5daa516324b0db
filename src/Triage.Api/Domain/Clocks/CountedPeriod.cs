using System.Diagnostics.CodeAnalysis;

namespace Triage.Api.Domain.Clocks;

internal enum CountStepKind { NotCounted, Counted, Skipped, RolledOver, Extended, Deducted, Paused }

/// <summary>One line of the explanation: a run of days and what became of them.</summary>
/// <param name="Days">Days that the step adds to the period; 0 where the days are not counted.</param>
/// <param name="Text">The sentence a clerk reads.</param>
/// <param name="Citation">Null where the text itself says why, as for weekends between working days.</param>
internal sealed record CountStep(CountStepKind Kind, DateOnly From, DateOnly To, int Days, string Text, Citation? Citation);

/// <summary>A period counted out: from the day after the event to the last day, with every day accounted for.</summary>
internal sealed record CountedPeriod
{
    /// <summary>The day of the event, which is not counted.</summary>
    public required DateOnly EventOn { get; init; }
    public DateOnly FirstDay => EventOn.AddDays(1);
    /// <summary>The last day before any roll-over; null where working days run into a year without a calendar.</summary>
    public required DateOnly? NominalEnd { get; init; }
    /// <summary>The last day on which acting is in time; null where the calendar does not say.</summary>
    public required DateOnly? Due { get; init; }
    public required IReadOnlyList<CountStep> Steps { get; init; }
    /// <summary>Why there is no due date: calendar_missing.</summary>
    public Refusal? Refusal { get; init; }

    [MemberNotNullWhen(true, nameof(Due))]
    public bool IsDetermined => Due is not null;

    /// <summary>True when the period touches a year whose holidays are not announced yet: the due date may move.</summary>
    public bool Provisional { get; init; }
}
