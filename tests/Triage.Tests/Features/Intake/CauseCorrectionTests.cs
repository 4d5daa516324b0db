using System.Text.Json.Nodes;
using Triage.Tests.Support;

namespace Triage.Tests.Features.Intake;

public sealed class CauseCorrectionTests
{
    [Fact]
    public async Task The_clerk_corrects_the_cause_and_triage_proposes_anew()
    {
        await using var service = TriageService.Start();
        var clerk = await service.As("clerk");
        var received = (await clerk.Post("/cases", Disputes.Irrigation().With("acceptProposal", false))).Expect(201);
        var corrected = (await clerk.Post($"/cases/{received.Id}/facts", new JsonObject { ["cause"] = "相邻用水、排水纠纷", ["reason"] = "与请求核对" }, version: 1)).Expect(200);
        Assert.Equal("相邻用水、排水纠纷", corrected.Text("cause.name"));
        Assert.Equal("相邻用水、排水纠纷", corrected.Text("triage.cause.name"));
        var history = (await clerk.Get($"/cases/{received.Id}/history")).Expect(200);
        var last = history.Body!["items"]!.AsArray()[^1]!;
        Assert.Equal("更正案由为“相邻用水、排水纠纷”：与请求核对", last["reason"]!.GetValue<string>());
        Assert.NotEqual("clerk", last["actorName"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_cause_that_the_table_does_not_know_changes_nothing()
    {
        await using var service = TriageService.Start();
        var clerk = await service.As("clerk");
        var received = (await clerk.Post("/cases", Disputes.Irrigation().With("acceptProposal", false))).Expect(201);
        var refused = (await clerk.Post($"/cases/{received.Id}/facts", new JsonObject { ["cause"] = "吵架", ["reason"] = "听说" }, version: 1)).Expect(422);
        Assert.Contains("吵架", refused.Body!["errors"]!["cause"].Plain(), StringComparison.Ordinal);
        Assert.Equal(1, (await clerk.Get($"/cases/{received.Id}")).Expect(200).Body!["version"]!.GetValue<int>());
    }

    [Fact]
    public async Task The_same_people_and_the_same_sum_on_the_same_day_are_pointed_out_in_whatever_words()
    {
        await using var service = TriageService.Start();
        var clerk = await service.As("clerk");
        var first = (await clerk.Post("/cases", Disputes.Irrigation())).Expect(201);
        var told = Disputes.Irrigation().With("narrative", "因为农田灌溉，对方阻断水渠造成庄稼受灾，现请求判令支付相应损失。").With("claims", new JsonArray("判令被告赔偿"));
        var second = (await clerk.Post("/cases", told)).Expect(201);
        Assert.Equal(first.Id, second.Text("duplicates.0.caseId"));
        var other = (await clerk.Post("/cases", told.With("amount", 999).With("claims", new JsonArray("拆除围墙")).With("narrative", "他家垒的围墙占了我家宅基地半米，我要求他把墙拆了，往后退回去。"))).Expect(201);
        Assert.Empty(other.Body!["duplicates"]!.AsArray());
    }
}
