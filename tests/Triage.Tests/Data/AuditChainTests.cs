using Triage.Api.Data;

namespace Triage.Tests.Data;

public sealed class AuditChainTests
{
    private const int Entries = 50;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, long> Attacks => new()
    {
        { "edited actor", "update history set actor = 'somebody else' where seq = 20", 20 },
        { "edited time", "update history set at = (select at from history where seq = 1) where seq = 21", 21 },
        { "edited detail", "update history set detail = (select detail from history where seq = 3) where seq = 22", 22 },
        { "deleted", "delete from history where seq = 23", 24 },
        { "deleted and renumbered", "delete from history where seq = 24; update history set seq = seq - 1 where seq > 24", 24 },
        { "first deleted", "delete from history where seq = 1", 2 },
        { "swapped", "update history set seq = 1000 where seq = 30; update history set seq = 30 where seq = 31; update history set seq = 31 where seq = 1000", 30 },
        { "new hash without the key", "update history set action = 'x', hash = prev_hash where seq = 40", 40 },
    };

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task An_untouched_chain_is_intact(string provider)
    {
        await using var test = await Filled(provider);
        await test.Reopen();
        var verdict = await Verify(test, null);
        Assert.True(verdict.Intact, verdict.Fault);
        Assert.Equal(Entries, verdict.Entries);
        Assert.Equal(verdict.Head, await test.Database.ReadAsync(AuditChain.HeadAsync, Token));
    }

    [Theory, MemberData(nameof(Attacks))]
    public async Task An_altered_chain_is_found_where_it_was_altered(string attack, string sql, long brokenAt)
    {
        foreach (var provider in (string[])["sqlite", "postgresql"])
        {
            if (provider == "postgresql" && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(TestDatabase.PostgresVariable))) continue;
            // PostgreSQL checks the key row by row while it renumbers; the attack is the same.
            if (provider == "postgresql" && attack.Contains("renumbered", StringComparison.Ordinal)) continue;
            await using var test = await Filled(provider);
            await test.Write(sql);
            var verdict = await Verify(test, null);
            Assert.False(verdict.Intact, attack);
            Assert.Equal(brokenAt, verdict.BrokenAt);
        }
    }

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_cut_tail_is_found_with_a_head_written_down_elsewhere(string provider)
    {
        await using var test = await Filled(provider);
        var head = await test.Database.ReadAsync(AuditChain.HeadAsync, Token);
        await test.Write("delete from history where seq > 45");
        Assert.True((await Verify(test, null)).Intact);
        var verdict = await Verify(test, head);
        Assert.False(verdict.Intact);
        Assert.Equal(46, verdict.BrokenAt);
    }

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_discarded_unit_leaves_no_entry_and_no_gap(string provider)
    {
        await using var test = TestDatabase.Create(provider);
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => test.Database.WriteAsync(async unit =>
        {
            await test.Audit.AppendAsync(unit, TestDatabase.Entry($"event_{i}"));
            if (i % 3 == 0) unit.Discard();
            return 0;
        }, Token)));
        var verdict = await Verify(test, null);
        Assert.True(verdict.Intact, verdict.Fault);
        Assert.Equal(40, verdict.Entries);
    }

    private static async Task<TestDatabase> Filled(string provider)
    {
        var test = TestDatabase.Create(provider);
        await Task.WhenAll(Enumerable.Range(0, Entries).Select(i => test.Database.WriteAsync(async unit =>
        {
            await test.Audit.AppendAsync(unit, TestDatabase.Entry($"event_{i}") with { Reason = $"事由{i}", At = new DateTimeOffset(2026, 11, 16, 9, 30, 0, TimeSpan.Zero).AddMicroseconds(i) });
            return 0;
        }, Token)));
        return test;
    }

    private static Task<AuditVerdict> Verify(TestDatabase test, AuditHead? anchor) => test.Database.ReadAsync((c, ct) => test.Audit.VerifyAsync(c, anchor, ct), Token);
}
