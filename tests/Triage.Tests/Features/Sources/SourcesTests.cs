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
