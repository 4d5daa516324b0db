using Triage.Tests.Support;

namespace Triage.Tests.Features.Intake;

public sealed class ProtectionOrderTests
{
    [Fact]
    public async Task An_application_before_filing_shows_its_hour_and_is_decided_without_any_trial()
    {
        await using var service = TriageService.Start();
        var (clerk, judge) = (await service.As("clerk"), await service.As("judge"));
        var id = (await clerk.Post("/cases", Disputes.Dismissal())).Expect(201).Id;
        (await clerk.Act(id, "protection-notice", new { to = "李波", appliedBy = "东庄镇妇联" })).ExpectProblem(422, "field_invalid");
        var applied = (await clerk.Act(id, "protection-notice", new { to = "李波", appliedAt = "2026-11-20T08:40:00+08:00", appliedBy = "东庄镇妇联" })).Expect(200);
        var line = applied.Body!["deadlines"]!.AsArray().Single(d => d!["code"]!.GetValue<string>() == "K14")!;
        Assert.Equal("2026-11-23T08:40:00+08:00", line["dueAt"]!.GetValue<string>());
        var work = (await judge.Get("/worklist")).Expect(200).Body!["items"]!.AsArray().Single(i => i!["caseId"]!.GetValue<string>() == id && i["code"]?.GetValue<string>() == "K14")!;
        Assert.Equal(("urgent", "2026-11-23T08:40:00+08:00"), (work["level"]!.GetValue<string>(), work["dueAt"]!.GetValue<string>()));
        (await clerk.Act(id, "protection-notice", new { to = "李波", urgent = true })).Expect(200);
        var clock = Clock(await judge.Get($"/cases/{id}/deadlines"));
        Assert.Equal(("protection_order_urgent", "2026-11-21T08:40:00+08:00", "23.7"), (clock["clock"]!.GetValue<string>(), clock["dueAt"]!.GetValue<string>(), clock["hoursLeft"]!.ToJsonString()));
        (await clerk.Act(id, "protection-order/decision", new { decision = "granted", validUntil = "2027-05-20" })).ExpectProblem(403, "wrong_role");
        (await judge.Act(id, "protection-order/decision", new { })).ExpectProblem(422, "field_invalid");
        var too = (await judge.Act(id, "protection-order/decision", new { decision = "granted", validUntil = "2027-05-21" })).ExpectProblem(422, "forbidden_by_statute");
        Assert.Equal("30", too.Text("citation.article"));
        service.Move(TimeSpan.FromHours(2));
        judge = await service.As("judge");
        var decided = (await judge.Act(id, "protection-order/decision", new { decision = "granted", validUntil = "2027-05-20" })).Expect(200);
        Assert.Equal(("human_review", "granted", "J02"), (decided.State, decided.Text("protection.decision.outcome"), decided.Text("protection.decision.by")));
        Assert.Equal("true", Clock(await judge.Get($"/cases/{id}/deadlines"))["inTime"]!.ToJsonString());
        (await judge.Act(id, "protection-order/decision", new { decision = "withdrawn" })).ExpectProblem(409, "state_conflict");
        Assert.DoesNotContain("东庄镇妇联", (await (await service.As("leader")).Get($"/cases/{id}")).Expect(200).Body.Plain(), StringComparison.Ordinal);
    }

    private static System.Text.Json.Nodes.JsonNode Clock(Answer answer) => answer.Expect(200).Body!["clocks"]!.AsArray().Single(k => k!["code"]!.GetValue<string>() == "K14")!;
}
