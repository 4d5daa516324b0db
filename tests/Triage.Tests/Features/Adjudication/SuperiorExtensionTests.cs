using Triage.Tests.Support;

namespace Triage.Tests.Features.Adjudication;

public sealed class SuperiorExtensionTests
{
    [Fact]
    public async Task When_the_presidents_six_months_are_used_the_superior_court_adds_three_and_every_day_is_explained()
    {
        await using var service = TriageService.Start();
        var id = (await Trials.Ordinary(service)).Id; // 2026-11-20 to 2027-05-20
        var (judge, president) = (await service.As("judge"), await service.As("president"));
        var early = (await judge.Act(id, "limit-extension/superior", Ask(3))).ExpectProblem(422, "forbidden_by_statute");
        Assert.Equal(("延长审限规定", "1"), (early.Text("citation.law"), early.Text("citation.article")));
        (await judge.Act(id, "limit-extension", new { months = 6, reason = "案情复杂" })).Expect(200);
        (await president.Act(id, "limit-extension/decision", new { granted = true })).Expect(200); // to 2027-11-20
        var more = (await judge.Act(id, "limit-extension", new { months = 1, reason = "还不够" })).ExpectProblem(422, "forbidden_by_statute");
        Assert.Equal(("152", "superior"), (more.Text("citation.article"), more.Text("citation.text").Contains("上级人民法院", StringComparison.Ordinal) ? "superior" : ""));
        var tooMuch = (await judge.Act(id, "limit-extension/superior", Ask(4))).ExpectProblem(422, "forbidden_by_statute");
        Assert.Equal(("审理期限规定", "2"), (tooMuch.Text("citation.law"), tooMuch.Text("citation.article")));
        (await judge.Act(id, "limit-extension/superior", new { months = 3, reason = "两次鉴定" })).ExpectProblem(422, "field_invalid");
        (await judge.Act(id, "limit-extension/superior", Ask(3))).Expect(200);
        var waits = (await president.Get("/worklist")).Expect(200).Body!["items"]!.AsArray().Single(item => (string?)item!["kind"] == "superior_extension_decision")!;
        Assert.Equal("2027-11-15", (string?)waits["dueOn"]);
        Assert.Contains("泰安市中级人民法院", (string?)waits["text"], StringComparison.Ordinal);
        (await judge.Act(id, "limit-extension/superior/decision", new { granted = true, document = "批复" })).ExpectProblem(403, "wrong_role");
        (await president.Act(id, "limit-extension/decision", new { granted = true })).ExpectProblem(409, "state_conflict");
        (await president.Act(id, "limit-extension/superior/decision", new { granted = true })).ExpectProblem(422, "field_invalid");
        var longer = (await president.Act(id, "limit-extension/superior/decision", new { granted = true, document = "（2026）鲁09延字第3号" })).Expect(200);
        Assert.Equal("2028-02-20", (string?)Trials.Deadline(longer, "K7")["dueOn"]);
        Assert.Equal(("superior_court", "（2026）鲁09延字第3号"), (longer.Text("trial.extensions.1.authority"), longer.Text("trial.extensions.1.document")));
        var clock = Deadlines.DeadlinesTests.Clock((await judge.Get($"/cases/{id}/deadlines")).Expect(200), "trial_ordinary");
        var steps = clock["steps"]!.AsArray().Where(step => (string?)step!["kind"] == "extended").ToArray();
        Assert.Equal(["152", "2"], steps.Select(step => (string?)step!["citation"]!["article"]));
        Assert.Equal(["2027-05-21", "2027-11-21"], steps.Select(step => (string?)step!["from"]));
        Assert.Null(clock["requestBy"]);
        (await judge.Act(id, "limit-extension/superior", Ask(1))).ExpectProblem(422, "forbidden_by_statute");
        var history = (await president.Get($"/cases/{id}/history")).Expect(200).Body!.ToJsonString();
        Assert.Contains("superior_extension_requested", history, StringComparison.Ordinal);
        Assert.Contains("superior_extension_decided", history, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_small_claims_and_simple_procedure_nobody_but_the_president_extends()
    {
        await using var service = TriageService.Start();
        var id = (await Trials.Assigned(service)).Id;
        Assert.Equal("168", (await (await service.As("judge")).Act(id, "limit-extension/superior", Ask(1))).ExpectProblem(422, "forbidden_by_statute").Text("citation.article"));
    }

    [Fact]
    public async Task The_superior_court_is_asked_fifteen_days_before_the_end_and_its_late_answer_is_kept_with_a_flag()
    {
        await using var service = TriageService.Start();
        var id = (await Trials.Ordinary(service)).Id;
        (await (await service.As("judge")).Act(id, "limit-extension", new { months = 1, reason = "案情复杂" })).Expect(200);
        (await (await service.As("president")).Act(id, "limit-extension/decision", new { granted = true })).Expect(200); // to 2027-06-20
        service.Move(TimeSpan.FromDays(196)); // 2027-06-04
        var judge = await service.As("judge");
        (await judge.Act(id, "limit-extension/superior", Ask(1))).Expect(200);
        service.Move(TimeSpan.FromDays(12)); // 2027-06-16: four days before the end
        var president = await service.As("president");
        var refused = (await president.Act(id, "limit-extension/superior/decision", new { granted = false, document = "批复1号" })).Expect(200);
        Assert.Equal(("2027-06-20", "[]"), ((string?)Trials.Deadline(refused, "K7")["dueOn"], refused.Text("flags")));
        Assert.Equal("1", (await (await service.As("judge")).Act(id, "limit-extension/superior", Ask(1))).ExpectProblem(422, "forbidden_by_statute").Text("citation.article"));
    }

    [Fact]
    public async Task A_late_approval_lengthens_the_limit_and_second_thoughts_of_triage_keep_its_flag()
    {
        await using var service = TriageService.Start();
        var id = (await Trials.Ordinary(service)).Id;
        (await (await service.As("judge")).Act(id, "limit-extension", new { months = 1, reason = "案情复杂" })).Expect(200);
        (await (await service.As("president")).Act(id, "limit-extension/decision", new { granted = true })).Expect(200); // to 2027-06-20
        service.Move(TimeSpan.FromDays(196)); // 2027-06-04
        (await (await service.As("judge")).Act(id, "limit-extension/superior", Ask(1))).Expect(200);
        service.Move(TimeSpan.FromDays(12)); // 2027-06-16: four days before the end
        var longer = (await (await service.As("president")).Act(id, "limit-extension/superior/decision", new { granted = true, document = "批复1号" })).Expect(200);
        Assert.Equal("2027-07-20", (string?)Trials.Deadline(longer, "K7")["dueOn"]);
        Assert.Equal(("superior_reply_late", "延长审限规定"), (longer.Text("flags.0.flag"), longer.Text("flags.0.citation.law")));
        Assert.Contains("2027-06-16", longer.Text("flags.0.reason"), StringComparison.Ordinal);
        var later = (await (await service.As("judge")).Act(id, "events", new { kind = "appraisal" })).Expect(200);
        Assert.Contains("superior_reply_late", later.Text("flags"), StringComparison.Ordinal);
    }

    private static object Ask(int months) => new { months, court = "泰安市中级人民法院", reason = "两次鉴定，案情特别复杂" };
}
