using Triage.Tests.Support;

namespace Triage.Tests.Features.Intake;

public sealed class IntakeStepsTests
{
    [Fact]
    public async Task A_deficiency_is_told_once_and_the_correction_goes_through_triage_again()
    {
        await using var service = TriageService.Start();
        var clerk = await service.As("clerk");
        var id = (await clerk.Post("/cases", Disputes.Dismissal())).Expect(201).Id;
        (await clerk.Act(id, "deficiency", new { items = Array.Empty<string>(), due = "2026-12-01" })).ExpectProblem(422, "field_invalid");
        Assert.Equal("deficient", (await clerk.Act(id, "deficiency", new { items = new[] { "劳动仲裁裁决书", "身份证复印件" }, due = "2026-12-01" })).Expect(200).State);
        (await clerk.Act(id, "correction", new { facts = new { nonsense = true } })).ExpectProblem(422, "field_invalid");
        var corrected = (await clerk.Act(id, "correction", new { receivedOn = "2026-11-20", facts = new { labourArbitrationDone = true }, note = "裁决书已交" })).Expect(200);
        Assert.Contains(corrected.State, new[] { "in_triage", "human_review" });
        Assert.Equal(("2026-11-20", "true"), (corrected.Text("deficiency.correctedOn"), corrected.Text("facts.labourArbitrationDone")));
        Assert.DoesNotContain("labourArbitrationDone", corrected.Text("triage.questions"), StringComparison.Ordinal);
        var again = (await clerk.Act(id, "deficiency", new { items = new[] { "还要户口本" }, due = "2026-12-01" })).ExpectProblem(422, "forbidden_by_statute");
        Assert.Equal(("登记立案规定", "7"), (again.Text("citation.law"), again.Text("citation.article")));
    }

    [Fact]
    public async Task Nobody_is_sent_elsewhere_without_a_ground_that_fires()
    {
        await using var service = TriageService.Start();
        var clerk = await service.As("clerk");
        var plain = (await clerk.Post("/cases", Disputes.Irrigation(accept: false))).Expect(201).Id;
        (await clerk.Act(plain, "refer-out", new { rule = "tdf2019-14", target = "东庄镇人民政府" })).ExpectProblem(422, "forbidden_by_statute");
        var land = (await clerk.Post("/cases", Disputes.Irrigation(accept: false).WithFact("landTitle", true))).Expect(201);
        var rule = land.Body!["triage"]!["gates"]!.AsArray().First(g => g!["effect"]!.GetValue<string>().StartsWith("refers_out ", StringComparison.Ordinal))!["rule"]!.GetValue<string>();
        var referred = (await clerk.Act(land.Id, "refer-out", new { rule, target = "东庄镇人民政府" })).Expect(200);
        Assert.Equal(("referred_out", "土地管理法", "14"), (referred.State, referred.Text("referral.citation.law"), referred.Text("referral.citation.article")));
    }

    [Fact]
    public async Task A_complaint_is_taken_back_freely_before_it_is_registered_and_not_after()
    {
        await using var service = TriageService.Start();
        var clerk = await service.As("clerk");
        var open = (await clerk.Post("/cases", Disputes.Irrigation(accept: false))).Expect(201).Id;
        Assert.Equal("withdrawn", (await clerk.Act(open, "withdrawal", new { reason = "双方和好" })).Expect(200).State);
        var registered = (await clerk.Post("/cases", Disputes.Irrigation(plaintiff: "王五"))).Expect(201).Id;
        Assert.Equal("148", (await clerk.Act(registered, "withdrawal", new { reason = "双方和好" })).ExpectProblem(422, "forbidden_by_statute").Text("citation.article"));
    }

    [Fact]
    public async Task Later_facts_keep_the_state_and_raise_a_second_triage()
    {
        await using var service = TriageService.Start();
        var clerk = await service.As("clerk");
        var id = (await clerk.Post("/cases", Disputes.Loan())).Expect(201).Id;
        (await clerk.Act(id, "filing", new { filedOn = "2026-11-20" })).Expect(200);
        var judge = await service.As("judge");
        var later = (await judge.Act(id, "facts", new { facts = new { counterclaim = true, groupDispute = true }, reason = "被告当庭反诉" })).Expect(200);
        Assert.Equal(("assigned", "ordinary"), (later.State, later.Text("secondTriage.proposal.procedure")));
        Assert.Equal("", later.Text("secondTriage.answeredOn"));
        Assert.Equal("clerk", later.Text("triage.decidedBy.confirmedBy"));
    }

    [Fact]
    public async Task A_second_triage_in_mediation_is_answered_by_the_officer_and_leaves_the_work_list()
    {
        await using var service = TriageService.Start();
        var clerk = await service.As("clerk");
        var id = (await clerk.Post("/cases", Disputes.Irrigation())).Expect(201).Id;
        (await (await service.As("mediator")).Post("/mediation/queue/claim", new { caseId = id })).Expect(200);
        var raised = (await clerk.Act(id, "facts", new { facts = new { titleClaim = true }, reason = "另争一棵树" })).Expect(200);
        Assert.Equal(("mediating", "simple", ""), (raised.State, raised.Text("secondTriage.proposal.procedure"), raised.Text("secondTriage.answeredOn")));
        (await clerk.Act(id, "triage/second", new { })).ExpectProblem(403, "wrong_role");
        var officer = await service.As("officer");
        Assert.Contains((await officer.Get($"/cases/{id}")).Expect(200).Body!["actions"]!.AsArray(), one => (string?)one!["action"] == "answer_second_triage");
        Assert.Equal("166", (await officer.Act(id, "triage/second", new { procedure = "small_claims", reason = "仍按小额" })).ExpectProblem(422, "forbidden_by_statute").Text("citation.article"));
        var answered = (await officer.Act(id, "triage/second", new { })).Expect(200);
        Assert.Equal(("mediating", "simple", "officer"), (answered.State, answered.Text("procedure"), answered.Text("secondTriage.answeredBy")));
        Assert.DoesNotContain((await officer.Get("/worklist")).Expect(200).Body!["items"]!.AsArray(), item => (string?)item!["kind"] == "second_triage");
        (await officer.Act(id, "triage/second", new { })).ExpectProblem(409, "state_conflict");
    }

    [Fact]
    public async Task Whether_the_other_side_can_be_reached_is_kept_with_each_defendant_and_triage_looks_again()
    {
        await using var service = TriageService.Start();
        var clerk = await service.As("clerk");
        var dispute = Disputes.Irrigation(accept: false);
        dispute["parties"]![1]!.AsObject().Remove("contact");
        var id = (await clerk.Post("/cases", dispute)).Expect(201).Id;
        var missing = (await clerk.Act(id, "facts", new { defendantContact = "missing", reason = "电话停机，村里说外出多年" })).Expect(200);
        Assert.Equal(("missing", "reachable"), (missing.Text("parties.1.contact"), missing.Text("parties.0.contact")));
        Assert.NotEqual("mediation", missing.Text("triage.route"));
        Assert.Equal("reachable", (await clerk.Act(id, "facts", new { defendantContact = "reachable", reason = "打通了" })).Expect(200).Text("parties.1.contact"));
    }

    [Fact]
    public async Task Cases_are_linked_once_and_only_to_cases_that_exist()
    {
        await using var service = TriageService.Start();
        var clerk = await service.As("clerk");
        var one = (await clerk.Post("/cases", Disputes.Loan())).Expect(201).Id;
        var other = (await clerk.Post("/cases", Disputes.Loan().With("amount", 100m))).Expect(201).Id;
        (await clerk.Act(one, "links", new { caseId = "nothing", relation = "series" })).ExpectProblem(422, "field_invalid");
        (await clerk.Act(one, "links", new { caseId = other, relation = "cousins" })).ExpectProblem(422, "field_invalid");
        Assert.Equal(other, (await clerk.Act(one, "links", new { caseId = other, relation = "series" })).Expect(200).Text("links.0.caseId"));
        (await clerk.Act(one, "links", new { caseId = other, relation = "series" })).ExpectProblem(409, "state_conflict");
    }
}
