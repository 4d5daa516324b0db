using System.Collections.Frozen;

namespace Triage.Api.Domain.Clocks;

internal enum DayMark { Holiday, Workday }

/// <summary>A day that the State Council's yearly notice moves: a holiday, or a weekend day worked instead (调休).</summary>
/// <param name="Provisional">True while the year's notice is not out and only the statutory festivals are known.</param>
internal sealed record CalendarDay(DateOnly Date, DayMark Mark, string Name, bool Provisional, string Source);

internal enum DayKind { Workday, AdjustedWorkday, Weekend, Holiday, Unknown }

/// <param name="Index">Position in the list that was checked.</param>
internal sealed record CalendarProblem(int Index, string Reason);

/// <summary>Which days are worked. A year of which nothing is recorded is unknown: every answer that would need it is null, never a guess.</summary>
internal sealed class WorkingCalendar
{
    private readonly FrozenDictionary<DateOnly, CalendarDay> _days;
    private readonly FrozenSet<int> _years;
    private readonly FrozenSet<int> _provisional;

    /// <summary>Takes days that <see cref="Problems"/> found nothing wrong with.</summary>
    public WorkingCalendar(IEnumerable<CalendarDay> days)
    {
        _days = days.ToFrozenDictionary(day => day.Date);
        _years = _days.Keys.Select(date => date.Year).ToFrozenSet();
        _provisional = _days.Values.Where(day => day.Provisional).Select(day => day.Date.Year).ToFrozenSet();
    }

    public IEnumerable<int> Years => _years.Order();

    public IEnumerable<CalendarDay> Days => _days.Values.OrderBy(day => day.Date);

    public IReadOnlyList<CalendarDay> Year(int year) => [.. Days.Where(day => day.Date.Year == year)];

    public bool Knows(int year) => _years.Contains(year);

    /// <summary>True while any day of the year is provisional: due dates in it will move when the notice comes.</summary>
    public bool IsProvisional(int year) => _provisional.Contains(year);

    public DayKind Kind(DateOnly date) =>
        !Knows(date.Year) ? DayKind.Unknown :
        _days.TryGetValue(date, out var day) ? day.Mark == DayMark.Holiday ? DayKind.Holiday : DayKind.AdjustedWorkday :
        date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? DayKind.Weekend : DayKind.Workday;

    /// <summary>Name of the festival or of the adjusted day; null on ordinary days.</summary>
    public string? NameOf(DateOnly date) => _days.GetValueOrDefault(date)?.Name;

    public bool? IsWorkingDay(DateOnly date) => Kind(date) switch
    {
        DayKind.Unknown => null,
        DayKind.Workday or DayKind.AdjustedWorkday => true,
        DayKind.Weekend or DayKind.Holiday => false,
    };

    /// <summary>The day itself when it is worked, else the first working day after it; null when a year on the way is unknown.</summary>
    /// <remarks>民诉法85 and 民法典203 speak of 法定休假日. Weekends count among them here: 公休日 are rest days by law and the courts are closed,
    /// so a party could not act on them; a weekend day worked instead (调休) does not count.</remarks>
    public DateOnly? RollForward(DateOnly date)
    {
        while (IsWorkingDay(date) is { } worked)
        {
            if (worked) return date;
            date = date.AddDays(1);
        }
        return null;
    }

    /// <summary>The last of so many working days after a day; the day itself is not counted (民诉法85). Null when a year on the way is unknown.</summary>
    public DateOnly? AddWorkingDays(DateOnly date, int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        while (days > 0)
        {
            date = date.AddDays(1);
            if (IsWorkingDay(date) is not { } worked) return null;
            if (worked) days--;
        }
        return date;
    }

    /// <summary>The same calendar with one year replaced, as when the notice for it comes out.</summary>
    public WorkingCalendar WithYear(int year, IEnumerable<CalendarDay> days) =>
        new(_days.Values.Where(day => day.Date.Year != year).Concat(days.Where(day => day.Date.Year == year)));

    /// <summary>Everything wrong with a list of days: a date twice, a holiday that is also worked, a worked day that is no weekend day.</summary>
    public static IReadOnlyList<CalendarProblem> Problems(IReadOnlyList<CalendarDay> days)
    {
        var problems = new List<CalendarProblem>();
        var seen = new Dictionary<DateOnly, CalendarDay>();
        foreach (var (index, day) in days.Index())
        {
            if (day.Mark == DayMark.Workday && day.Date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                problems.Add(new(index, $"{day.Date:yyyy-MM-dd} 不是周六或周日，不能登记为调休上班日"));
            if (seen.TryAdd(day.Date, day)) continue;
            problems.Add(new(index, seen[day.Date].Mark == day.Mark
                ? $"{day.Date:yyyy-MM-dd} 重复登记"
                : $"{day.Date:yyyy-MM-dd} 既登记为放假又登记为上班"));
        }
        return problems;
    }
}
