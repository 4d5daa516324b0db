using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Triage.Api.Data;
using Triage.Api.Http;
using Triage.Tests.Data;
using Triage.Tests.Support;

namespace Triage.Tests.Http;

/// <summary>A chain whose tail was cut looks whole; beside the heads that were written down elsewhere it does not.</summary>
public sealed class AuditHeadsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_cut_tail_shows_in_health_and_in_the_check_and_stays_shown(string provider)
    {
        await using var service = TriageService.Start(provider);
        var (database, heads, keeper) = (service.Services.GetRequiredService<Database>(), service.Services.GetRequiredService<AuditHeads>(), service.Services.GetRequiredService<AuditKeeper>());
        await Act(service, 3);
        await keeper.WriteTodayAsync(Token);
        // Once a day, and again on the next.
        await keeper.WriteTodayAsync(Token);
        var today = Assert.Single(await heads.ReadAsync(Token));
        service.Move(TimeSpan.FromDays(1));
        await Act(service, 2);
        await keeper.WriteTodayAsync(Token);
        var written = await heads.ReadAsync(Token);
        Assert.Equal([today.Day, today.Day.AddDays(1)], written.Select(head => head.Day));
        Assert.Equal($"{written[1].Day:yyyy-MM-dd} {written[1].Head.Hash} {written[1].Head.Seq}", (await File.ReadAllLinesAsync(heads.File, Token))[1]);
        Assert.Equal("ok", await Health(service));
        var whole = (await (await service.As("auditor")).Get("/audit/integrity")).Expect(200);
        Assert.Equal(("true", "2"), (whole.Text("intact"), whole.Text("headsCompared")));

        _ = await database.WriteAsync(unit => unit.ExecuteAsync("delete from history where seq > @cut", new { cut = written[1].Head.Seq - 1 }), Token);
        Assert.Equal("degraded", await Health(service));
        var cut = (await (await service.As("secadmin")).Get("/audit/integrity")).Expect(200);
        Assert.Equal(("false", $"{written[1].Head.Seq}"), (cut.Text("intact"), cut.Text("brokenAt")));
        // It goes on from there: other entries under the same numbers do not hide it, nor does the next day.
        await Act(service, 6);
        service.Move(TimeSpan.FromDays(1));
        await keeper.WriteTodayAsync(Token);
        Assert.Equal(2, (await heads.ReadAsync(Token)).Count);
        Assert.Equal("degraded", await Health(service));
        Assert.Equal("false", (await (await service.As("auditor")).Get("/audit/integrity")).Expect(200).Text("intact"));
    }

    [Fact]
    public async Task A_line_torn_by_a_power_cut_does_no_harm_to_the_next()
    {
        var folder = Directory.CreateTempSubdirectory("triage-heads-").FullName;
        var heads = new AuditHeads(Path.Combine(folder, "heads"));
        var head = new DatedHead(new DateOnly(2026, 11, 20), new AuditHead(7, new string('a', 64)));
        await heads.AppendAsync(head, Token);
        await File.AppendAllTextAsync(heads.File, "2026-11-21 aaaa", Token);
        await heads.AppendAsync(head with { Day = new DateOnly(2026, 11, 22) }, Token);
        Assert.Equal([20, 22], (await heads.ReadAsync(Token)).Select(line => line.Day.Day));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_auditor_reads_what_happened_to_accounts()
    {
        await using var service = TriageService.Start();
        (await (await service.As("sysadmin")).Post("/accounts/clerk2/disable", new { reason = "调离" })).Expect(200);
        (await (await service.As("sysadmin")).Post("/accounts/clerk2/enable", new { reason = "调回" })).Expect(200);
        var auditor = await service.As("auditor");
        var page = (await auditor.Get("/audit/events?limit=1")).Expect(200);
        Assert.Equal(("account_enabled", "sysadmin", "clerk2：调回"), (page.Text("items.0.action"), page.Text("items.0.actor"), page.Text("items.0.reason")));
        var next = (await auditor.Get($"/audit/events?limit=1&cursor={page.Text("nextCursor")}")).Expect(200);
        Assert.Equal("account_disabled", next.Text("items.0.action"));
        Assert.Single((await auditor.Get("/audit/events?action=account_disabled")).Expect(200).Body!["items"]!.AsArray());
        (await auditor.Get("/audit/events?cursor=x")).ExpectProblem(400, "bad_query");
    }

    private static async Task Act(TriageService service, int times)
    {
        for (var i = 0; i < times; i++)
            (await (await service.As("sysadmin")).Post($"/accounts/clerk2/{(i % 2 == 0 ? "disable" : "enable")}", new { reason = "试" })).Expect(200);
        if (times % 2 == 1) (await (await service.As("sysadmin")).Post("/accounts/clerk2/enable", new { reason = "试" })).Expect(200);
    }

    private static async Task<string> Health(TriageService service) =>
        JsonNode.Parse(await service.Client.GetStringAsync("/health/ready", Token))!["checks"]!["audit"]!["status"]!.GetValue<string>();
}
