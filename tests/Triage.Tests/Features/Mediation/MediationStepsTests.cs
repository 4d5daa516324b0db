using System.Text.Json.Nodes;
using Triage.Tests.Data;
using Triage.Tests.Support;

namespace Triage.Tests.Features.Mediation;

public sealed class MediationStepsTests
{
    public static TheoryData<string> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_mediators_note_is_seen_by_its_author_alone(string provider)
    {
        await using var service = TriageService.Start(provider);
        var id = await Claimed(service);
        var mediator = await service.As("mediator");
        var held = (await mediator.Act(id, "mediation/sessions", new { mode = "phone", heldOn = "2026-11-20", helpers = new[] { "村支书" }, note = "李强私下愿出八百元" })).Expect(200);
        Assert.Equal("true", held.Text("mediation.sessions.0.hasNote"));
        Assert.Equal("李强私下愿出八百元", (await mediator.Get($"/cases/{id}/mediation/notes")).Expect(200).Text("items.0.text"));
        Assert.Equal(403, (await (await service.As("mediator2")).Get($"/cases/{id}/mediation/notes")).Status);
        foreach (var who in new[] { "clerk", "judge", "head", "president", "leader", "data" })
        {
            var user = await service.As(who);
            Assert.DoesNotContain("八百", (await user.Get($"/cases/{id}")).Expect(200).Body.Plain(), StringComparison.Ordinal);
            Assert.DoesNotContain("八百", (await user.Get($"/cases/{id}/history")).Expect(200).Body.Plain(), StringComparison.Ordinal);
            Assert.Equal(403, (await user.Get($"/cases/{id}/mediation/notes")).Status);
        }
    }

    [Fact]
    public async Task Why_they_did_not_come_together_stays_with_the_mediator_and_a_ground_that_is_no_concession_stands_on_the_sheet()
    {
        await using var service = TriageService.Start();
        var id = await Claimed(service);
        var mediator = await service.As("mediator");
        var failed = (await mediator.Act(id, "mediation/outcome", new { outcome = "failed", reason = "李强最高愿出二千四，只差八百", note = "原告底线三千", focus = "赔偿数额", undisputedFacts = new[] { "堵渠三天" }, complexityOpinion = "simple" })).Expect(200);
        Assert.Equal(("", "赔偿数额", "堵渠三天"), (failed.Text("mediation.reason"), failed.Text("mediation.focus"), failed.Text("mediation.undisputedFacts.0")));
        Assert.Equal("李强最高愿出二千四，只差八百\n原告底线三千", (await mediator.Get($"/cases/{id}/mediation/notes")).Expect(200).Text("items.0.text"));
        (await (await service.As("clerk")).Act(id, "filing", new { filedOn = "2026-11-20" })).Expect(200);
        foreach (var who in new[] { "judge", "head", "clerk", "officer", "president", "leader", "data" })
            foreach (var path in new[] { $"/cases/{id}", $"/cases/{id}/history", $"/cases/{id}/deadlines", "/cases", "/cases?q=" + Uri.EscapeDataString("八百"), "/worklist", "/cases/export?kind=ledger&format=ndjson", "/metrics/monthly?from=2026-11&to=2026-11" })
            {
                var seen = (await (await service.As(who)).Get(path)).Body?.Plain() ?? "";
                Assert.DoesNotContain("八百", seen, StringComparison.Ordinal);
                Assert.DoesNotContain("底线", seen, StringComparison.Ordinal);
            }
        var gone = await Claimed(service, Disputes.Irrigation(plaintiff: "王五"));
        Assert.Equal("被告电话停机", (await mediator.Act(gone, "mediation/outcome", new { outcome = "unreachable", reason = "被告电话停机" })).Expect(200).Text("mediation.reason"));
    }

    [Fact]
    public async Task A_failed_mediation_goes_through_triage_again_with_the_mediators_opinion()
    {
        await using var service = TriageService.Start();
        var id = await Claimed(service);
        var failed = (await (await service.As("mediator")).Act(id, "mediation/outcome", new { outcome = "failed", endedOn = "2026-11-20", focus = "赔多少", complexityOpinion = "complex" })).Expect(200);
        Assert.Equal(("mediation_failed", "mediation_failed", "赔多少"), (failed.State, failed.Text("secondTriage.trigger"), failed.Text("mediation.focus")));
        Assert.NotEqual("mediation", failed.Text("secondTriage.proposal.route"));
        Assert.Equal("mediation", failed.Text("triage.route"));
        Assert.Equal("true", failed.Text("facts.mediatorHoldsComplex"));
        var score = failed.Body!["secondTriage"]!["proposal"]!["complexity"]!["score"]!.GetValue<int>();
        Assert.True(score > failed.Body["triage"]!["complexity"]!["score"]!.GetValue<int>());
    }

    [Fact]
    public async Task An_agreement_gets_its_file_number_and_its_terms_are_checked_field_by_field()
    {
        await using var service = TriageService.Start();
        var id = await Claimed(service);
        var mediator = await service.As("mediator");
        var wrong = (await mediator.Act(id, "mediation/outcome", new { outcome = "agreed", agreement = new { text = "", signedOn = "2026-11-20", performance = new[] { new { what = "" } } } })).ExpectProblem(422, "field_invalid");
        Assert.Equal(["agreement.mediatorSealedOn", "agreement.performance[0].dueOn", "agreement.performance[0].what", "agreement.text"],
            wrong.Body!["errors"]!.AsObject().Select(e => e.Key).Order(StringComparer.Ordinal));
        (await mediator.Act(id, "mediation/outcome", new { outcome = "agreed" })).ExpectProblem(422, "field_invalid");
        var past = (await mediator.Act(id, "mediation/outcome", new { outcome = "agreed", agreement = new { text = "李强赔偿1600元。", signedOn = "2026-11-20", mediatorSealedOn = "2026-11-20", performance = new[] { new { what = "给付1600元", dueOn = "2026-09-30" } } } })).ExpectProblem(422, "field_invalid");
        Assert.Equal(["agreement.performance[0].dueOn"], past.Body!["errors"]!.AsObject().Select(e => e.Key));
        var agreed = (await mediator.Act(id, "mediation/outcome", Agreement())).Expect(200);
        Assert.Equal("（2026）鲁0997人调1号", agreed.Body!["numbers"]!.AsArray().Single(n => n!["kind"]!.GetValue<string>() == "mediation_agreement")!["number"]!.GetValue<string>());
        var found = (await (await service.As("clerk")).Get("/cases?q=" + Uri.EscapeDataString("(2026) 鲁0997 人调 1 号"))).Expect(200);
        Assert.Equal(id, found.Text("items.0.id"));
    }

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Three_mediators_are_recommended_with_reasons_and_a_tie_is_named(string provider)
    {
        await using var service = TriageService.Start(provider);
        var clerk = await service.As("clerk");
        var id = (await clerk.Post("/cases", Disputes.Irrigation(defendant: "严永昌"))).Expect(201).Id;
        var answer = (await clerk.Get($"/cases/{id}/mediation/recommendations?language={Uri.EscapeDataString("鲁中方言")}")).Expect(200);
        Assert.Equal(3, answer.Body!["mediators"]!.AsArray().Count);
        Assert.All(answer.Body["mediators"]!.AsArray(), m => Assert.True(m!["reasons"]!.AsArray().Count >= 3));
        Assert.DoesNotContain(answer.Body["mediators"]!.AsArray(), m => m!["id"]!.GetValue<string>() == "M02");
        Assert.NotEmpty(answer.Body["organisationReasons"]!.AsArray());
        Assert.Equal("O17", (await clerk.Get($"/cases/{(await clerk.Post("/cases", Disputes.Irrigation(plaintiff: "王五").With("channel", "police"))).Expect(201).Id}/mediation/recommendations")).Expect(200).Text("organisation"));
        Assert.NotEqual("O17", answer.Text("organisation")); // a police room is for what the police hand over
        Assert.Contains(answer.Body["notRecommended"]!.AsArray(), m => m!["id"]!.GetValue<string>() == "M02" && m["reason"]!.GetValue<string>().Contains("第15条", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_changed_mediator_gives_the_case_back_to_the_queue_once()
    {
        await using var service = TriageService.Start();
        var id = await Claimed(service);
        var officer = await service.As("officer");
        Assert.Equal("awaiting_mediator", (await officer.Act(id, "mediation/change", new { reason = "双方均认为语言不通" })).Expect(200).State);
        (await (await service.As("mediator2")).Post("/mediation/queue/claim", new { caseId = id })).Expect(200);
        var refused = (await officer.Act(id, "mediation/change", new { reason = "还是不满意" })).ExpectProblem(422, "forbidden_by_statute");
        Assert.Equal("14", refused.Text("citation.article"));
        Assert.Equal(403, (await (await service.As("clerk")).Act(id, "mediation/change", new { reason = "x" })).Status);
    }

    [Fact]
    public async Task A_mediator_who_holds_the_case_unfit_for_mediation_ends_it_and_an_officer_decides()
    {
        await using var service = TriageService.Start();
        var id = await Claimed(service);
        var ended = (await (await service.As("mediator")).Act(id, "mediation/return", new { reason = "本案涉及人身危险，不宜调解" })).Expect(200);
        Assert.NotEqual("awaiting_mediator", ended.State);
        Assert.Equal(("other", "mediation_failed"), (ended.Text("mediation.outcome"), ended.Text("secondTriage.trigger")));
        Assert.DoesNotContain(id, (await (await service.As("mediator")).Get("/mediation/queue")).Expect(200).Body!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_party_that_refuses_goes_on_to_court()
    {
        await using var service = TriageService.Start();
        var clerk = await service.As("clerk");
        var id = (await clerk.Post("/cases", Disputes.Irrigation())).Expect(201).Id;
        Assert.Equal("mediation_failed", (await clerk.Act(id, "mediation/consent", new { party = "李强", given = false, on = "2026-11-20" })).Expect(200).State);
        Assert.Equal("assigned", (await clerk.Act(id, "filing", new { filedOn = "2026-11-20" })).Expect(200).State);
        (await clerk.Act(id, "mediation/consent", new { party = "李强", given = true })).ExpectProblem(409, "state_conflict");
    }

    [Fact]
    public async Task A_step_that_the_state_does_not_allow_names_the_states_that_would()
    {
        await using var service = TriageService.Start();
        var clerk = await service.As("clerk");
        var id = (await clerk.Post("/cases", Disputes.Irrigation())).Expect(201).Id;
        var refused = (await clerk.Act(id, "confirmation", new { applicants = new[] { "李波", "李强" } })).ExpectProblem(409, "state_conflict");
        Assert.Equal(["agreed", "confirmation_refused"], refused.Body!["allowedStates"]!.AsArray().Select(s => s!.GetValue<string>()).Order(StringComparer.Ordinal));
    }

    internal static object Agreement(string on = "2026-11-20") => new
    {
        outcome = "agreed",
        endedOn = on,
        agreement = new { text = "李强赔偿1600元。", signedOn = on, mediatorSealedOn = on, performance = new[] { new { what = "给付1600元", dueOn = "2026-12-01" } } },
    };

    internal static async Task<string> Claimed(TriageService service, JsonObject? body = null)
    {
        var id = (await (await service.As("clerk")).Post("/cases", body ?? Disputes.Irrigation())).Expect(201).Id;
        (await (await service.As("mediator")).Post("/mediation/queue/claim", new { caseId = id })).Expect(200);
        return id;
    }
}
