using System.Text.Json.Nodes;
using Triage.Tests.Support;

namespace Triage.Tests.Features.Adjudication;

public sealed class EvidencePeriodTests
{
    [Fact]
    public async Task In_small_claims_seven_days_as_a_rule_and_more_only_with_a_reason()
    {
        await using var service = TriageService.Start();
        var id = (await Trials.Assigned(service)).Id;
        var judge = await service.As("judge");
        Assert.Equal(("民事诉讼法解释", "275"), Cited(await judge.Act(id, "evidence-period", new { days = 8 })));
        Assert.Equal(("民事诉讼法解释", "275"), Cited(await judge.Act(id, "evidence-period", new { days = 16, reason = "证人在外地" })));
        var set = (await judge.Act(id, "evidence-period", new { days = 7 })).Expect(200);
        Assert.Equal("2026-11-27", (string?)Evidence(set)["dueOn"]);
        (await judge.Act(id, "evidence-period", new { days = 7 })).ExpectProblem(409, "state_conflict");
    }

    [Fact]
    public async Task In_ordinary_procedure_not_less_than_fifteen_days_unless_the_parties_agree_on_less()
    {
        await using var service = TriageService.Start();
        var judge = await service.As("judge");
        var (one, two) = ((await Trials.Ordinary(service)).Id, (await Trials.Ordinary(service)).Id);
        Assert.Equal(("民事诉讼法解释", "99"), Cited(await judge.Act(one, "evidence-period", new { days = 14 })));
        Assert.Equal("2026-12-07", (string?)Evidence((await judge.Act(one, "evidence-period", new { days = 15 })).Expect(200))["dueOn"]); // the 5th is a Saturday
        Assert.Equal("2026-11-30", (string?)Evidence((await judge.Act(two, "evidence-period", new { days = 10, agreed = true })).Expect(200))["dueOn"]);
    }

    [Fact]
    public async Task More_time_is_asked_for_before_the_last_day_and_holds_for_everybody()
    {
        await using var service = TriageService.Start();
        var id = (await Trials.Ordinary(service)).Id;
        var (clerk, judge) = (await service.As("clerk"), await service.As("judge"));
        (await clerk.Act(id, "evidence-period/extension", Ask("李强"))).ExpectProblem(409, "state_conflict");
        (await judge.Act(id, "evidence-period", new { days = 15 })).Expect(200); // to Monday 2026-12-07
        (await clerk.Act(id, "evidence-period/extension", Ask("张三"))).ExpectProblem(422, "field_invalid");
        (await clerk.Act(id, "evidence-period/extension", Ask("李强"))).Expect(200);
        var task = (await judge.Get($"/cases/{id}/deadlines")).Expect(200).Body!["tasks"]!.AsArray().Single(t => (string?)t!["kind"] == "evidence_extension_decision")!;
        Assert.Equal("2026-12-07", (string?)task["dueOn"]);
        (await clerk.Act(id, "evidence-period/extension/decision", new { granted = true })).ExpectProblem(403, "wrong_role");
        var longer = (await judge.Act(id, "evidence-period/extension/decision", new { granted = true })).Expect(200);
        Assert.Equal("2026-12-15", (string?)Evidence(longer)["dueOn"]);
        var clock = Deadlines.DeadlinesTests.Clock((await judge.Get($"/cases/{id}/deadlines")).Expect(200), "evidence_ordinary");
        Assert.Equal("100", (string?)clock["steps"]!.AsArray().Single(step => (string?)step!["kind"] == "extended")!["citation"]!["article"]);
        Assert.Contains("15日（法院确定）", clock["steps"]!.AsArray().Select(step => (string)step!["text"]!).Single(text => text.Contains("起计算", StringComparison.Ordinal)));
        service.Move(TimeSpan.FromDays(26)); // 2026-12-16
        clerk = await service.As("clerk");
        Assert.Equal(("民事诉讼法解释", "100"), Cited(await clerk.Act(id, "evidence-period/extension", Ask("李波"))));
    }

    [Fact]
    public async Task After_it_has_expired_another_may_be_set_for_rebuttal_however_short()
    {
        await using var service = TriageService.Start();
        var id = (await Trials.Ordinary(service)).Id;
        var judge = await service.As("judge");
        (await judge.Act(id, "evidence-period", new { days = 15 })).Expect(200);
        Assert.Equal(("民事诉讼法解释", "99"), Cited(await judge.Act(id, "evidence-period", new { days = 3, rebuttal = true })));
        service.Move(TimeSpan.FromDays(20)); // 2026-12-10
        judge = await service.As("judge");
        Assert.Equal("lapsed", (string?)Evidence((await judge.Get($"/cases/{id}")).Expect(200))["status"]);
        var again = (await judge.Act(id, "evidence-period", new { days = 3, rebuttal = true })).Expect(200);
        Assert.Equal(["2026-12-07", "2026-12-14"], again.Body!["deadlines"]!.AsArray().Where(k => (string?)k!["clock"] == "evidence_ordinary").Select(k => (string?)k!["dueOn"]));
    }

    [Fact]
    public async Task The_judge_and_the_clerk_see_its_end_coming()
    {
        await using var service = TriageService.Start();
        var assigned = await Trials.Assigned(service);
        var id = assigned.Id;
        (await (await service.As("judge")).Act(id, "evidence-period", new { days = 7 })).Expect(200);
        service.Move(TimeSpan.FromDays(5)); // two days before
        foreach (var who in new[] { "clerk", assigned.Text("judge") == "J02" ? "judge" : "clerk" })
            Assert.Contains((await (await service.As(who)).Get("/worklist")).Expect(200).Body!["items"]!.AsArray(),
                item => (string?)item!["caseId"] == id && (string?)item["clock"] == "evidence_small_claims" && (string?)item["dueOn"] == "2026-11-27");
    }

    [Fact]
    public async Task A_conversion_lets_the_judge_set_another_and_closing_ends_it()
    {
        await using var service = TriageService.Start();
        var id = (await Trials.Assigned(service)).Id;
        var judge = await service.As("judge");
        (await judge.Act(id, "evidence-period", new { days = 7 })).Expect(200);
        (await judge.Act(id, "procedure", new { procedure = "ordinary", bench = "sole", reason = "案情复杂" })).Expect(200);
        var anew = (await judge.Act(id, "evidence-period", new { days = 15 })).Expect(200);
        Assert.Equal(["evidence_small_claims", "evidence_ordinary"], anew.Body!["trial"]!["evidencePeriods"]!.AsArray().Select(p => "evidence_" + (string?)p!["procedure"]));
        (await judge.Act(id, "events", new { kind = "hearing" })).Expect(200);
        var closed = (await judge.Act(id, "closure", Trials.Closure("judgment", "2026-11-20", ("李波", "in_person", "2026-11-20"), ("李强", "in_person", "2026-11-20")))).Expect(200);
        Assert.All(closed.Body!["deadlines"]!.AsArray().Where(k => ((string)k!["clock"]!).StartsWith("evidence_", StringComparison.Ordinal)), k => Assert.Equal("ended", (string?)k!["status"]));
    }

    private static object Ask(string party) => new { party, days = 10, reason = "证人外出打工，月底才回" };

    private static (string, string) Cited(Answer answer)
    {
        answer.ExpectProblem(422, "forbidden_by_statute");
        return (answer.Text("citation.law"), answer.Text("citation.article"));
    }

    private static JsonNode Evidence(Answer answer) => answer.Body!["deadlines"]!.AsArray().Last(k => ((string)k!["clock"]!).StartsWith("evidence_", StringComparison.Ordinal))!;
}
