using System.Diagnostics;
using Dapper;
using Microsoft.Data.Sqlite;
using Triage.Api.Data;

namespace Triage.Tests.Data;

public sealed class GroupCommitTests
{
    private const string Put = "insert into settings (name, value) values (@name, @value)";
    private const string Count = "select count(*) from settings";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task What_is_acknowledged_is_committed_and_seen_by_every_reader(string provider)
    {
        await using var test = TestDatabase.Create(provider);
        await Parallel.ForAsync(0, 300, Token, async (i, _) =>
        {
            await test.Write(Put, new { name = $"n{i}", value = "v" });
            Assert.Equal("v", await test.Read<string>("select value from settings where name = @name", new { name = $"n{i}" }));
        });
        await test.Reopen();
        Assert.Equal(300, await test.Read<int>(Count));
    }

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Nobody_is_answered_before_the_commit(string provider)
    {
        await using var test = TestDatabase.Create(provider);
        var gate = new TaskCompletionSource();
        var running = new TaskCompletionSource();
        var opener = test.Database.WriteAsync(async unit => { running.SetResult(); await gate.Task; return 0; }, Token);
        await running.Task;
        // Both wait in the queue and so fall into one batch: the first has run long before the second lets the batch commit.
        var secondRuns = new TaskCompletionSource();
        var secondMayEnd = new TaskCompletionSource();
        var first = test.Write(Put, new { name = "first", value = "v" });
        var second = test.Database.WriteAsync(async unit => { secondRuns.SetResult(); await secondMayEnd.Task; return 0; }, Token);
        gate.SetResult();
        await opener;
        await secondRuns.Task;
        Assert.False(first.IsCompleted);
        Assert.Equal(0, await test.Read<int>(Count));
        secondMayEnd.SetResult();
        await first;
        Assert.Equal(1, await test.Read<int>(Count));
        await second;
    }

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Who_writes_much_can_see_that_others_wait(string provider)
    {
        await using var test = TestDatabase.Create(provider);
        var (running, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        var alone = true;
        var long1 = test.Database.WriteAsync(async unit => { alone = unit.OthersWait; running.SetResult(); await gate.Task; return unit.OthersWait; }, Token);
        await running.Task;
        Assert.False(alone);
        var clerk = test.Write(Put, new { name = "clerk", value = "v" });
        gate.SetResult();
        Assert.True(await long1);
        await clerk;
    }

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_failing_unit_harms_no_other(string provider)
    {
        await using var test = TestDatabase.Create(provider);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            try
            {
                return await test.Database.WriteAsync(async unit =>
                {
                    await unit.ExecuteAsync(Put, new { name = $"n{i}", value = "v" });
                    if (i % 3 == 0) throw new InvalidOperationException("mine alone");
                    if (i % 3 == 1) await unit.ExecuteAsync(Put, new { name = $"n{i}", value = "the same key again" });
                    return "kept";
                }, Token);
            }
            catch (InvalidOperationException)
            {
                return "thrown";
            }
            catch (System.Data.Common.DbException)
            {
                return "refused by the database";
            }
        }));
        Assert.Equal(["thrown", "refused by the database", "kept"], outcomes.Take(3));
        Assert.Equal(outcomes.Count(outcome => outcome == "kept"), await test.Read<int>(Count));
    }

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_unit_that_swallows_a_database_error_is_not_acknowledged_without_its_writes(string provider)
    {
        await using var test = TestDatabase.Create(provider);
        try
        {
            await test.Database.WriteAsync(async unit =>
            {
                await unit.ExecuteAsync(Put, new { name = "a", value = "v" });
                try { await unit.ExecuteAsync(Put, new { name = "a", value = "again" }); }
                catch (System.Data.Common.DbException) { /* what a careless caller does */ }
                return 0;
            }, Token);
            Assert.Equal(1, await test.Read<int>(Count));
        }
        catch (StorageException)
        {
            Assert.Equal(0, await test.Read<int>(Count));
        }
        await test.Write(Put, new { name = "b", value = "v" });
    }

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_discarded_unit_returns_its_value_and_leaves_nothing(string provider)
    {
        await using var test = TestDatabase.Create(provider);
        var refusal = await test.Database.WriteAsync(async unit =>
        {
            await unit.ExecuteAsync(Put, new { name = "a", value = "v" });
            unit.Discard();
            return "refused";
        }, Token);
        Assert.Equal("refused", refusal);
        Assert.Equal(0, await test.Read<int>(Count));
    }

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_write_whose_caller_left_before_it_began_is_not_done(string provider)
    {
        await using var test = TestDatabase.Create(provider);
        var gate = new TaskCompletionSource();
        var running = new TaskCompletionSource();
        var opener = test.Database.WriteAsync(async unit => { running.SetResult(); await gate.Task; return 0; }, Token);
        await running.Task;
        using var left = new CancellationTokenSource();
        var queued = test.Database.WriteAsync(unit => unit.ExecuteAsync(Put, new { name = "a", value = "v" }), left.Token);
        await left.CancelAsync();
        gate.SetResult();
        await opener;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queued);
        Assert.Equal(0, await test.Read<int>(Count));
    }

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task When_too_many_wait_the_next_is_told_so_at_once(string provider)
    {
        await using var test = TestDatabase.Create(provider, options => options with { QueueLimit = 2 });
        var gate = new TaskCompletionSource();
        var running = new TaskCompletionSource();
        var opener = test.Database.WriteAsync(async unit => { running.SetResult(); await gate.Task; return 0; }, Token);
        await running.Task;
        var waiting = new[] { test.Write(Put, new { name = "a", value = "v" }), test.Write(Put, new { name = "b", value = "v" }) };
        Assert.Throws<StorageBusyException>(() => { _ = test.Write(Put, new { name = "c", value = "v" }); });
        gate.SetResult();
        await opener;
        await Task.WhenAll(waiting);
        Assert.Equal(2, await test.Read<int>(Count));
    }

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Twenty_claimants_never_take_the_same_row(string provider)
    {
        await using var test = TestDatabase.Create(provider);
        for (var i = 0; i < 500; i++) await test.Write(Put, new { name = $"n{i:d4}", value = "" });
        var taken = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(claimant => Task.Run(async () =>
        {
            while (true)
            {
                var name = await test.Database.WriteAsync(async unit =>
                {
                    if (await unit.FirstOrDefaultAsync<string>("select name from settings where value = '' order by name limit 1") is not { } next) return null;
                    return await unit.ExecuteAsync("update settings set value = @claimant where name = @next and value = ''", new { claimant = $"c{claimant}", next }) == 1 ? next : "";
                }, Token);
                if (name is null) return;
                if (name.Length > 0) taken.Add(name);
            }
        })));
        Assert.Equal(500, taken.Count);
        Assert.Equal(500, taken.Distinct().Count());
    }

    [Fact]
    public async Task A_full_disk_is_said_plainly_and_writing_goes_on_when_there_is_space()
    {
        await using var test = TestDatabase.Create("sqlite");
        await test.Write(Put, new { name = "before", value = "v" });
        var page = await test.Database.WriteAsync(unit => unit.FirstOrDefaultAsync<int>("pragma page_count"), Token);
        await test.Database.WriteAsync(unit => unit.ExecuteAsync($"pragma max_page_count = {page}"), Token);
        await Assert.ThrowsAsync<StorageFullException>(() => test.Write(Put, new { name = "large", value = new string('x', 200_000) }));
        Assert.Equal(1, await test.Read<int>(Count));
        Assert.Null(test.Database.Failure);
        await test.Database.WriteAsync(unit => unit.ExecuteAsync("pragma max_page_count = 1000000"), Token);
        await test.Write(Put, new { name = "large", value = new string('x', 200_000) });
        Assert.Equal(2, await test.Read<int>(Count));
    }

    [Fact]
    public async Task A_second_owner_of_the_same_file_is_refused()
    {
        await using var test = TestDatabase.Create("sqlite");
        var refused = Assert.Throws<InvalidOperationException>(() => Database.Open(test.Options, test.Folder, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance));
        Assert.Contains("另一个进程", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readers_cannot_write()
    {
        await using var test = TestDatabase.Create("sqlite");
        await Assert.ThrowsAsync<SqliteException>(() => test.Read<int>("delete from settings"));
    }

    [Fact]
    public async Task The_file_is_synchronous_and_checked()
    {
        await using var test = TestDatabase.Create("sqlite");
        var (mode, sync, keys) = await test.Database.WriteAsync(async unit => (
            await unit.Connection.ExecuteScalarAsync<string>("pragma journal_mode"),
            await unit.Connection.ExecuteScalarAsync<int>("pragma synchronous"),
            await unit.Connection.ExecuteScalarAsync<int>("pragma foreign_keys")), Token);
        Assert.Equal(("wal", 2, 1), (mode, sync, keys));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(test.Database.File!));
    }

    [Fact]
    public async Task A_backup_taken_while_others_write_is_whole_and_opens()
    {
        await using var test = TestDatabase.Create("sqlite");
        using var stop = new CancellationTokenSource();
        var written = 0;
        var writing = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested) await test.Write(Put, new { name = $"n{written++}", value = "v" });
        }, Token);
        while (Volatile.Read(ref written) < 200) await Task.Delay(5, Token);
        var atLeast = Volatile.Read(ref written) - 1;
        var copy = Path.Combine(test.Folder, "copy.db");
        await test.Database.BackupAsync(copy, Token);
        await stop.CancelAsync();
        await writing;
        await using var connection = new SqliteConnection($"Data Source={copy};Pooling=False;Mode=ReadOnly");
        await connection.OpenAsync(Token);
        Assert.Equal("ok", await connection.ExecuteScalarAsync<string>("pragma integrity_check"));
        Assert.InRange(await connection.ExecuteScalarAsync<int>(Count), atLeast, written);
    }

    [Fact]
    public async Task Thousands_of_small_units_a_second_reach_the_disk()
    {
        await using var test = TestDatabase.Create("sqlite");
        const int Units = 8000, Clients = 64;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            for (var i = 0; i < Units / Clients; i++) await test.Write(Put, new { name = $"n{client}.{i}", value = "v" });
        })));
        var rate = Units / watch.Elapsed.TotalSeconds;
        TestContext.Current.TestOutputHelper!.WriteLine($"{rate:f0} units/s");
        Assert.Equal(Units, await test.Read<int>(Count));
        // A floor that a busy machine still reaches; without group commit the figure is near the disk's fsyncs a second.
        Assert.True(rate > 500, $"{rate:f0} units/s");
    }
}
