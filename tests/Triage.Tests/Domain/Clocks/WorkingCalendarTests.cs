using Triage.Api.Domain.Clocks;

namespace Triage.Tests.Domain.Clocks;

public sealed class WorkingCalendarTests
{
    private static CalendarDay Holiday(int year, int month, int day) => new(new(year, month, day), DayMark.Holiday, "元旦", false, "test");

    [Fact]
    public void An_unknown_year_answers_nothing_instead_of_a_guess()
    {
        var calendar = new WorkingCalendar([Holiday(2026, 1, 1)]);
        Assert.Equal(DayKind.Unknown, calendar.Kind(new(2027, 1, 4)));
        Assert.Null(calendar.IsWorkingDay(new(2027, 1, 4)));
        Assert.Null(calendar.RollForward(new(2027, 1, 2)));
        Assert.Null(calendar.AddWorkingDays(new(2026, 12, 30), 2));
        Assert.Equal(new DateOnly(2026, 12, 31), calendar.AddWorkingDays(new(2026, 12, 30), 1));
    }

    [Fact]
    public void Replacing_a_year_leaves_the_others_alone()
    {
        var calendar = new WorkingCalendar([Holiday(2026, 1, 1), new(new(2027, 1, 1), DayMark.Holiday, "元旦", true, "test")]);
        var announced = calendar.WithYear(2027, [Holiday(2027, 1, 1), Holiday(2027, 1, 4), Holiday(2026, 6, 1)]);
        Assert.Equal(DayKind.Workday, calendar.Kind(new(2027, 1, 4)));
        Assert.Equal(DayKind.Holiday, announced.Kind(new(2027, 1, 4)));
        Assert.True(calendar.IsProvisional(2027));
        Assert.False(announced.IsProvisional(2027));
        Assert.Equal(DayKind.Workday, announced.Kind(new(2026, 6, 1)));
        Assert.Single(announced.Year(2026));
    }

    [Fact]
    public void Every_fault_of_a_list_of_days_is_named()
    {
        var problems = WorkingCalendar.Problems(
        [
            Holiday(2026, 1, 1),
            Holiday(2026, 1, 1),
            new(new(2026, 1, 1), DayMark.Workday, "调休", false, "test"),
            new(new(2026, 1, 4), DayMark.Workday, "调休", false, "test"),
        ]);
        Assert.Equal([(1, "2026-01-01 重复登记"), (2, "2026-01-01 不是周六或周日，不能登记为调休上班日"), (2, "2026-01-01 既登记为放假又登记为上班")], problems.Select(problem => (problem.Index, problem.Reason)));
    }
}
