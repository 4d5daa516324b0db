using Triage.Tests.Support;

namespace Triage.Tests.Features.Routing;

public sealed class ConfirmTriageTests
{
    [Fact]
    public async Task Preview_and_case_say_the_same_and_preview_stores_nothing()
    {
        await using var service = TriageService.Start();
        var clerk = await service.As("clerk");
        var preview = (await clerk.Post("/triage/preview", Disputes.Irrigation())).Expect(200);
        Assert.Equal("0", (await clerk.Get("/cases")).Text("total"));
        var created = (await clerk.Post("/cases", Disputes.Irrigation(accept: false))).Expect(201);
        Assert.Equal(preview.Body!.ToJsonString(), created.Body!["triage"]!.ToJsonString());
    }

    [Fact]
    public async Task A_clerk_may_confirm_a_proposal_but_not_change_it()
    {
        await using var service = TriageService.Start();
        var clerk = await service.As("clerk");
        var id = (await clerk.Post("/cases", Disputes.Irrigation(accept: false))).Expect(201).Id;
        (await clerk.Act(id, "triage/confirm", new { route = "fast_track", reason = "想快点" })).ExpectProblem(403, "wrong_role");
        var confirmed = (await clerk.Act(id, "triage/confirm")).Expect(200);
        Assert.Equal(("awaiting_mediator", "model", "clerk"), (confirmed.State, confirmed.Text("triage.decidedBy.kind"), confirmed.Text("triage.decidedBy.confirmedBy")));
    }

    [Fact]
    public async Task An_officer_changes_a_proposal_only_with_a_reason()
    {
        await using var service = TriageService.Start();
        var id = (await (await service.As("clerk")).Post("/cases", Disputes.Irrigation(accept: false))).Expect(201).Id;
        var officer = await service.As("officer");
        (await officer.Act(id, "triage/confirm", new { route = "fast_track" })).ExpectProblem(422, "reason_required");
        var changed = (await officer.Act(id, "triage/confirm", new { route = "fast_track", reason = "双方已两次调解未成，原告要求尽快判决" })).Expect(200);
        Assert.Equal(("filed", "fast_track", "person"), (changed.State, changed.Text("route"), changed.Text("triage.decidedBy.kind")));
        Assert.NotEqual("", changed.Text("team"));
    }

    [Fact]
    public async Task The_statute_holds_against_the_officer_until_a_fact_changes()
    {
        await using var service = TriageService.Start();
        var id = (await (await service.As("clerk")).Post("/cases", Disputes.Irrigation(accept: false).WithFact("landTitle", true))).Expect(201).Id;
        var officer = await service.As("officer");
        var refused = (await officer.Act(id, "triage/confirm", new { route = "mediation", reason = "还是先调解吧" })).ExpectProblem(422, "forbidden_by_statute");
        Assert.Equal(("土地管理法", "14"), (refused.Text("citation.law"), refused.Text("citation.article")));
        var again = (await officer.Act(id, "facts", new { facts = new { landTitle = false }, reason = "查明只争用水，不争地" })).Expect(200);
        Assert.Equal("mediation", again.Text("triage.route"));
        Assert.Equal("awaiting_mediator", (await officer.Act(id, "triage/confirm")).Expect(200).State);
    }

    [Fact]
    public async Task A_doubtful_case_stands_in_the_officers_queue_with_its_reasons_and_leaves_it_once_decided()
    {
        await using var service = TriageService.Start();
        var id = (await (await service.As("clerk")).Post("/cases", Disputes.Dismissal())).Expect(201).Id;
        var officer = await service.As("officer");
        var queue = (await officer.Get("/triage/review-queue")).Expect(200);
        Assert.Equal((id, "missing_fact"), (queue.Text("items.0.id"), queue.Text("items.0.triage.abstainReasons.0.code")));
        Assert.Equal("0", (await (await service.As("officer2")).Get("/triage/review-queue")).Expect(200).Text("total"));
        (await (await service.As("clerk")).Act(id, "triage/confirm")).ExpectProblem(403, "wrong_role");
        (await officer.Act(id, "triage/confirm")).ExpectProblem(422, "field_invalid");
        (await officer.Act(id, "facts", new { facts = new { labourArbitrationDone = false }, reason = "当事人说没有仲裁过" })).Expect(200);
        var referred = (await officer.Act(id, "triage/confirm")).Expect(200);
        // The party leaves with a notice: which body, on which article.
        Assert.Equal(("referred_out", "县（市、区）劳动人事争议仲裁委员会", "劳动争议调解仲裁法", "5"),
            (referred.State, referred.Text("referral.target"), referred.Text("referral.citation.law"), referred.Text("referral.citation.article")));
        Assert.Equal("0", (await officer.Get("/triage/review-queue")).Expect(200).Text("total"));
    }

    [Fact]
    public async Task A_version_must_be_named_and_be_the_latest()
    {
        await using var service = TriageService.Start();
        var clerk = await service.As("clerk");
        var id = (await clerk.Post("/cases", Disputes.Irrigation(accept: false))).Expect(201).Id;
        (await clerk.Post($"/cases/{id}/triage/confirm", new { })).ExpectProblem(428, "version_required");
        (await clerk.Post($"/cases/{id}/triage/confirm", new { }, version: 7)).ExpectProblem(412, "stale_version");
    }

    [Fact]
    public async Task Two_officers_on_one_case_decide_it_once()
    {
        await using var service = TriageService.Start();
        var id = (await (await service.As("clerk")).Post("/cases", Disputes.Irrigation(accept: false))).Expect(201).Id;
        var users = new[] { await service.As("officer"), await service.As("head"), await service.As("clerk") };
        var answers = await Task.WhenAll(users.Select(u => u.Post($"/cases/{id}/triage/confirm", new { }, version: 1)));
        Assert.Equal([200, 412, 412], answers.Select(a => a.Status).Order());
    }

    [Fact]
    public async Task What_is_already_routed_cannot_be_routed_again()
    {
        await using var service = TriageService.Start();
        var officer = await service.As("officer");
        var id = (await (await service.As("clerk")).Post("/cases", Disputes.Irrigation())).Expect(201).Id;
        var refused = (await officer.Act(id, "triage/confirm")).ExpectProblem(409, "state_conflict");
        Assert.Equal(["in_triage", "human_review"], refused.Body!["allowedStates"]!.AsArray().Select(s => s!.GetValue<string>()));
    }

    [Fact]
    public async Task A_team_must_exist_and_belong_here()
    {
        await using var service = TriageService.Start();
        var id = (await (await service.As("clerk")).Post("/cases", Disputes.Irrigation(accept: false))).Expect(201).Id;
        var officer = await service.As("officer");
        (await officer.Act(id, "triage/confirm", new { route = "fast_track", team = "no-such-team", reason = "指定" })).ExpectProblem(422, "field_invalid");
        (await officer.Act(id, "triage/confirm", new { route = "fast_track", team = "liuquan-fast-1", reason = "指定" })).ExpectProblem(422, "field_invalid");
    }

    [Fact]
    public async Task What_takes_the_special_procedure_gets_a_number_of_its_own_and_is_no_first_instance_suit()
    {
        await using var service = TriageService.Start();
        var (clerk, officer, judge) = (await service.As("clerk"), await service.As("officer"), await service.As("judge"));
        var received = (await clerk.Post("/cases", Disputes.Irrigation().WithFact("specialProcedure", true))).Expect(201);
        Assert.Equal(("human_review", "special"), (received.State, received.Text("triage.procedure")));
        var filed = (await officer.Act(received.Id, "triage/confirm", new { route = "ordinary_team", reason = "宣告失踪的申请" })).Expect(200);
        Assert.Equal(["receipt", "special_procedure"], filed.Body!["numbers"]!.AsArray().Select(n => n!["kind"]!.GetValue<string>()));
        Assert.Matches("民特1号$", filed.Text("numbers.1.number"));
        Assert.Equal(("filed", "2026-11-20"), (filed.State, filed.Text("filedOn")));
        var assigned = (await clerk.Act(received.Id, "filing", new { filedOn = "2026-11-20" })).Expect(200);
        Assert.Equal(("assigned", "special", 2), (assigned.State, assigned.Text("procedure"), assigned.Body!["numbers"]!.AsArray().Count));
        Assert.Equal("186", (await judge.Act(received.Id, "procedure", new { procedure = "ordinary", bench = "sole", reason = "属于民事权益争议" })).ExpectProblem(422, "forbidden_by_statute").Text("citation.article"));
        var figures = (await (await service.As("leader")).Get("/metrics/monthly?from=2026-11&to=2026-11")).Expect(200);
        Assert.Equal(("0", "0"), (figures.Text("total.new_cases.numerator"), figures.Text("total.closing_stock.numerator")));
        Assert.Equal("民特", (await clerk.Get("/rules")).Expect(200).Text("numberWords.specialProcedure"));
    }

    [Fact]
    public async Task The_special_procedure_needs_its_ground()
    {
        await using var service = TriageService.Start();
        var id = (await (await service.As("clerk")).Post("/cases", Disputes.Irrigation(accept: false))).Expect(201).Id;
        var refused = (await (await service.As("officer")).Act(id, "triage/confirm", new { route = "ordinary_team", procedure = "special", reason = "想走特别程序" })).ExpectProblem(422, "field_invalid");
        Assert.NotNull(refused.Body!["errors"]!["procedure"]);
    }

    [Fact]
    public async Task A_cause_that_the_story_speaks_against_is_no_clerks_to_accept_and_an_officer_says_that_it_was_looked_at()
    {
        await using var service = TriageService.Start();
        var (clerk, officer) = (await service.As("clerk"), await service.As("officer"));
        // A neighbours' quarrel over water, named as a dismissal: the statute must not send anybody to arbitration on the strength of a wrong word.
        var misnamed = Disputes.Irrigation().With("cause", "劳动争议").WithFact("labourArbitrationDone", false);
        var received = (await clerk.Post("/cases", misnamed)).Expect(201);
        Assert.Equal(("human_review", "neighbour"), (received.State, received.Text("triage.causeDoubt.family")));
        Assert.Contains(received.Body!["triage"]!["abstainReasons"]!.AsArray(), r => (string?)r!["code"] == "conflicting_signals");
        (await clerk.Act(received.Id, "triage/confirm", new { causeChecked = true })).ExpectProblem(403, "wrong_role");
        var unread = (await officer.Act(received.Id, "triage/confirm", new { route = "refer_out", reason = "先仲裁" })).ExpectProblem(422, "field_invalid");
        Assert.Contains("劳动争议", unread.Body!["errors"]!["causeChecked"].Plain(), StringComparison.Ordinal);
        (await officer.Act(received.Id, "triage/confirm", new { route = "refer_out", causeChecked = true })).ExpectProblem(422, "reason_required");
        Assert.Equal("referred_out", (await officer.Act(received.Id, "triage/confirm", new { route = "refer_out", causeChecked = true, reason = "原告实为被告所雇的看渠人，只诉工钱" })).Expect(200).State);

        // Put right instead, nothing is asked.
        var other = (await clerk.Post("/cases", misnamed.With("acceptProposal", false).With("cause", "离婚纠纷").With("facts", new System.Text.Json.Nodes.JsonObject()))).Expect(201).Id;
        Assert.Equal("human_review", (await clerk.Get($"/cases/{other}")).Expect(200).State);
        var corrected = (await clerk.Act(other, "facts", new { cause = "相邻用水、排水纠纷", reason = "与请求核对" })).Expect(200);
        Assert.Null(corrected.Body!["triage"]!["causeDoubt"]);
    }

    [Fact]
    public async Task A_cause_once_looked_at_is_not_doubted_again()
    {
        await using var service = TriageService.Start();
        var (clerk, officer) = (await service.As("clerk"), await service.As("officer"));
        var received = (await clerk.Post("/cases", Disputes.Irrigation().With("cause", "买卖合同纠纷"))).Expect(201);
        Assert.Equal("human_review", received.State);
        (await officer.Act(received.Id, "triage/confirm", new { route = "fast_track", causeChecked = true, reason = "双方按合同供水，水费已付" })).Expect(200);
        var later = (await officer.Act(received.Id, "facts", new { facts = new { counterclaim = true }, reason = "被告提出反诉" })).Expect(200);
        Assert.Null(later.Body!["secondTriage"]!["proposal"]!["causeDoubt"]);
        Assert.NotEqual("conflicting_signals", (string?)later.Body["secondTriage"]!["proposal"]!["abstainReasons"]!.AsArray().FirstOrDefault()?["code"]);
    }
}
