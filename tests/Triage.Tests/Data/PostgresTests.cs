using Microsoft.Extensions.Logging.Abstractions;
using Triage.Api.Data;

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
