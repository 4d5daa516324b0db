using Triage.Tests.Support;

namespace Triage.Tests.Features.Adjudication;

public sealed class RecusalReviewTests
{
    [Fact]
    public async Task A_refused_recusal_is_reviewed_once_within_three_days_and_the_judge_goes_on_meanwhile()
    {
        await using var service = TriageService.Start();
        var (id, judge, clerk, president) = await Refused(service);
        var asked = (await clerk.Act(id, "recusal/review", new { person = judge, ground = "户籍材料能证明是表兄弟" })).Expect(200);
        // Asked on a Friday: the third day is Monday.
        var clock = asked.Body!["deadlines"]!.AsArray().Single(k => (string?)k!["clock"] == "recusal_review")!;
        Assert.Equal(("K10", "2026-11-23"), ((string?)clock["code"], (string?)clock["dueOn"]));
        Assert.Contains((await president.Get("/worklist")).Expect(200).Body!["items"]!.AsArray(), item => (string?)item!["clock"] == "recusal_review" && (string?)item["caseId"] == id);
        (await clerk.Act(id, "events", new { kind = "hearing" })).Expect(200);
        Assert.Equal("50", (await clerk.Act(id, "recusal/review", new { person = judge, ground = "再来一次" })).ExpectProblem(422, "forbidden_by_statute").Text("citation.article"));
        Assert.Equal("49", (await (await service.As("head")).Act(id, "recusal/review/decision", new { person = judge, granted = false })).ExpectProblem(422, "forbidden_by_statute").Text("citation.article"));
        var kept = (await president.Act(id, "recusal/review/decision", new { person = judge, granted = false })).Expect(200);
        Assert.Equal(judge, kept.Text("judge"));
        Assert.Equal("true", kept.Body!["deadlines"]!.AsArray().Single(k => (string?)k!["clock"] == "recusal_review")!["inTime"]!.ToJsonString());
        Assert.Equal("50", (await clerk.Act(id, "recusal/review", new { person = judge, ground = "还是不服" })).ExpectProblem(422, "forbidden_by_statute").Text("citation.article"));
        var history = (await president.Get($"/cases/{id}/history")).Expect(200).Body!.ToJsonString();
        Assert.Contains("recusal_review_requested", history, StringComparison.Ordinal);
        Assert.Contains("recusal_review_decided", history, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_review_that_comes_to_another_end_draws_another_judge_and_the_record_says_why()
    {
        await using var service = TriageService.Start();
        var (id, judge, clerk, president) = await Refused(service);
        (await president.Act(id, "recusal/review/decision", new { person = judge, granted = true })).ExpectProblem(422, "field_invalid");
        (await clerk.Act(id, "recusal/review", new { person = judge, ground = "户籍材料能证明是表兄弟" })).Expect(200);
        var replaced = (await president.Act(id, "recusal/review/decision", new { person = judge, granted = true })).Expect(200);
        Assert.NotEqual(judge, replaced.Text("judge"));
        var why = (await president.Get($"/cases/{id}/assignment")).Expect(200);
        Assert.Contains(why.Body!["excluded"]!.AsArray(), one => (string?)one!["person"] == judge);
        Assert.Equal(replaced.Text("judge"), why.Text("redrawn"));
    }

    [Fact]
    public async Task There_is_nothing_to_review_before_a_decision_and_after_a_granted_one()
    {
        await using var service = TriageService.Start();
        var assigned = await Trials.Assigned(service);
        var (clerk, judge) = (await service.As("clerk"), assigned.Text("judge"));
        (await clerk.Act(assigned.Id, "recusal/review", new { person = judge, ground = "不服" })).ExpectProblem(422, "field_invalid");
        (await clerk.Act(assigned.Id, "recusal", new { person = judge, ground = "表兄" })).Expect(200);
        (await clerk.Act(assigned.Id, "recusal/review", new { person = judge, ground = "不服" })).ExpectProblem(422, "field_invalid");
        (await (await service.As("president")).Act(assigned.Id, "recusal/decision", new { person = judge, granted = true })).Expect(200);
        (await clerk.Act(assigned.Id, "recusal/review", new { person = judge, ground = "不服" })).ExpectProblem(409, "state_conflict");
    }

    [Fact]
    public async Task The_sole_judge_decides_about_a_clerk()
    {
        await using var service = TriageService.Start();
        var id = (await Trials.Assigned(service)).Id;
        (await (await service.As("clerk")).Act(id, "recusal", new { person = "C03", ground = "书记员与原告同住" })).Expect(200);
        (await (await service.As("judge")).Act(id, "recusal/decision", new { person = "C03", granted = true })).Expect(200);
    }

    private static async Task<(string Id, string Judge, ApiUser Clerk, ApiUser President)> Refused(TriageService service)
    {
        var assigned = await Trials.Assigned(service);
        var (clerk, president, judge) = (await service.As("clerk"), await service.As("president"), assigned.Text("judge"));
        (await clerk.Act(assigned.Id, "recusal", new { person = judge, ground = "审判员是被告的表兄" })).Expect(200);
        (await president.Act(assigned.Id, "recusal/decision", new { person = judge, granted = false })).Expect(200);
        return (assigned.Id, judge, clerk, president);
    }
}
