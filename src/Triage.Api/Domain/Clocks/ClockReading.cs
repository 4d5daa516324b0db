namespace Triage.Api.Domain.Clocks;

/// <summary>A stretch of one case that a clock measures, as the case's own records tell it.</summary>
internal sealed record ClockSpan
{
    /// <summary>One of <see cref="Spans"/>.</summary>
    public required string Span { get; init; }
    /// <summary>Whose, where several run side by side: a party, a person who is asked to step back; else null.</summary>
    public string? Subject { get; init; }
    /// <summary>The day of the event, which is not counted.</summary>
    public required DateOnly StartOn { get; init; }
    public required string StartedBy { get; init; }
    /// <summary>The moment, for a period that is counted in hours; null for all others.</summary>
    public DateTimeOffset? StartAt { get; init; }
    /// <summary>Null while it runs.</summary>
    public DateOnly? EndedOn { get; init; }
    /// <summary>The moment, for a period that is counted in hours and has ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }
    public string? EndedBy { get; init; }
    /// <summary>The last day where the court has set it, or a ledger states it; the rule's length does not matter then.</summary>
    public DateOnly? SetTo { get; init; }
    public IReadOnlyList<Deduction> Deductions { get; init; } = [];
    public int ExtendedDays { get; init; }
    public int ExtendedMonths { get; init; }
    /// <summary>What the superior court added to what the president had extended.</summary>
    public int SuperiorDays { get; init; }
    public int SuperiorMonths { get; init; }
    /// <summary>The length where a judge has set it, in the rule's unit; null for the rule's own.</summary>
    public int? SetLength { get; init; }
    /// <summary>What else the days may mean: the reason and the days to leave out under that reading.</summary>
    public IReadOnlyList<DeductionDoubt> Doubts { get; init; } = [];
    /// <summary>What the period means in this very case; null where the rule's own note says it all.</summary>
    public string? Note { get; init; }
    /// <summary>The procedure under which it began; null for the procedure of the case, on which the length or a doubt may depend.</summary>
    public Procedure? Procedure { get; init; }
    /// <summary>What is known of the case, where a doubt depends on a fact.</summary>
    public IReadOnlyDictionary<string, bool> Facts { get; init; } = new Dictionary<string, bool>();
}

/// <summary>A reading of the law under which more days are left out.</summary>
internal sealed record DeductionDoubt(Deduction Deduction, string Text);

/// <param name="DueOn">The last day under that reading; null where it cannot be told yet.</param>
/// <param name="Reading">What the other reading does to the days.</param>
internal sealed record DateDoubt(DateOnly? DueOn, string Text, Citation? Citation, DoubtReading Reading);

/// <summary>rolled_over: past a holiday; left_out: days are not counted; other_length: another period holds; next_hour: hours count from the next full one.</summary>
internal enum DoubtReading { RolledOver, LeftOut, OtherLength, NextHour }

/// <summary>A clock of one case, counted out.</summary>
internal sealed record ClockReading
{
    public required ClockRule Rule { get; init; }
    public required ClockSpan Span { get; init; }
    /// <summary>The last day before any roll-over; null while days are being left out and nobody knows until when.</summary>
    public DateOnly? NominalOn { get; init; }
    /// <summary>After any roll-over; the same as the nominal day where that is worked or nothing rolls.</summary>
    public DateOnly? RolledOn { get; init; }
    /// <summary>The day to go by: rolled where the law says so, the earlier one where it is silent.</summary>
    public DateOnly? DueOn { get; init; }
    /// <summary>The last moment, for a period that is counted in hours; null for all others.</summary>
    public DateTimeOffset? DueAt { get; init; }
    /// <summary>Days left out, each once.</summary>
    public int DeductedDays { get; init; }
    /// <summary>Since when days are being left out; null while it counts.</summary>
    public DateOnly? PausedSince { get; init; }
    public IReadOnlyList<CountStep> Steps { get; init; } = [];
    public IReadOnlyList<DateDoubt> Doubts { get; init; } = [];
    /// <summary>True where a year whose holidays are not announced yet could still move it.</summary>
    public bool Provisional { get; init; }
    /// <summary>Why there is no date: calendar_missing.</summary>
    public Refusal? Refusal { get; init; }
    /// <summary>Under which state of the calendar it was counted.</summary>
    public int CalendarRevision { get; init; }

    public bool Ended => Span.EndedOn is not null;

    /// <summary>Null while that cannot be said.</summary>
    public bool? InTime => (DueAt, Span.EndedAt) is ({ } last, { } at) ? at <= last : Span.EndedOn is { } ended && DueOn is { } due ? ended <= due : null;
}

/// <summary>A clock that has stopped, as it stood: a calendar that comes later does not move it.</summary>
/// <param name="Calendar">Revision of the calendar it was counted with.</param>
internal sealed record StoppedClock(string Clock, string? Subject, DateOnly StartOn, DateOnly EndedOn, DateOnly? DueOn, DateOnly? RolledOn, int Calendar);
