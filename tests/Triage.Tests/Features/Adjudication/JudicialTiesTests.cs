using System.Text.Json.Nodes;
using Triage.Tests.Support;

namespace Triage.Tests.Features.Adjudication;

/// <summary>Ties of judges, assessors, assistants and clerks: data/sample/court/ties.csv knows that 崔玉成 is near kin of J02, that 汤建军 lives with the clerk C03, and that 钱守信 is near kin of J01.</summary>
public sealed class JudicialTiesTests
{
    [Fact]
    public async Task A_judge_who_is_kin_of_a_party_is_not_drawn_and_the_record_says_why()
    {
        await using var service = TriageService.Start();
        var assigned = await Trials.Assigned(service, Against("崔 玉成"));
        Assert.NotEqual("J02", assigned.Text("judge"));
        var why = (await (await service.As("head")).Get($"/cases/{assigned.Id}/assignment")).Expect(200);
        var excluded = why.Body!["excluded"]!.AsArray().Single(one => (string?)one!["person"] == "J02")!;
        Assert.Contains("近亲属", (string?)excluded["why"], StringComparison.Ordinal);
        Assert.Contains("第47条", (string?)excluded["why"], StringComparison.Ordinal);
        Assert.DoesNotContain(why.Body["candidates"]!.AsArray(), one => (string?)one!["person"] == "J02");
        Assert.Equal(assigned.Text("judge"), why.Text("redrawn"));
        var named = (await (await service.As("head")).Act(assigned.Id, "assignment", new { judge = "J02", reason = "专业" })).ExpectProblem(422, "forbidden_by_statute");
        Assert.Equal(("47", "（一）是本案当事人或者当事人、诉讼代理人近亲属的；"), (named.Text("citation.article"), named.Text("citation.text")));
    }

    [Fact]
    public async Task A_clerk_of_the_team_who_lives_with_a_party_keeps_out_of_the_case()
    {
        await using var service = TriageService.Start();
        var id = (await Trials.Assigned(service, Against("汤建军"))).Id;
        var head = await service.As("head");
        (await head.Act(id, "assignment", new { judge = "J02", reason = "由一团队承办" })).Expect(200);
        var excluded = (await head.Get($"/cases/{id}/assignment")).Expect(200).Body!["excluded"]!.AsArray();
        Assert.Contains("同住", (string?)excluded.Single(one => (string?)one!["person"] == "C03")!["why"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_acts_in_the_trial_of_kin_but_may_ask_to_step_back()
    {
        await using var service = TriageService.Start();
        var id = (await Trials.Assigned(service, Against("崔玉成"))).Id;
        var judge = await service.As("judge"); // J02
        var refused = (await judge.Act(id, "events", new { kind = "hearing" })).ExpectProblem(422, "forbidden_by_statute");
        Assert.Equal(("民事诉讼法", "47"), (refused.Text("citation.law"), refused.Text("citation.article")));
        (await judge.Act(id, "recusal", new { person = "J02", ground = "当事人是我堂弟" })).Expect(200);
        (await (await service.As("clerk")).Act(id, "events", new { kind = "hearing" })).Expect(200);
    }

    [Theory]
    [InlineData("party")]
    [InlineData("agent")]
    public async Task Kin_who_join_later_make_the_judge_step_back_by_itself(string how)
    {
        await using var service = TriageService.Start();
        var id = (await Trials.Assigned(service)).Id;
        var (head, clerk) = (await service.As("head"), await service.As("clerk"));
        (await head.Act(id, "assignment", new { judge = "J02", reason = "由一团队承办" })).Expect(200);
        var joined = how == "party"
            ? (await clerk.Act(id, "events", new { kind = "party_added", party = "崔玉成", on = "2026-11-20" })).Expect(200)
            : (await clerk.Act(id, "participants", new { name = "崔玉成", @as = "agent" })).Expect(200);
        Assert.Contains("自行回避", joined.Text("trial.recusals.0.ground"), StringComparison.Ordinal);
        Assert.Equal("2026-11-23", (string?)Trials.Deadline(joined, "K10")["dueOn"]);
        (await clerk.Act(id, "events", new { kind = "hearing" })).ExpectProblem(422, "forbidden_by_statute");
        var decided = (await (await service.As("president")).Act(id, "recusal/decision", new { person = "J02", granted = true })).Expect(200);
        Assert.NotEqual("J02", decided.Text("judge"));
        (await clerk.Act(id, "events", new { kind = "hearing", note = "改期" })).Expect(200);
    }

    [Fact]
    public async Task An_assessor_with_a_tie_does_not_sit()
    {
        await using var service = TriageService.Start();
        var id = (await Trials.Assigned(service, Against("金建业"))).Id;
        var refused = (await (await service.As("clerk")).Act(id, "participants", new { person = "R02", @as = "assessor" })).ExpectProblem(422, "forbidden_by_statute");
        Assert.Equal(("47", true), (refused.Text("citation.article"), refused.Text("detail").Contains("同住", StringComparison.Ordinal)));
    }

    private static JsonObject Against(string defendant) => Disputes.Loan().With("parties", Disputes.Irrigation(defendant: defendant)["parties"]!.DeepClone());
}
