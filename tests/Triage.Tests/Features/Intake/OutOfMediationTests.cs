using Triage.Tests.Support;

namespace Triage.Tests.Features.Intake;

/// <summary>Later facts that bar mediation move a case on by themselves.</summary>
public sealed class OutOfMediationTests
{
    [Theory]
    [InlineData("statusConfirmation", "民事诉讼法解释", "143")]
    [InlineData("violence", "反家庭暴力法", "13")]
    [InlineData("landTitle", "土地管理法", "14")]
    public async Task A_registered_case_goes_to_trial_with_the_article_and_a_task(string fact, string law, string article)
    {
        await using var service = TriageService.Start();
        var clerk = await service.As("clerk");
        var id = (await clerk.Post("/cases", Disputes.Irrigation())).Expect(201).Id;
        var mediator = await service.As("mediator");
        (await mediator.Post("/mediation/queue/claim", new { caseId = id })).Expect(200);
        var moved = (await clerk.Act(id, "facts", new { facts = new Dictionary<string, bool> { [fact] = true }, reason = "原告补充陈述" })).Expect(200);
        Assert.Equal(("filed", "other"), (moved.State, moved.Text("mediation.outcome")));
        Assert.Equal((law, article), (moved.Text("secondTriage.barring.citation.law"), moved.Text("secondTriage.barring.citation.article")));
        Assert.Equal("2026-11-25", moved.Text("secondTriage.dueOn"));
        Assert.Contains($"第{article}条", moved.Text("mediation.reason"), StringComparison.Ordinal);
        Assert.DoesNotContain((await mediator.Get("/mediation/queue")).Expect(200).Body!["items"]!.AsArray(), item => (string?)item!["id"] == id);
        Assert.Contains((await (await service.As("officer")).Get("/worklist")).Expect(200).Body!["items"]!.AsArray(), item => (string?)item!["kind"] == "second_triage" && (string?)item["caseId"] == id);
        var history = (await clerk.Get($"/cases/{id}/history")).Expect(200).Body!.ToJsonString(Plain);
        Assert.Contains("原告补充陈述", history, StringComparison.Ordinal);
        var assigned = (await clerk.Act(id, "filing", new { filedOn = "2026-11-20" })).Expect(200);
        Assert.Equal("assigned", assigned.State);
        Assert.NotEqual("mediation", assigned.Text("route"));
    }

    [Fact]
    public async Task One_that_waits_in_the_queue_leaves_it_and_nobody_can_claim_it_any_more()
    {
        await using var service = TriageService.Start();
        var clerk = await service.As("clerk");
        var id = (await clerk.Post("/cases", Disputes.Irrigation())).Expect(201).Id;
        Assert.Equal("awaiting_mediator", (await clerk.Get($"/cases/{id}")).State);
        Assert.Equal("filed", (await clerk.Act(id, "facts", new { facts = new { statusConfirmation = true }, reason = "实为确认婚姻无效" })).Expect(200).State);
        Assert.Equal(409, (await (await service.As("mediator")).Post("/mediation/queue/claim", new { caseId = id })).Status);
    }

    [Fact]
    public async Task Before_registration_a_matter_for_the_government_goes_back_to_a_person_who_can_refer_it_out()
    {
        await using var service = TriageService.Start(settings: ("Court:Regime", "PRE_FILING_2016"));
        var clerk = await service.As("clerk");
        var filed = (await clerk.Post("/cases", Disputes.Irrigation())).Expect(201);
        Assert.Equal("PRE_FILING_2016", filed.Text("regime"));
        var moved = (await clerk.Act(filed.Id, "facts", new { facts = new { statusConfirmation = true, landTitle = true }, reason = "争的是地权" })).Expect(200);
        Assert.Equal("human_review", moved.State);
        var officer = await service.As("officer");
        Assert.Contains((await officer.Get("/triage/review-queue")).Expect(200).Body!["items"]!.AsArray(), item => (string?)item!["id"] == filed.Id);
        (await officer.Act(filed.Id, "triage/confirm", new { route = "mediation", reason = "想先调" })).ExpectProblem(422, "forbidden_by_statute");
        var out_ = (await officer.Act(filed.Id, "triage/confirm", new { route = "refer_out", reason = "先由乡政府处理" })).Expect(200);
        Assert.Equal("referred_out", out_.State);
        Assert.DoesNotContain((await officer.Get($"/cases/{filed.Id}/deadlines")).Expect(200).Body!["tasks"]!.AsArray(), task => (string?)task!["kind"] == "second_triage");
    }

    [Fact]
    public async Task A_fact_that_bars_nothing_leaves_the_case_with_its_mediator()
    {
        await using var service = TriageService.Start();
        var clerk = await service.As("clerk");
        var id = (await clerk.Post("/cases", Disputes.Irrigation())).Expect(201).Id;
        (await (await service.As("mediator")).Post("/mediation/queue/claim", new { caseId = id })).Expect(200);
        Assert.Equal("mediating", (await clerk.Act(id, "facts", new { facts = new { titleClaim = true }, reason = "另争一棵树" })).Expect(200).State);
    }

    private static readonly System.Text.Json.JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
