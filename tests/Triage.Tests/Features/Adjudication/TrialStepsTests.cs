using System.Text.Json.Nodes;
using Triage.Api.Features.Adjudication;
using Triage.Tests.Support;

namespace Triage.Tests.Features.Adjudication;

/// <summary>Fees, objections, the answer to an appeal, and what a second triage tells of the limit.</summary>
public sealed class TrialStepsTests
{
    [Theory]
    [InlineData("limit-extension/decision")]
    [InlineData("recusal/decision")]
    [InlineData("recusal/review/decision")]
    [InlineData("evidence-period/extension/decision")]
    public async Task The_reason_of_a_decision_is_no_book(string decision)
    {
        await using var service = TriageService.Start();
        var id = (await Trials.Assigned(service)).Id;
        var decides = await service.As(decision.StartsWith("evidence", StringComparison.Ordinal) ? "judge" : "president");
        var reason = new string('长', 1001);
        object body = decision.StartsWith("recusal", StringComparison.Ordinal) ? new { person = "J02", granted = true, reason } : new { granted = true, reason };
        var refused = (await decides.Act(id, decision, body)).ExpectProblem(422, "field_invalid");
        Assert.Contains("reason", refused.Body!["errors"]!.AsObject().Select(error => error.Key));
    }

    [Theory]
    [InlineData(null, "2", "1")]
    [InlineData("defendant", "2", "1")]
    [InlineData("plaintiff", "1", "2")]
    public async Task A_party_that_joins_is_weighed_as_what_it_joins_as(string? role, string defendants, string plaintiffs)
    {
        await using var service = TriageService.Start();
        var id = (await Trials.Assigned(service)).Id;
        var joined = (await (await service.As("judge")).Act(id, "events", new { kind = "party_added", party = "周铁牛", role })).Expect(200);
        var factors = joined.Body!["secondTriage"]!["proposal"]!["complexity"]!["factors"]!.AsArray().ToDictionary(one => one!["factor"]!.ToString(), one => one!["value"]!.ToString());
        Assert.Equal((defendants, plaintiffs), (factors["defendants"], factors["plaintiffs"]));
    }

    [Fact]
    public async Task A_fee_is_due_in_seven_days_from_the_notice_and_paying_ends_the_clock()
    {
        await using var service = TriageService.Start();
        var id = (await Trials.Assigned(service)).Id;
        var clerk = await service.As("clerk");
        (await clerk.Act(id, "events", new { kind = "fee_notice" })).ExpectProblem(422, "field_invalid");
        var told = (await clerk.Act(id, "events", new { kind = "fee_notice", party = "李波" })).Expect(200);
        Assert.Equal(("2026-11-27", "running"), ((string?)Clock(told, "fee")["dueOn"], (string?)Clock(told, "fee")["status"]));
        service.Move(TimeSpan.FromDays(5));
        clerk = await service.As("clerk");
        Assert.Contains((await clerk.Get("/worklist")).Expect(200).Body!["items"]!.AsArray(), item => (string?)item!["clock"] == "fee" && (string?)item["caseId"] == id);
        var paid = (await clerk.Act(id, "events", new { kind = "fee_paid", party = "李波" })).Expect(200);
        Assert.Equal(("ended", true), ((string?)Clock(paid, "fee")["status"], (bool?)Clock(paid, "fee")["inTime"]));
    }

    [Fact]
    public async Task A_suit_is_treated_as_withdrawn_for_want_of_the_fee_only_after_the_last_day()
    {
        await using var service = TriageService.Start();
        var (id, other) = ((await Trials.Assigned(service)).Id, (await Trials.Assigned(service)).Id);
        var judge = await service.As("judge");
        // Why must be said, the way of closing must fit, and a ground belongs to this document alone.
        Assert.Contains("fee_unpaid", (await judge.Act(id, "closure", Deemed("2026-11-20", null))).ExpectProblem(422, "field_invalid").Text("errors.ground.0"), StringComparison.Ordinal);
        (await judge.Act(id, "closure", Deemed("2026-11-20", "fee_unpaid", mode: "ruling"))).ExpectProblem(422, "field_invalid");
        (await judge.Act(id, "closure", Deemed("2026-11-20", "fee_unpaid", document: "准许撤诉裁定书"))).ExpectProblem(422, "field_invalid");
        // Nobody was told; then only the defendant, for a counterclaim.
        Assert.Equal(("民事诉讼法解释", "213"), Cited((await judge.Act(id, "closure", Deemed("2026-11-20", "fee_unpaid"))).ExpectProblem(422, "forbidden_by_statute")));
        (await judge.Act(id, "events", new { kind = "fee_notice", party = "李强" })).Expect(200);
        Assert.Equal(("民事诉讼法解释", "213"), Cited((await judge.Act(id, "closure", Deemed("2026-11-20", "fee_unpaid"))).ExpectProblem(422, "forbidden_by_statute")));
        // Told: the seven days run out on 27 November.
        (await judge.Act(id, "events", new { kind = "fee_notice", party = "李波" })).Expect(200);
        (await judge.Act(other, "events", new { kind = "fee_notice", party = "李波" })).Expect(200);
        service.Move(TimeSpan.FromDays(7));
        judge = await service.As("judge");
        var early = (await judge.Act(id, "closure", Deemed("2026-11-27", "fee_unpaid"))).ExpectProblem(422, "forbidden_by_statute");
        Assert.Equal(("诉讼费用交纳办法", "22"), Cited(early));
        Assert.Contains("2026-11-27", early.Text("detail"), StringComparison.Ordinal);
        service.Move(TimeSpan.FromDays(1));
        judge = await service.As("judge");
        // A ruling dated back into the seven days is as early as it was then.
        (await judge.Act(id, "closure", Deemed("2026-11-27", "fee_unpaid"))).ExpectProblem(422, "forbidden_by_statute");
        var closed = (await judge.Act(id, "closure", Deemed("2026-11-28", "fee_unpaid"))).Expect(200);
        Assert.Equal(("closed", "fee_unpaid"), (closed.State, closed.Text("closure.ground")));
        // Paid, though late, before the ruling: no longer.
        (await judge.Act(other, "events", new { kind = "fee_paid", party = "李波", on = "2026-11-28" })).Expect(200);
        Assert.Equal(("民事诉讼法解释", "213"), Cited((await judge.Act(other, "closure", Deemed("2026-11-28", "fee_unpaid"))).ExpectProblem(422, "forbidden_by_statute")));
        (await judge.Act(other, "closure", Deemed("2026-11-28", "absent"))).Expect(200);

        static (string, string) Cited(Answer answer) => (answer.Text("citation.law"), answer.Text("citation.article"));
        static object Deemed(string on, string? ground, string mode = "withdrawal", string document = "按撤诉处理裁定书") => new
        {
            mode,
            ground,
            document = new { kind = document, madeOn = on },
            service = new[] { new { party = "李波", method = "in_person", on } },
        };
    }

    [Fact]
    public async Task A_hearing_is_fixed_for_a_day_to_come_and_everything_else_must_have_happened()
    {
        await using var service = TriageService.Start();
        var id = (await Trials.Assigned(service)).Id;
        var judge = await service.As("judge");
        var early = (await judge.Act(id, "events", new { kind = "hearing", on = "2026-12-03" })).ExpectProblem(422, "field_invalid");
        Assert.Contains("排定开庭", early.Body!["errors"]!["on"]![0]!.GetValue<string>(), StringComparison.Ordinal);
        (await judge.Act(id, "events", new { kind = "hearing_scheduled", on = "2026-11-19" })).ExpectProblem(422, "field_invalid");
        (await judge.Act(id, "events", new { kind = "hearing_scheduled", on = "2026-12-03", method = "post" })).ExpectProblem(422, "field_invalid");
        var scheduled = (await judge.Act(id, "events", new { kind = "hearing_scheduled", on = "2026-12-03" })).Expect(200);
        Assert.Equal("assigned", scheduled.State); // nothing has been heard yet
        Assert.NotNull((await judge.Act(id, "events", new { kind = "served", method = "electronic" })).ExpectProblem(422, "field_invalid").Body!["errors"]!["party"]);
        var served = (await judge.Act(id, "events", new { kind = "served", party = "李强", method = "electronic" })).Expect(200);
        Assert.Equal("electronic", (string?)served.Body!["trial"]!["events"]!.AsArray()[^1]!["method"]);
        var before = (await judge.Act(id, "events", new { kind = "served", party = "李强", on = "2026-08-01" })).ExpectProblem(422, "field_invalid");
        Assert.Contains("早于立案日（2026-11-20）", before.Body!["errors"]!["on"]![0]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_objection_to_small_claims_comes_before_the_hearing_and_must_be_ruled_on_before_judgment()
    {
        await using var service = TriageService.Start();
        var (one, two) = ((await Trials.Assigned(service)).Id, (await Trials.Assigned(service)).Id);
        var judge = await service.As("judge");
        (await judge.Act(one, "events", new { kind = "objection_dismissed" })).ExpectProblem(422, "field_invalid");
        var raised = (await judge.Act(one, "events", new { kind = "procedure_objection", party = "李强", note = "数额有争议" })).Expect(200);
        Assert.Equal(("K18", "2026-11-27"), ((string?)Clock(raised, "procedure_objection")["code"], (string?)Clock(raised, "procedure_objection")["dueOn"]));
        Assert.Equal("169", (await judge.Act(one, "closure", Judgment())).ExpectProblem(422, "forbidden_by_statute").Text("citation.article"));
        (await judge.Act(one, "events", new { kind = "objection_dismissed", note = "口头裁定驳回，记入笔录" })).Expect(200);
        (await judge.Act(one, "events", new { kind = "hearing" })).Expect(200);
        var late = (await judge.Act(one, "events", new { kind = "procedure_objection", party = "李强" })).ExpectProblem(422, "forbidden_by_statute");
        Assert.Equal(("民事诉讼法解释", "279"), (late.Text("citation.law"), late.Text("citation.article")));
        (await judge.Act(one, "closure", Judgment())).Expect(200);
        // Where it is right the conversion answers it.
        (await judge.Act(two, "events", new { kind = "procedure_objection", party = "李强" })).Expect(200);
        var converted = (await judge.Act(two, "procedure", new { procedure = "simple", bench = "sole", reason = "异议成立" })).Expect(200);
        Assert.Equal("ended", (string?)Clock(converted, "procedure_objection")["status"]);
    }

    [Fact]
    public async Task The_other_side_has_fifteen_days_to_answer_an_appeal()
    {
        await using var service = TriageService.Start();
        var id = (await Trials.Ordinary(service)).Id;
        var (judge, clerk) = (await service.As("judge"), await service.As("clerk"));
        (await judge.Act(id, "events", new { kind = "hearing" })).Expect(200);
        (await judge.Act(id, "closure", Judgment())).Expect(200);
        (await clerk.Act(id, "appeal", new { party = "李强", on = "2026-11-20" })).Expect(200);
        var sent = (await clerk.Act(id, "events", new { kind = "appeal_copy_sent" })).Expect(200);
        Assert.Equal("2026-12-07", (string?)Clock(sent, "appeal_answer")["dueOn"]); // the 5th is a Saturday
        var answered = (await clerk.Act(id, "events", new { kind = "appeal_answered" })).Expect(200);
        Assert.Equal(("ended", "2026-11-25"), ((string?)Clock(answered, "appeal_answer")["status"], (string?)Clock(answered, "appeal_file")["dueOn"]));
    }

    [Fact]
    public async Task A_second_triage_tells_the_limit_that_a_conversion_would_lead_to()
    {
        await using var service = TriageService.Start();
        var id = (await Trials.Assigned(service)).Id; // small claims to 2027-01-20
        var judge = await service.As("judge");
        var met = (await judge.Act(id, "events", new { kind = "counterclaim", party = "李强" })).Expect(200);
        var proposed = met.Text("secondTriage.proposal.procedure");
        Assert.Contains(proposed, new[] { "simple", "ordinary" });
        var limit = proposed == "simple" ? "2027-02-20" : "2027-05-20";
        Assert.Equal(limit, met.Text("secondTriage.newLimitOn"));
        var task = (await judge.Get($"/cases/{id}/deadlines")).Expect(200).Body!["tasks"]!.AsArray().Single(t => (string?)t!["kind"] == "second_triage")!;
        Assert.Contains(limit, (string?)task["text"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_leader_hears_the_share_of_the_own_teams_and_not_more()
    {
        var court = Shipped.Court;
        var leader = court.FindPerson("L01")!; // five of a hundred of J16, J17, L01 and L02
        Assert.Null(JudgeDraw.OverQuota(court, leader, new Dictionary<string, int> { ["J02"] = 900 }));
        Assert.Null(JudgeDraw.OverQuota(court, leader, new Dictionary<string, int> { ["J16"] = 60, ["J17"] = 37, ["L01"] = 4 }));
        Assert.NotNull(JudgeDraw.OverQuota(court, leader, new Dictionary<string, int> { ["J16"] = 60, ["J17"] = 20, ["L01"] = 5 }));
        // What other tribunals hear is none of the leader's share.
        Assert.NotNull(JudgeDraw.OverQuota(court, leader, new Dictionary<string, int> { ["J16"] = 60, ["J17"] = 20, ["L01"] = 5, ["J02"] = 900 }));
        Assert.Null(JudgeDraw.OverQuota(court, court.FindPerson("J17")!, new Dictionary<string, int> { ["J17"] = 99 }));
    }

    private static object Judgment() => Trials.Closure("judgment", "2026-11-20", ("李波", "in_person", "2026-11-20"), ("李强", "in_person", "2026-11-20"));

    private static JsonNode Clock(Answer answer, string clock) => answer.Body!["deadlines"]!.AsArray().Single(k => (string?)k!["clock"] == clock)!;
}
