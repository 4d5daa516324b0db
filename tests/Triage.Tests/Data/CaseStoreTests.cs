using System.Text;
using Triage.Api.Data;
using Triage.Api.Domain;

namespace Triage.Tests.Data;

public sealed class CaseStoreTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_case_comes_back_as_it_was_put_in(string provider)
    {
        await using var test = TestDatabase.Create(provider);
        var courtCase = TestDatabase.NewCase(state: CaseState.AwaitingMediator) with
        {
            Amount = 3200.00m,
            Facts = new Dictionary<string, bool> { ["undisputed"] = true, ["foreign"] = false },
            Cause = new CaseCause("10.2", "相邻用水、排水纠纷", "neighbour"),
            Route = Route.Mediation,
            Procedure = Procedure.SmallClaims,
            Bench = Bench.Sole,
            Numbers = [new CaseNumber("first_instance", "（2026）川1102民初1号", new DateOnly(2026, 11, 16))],
            Mediation = new MediationRecord { QueuedAt = new DateTimeOffset(2026, 11, 16, 9, 31, 0, TimeSpan.FromHours(8)) },
        };
        await test.Database.WriteAsync(async unit => { await test.Cases.InsertAsync(unit, courtCase, TestDatabase.Entry()); return 0; }, Token);
        await test.Reopen();
        var stored = await test.Database.ReadAsync((c, ct) => test.Cases.FindAsync(c, courtCase.Id, ct), Token);
        Assert.NotNull(stored);
        Assert.Equal(CaseJson.Write(courtCase), CaseJson.Write(stored));
        var byNumber = await test.Database.ReadAsync((c, ct) => test.Cases.FindByNumberAsync(c, "(2026) 川1102民初１号", ct), Token);
        Assert.Equal(courtCase.Id, byNumber?.Id);
        Assert.Null(await test.Database.ReadAsync((c, ct) => test.Cases.FindAsync(c, "none", ct), Token));
    }

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Only_one_of_many_changes_to_the_same_version_is_kept(string provider)
    {
        await using var test = TestDatabase.Create(provider);
        var courtCase = TestDatabase.NewCase();
        await test.Database.WriteAsync(async unit => { await test.Cases.InsertAsync(unit, courtCase, TestDatabase.Entry()); return 0; }, Token);
        var kept = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => test.Database.WriteAsync(
            unit => test.Cases.SaveAsync(unit, courtCase with { Judge = $"judge-{i}" }, 1, TestDatabase.Entry("assigned", courtCase)), Token)));
        Assert.Single(kept, saved => saved);
        var stored = await test.Database.ReadAsync((c, ct) => test.Cases.FindAsync(c, courtCase.Id, ct), Token);
        Assert.Equal(2, stored!.Version);
        var history = await test.Database.ReadAsync((c, ct) => test.Cases.HistoryAsync(c, courtCase.Id, ct), Token);
        Assert.Equal([1, 2], history.Select(entry => entry.Version ?? 0));
        Assert.Equal("judge", Assert.Single(history[1].After!.Value.EnumerateObject()).Name);
        Assert.Equal(stored.Judge, history[1].After!.Value.GetProperty("judge").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, history[1].Before!.Value.GetProperty("judge").ValueKind);
        Assert.Equal("in_triage", history[0].After!.Value.GetProperty("state").GetString());
    }

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Numbers_are_consecutive_although_some_who_asked_were_refused(string provider)
    {
        await using var test = TestDatabase.Create(provider);
        var given = await Task.WhenAll(Enumerable.Range(0, 120).Select(i => test.Database.WriteAsync(async unit =>
        {
            var number = await CaseNumbers.NextAsync(unit, "川1102", "民初", 2026);
            if (i % 4 == 0) unit.Discard();
            return (number, kept: i % 4 != 0);
        }, Token)));
        var seqs = given.Where(one => one.kept).Select(one => CaseNumbers.Parse(one.number).Seq!.Value).Order();
        Assert.Equal(Enumerable.Range(1, 90), seqs);
        Assert.Equal("（2026）川1102诉前调1号", await test.Database.WriteAsync(unit => CaseNumbers.NextAsync(unit, "川1102", "诉前调", 2026), Token));
    }

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task People_are_found_however_their_name_is_typed_and_by_their_identity_number(string provider)
    {
        await using var test = TestDatabase.Create(provider);
        await test.Database.WriteAsync(async unit => { await test.Cases.InsertAsync(unit, TestDatabase.NewCase(name: "Ａli 李 波"), TestDatabase.Entry()); return 0; }, Token);
        Assert.Single(await Search(new Party { Role = PartyRole.Plaintiff, Name = "ALI李波" }));
        Assert.Single(await Search(new Party { Role = PartyRole.Defendant, Name = "别人", IdNumber = "１１０１０５１９４９１２３１００２１" }));
        Assert.Empty(await Search(new Party { Role = PartyRole.Plaintiff, Name = "李博" }));

        Task<IReadOnlyList<CourtCase>> Search(Party party) => test.Database.ReadAsync((c, ct) => test.Cases.FindByPeopleAsync(c, [party], 20, ct), Token);
    }

    [Fact]
    public async Task No_name_phone_or_identity_number_stands_in_clear_in_any_file()
    {
        await using var test = TestDatabase.Create("sqlite");
        var courtCase = TestDatabase.NewCase(name: "欧阳植树");
        await test.Database.WriteAsync(async unit => { await test.Cases.InsertAsync(unit, courtCase, TestDatabase.Entry()); return 0; }, Token);
        var moved = courtCase with { Parties = [courtCase.Parties[0] with { Phone = "13987654321" }, courtCase.Parties[1]] };
        await test.Database.WriteAsync(unit => test.Cases.SaveAsync(unit, moved, 1, TestDatabase.Entry("corrected", courtCase)), Token);
        var backup = Path.Combine(test.Folder, "backup.db");
        await test.Database.BackupAsync(backup, Token);
        await Search(expectWal: true);
        await test.Database.DisposeAsync();
        await Search(expectWal: false);

        async Task Search(bool expectWal)
        {
            var files = Directory.GetFiles(test.Folder, "*.db*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).ToList();
            Assert.Contains(backup, files);
            Assert.Equal(expectWal, files.Any(file => file.EndsWith("-wal", StringComparison.Ordinal) && new FileInfo(file).Length > 0));
            var found = new List<string>();
            foreach (var file in files)
            {
                await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                var bytes = new MemoryStream();
                await stream.CopyToAsync(bytes, Token);
                if (bytes.ToArray().AsSpan().IndexOf("dongzhuang"u8) >= 0) found.Add(Path.GetFileName(file));
                foreach (var planted in (string[])["欧阳植树", "13912345678", "13987654321", "110105194912310021", "浇水"])
                    foreach (var encoding in (Encoding[])[Encoding.UTF8, Encoding.Unicode])
                        Assert.True(bytes.ToArray().AsSpan().IndexOf(encoding.GetBytes(planted)) < 0, $"{planted} in {Path.GetFileName(file)}");
            }
            Assert.Equal(expectWal ? ["backup.db", "triage.db-wal"] : ["backup.db", "triage.db"], found.Order(StringComparer.Ordinal)); // the search itself works
        }
    }

    [Fact]
    public async Task A_body_moved_to_another_case_does_not_open()
    {
        await using var test = TestDatabase.Create("sqlite");
        foreach (var id in (string[])["a", "b"])
            await test.Database.WriteAsync(async unit => { await test.Cases.InsertAsync(unit, TestDatabase.NewCase(id), TestDatabase.Entry()); return 0; }, Token);
        await test.Write("update cases set body = (select body from cases where id = 'b') where id = 'a'");
        await Assert.ThrowsAsync<DamagedCaseException>(() => test.Database.ReadAsync((c, ct) => test.Cases.FindAsync(c, "a", ct), Token));
    }
}
