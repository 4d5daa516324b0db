using System.Globalization;
using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;

namespace Triage.Tests.Domain.Clocks;

public sealed class CountingTests
{
    // The real arrangements around two holidays of 2026 and the spring of 2027, enough for every case below.
    private static readonly WorkingCalendar Calendar = new(
    [
        .. Holidays("2026-02-15", "2026-02-23", "春节"), .. Worked("2026-02-14", "2026-02-28"),
        .. Holidays("2026-10-01", "2026-10-07", "国庆节"), .. Worked("2026-09-20", "2026-10-10"),
        .. Holidays("2027-02-05", "2027-02-08", "春节", provisional: true),
    ]);

    private static IEnumerable<CalendarDay> Holidays(string from, string to, string name, bool provisional = false)
    {
        for (var day = On(from); day <= On(to); day = day.AddDays(1)) yield return new(day, DayMark.Holiday, name, provisional, "test");
    }

    private static IEnumerable<CalendarDay> Worked(params string[] days) => days.Select(day => new CalendarDay(On(day), DayMark.Workday, "调休上班", false, "test"));

    private static DateOnly On(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("2026-11-16", 7, "2026-11-23")] // Monday to Monday
    [InlineData("2026-11-13", 1, "2026-11-16")] // ends on Saturday: rolls to Monday
    [InlineData("2026-09-21", 10, "2026-10-08")] // ends on the first of the National Day week
    [InlineData("2026-02-07", 7, "2026-02-14")] // ends on a Saturday that is worked
    [InlineData("2026-10-02", 8, "2026-10-10")]
    [InlineData("2026-12-17", 15, "2027-01-01")] // New Year is not in this calendar: a plain Friday
    public void Days_start_on_the_next_day_and_roll_over_a_rest_day(string from, int days, string due) =>
        Assert.Equal(On(due), Counting.Days(Calendar, On(from), days).Due);

    [Theory]
    [InlineData("2026-08-16", 3, "2026-11-16")]
    [InlineData("2026-03-31", 1, "2026-04-30")]
    [InlineData("2026-01-31", 1, "2026-02-28")] // no 31st: month end, itself a worked Saturday
    [InlineData("2026-07-01", 3, "2026-10-08")] // ends in the holiday week
    [InlineData("2026-03-31", 6, "2026-09-30")]
    public void Months_end_on_the_same_date_or_on_the_last_of_the_month(string from, int months, string due) =>
        Assert.Equal(On(due), Counting.Months(Calendar, On(from), months).Due);

    [Theory]
    [InlineData("2026-11-16", 3, "2026-11-19")]
    [InlineData("2026-11-19", 3, "2026-11-24")]
    [InlineData("2026-09-29", 3, "2026-10-09")] // 30 September, 8 and 9 October
    [InlineData("2026-10-08", 3, "2026-10-12")] // the worked Saturday counts
    public void Working_days_skip_rest_days_and_count_worked_weekend_days(string from, int days, string due) =>
        Assert.Equal(On(due), Counting.WorkingDays(Calendar, On(from), days).Due);

    [Fact]
    public void A_period_that_does_not_roll_ends_on_its_day_and_needs_no_calendar()
    {
        Assert.Equal(On("2026-10-01"), Counting.Days(Calendar, On("2026-09-01"), 30, roll: false).Due);
        Assert.Equal(On("2030-01-31"), Counting.Days(Calendar, On("2030-01-01"), 30, roll: false).Due);
    }

    [Fact]
    public void Every_day_is_explained_with_its_article()
    {
        var steps = Counting.Days(Calendar, On("2026-09-21"), 10).Steps;
        Assert.Equal([CountStepKind.NotCounted, CountStepKind.Counted, CountStepKind.RolledOver], steps.Select(step => step.Kind));
        Assert.Equal([0, 10, 7], steps.Select(step => step.Days));
        Assert.Equal(["85", "125", "85"], steps.Select(step => step.Citation!.Article));
        Assert.Equal("届满日2026-10-01适逢法定节假日（国庆节），顺延至休假结束后的第一日2026-10-08", steps[2].Text);

        var working = Counting.WorkingDays(Calendar, On("2026-10-08"), 3).Steps;
        Assert.Equal("2026-10-09至2026-10-10计工作日2日（2026-10-10为调休上班日）", working[1].Text);
        Assert.Equal("2026-10-11为周末，不计", working[2].Text);
    }

    [Fact]
    public void A_month_without_the_date_says_so() =>
        Assert.Contains("到期月没有31日，月末日为2026-02-28", Counting.Months(Calendar, On("2026-01-31"), 1).Steps[1].Text);

    [Fact]
    public void A_year_without_a_calendar_is_refused_and_the_nominal_day_is_still_told()
    {
        var days = Counting.Days(Calendar, On("2027-12-20"), 30);
        Assert.False(days.IsDetermined);
        Assert.Equal(On("2028-01-19"), days.NominalEnd);
        Assert.Equal(RefusalCodes.CalendarMissing, days.Refusal!.Code);
        Assert.Contains("2028年", days.Refusal.Detail);

        var working = Counting.WorkingDays(Calendar, On("2027-12-30"), 3);
        Assert.Null(working.Due);
        Assert.Null(working.NominalEnd);
        Assert.Contains("2028年", working.Refusal!.Detail);
        // A weekend at the end of the last known year rolls into the unknown one.
        Assert.Null(Counting.Days(new([new(On("2022-05-02"), DayMark.Holiday, "劳动节", false, "test")]), On("2022-12-30"), 1).Due);
    }

    [Fact]
    public void A_due_date_in_an_unannounced_year_is_marked_provisional()
    {
        Assert.True(Counting.Days(Calendar, On("2027-01-20"), 16).Provisional);
        Assert.Equal(On("2027-02-09"), Counting.Days(Calendar, On("2027-01-20"), 16).Due);
        Assert.False(Counting.Days(Calendar, On("2026-11-16"), 7).Provisional);
    }

    [Fact]
    public void Counting_keeps_its_promises_from_any_day()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        for (var round = 0; round < 2_000; round++)
        {
            var calendar = RandomCalendar(random);
            var eventOn = new DateOnly(2026, 1, 1).AddDays(random.Next(365));
            var n = random.Next(1, 60);
            var context = $"seed {seed}, round {round}, {eventOn:O}, {n}";

            var days = Counting.Days(calendar, eventOn, n);
            Assert.True(days.NominalEnd == eventOn.AddDays(n), context);
            Assert.True(calendar.IsWorkingDay(days.Due!.Value) == true && days.Due >= days.NominalEnd, context);
            Assert.True(Between(days.NominalEnd!.Value, days.Due.Value).All(day => calendar.IsWorkingDay(day) == false), context);
            // The explanation adds up: every day from the first to the due day is in exactly one counted or rolled step.
            Assert.True(days.Steps.Sum(step => step.Days) == days.Due.Value.DayNumber - eventOn.DayNumber, context);

            var working = Counting.WorkingDays(calendar, eventOn, n);
            Assert.True(working.Due == calendar.AddWorkingDays(eventOn, n), context);
            Assert.True(working.Steps.Sum(step => step.Days) == n, context);
            Assert.True(Between(eventOn.AddDays(1), working.Due!.Value.AddDays(1)).Count(day => calendar.IsWorkingDay(day) == true) == n, context);
            Assert.True(working.Steps.Zip(working.Steps.Skip(1)).All(pair => pair.First.To.AddDays(1) == pair.Second.From), context);

            var months = Counting.Months(calendar, eventOn, random.Next(1, 13));
            Assert.True(months.NominalEnd!.Value.Day == Math.Min(eventOn.Day, DateTime.DaysInMonth(months.NominalEnd.Value.Year, months.NominalEnd.Value.Month)), context);
            Assert.True(Counting.Days(calendar, eventOn, n + 1).Due >= days.Due, context);
        }
    }

    private static IEnumerable<DateOnly> Between(DateOnly from, DateOnly before)
    {
        for (var day = from; day < before; day = day.AddDays(1)) yield return day;
    }

    private static WorkingCalendar RandomCalendar(Random random)
    {
        var days = new Dictionary<DateOnly, CalendarDay>();
        foreach (var year in new[] { 2026, 2027 })
        {
            for (var holiday = 0; holiday < 7; holiday++)
            {
                var first = new DateOnly(year, 1, 1).AddDays(random.Next(355));
                for (var day = first; day < first.AddDays(random.Next(1, 9)); day = day.AddDays(1)) days[day] = new(day, DayMark.Holiday, "节", false, "random");
            }
            for (var moved = 0; moved < 5; moved++)
            {
                var day = new DateOnly(year, 1, 1).AddDays(random.Next(360));
                if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday && !days.ContainsKey(day)) days[day] = new(day, DayMark.Workday, "调休", false, "random");
            }
        }
        return new(days.Values);
    }
}
