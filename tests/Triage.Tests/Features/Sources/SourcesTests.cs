using System.Text;
using System.Text.Json.Nodes;
using Triage.Tests.Data;
using Triage.Tests.Support;

namespace Triage.Tests.Features.Sources;

public sealed class SourcesTests
{
    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Each_source_has_its_ledger_with_two_clocks_and_check_marks(string provider)
    {
        await using var service = TriageService.Start(provider, ("Session:IdleMinutes", "900000"), ("Session:AbsoluteHours", "900000"));
        var clerk = await service.As("clerk");
        var police = (await clerk.Post("/cases", From("police", "police_station", "警〔2026〕7号"))).Expect(201).Id;
        (await clerk.Post("/cases", From("grid", "grid_worker", "网格0102"))).Expect(201);
        (await clerk.Post("/cases", Disputes.Irrigation(plaintiff: "王五"))).Expect(201);
        (await clerk.Act(police, "ledger-checks", new { note = "已核对警情" })).Expect(200);
        var ledger = (await clerk.Get("/sources/ledger?from=2026-11-01&to=2026-11-30")).Expect(200);
        Assert.Equal(["police", "grid"], ledger.Body!["items"]!.AsArray().Select(i => i!["channel"]!.GetValue<string>()));
        Assert.Equal(("true", "", "警〔2026〕7号"), (ledger.Text("items.0.acceptedInTime"), ledger.Text("items.0.finishedInTime"), ledger.Text("items.0.source.reference")));
        Assert.Equal("已核对警情", ledger.Text("items.0.checks.0.note"));
        service.Clock.Move(TimeSpan.FromDays(60));
        var late = (await clerk.Get("/sources/ledger?from=2026-11-01&to=2026-11-30&channel=police")).Expect(200);
        Assert.Equal("false", Assert.Single(late.Body!["items"]!.AsArray())!["finishedInTime"]!.ToJsonString());
        Assert.Equal(("1", "0", "1"), (late.Text("bySource.0.acceptedInTime"), late.Text("bySource.0.finishedInTime"), late.Text("bySource.0.finishedOrLate")));
        Assert.Equal("", (await (await service.As("leader")).Get("/sources/ledger?from=2026-11-01&to=2026-11-30")).Expect(200).Text("items.0.source.reference"));
        (await clerk.Get("/sources/ledger?channel=gossip")).ExpectProblem(400, "bad_query");
        (await clerk.Get("/sources/ledger?tribunal=liuquan")).ExpectProblem(403, "other_tribunal");
    }

    [Fact]
    public async Task A_file_of_the_police_the_grid_and_a_proxy_goes_into_each_ones_own_ledger()
    {
        await using var service = TriageService.Start("sqlite", ("Screens:SimilarClaims", "2"));
        var clerk = await service.As("clerk");
        var rows = new StringBuilder("案情,原告,被告,收件日期,渠道,诉讼请求,标的额,来源类别,来源单位,警情编号,代办人,授权,案由\n");
        rows.Append("邻居把垃圾堆到俺家门口，说了多少回不听，要求清走。,张三丰,赵六,2026-11-18,公安,清走垃圾,0,police_station,东庄派出所,东公401号,,,排除妨害纠纷\n");
        rows.Append("小区楼上漏水泡了俺家的墙，找他多次不修，要求赔偿。,周九,吴十,2026-11-18,网格,赔偿,3000,grid_worker,网格一组,网0102,,,相邻用水、排水纠纷\n");
        rows.Append("东邻盖房把俺家的滴水占了，要求拆除。,郑一,孙二,2026-11-18,代办,拆除,0,,,,吕金凤,村委会代办委托书,相邻通行纠纷\n");
        for (var i = 0; i < 3; i++)
            rows.Append($"前年第{i}个人借我两万块，打了借条，说秋后还，到现在催了多少回都不还。,钱七,借款人{i},2026-11-18,窗口,还款,20000,,,,,,民间借贷纠纷\n");
        for (var again = 0; again < 2; again++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/cases/import") { Content = new StringContent(rows.ToString(), Encoding.UTF8, "text/csv") };
            request.Headers.Authorization = clerk.Authorization;
            using var response = await service.Client.SendAsync(request);
            var result = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
            Assert.Equal((again == 0 ? 6 : 0, again == 0 ? 0 : 6, 0), (result["accepted"]!.GetValue<int>(), result["unchanged"]!.GetValue<int>(), result["rejected"]!.GetValue<int>()));
        }
        foreach (var (kind, text) in new[] { ("police", "东公401号"), ("grid", "网0102"), ("proxy", "郑一") })
        {
            var sheet = (await clerk.Text($"/cases/export?kind={kind}")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Contains(text, Assert.Single(sheet[1..]), StringComparison.Ordinal);
        }
        var ledger = (await clerk.Get("/sources/ledger?from=2026-11-01&to=2026-11-30")).Expect(200).Body!["items"]!.AsArray();
        Assert.Equal(["grid", "police", "proxy"], ledger.Select(i => i!["channel"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        var proxied = ledger.Single(i => i!["channel"]!.GetValue<string>() == "proxy")!;
        Assert.Null(proxied["source"]);
        (await clerk.Act(proxied["caseId"]!.GetValue<string>(), "ledger-checks", new { note = "已核对委托书" })).Expect(200);
        var loans = (await clerk.Get("/cases?cause=lending")).Expect(200).Body!["items"]!.AsArray();
        Assert.Equal(1, loans.Count(c => c!["flags"]!.AsArray().Any(f => f!["flag"]!.GetValue<string>() == "many_similar_claims")));
    }

    [Fact]
    public async Task The_reference_of_a_source_is_added_once_and_changes_only_with_a_reason()
    {
        await using var service = TriageService.Start();
        var clerk = await service.As("clerk");
        var id = (await clerk.Post("/cases", Disputes.Irrigation().With("channel", "police"))).Expect(201).Id;
        Assert.Equal("", (await clerk.Get("/sources/ledger?from=2026-11-01&to=2026-11-30")).Expect(200).Text("items.0.source.reference"));
        (await clerk.Act(id, "source-reference", new { name = "东庄派出所" })).ExpectProblem(422, "field_invalid");
        var added = (await clerk.Act(id, "source-reference", new { reference = "警〔2026〕7号" })).Expect(200);
        Assert.Equal(("police", "", "警〔2026〕7号"), (added.Text("source.kind"), added.Text("source.name"), added.Text("source.reference")));
        // The name was missing too: added beside the reference that stands, without a reason.
        (await clerk.Act(id, "source-reference", new { reference = "警〔2026〕7号", name = "东庄派出所" })).Expect(200);
        (await clerk.Act(id, "source-reference", new { reference = "警〔2026〕7号" })).ExpectProblem(409, "state_conflict");
        foreach (var other in new object[] { new { reference = "警〔2026〕8号" }, new { reference = "警〔2026〕7号", name = "白马庙派出所" } })
            Assert.Contains("东庄派出所 警〔2026〕7号", (await clerk.Act(id, "source-reference", other)).ExpectProblem(422, "reason_required").Text("detail"), StringComparison.Ordinal);
        var changed = (await clerk.Act(id, "source-reference", new { reference = "警〔2026〕8号", reason = "来文更正了编号" })).Expect(200);
        Assert.Equal(("东庄派出所", "警〔2026〕8号"), (changed.Text("source.name"), changed.Text("source.reference")));
        var row = Assert.Single((await clerk.Text("/cases/export?kind=police")).Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..]);
        Assert.Contains("警〔2026〕8号", row, StringComparison.Ordinal);
        var history = (await clerk.Get($"/cases/{id}/history")).Expect(200).Body!.Plain();
        Assert.Contains("source_reference_given", history, StringComparison.Ordinal);
        Assert.Contains("来文更正了编号", history, StringComparison.Ordinal);
        Assert.Equal(412, (await clerk.Post($"/cases/{id}/source-reference", new { reference = "x", reason = "y" }, version: 1)).Status);
        var counter = (await clerk.Post("/cases", Disputes.Irrigation(plaintiff: "王五"))).Expect(201).Id;
        (await clerk.Act(counter, "source-reference", new { reference = "警〔2026〕7号" })).ExpectProblem(422, "field_invalid");
        Assert.Equal(403, (await (await service.As("judge")).Act(id, "source-reference", new { reference = "x", reason = "y" })).Status);
    }

    [Fact]
    public async Task A_case_that_came_over_the_counter_has_no_ledger_to_check()
    {
        await using var service = TriageService.Start();
        var clerk = await service.As("clerk");
        var id = (await clerk.Post("/cases", Disputes.Irrigation())).Expect(201).Id;
        (await clerk.Act(id, "ledger-checks", new { note = "x" })).ExpectProblem(422, "field_invalid");
    }

    [Fact]
    public async Task A_village_finds_its_tribunal_and_reception_days_avoid_rest_days()
    {
        await using var service = TriageService.Start();
        var clerk = await service.As("clerk");
        var village = (await clerk.Get("/court")).Expect(200).Body!["villages"]![0]!;
        var found = (await clerk.Get("/villages/tribunal?village=" + Uri.EscapeDataString(village["name"]!.GetValue<string>()))).Expect(200);
        Assert.Contains(found.Body!["items"]!.AsArray(), v => v!["tribunal"]!.GetValue<string>() == village["tribunal"]!.GetValue<string>());
        (await clerk.Get("/villages/tribunal?village=" + Uri.EscapeDataString("没有这个村"))).ExpectProblem(404, "not_found");
        var days = (await clerk.Get("/reception-days?from=2026-10-01&to=2026-11-30")).Expect(200).Body!["items"]!.AsArray();
        Assert.NotEmpty(days);
        var rest = (await clerk.Get("/calendar/2026")).Expect(200).Body!["days"]!.AsArray().Where(d => d!["mark"]!.GetValue<string>() == "holiday").Select(d => d!["date"]!.GetValue<string>()).ToHashSet();
        Assert.All(days, d => Assert.DoesNotContain(d!["heldOn"]!.GetValue<string>(), rest));
        (await clerk.Get("/reception-days?from=2026-10-01&to=2026-09-01")).ExpectProblem(400, "bad_query");
    }

    private static JsonObject From(string channel, string kind, string reference) =>
        Disputes.Irrigation(plaintiff: $"李{channel}").With("receivedOn", "2026-11-20").With("channel", channel).With("source", new JsonObject { ["kind"] = kind, ["name"] = "移送单位", ["reference"] = reference });
}
