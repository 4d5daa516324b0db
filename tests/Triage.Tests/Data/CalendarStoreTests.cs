using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;
using Triage.Api.Domain.Metrics;
using Triage.Tests.Domain.Clocks;

namespace Triage.Tests.Data;

public sealed class CalendarStoreTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 0, 0, TimeSpan.FromHours(8));

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_notice_survives_a_restart_and_a_stopped_clock_keeps_the_calendar_of_then(string provider)
    {
        await using var test = TestDatabase.Create(provider);
        var calendar = new CalendarStore(Cases.Ours);
        var store = new CaseStore(test.Sealer, test.Audit, new FigureTable(() => calendar.Calendar, new FigurePeriods(new(7, Rolls: true), new(30, Rolls: true), new(30, Rolls: false), new HashSet<string> { "婚姻无效纠纷" })), calendar);
        var open = Cases.Received("2026-11-16") with { Id = "open" };
        var filed = Cases.Received("2026-11-16") with { Id = "filed", FiledOn = Cases.On("2026-11-20"), Procedure = Procedure.Simple, State = CaseState.Filed, Triage = Support.CasesInEachState.Proposal() };
        foreach (var c in new[] { open, filed })
            await test.Database.WriteAsync(async unit => { await store.InsertAsync(unit, c, TestDatabase.Entry()); return 0; }, Token);
        Assert.Equal(Cases.On("2026-11-23"), await DueOn(test, "open"));

        IReadOnlyList<CalendarDay> days = [.. Cases.Calendar.Year(2026), .. Cases.Holidays("2026-11-23", "2026-11-24", "临时放假")];
        var moved = await calendar.AnnounceAsync(test.Database, 2026, days, "sysadmin", Now, (unit, clocks) => DueDates.RecomputeAsync(unit, store, clocks), Token);
        // Filed on the 20th: its copy to the defendant was due on the 25th, a Wednesday; its file to the division on the 23rd, which is a holiday now.
        Assert.Equal(2, moved);
        Assert.Equal(Cases.On("2026-11-25"), await DueOn(test, "open"));

        await test.Reopen();
        var again = await CalendarStore.LoadAsync(test.Database, Cases.Shipped, Cases.Calendar, Token);
        Assert.Equal(1, again.Clocks.Calendars.Revision);
        Assert.Equal(DayKind.Holiday, again.Calendar.Kind(Cases.On("2026-11-24")));
        var stored = await test.Database.ReadAsync((connection, token) => store.FindAsync(connection, "filed", token), Token);
        var review = again.Clocks.Of(stored!).Single(reading => reading.Rule.Id == "filing_review");
        Assert.Equal((Cases.On("2026-11-23"), 0), (review.DueOn!.Value, review.CalendarRevision));
        // The day it is saved again for another reason changes nothing for what has stopped.
        Assert.Same(stored!.StoppedClocks, again.Clocks.Keep(stored).StoppedClocks);
    }

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_notice_that_fails_leaves_the_old_calendar(string provider)
    {
        await using var test = TestDatabase.Create(provider);
        var calendar = new CalendarStore(Cases.Ours);
        await Assert.ThrowsAsync<InvalidOperationException>(() => calendar.AnnounceAsync<int>(test.Database, 2026, Cases.Calendar.Year(2026), "sysadmin", Now,
            (_, _) => throw new InvalidOperationException("broken"), Token));
        Assert.Equal(0, calendar.Clocks.Calendars.Revision);
        Assert.Equal(0, (await CalendarStore.LoadAsync(test.Database, Cases.Shipped, Cases.Calendar, Token)).Clocks.Calendars.Revision);
    }

    private static Task<DateOnly?> DueOn(TestDatabase test, string id) => test.Read<DateOnly?>("select due_on from cases where id = @id", new { id });
}
