namespace Triage.Api.Domain.Clocks;

internal enum ClockStatus
{
    /// <summary>Begins later, as a follow-up does when something falls due.</summary>
    Upcoming,
    Running,
    /// <summary>Days are being left out.</summary>
    Paused,
    Ended,
    /// <summary>A party's period that ran out unused.</summary>
    Lapsed,
    /// <summary>The calendar does not reach so far.</summary>
    Undetermined,
}

internal enum ClockLevel { None, Notice, Urgent, Today, Overdue }

/// <summary>How a clock looks on a day.</summary>
internal static class ClockStatuses
{
    public static ClockStatus StatusOn(this ClockReading reading, DateOnly today) =>
        reading.Ended ? ClockStatus.Ended
        : reading.PausedSince is not null ? ClockStatus.Paused
        : reading.DueOn is not { } due ? ClockStatus.Undetermined
        : reading.Span.StartOn > today ? ClockStatus.Upcoming
        : due < today && reading.Rule.Binds == ClockBinds.Party ? ClockStatus.Lapsed
        : ClockStatus.Running;

    /// <summary>Red, orange or yellow: by the days left and the warning days of the rule; by the hours left where hours are counted.</summary>
    public static ClockLevel LevelOn(this ClockReading reading, DateOnly today, DateTimeOffset now)
    {
        if (reading.StatusOn(today) != ClockStatus.Running) return ClockLevel.None;
        if (reading.HoursLeftAt(now) is { } hours)
            return hours < 0 ? ClockLevel.Overdue : hours < 24 ? ClockLevel.Today : ClockLevel.Urgent;
        var left = reading.DaysLeftOn(today)!.Value;
        var alerts = reading.Rule.Alerts;
        return left < 0 ? ClockLevel.Overdue
            : left == 0 ? ClockLevel.Today
            : alerts.Where(day => day > 0).DefaultIfEmpty(-1).Min() >= left ? ClockLevel.Urgent
            : alerts.DefaultIfEmpty(-1).Max() >= left ? ClockLevel.Notice
            : ClockLevel.None;
    }

    /// <summary>Negative once it is late; null while there is no date or nothing runs.</summary>
    public static int? DaysLeftOn(this ClockReading reading, DateOnly today) =>
        !reading.Ended && reading.DueOn is { } due ? due.DayNumber - today.DayNumber : null;

    /// <summary>Negative once it is late; null where no hours are counted or nothing runs.</summary>
    public static double? HoursLeftAt(this ClockReading reading, DateTimeOffset now) =>
        !reading.Ended && reading.DueAt is { } due ? Math.Round((due - now).TotalHours, 1) : null;

    /// <summary>The last day on which an extension can be asked for, and on which it must be decided (延长审限规定 1).</summary>
    public static (DateOnly? RequestBy, DateOnly? DecideBy) ExtensionDays(this ClockReading reading) =>
        reading is not { Ended: false, DueOn: { } due, Rule.Extension: { } extension } ? (null, null)
        : !reading.PresidentHasGivenAll() ? (extension.RequestDaysBefore is { } ask ? due.AddDays(-ask) : null, extension.DecideDaysBefore is { } decide ? due.AddDays(-decide) : null)
        : extension.Superior is { } superior && Given(reading.Rule, reading.Span.SuperiorMonths, reading.Span.SuperiorDays) < superior.Most ? (due.AddDays(-superior.RequestDaysBefore), due.AddDays(-superior.DecideDaysBefore))
        : (null, null);

    /// <summary>Nothing is left that the court's own president could add.</summary>
    public static bool PresidentHasGivenAll(this ClockReading reading) =>
        reading.Rule.Extension?.Most is { } most && Given(reading.Rule, reading.Span.ExtendedMonths, reading.Span.ExtendedDays) >= most;

    private static int Given(ClockRule rule, int months, int days) => rule.Unit == ClockUnit.Month ? months : days;

    /// <summary>What a person should know about this clock today, in sentences.</summary>
    public static IReadOnlyList<string> WarningsOn(this ClockReading reading, DateOnly today, DateTimeOffset now)
    {
        List<string> warnings = [];
        var left = reading.DaysLeftOn(today);
        var hours = reading.HoursLeftAt(now);
        switch (reading.StatusOn(today), reading.LevelOn(today, now))
        {
            case (ClockStatus.Running, _) when hours < 0: warnings.Add($"已超过{-hours:0.#}小时，应于{reading.DueAt:yyyy-MM-dd HH:mm}前作出。"); break;
            case (ClockStatus.Running, _) when hours is not null: warnings.Add($"还有{hours:0.#}小时，{reading.DueAt:yyyy-MM-dd HH:mm}届满。"); break;
            case (ClockStatus.Lapsed, _): warnings.Add($"{reading.Rule.Name}已于{reading.DueOn:yyyy-MM-dd}届满，当事人未行使。"); break;
            case (ClockStatus.Paused, _): warnings.Add($"自{reading.PausedSince:yyyy-MM-dd}起停止计算。"); break;
            case (_, ClockLevel.Overdue): warnings.Add($"已超期{-left}日。"); break;
            case (_, ClockLevel.Today): warnings.Add("今日届满。"); break;
            case (_, ClockLevel.Urgent or ClockLevel.Notice): warnings.Add($"还有{left}日届满。"); break;
            default: break;
        }
        var (requestBy, decideBy) = reading.ExtensionDays();
        if (requestBy is { } ask && reading.StatusOn(today) == ClockStatus.Running && ask >= today && ask.AddDays(-reading.Rule.Extension!.RequestDaysBefore!.Value) <= today)
            warnings.Add(reading.PresidentHasGivenAll()
                ? $"确需再延长的，最迟应于{ask:yyyy-MM-dd}报请上级人民法院批准，{decideBy:yyyy-MM-dd}前作出决定。"
                : $"确需延长的，最迟应于{ask:yyyy-MM-dd}提出申请，{decideBy:yyyy-MM-dd}前作出决定。");
        if (reading.Ended && reading.InTime == false) warnings.Add("届满后才完成，已超期。");
        if (reading.Provisional) warnings.Add("所涉年度的节假日安排尚未公布，届满日可能变动。");
        if (reading.Refusal is { } refusal) warnings.Add(refusal.Detail);
        warnings.AddRange(reading.Doubts.Select(doubt => doubt.DueOn is { } other ? $"{doubt.Text}（{other:yyyy-MM-dd}）" : doubt.Text));
        return warnings;
    }
}
