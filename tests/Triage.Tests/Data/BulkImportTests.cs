using System.Globalization;
using Dapper;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Tests.Court;
using Triage.Tests.Features.Metrics;

namespace Triage.Tests.Data;

/// <summary>Rows that are sorted and bound by place leave what rows one by one leave.</summary>
public sealed class BulkImportTests
{
    private static readonly string[] Tables =
    [
        "select id, version, tribunal, state, regime, route, procedure, bench, cause_code, family, team, judge, mediator, received_on, filed_on, closed_on, queued_at, lease_until, limit_on, created_at, sketch from cases order by id",
        "select hex(party_key), case_id, kind, role from case_parties order by 1, 2, 4",
        "select number, case_id, kind, court, type_word, year, seq, assigned_on from case_numbers order by number",
        "select case_id, kind, item, day, tribunal, family, marks, amount, due, recorded_from, recorded_to from figure_events order by case_id, kind, item",
        "select * from figure_months order by tribunal, month",
        "select seq, case_id, version, at, actor, role, action from history order by seq",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Cases_taken_over_together_leave_the_same_rows_as_each_by_itself(string provider)
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        await using var together = TestDatabase.Create(provider);
        await using var apart = TestDatabase.Create(provider);
        var random = new RandomCases(seed, [.. CourtSetup.Load(CourtFiles.Sample).Setup!.Tribunals.Select(t => t.Code)], new(2025, 1, 1), new(2026, 6, 30));
        // Two of one name and role, one without a cause code, one whose name needs folding: what the columns hold differs from row to row.
        List<CourtCase> cases = [.. Enumerable.Range(0, 300).Select(_ => random.Next())];
        cases[7] = cases[7] with { Parties = [.. cases[7].Parties, cases[7].Parties[0], new Party { Role = PartyRole.Defendant, Name = "Ａcme 公司" }], Cause = new CaseCause("", "无此案由", "other") };
        var entry = new HistoryEntry(new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.FromHours(8)), "clerk", Role.Clerk, "imported");
        foreach (var turn in cases.Chunk(170))
            _ = await together.Database.WriteAsync(async unit =>
            {
                var import = together.Cases.Import(unit, entry, asDated: false);
                foreach (var some in turn.Chunk(60)) await import.AddAsync([.. some.Select(c => together.Cases.Prepare(c, entry))]);
                await import.CompleteAsync();
                return 0;
            }, Token);
        foreach (var c in cases)
            _ = await apart.Database.WriteAsync(async unit => { await apart.Cases.InsertAsync(unit, c, entry); return 0; }, Token);

        foreach (var sql in Tables)
        {
            var (one, other) = (await RowsAsync(together, sql), await RowsAsync(apart, sql));
            Assert.NotEmpty(one);
            Assert.Equal(other, one);
        }
        var verdict = await together.Database.ReadAsync((connection, token) => together.Audit.VerifyAsync(connection, null, token), Token);
        Assert.True(verdict.Intact, verdict.Fault);
    }

    private static async Task<IReadOnlyList<string>> RowsAsync(TestDatabase test, string sql) => await test.Database.ReadAsync(async (connection, _) =>
        (await connection.QueryAsync(test.Options.Provider == DatabaseProvider.Sqlite ? sql : sql.Replace("hex(party_key)", "encode(party_key, 'hex')", StringComparison.Ordinal)))
            .Select(row => string.Join('|', ((IDictionary<string, object?>)row).Values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)))).ToList(), Token);
}
