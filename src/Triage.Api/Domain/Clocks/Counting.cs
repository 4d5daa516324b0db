namespace Triage.Api.Domain.Clocks;

/// <summary>Counts legal periods: the day of the event is not counted, months end on the same date, a last day that is a holiday moves on.</summary>
/// <remarks>Pure. A period that needs a year without a calendar is refused, never guessed; its nominal end is still told.
/// Extensions are counted from the first event again (3 + 1 months is 4 months), never chained: chaining would lose days at month ends.</remarks>
internal static class Counting
{
    public static readonly Citation NextDayStart = new("民事诉讼法", "2023", "85", "期间开始的时和日，不计算在期间内。");
    public static readonly Citation FromNextHour = new("民事诉讼法解释", "2022", "125", "依照民事诉讼法第八十五条第二款规定，民事诉讼中以时起算的期间从次时起算；");
    public static readonly Citation FromNextDay = new("民事诉讼法解释", "2022", "125", "以日、月、年计算的期间从次日起算。");
    public static readonly Citation MonthEnd = new("民法典", "2020", "202", "按照年、月计算期间的，到期月的对应日为期间的最后一日；没有对应日的，月末日为期间的最后一日。");
    public static readonly Citation HolidayRollOver = new("民事诉讼法", "2023", "85", "期间届满的最后一日是法定休假日的，以法定休假日后的第一日为期间届满的日期。");

    /// <summary>Calendar days, e.g. 七日 of 民诉法126.</summary>
    /// <param name="roll">False for periods that end on the day itself whether it is worked or not, e.g. the filing of archives.</param>
    public static CountedPeriod Days(WorkingCalendar calendar, DateOnly eventOn, int days, bool roll = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(days);
        var end = eventOn.AddDays(days);
        return Closed(calendar, eventOn, end, roll,
            new CountStep(CountStepKind.Counted, eventOn.AddDays(1), end, days, $"自{Day(eventOn.AddDays(1))}起计算{days}日，至{Day(end)}届满", FromNextDay));
    }

    /// <summary>Months, e.g. 三个月 of 民诉法164; twelve for a year.</summary>
    public static CountedPeriod Months(WorkingCalendar calendar, DateOnly eventOn, int months, bool roll = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(months);
        var end = eventOn.AddMonths(months);
        var length = end.DayNumber - eventOn.DayNumber;
        var how = end.Day == eventOn.Day ? $"到期月的对应日为{Day(end)}" : $"到期月没有{eventOn.Day}日，月末日为{Day(end)}";
        return Closed(calendar, eventOn, end, roll,
            new CountStep(CountStepKind.Counted, eventOn.AddDays(1), end, length, $"自{Day(eventOn.AddDays(1))}起计算{months}个月（{length}日），{how}", MonthEnd));
    }

    /// <summary>Working days, e.g. 三个工作日 of 在线调解规则12. The last one is a working day, so nothing rolls over.</summary>
    public static CountedPeriod WorkingDays(WorkingCalendar calendar, DateOnly eventOn, int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(days);
        var steps = new List<CountStep> { EventStep(eventOn) };
        var (from, left) = (eventOn.AddDays(1), days);
        while (left > 0)
        {
            if (calendar.IsWorkingDay(from) is not { } worked) return Unknown(eventOn, null, steps, from.Year);
            var to = from;
            for (var count = 1; calendar.IsWorkingDay(to.AddDays(1)) == worked && (!worked || count < left); count++) to = to.AddDays(1);
            var length = to.DayNumber - from.DayNumber + 1;
            steps.Add(worked
                ? new(CountStepKind.Counted, from, to, length, $"{Span(from, to)}计工作日{length}日{Adjusted(calendar, from, to)}", null)
                : new(CountStepKind.Skipped, from, to, 0, $"{Span(from, to)}为{RestName(calendar, from, to)}，不计", null));
            if (worked) left -= length;
            from = to.AddDays(1);
        }
        var due = from.AddDays(-1);
        return new() { EventOn = eventOn, NominalEnd = due, Due = due, Steps = steps, Provisional = IsProvisional(calendar, eventOn, due) };
    }

    private static CountedPeriod Closed(WorkingCalendar calendar, DateOnly eventOn, DateOnly end, bool roll, CountStep counted)
    {
        List<CountStep> steps = [EventStep(eventOn), counted];
        if (!roll) return new() { EventOn = eventOn, NominalEnd = end, Due = end, Steps = steps };

        var (due, step, refusal) = RollOver(calendar, end);
        if (step is not null) steps.Add(step);
        return new()
        {
            EventOn = eventOn,
            NominalEnd = end,
            Due = due,
            Steps = steps,
            Refusal = refusal,
            Provisional = due is { } last && IsProvisional(calendar, end, last),
        };
    }

    /// <summary>Where a last day moves to, with the line that says so; no line where it stays. Refused where the calendar does not reach.</summary>
    public static (DateOnly? Due, CountStep? Step, Refusal? Refusal) RollOver(WorkingCalendar calendar, DateOnly end)
    {
        if (calendar.RollForward(end) is not { } due)
        {
            var known = end;
            while (calendar.Knows(known.Year)) known = known.AddDays(1);
            return (null, null, Missing(known.Year));
        }
        return due == end
            ? (due, null, null)
            : (due, new(CountStepKind.RolledOver, end, due, due.DayNumber - end.DayNumber,
                $"届满日{Day(end)}适逢{RestName(calendar, end, due.AddDays(-1))}，顺延至休假结束后的第一日{Day(due)}", HolidayRollOver), null);
    }

    private static CountedPeriod Unknown(DateOnly eventOn, DateOnly? nominal, IReadOnlyList<CountStep> steps, int year) => new()
    {
        EventOn = eventOn,
        NominalEnd = nominal,
        Due = null,
        Steps = steps,
        Refusal = Missing(year),
    };

    private static Refusal Missing(int year) => new(RefusalCodes.CalendarMissing,
        $"{year}年的工作日历尚未录入，不能确定届满日期；请系统管理员先录入该年度节假日安排。",
        $"The working calendar of {year} has not been entered, so the last day cannot be determined; the system administrator must enter that year's holidays first.");

    public static CountStep EventStep(DateOnly eventOn) =>
        new(CountStepKind.NotCounted, eventOn, eventOn, 0, $"{Day(eventOn)}为期间开始之日，不计算在期间内", NextDayStart);

    // From the first to the last day whose being worked mattered: for calendar days that is the nominal end and what it rolled over.
    public static bool IsProvisional(WorkingCalendar calendar, DateOnly from, DateOnly to) =>
        Enumerable.Range(from.Year, to.Year - from.Year + 1).Any(calendar.IsProvisional);

    private static string RestName(WorkingCalendar calendar, DateOnly from, DateOnly to)
    {
        var names = Each(from, to).Select(day => calendar.Kind(day) == DayKind.Holiday ? $"法定节假日（{calendar.NameOf(day)}）" : "周末").Distinct();
        return string.Join("、", names);
    }

    private static string Adjusted(WorkingCalendar calendar, DateOnly from, DateOnly to)
    {
        var adjusted = Each(from, to).Where(day => calendar.Kind(day) == DayKind.AdjustedWorkday).Select(Day).ToList();
        return adjusted.Count == 0 ? "" : $"（{string.Join("、", adjusted)}为调休上班日）";
    }

    private static IEnumerable<DateOnly> Each(DateOnly from, DateOnly to)
    {
        for (var day = from; day <= to; day = day.AddDays(1)) yield return day;
    }

    private static string Span(DateOnly from, DateOnly to) => from == to ? Day(from) : $"{Day(from)}至{Day(to)}";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd");
}
