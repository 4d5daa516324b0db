using Microsoft.Extensions.Logging.Abstractions;
using Triage.Api.Data;
using Triage.Api.Domain.Clocks;
using Triage.Tests.Domain.Clocks;

namespace Triage.Tests.Data;

/// <summary>What only a server can do to us: other processes beside this one, and connections that break.</summary>
public sealed class PostgresTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_processes_on_one_database_give_consecutive_numbers_and_one_chain()
    {
        await using var test = TestDatabase.Create("postgresql");
        await using var other = Database.Open(test.Options, test.Folder, NullLogger.Instance);
        var numbers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => (i % 2 == 0 ? test.Database : other).WriteAsync(async unit =>
        {
            await test.Audit.AppendAsync(unit, TestDatabase.Entry($"event_{i}"));
            return await CaseNumbers.NextAsync(unit, "鲁0997", "民初", 2026);
        }, Token)));
        Assert.Equal(Enumerable.Range(1, 200), numbers.Select(number => CaseNumbers.Parse(number).Seq!.Value).Order());
        var verdict = await test.Database.ReadAsync((c, ct) => test.Audit.VerifyAsync(c, null, ct), Token);
        Assert.True(verdict.Intact, verdict.Fault);
        Assert.Equal(200, verdict.Entries);
    }

    [Fact]
    public async Task A_calendar_announced_in_one_process_is_known_to_the_other()
    {
        await using var test = TestDatabase.Create("postgresql");
        var (here, there) = (new CalendarStore(Cases.Ours), new CalendarStore(Cases.Ours));
        Assert.False(await test.Database.ReadAsync(there.RefreshAsync, Token));
        IReadOnlyList<CalendarDay> first = [.. Cases.Calendar.Year(2026), .. Cases.Holidays("2026-11-23", "2026-11-24", "临时放假")];
        IReadOnlyList<CalendarDay> second = [.. first, .. Cases.Holidays("2026-11-25", "2026-11-25", "又放一日")];
        var now = new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.FromHours(8));
        await using var other = Database.Open(test.Options, test.Folder, NullLogger.Instance);
        _ = await here.AnnounceAsync(test.Database, 2026, first, "sysadmin", now, (_, _) => Task.FromResult(0), Token);
        // The other has not looked yet, and announces itself: what came before is not lost, and no number is given twice.
        _ = await there.AnnounceAsync(other, 2026, second, "sysadmin", now, (_, _) => Task.FromResult(0), Token);
        Assert.Equal(2, there.Clocks.Calendars.Revision);
        Assert.Equal(DayKind.Holiday, there.Clocks.Calendars.At(1).Kind(Cases.On("2026-11-24")));
        Assert.True(await test.Database.ReadAsync(here.RefreshAsync, Token));
        Assert.Equal(2, here.Clocks.Calendars.Revision);
        Assert.Equal(DayKind.Holiday, here.Calendar.Kind(Cases.On("2026-11-25")));
        Assert.False(await test.Database.ReadAsync(here.RefreshAsync, Token));
    }

    [Fact]
    public async Task Open_clocks_are_counted_again_in_a_second_process()
    {
        await using var first = Support.TriageService.Start("postgresql");
        await using var second = Support.TriageService.Start("postgresql", ("Database:ConnectionString", first.ConnectionString), ("Keys:Directory", Path.Combine(first.Folder, "keys")));
        var id = (await (await first.As("clerk")).Post("/cases", Support.Disputes.Irrigation(accept: false))).Expect(201).Id;
        var clerk = await second.As("clerk");
        var before = Deadlines(await clerk.Get($"/cases/{id}/deadlines"));
        var year = (await (await first.As("sysadmin")).Get("/calendar/2026")).Expect(200).Body!["days"]!.AsArray().Select(day => day!.DeepClone()).ToList();
        foreach (var day in new[] { "2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-30", "2026-12-01" })
            year.Add(new System.Text.Json.Nodes.JsonObject { ["date"] = day, ["mark"] = "holiday", ["name"] = "临时放假" });
        (await (await first.As("sysadmin")).Send(HttpMethod.Put, "/calendar/2026", new { days = year })).Expect(200);
        var after = before;
        for (var waited = System.Diagnostics.Stopwatch.StartNew(); after == before && waited.Elapsed < TimeSpan.FromSeconds(20); await Task.Delay(100, Token))
            after = Deadlines(await clerk.Get($"/cases/{id}/deadlines"));
        Assert.NotEqual(before, after);
        Assert.Equal(Deadlines(await (await first.As("clerk")).Get($"/cases/{id}/deadlines")), after);
    }

    private static string Deadlines(Support.Answer answer) => answer.Expect(200).Body!.ToJsonString();

    [Fact]
    public async Task A_broken_connection_is_told_and_then_replaced()
    {
        await using var test = TestDatabase.Create("postgresql");
        var killed = await Assert.ThrowsAnyAsync<Exception>(() => test.Database.WriteAsync(async unit =>
        {
            await unit.ExecuteAsync("insert into settings (name, value) values ('lost', 'v')");
            return await unit.ExecuteAsync("select pg_terminate_backend(pg_backend_pid())");
        }, Token));
        Assert.IsType<StorageBusyException>(killed);
        await test.Write("insert into settings (name, value) values ('kept', 'v')");
        Assert.Equal("kept", await test.Read<string>("select string_agg(name, ',') from settings"));
        Assert.Null(test.Database.Failure);
    }

    [Fact]
    public async Task What_is_committed_was_on_the_servers_disk_first()
    {
        await using var test = TestDatabase.Create("postgresql");
        Assert.Equal("on", await test.Database.WriteAsync(unit => unit.FirstOrDefaultAsync<string>("show synchronous_commit"), Token));
        Assert.Equal("on", await test.Read<string>("show default_transaction_read_only"));
    }
}
