using Triage.Tests.Features.Mediation;
using Triage.Tests.Support;

namespace Triage.Tests.Features.FollowUp;

public sealed class FollowUpTests
{
    [Fact]
    public async Task A_dissatisfied_visit_needs_its_reason_and_opens_a_redo()
    {
        await using var service = TriageService.Start();
        var id = await Settled(service);
        var clerk = await service.As("clerk");
        (await clerk.Act(id, "follow-up", new { performed = false, satisfied = false })).ExpectProblem(422, "field_invalid");
        var redo = (await clerk.Act(id, "follow-up", new { performed = false, satisfied = false, note = "渠还堵着" })).Expect(200);
        Assert.Equal(("redo", "1"), (redo.State, redo.Text("followUps.0.attempt")));
        (await clerk.Act(id, "archive")).ExpectProblem(409, "state_conflict");
        Assert.Equal("follow_up", (await clerk.Act(id, "follow-up", new { performed = true, satisfied = true })).Expect(200).State);
        var archived = (await clerk.Act(id, "archive", new { papers = new[] { "identity" } })).Expect(200);
        Assert.Contains("调解协议书", archived.Body!["archive"]!["papers"].Plain(), StringComparison.Ordinal);
        Assert.Contains("权利义务告知书", archived.Body!["archive"]!["notAttested"].Plain(), StringComparison.Ordinal);
        (await clerk.Act(id, "follow-up", new { performed = true, satisfied = true })).ExpectProblem(409, "state_conflict");
    }

    [Fact]
    public async Task The_court_sets_after_how_many_visits_a_leader_decides()
    {
        await using var service = TriageService.Start("sqlite", ("FollowUp:MostRedos", "1"));
        var id = await Settled(service);
        var clerk = await service.As("clerk");
        (await clerk.Act(id, "follow-up", new { performed = false, satisfied = false, note = "渠还堵着" })).Expect(200);
        (await clerk.Act(id, "follow-up", new { performed = true, satisfied = true })).ExpectProblem(403, "wrong_role");
        Assert.Equal("true", (await (await service.As("leader")).Act(id, "follow-up", new { performed = false, satisfied = false, note = "已尽职责" })).Expect(200).Text("followUps.1.waived"));
    }

    [Fact]
    public async Task A_paper_that_nobody_knows_is_refused()
    {
        await using var service = TriageService.Start();
        var id = await Settled(service);
        var clerk = await service.As("clerk");
        (await clerk.Act(id, "follow-up", new { performed = true, satisfied = true })).Expect(200);
        (await clerk.Act(id, "archive", new { papers = new[] { "love_letter" } })).ExpectProblem(422, "field_invalid");
    }

    [Fact]
    public async Task A_reminder_is_answered_once()
    {
        await using var service = TriageService.Start();
        var id = await MediationStepsTests.Claimed(service);
        var head = await service.As("head");
        (await head.Act(id, "reminders", new { to = "Z99", text = "催办", answerBy = "2026-11-25" })).ExpectProblem(422, "field_invalid");
        (await head.Act(id, "reminders", new { to = "M01", text = "催办", answerBy = "2026-11-20" })).ExpectProblem(422, "field_invalid");
        (await head.Act(id, "reminders", new { to = "M01", text = "调解已过二十日", answerBy = "2026-11-25" })).Expect(200);
        var mediator = await service.As("mediator");
        Assert.Equal("本周内安排", (await mediator.Act(id, "reminders/1/answer", new { answer = "本周内安排" })).Expect(200).Text("reminders.0.answer"));
        (await mediator.Act(id, "reminders/1/answer", new { answer = "再答" })).ExpectProblem(409, "state_conflict");
        Assert.Equal(403, (await mediator.Act(id, "reminders", new { to = "M02", text = "x", answerBy = "2026-11-25" })).Status);
    }

    [Fact]
    public async Task Only_the_addressee_answers_a_reminder_or_its_sender_with_a_note()
    {
        await using var service = TriageService.Start();
        var id = await MediationStepsTests.Claimed(service);
        var head = await service.As("head");
        var leader = await service.As("leader");
        (await head.Act(id, "reminders", new { to = "M01", text = "调解已过二十日", answerBy = "2026-11-25" })).Expect(200);
        (await leader.Act(id, "reminders", new { to = "J01", text = "请督促", answerBy = "2026-11-25" })).Expect(200);
        // Allowed roles, but neither addressee nor sender.
        foreach (var user in new[] { "clerk", "officer", "judge", "president", "leader" })
            (await (await service.As(user)).Act(id, "reminders/1/answer", new { answer = "已办", note = "电话" })).ExpectProblem(403, "wrong_role");
        (await (await service.As("mediator")).Act(id, "reminders/2/answer", new { answer = "已办", note = "电话" })).ExpectProblem(403, "wrong_role");
        Assert.Contains("注明", (await head.Act(id, "reminders/1/answer", new { answer = "本周安排" })).ExpectProblem(422, "reason_required").Text("errors.note.0"), StringComparison.Ordinal);
        var answered = (await head.Act(id, "reminders/1/answer", new { answer = "本周安排", note = "曾静怡今日电话答复" })).Expect(200);
        Assert.Equal(("head", "曾静怡今日电话答复"), (answered.Text("reminders.0.answeredBy"), answered.Text("reminders.0.note")));
        Assert.Contains("曾静怡今日电话答复", (await head.Get($"/cases/{id}/history")).Body!.Plain(), StringComparison.Ordinal);
        Assert.Equal(("head", ""), (await head.Act(id, "reminders/2/answer", new { answer = "已督促" })).Expect(200) is var own ? (own.Text("reminders.1.answeredBy"), own.Text("reminders.1.note")) : default);
    }

    [Fact]
    public async Task A_letter_stands_on_the_work_list_of_its_addressee_and_of_the_head()
    {
        await using var service = TriageService.Start();
        var id = await MediationStepsTests.Claimed(service);
        (await (await service.As("head")).Act(id, "reminders", new { to = "M01", text = "调解已过二十日", answerBy = "2026-11-21" })).Expect(200);
        foreach (var (user, sees) in new[] { ("mediator", true), ("head", true), ("clerk", false), ("officer", false) })
            Assert.Equal(sees, (await (await service.As(user)).Get("/worklist")).Expect(200).Body!["items"]!.AsArray().Any(item => (string?)item!["kind"] == "reminder"));
    }

    /// <summary>An agreement of the time before registration came first: nothing is left to close.</summary>
    private static async Task<string> Settled(TriageService service)
    {
        var id = await MediationStepsTests.Claimed(service, Disputes.Irrigation().With("receivedOn", "2024-11-18"));
        (await (await service.As("mediator")).Act(id, "mediation/outcome", MediationStepsTests.Agreement())).Expect(200);
        return id;
    }
}
