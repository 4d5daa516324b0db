using Triage.Tests.Support;

namespace Triage.Tests.Features.Adjudication;

public sealed class AssignmentTests
{
    public static TheoryData<string> Providers => Data.TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Filing_draws_a_judge_and_anybody_can_draw_again(string provider)
    {
        await using var service = TriageService.Start(provider);
        var assigned = await Trials.Assigned(service);
        Assert.Equal(("assigned", "2026-11-20"), (assigned.State, assigned.Text("filedOn")));
        Assert.Single(assigned.Body!["numbers"]!.AsArray(), number => (string?)number!["kind"] == "first_instance");
        Assert.NotEqual("", assigned.Text("team"));
        var why = (await (await service.As("judge")).Get($"/cases/{assigned.Id}/assignment")).Expect(200);
        Assert.Equal((assigned.Text("judge"), assigned.Text("judge"), "false"), (why.Text("judge"), why.Text("redrawn"), why.Text("designated")));
        Assert.Equal(1, why.Body!["candidates"]!.AsArray().Sum(candidate => (double)candidate!["chance"]!), 4);
        Assert.True(why.Body["candidates"]!.AsArray().Count > 1, "a draw from one is no draw");
    }

    [Fact]
    public async Task A_busy_judge_is_drawn_less()
    {
        await using var service = TriageService.Start();
        for (var i = 0; i < 12; i++) await Trials.Assigned(service, Disputes.Irrigation(plaintiff: "原告" + (char)('甲' + i)).With("mediationWish", "refuse").With("narrative", Disputes.Loan()["narrative"]!.GetValue<string>()).With("amount", 20000m));
        var last = await Trials.Assigned(service, Disputes.Loan());
        var why = (await (await service.As("judge")).Get($"/cases/{last.Id}/assignment")).Expect(200);
        var candidates = why.Body!["candidates"]!.AsArray().Select(one => ((double)one!["load"]!, (double)one["chance"]!)).OrderBy(one => one.Item1).ToArray();
        Assert.True(candidates.Sum(one => one.Item1) > 0);
        Assert.Equal(candidates.Select(one => one.Item2).OrderDescending(), candidates.Select(one => one.Item2));
    }

    [Fact]
    public async Task A_series_goes_to_the_same_judge_and_the_record_says_so()
    {
        await using var service = TriageService.Start();
        var first = await Trials.Assigned(service);
        for (var i = 0; i < 4; i++)
        {
            var next = await Trials.Assigned(service, Disputes.Loan().With("parties", Disputes.Irrigation(defendant: "赵" + (char)('一' + i))["parties"]!.DeepClone()));
            if (next.Text("cause.code") == first.Text("cause.code") && next.Text("cause.code").Length > 0) Assert.Equal(first.Text("judge"), next.Text("judge"));
        }
    }

    [Fact]
    public async Task A_named_judge_needs_a_reason_and_the_record_says_that_it_was_no_chance()
    {
        await using var service = TriageService.Start();
        var id = (await Trials.Assigned(service)).Id;
        var head = await service.As("head");
        (await head.Act(id, "assignment", new { judge = "J01" })).ExpectProblem(422, "reason_required");
        (await head.Act(id, "assignment", new { judge = "J99", reason = "试试" })).ExpectProblem(422, "field_invalid");
        (await head.Act(id, "assignment", new { judge = "J05", reason = "外庭法官" })).ExpectProblem(422, "field_invalid");
        (await head.Act(id, "assignment", new { judge = "J01", team = "dongzhuang-fast-1", reason = "二选一" })).ExpectProblem(422, "field_invalid");
        var named = (await head.Act(id, "assignment", new { judge = "J01", reason = "涉家事，由综合团队承办" })).Expect(200);
        Assert.Equal(("J01", "assigned"), (named.Text("judge"), named.State));
        Assert.Equal("true", (await head.Get($"/cases/{id}/assignment")).Expect(200).Text("designated"));
        (await (await service.As("clerk")).Act(id, "assignment", new { judge = "J02", reason = "我来指定" })).ExpectProblem(403, "wrong_role");
    }

    [Fact]
    public async Task A_judge_who_is_asked_to_step_back_pauses_and_is_replaced_by_a_new_draw()
    {
        await using var service = TriageService.Start();
        var assigned = await Trials.Assigned(service);
        var (id, judge) = (assigned.Id, assigned.Text("judge"));
        var clerk = await service.As("clerk");
        var asked = (await clerk.Act(id, "recusal", new { person = judge, ground = "审判员是被告的表兄" })).Expect(200);
        Assert.Equal("2026-11-23", (string?)Trials.Deadline(asked, "K10")["dueOn"]);
        var paused = (await clerk.Act(id, "events", new { kind = "hearing" })).ExpectProblem(422, "forbidden_by_statute");
        Assert.Equal("48", paused.Text("citation.article"));
        (await clerk.Act(id, "recusal/decision", new { person = judge, granted = true })).ExpectProblem(403, "wrong_role");
        var notHis = (await (await service.As("head")).Act(id, "recusal/decision", new { person = judge, granted = true, decidedOn = "2026-11-20" })).ExpectProblem(422, "forbidden_by_statute");
        Assert.Equal("49", notHis.Text("citation.article"));
        var decided = (await (await service.As("president")).Act(id, "recusal/decision", new { person = judge, granted = true, decidedOn = "2026-11-20" })).Expect(200);
        Assert.NotEqual(judge, decided.Text("judge"));
        var why = (await (await service.As("head")).Get($"/cases/{id}/assignment")).Expect(200);
        Assert.Contains(why.Body!["excluded"]!.AsArray(), one => (string?)one!["person"] == judge);
        (await clerk.Act(id, "events", new { kind = "hearing" })).Expect(200);
    }

    [Fact]
    public async Task Whoever_mediated_the_case_can_take_no_later_part_in_it()
    {
        await using var service = TriageService.Start();
        var clerk = await service.As("clerk");
        var id = (await clerk.Post("/cases", Disputes.Irrigation())).Expect(201).Id;
        var assessor = await service.As("assessor");
        (await assessor.Post("/mediation/queue/claim", new { caseId = id })).Expect(200);
        (await assessor.Act(id, "mediation/return", new { reason = "双方分歧过大" })).Expect(200);
        // Nobody mediates any more: the party refuses and the case is filed.
        (await clerk.Act(id, "mediation/consent", new { party = "李强", given = false, on = "2026-11-20" })).Expect(200);
        (await clerk.Act(id, "filing", new { filedOn = "2026-11-20" })).Expect(200);
        var refused = (await clerk.Act(id, "participants", new { person = "R01", @as = "assessor" })).ExpectProblem(422, "forbidden_by_statute");
        Assert.Equal(("特邀调解规定", "16"), (refused.Text("citation.law"), refused.Text("citation.article")));
        (await clerk.Act(id, "participants", new { person = "R02", @as = "assessor" })).Expect(200);
        (await clerk.Act(id, "participants", new { name = "王律师", @as = "agent" })).Expect(200);
    }

    [Fact]
    public async Task A_case_that_nobody_registered_cannot_be_filed_from_the_mediators_queue()
    {
        await using var service = TriageService.Start();
        var clerk = await service.As("clerk");
        var id = (await clerk.Post("/cases", Disputes.Irrigation())).Expect(201).Id;
        var refused = (await clerk.Act(id, "filing", new { filedOn = "2026-11-20" })).ExpectProblem(409, "state_conflict");
        Assert.Contains("mediation_failed", refused.Body!["allowedStates"]!.ToJsonString());
        var filed = (await clerk.Post("/cases", Disputes.Loan())).Expect(201).Id;
        (await clerk.Act(filed, "filing", new { filedOn = "2026-11-10" })).ExpectProblem(422, "field_invalid");
        (await clerk.Act(filed, "filing", new { filedOn = "2026-11-25" })).ExpectProblem(422, "field_invalid");
    }
}
