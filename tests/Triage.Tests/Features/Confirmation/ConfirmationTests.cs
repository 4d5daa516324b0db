using Triage.Tests.Features.Mediation;
using Triage.Tests.Support;

namespace Triage.Tests.Features.Confirmation;

public sealed class ConfirmationTests
{
    private static readonly object Both = new { applicants = new[] { "李波", "李强" } };

    [Theory]
    [InlineData("2026-11-20", 31, 200)] // the thirtieth day is 20 December, a Sunday: it moves to the 21st (民事诉讼法 85)
    [InlineData("2026-11-20", 32, 422)]
    public async Task The_thirtieth_day_counts_and_moves_on_over_a_rest_day(string signedOn, int days, int status)
    {
        await using var service = TriageService.Start("sqlite", ("Session:IdleMinutes", "900000"), ("Session:AbsoluteHours", "900000"));
        var id = await Agreed(service, signedOn);
        service.Clock.Move(TimeSpan.FromDays(days));
        var answer = (await (await service.As("clerk")).Act(id, "confirmation", Both)).Expect(status);
        if (status == 422)
            Assert.Equal(("forbidden_by_statute", "民事诉讼法", "205"), (answer.Code, answer.Text("citation.law"), answer.Text("citation.article")));
    }

    [Fact]
    public async Task A_stranger_cannot_apply_and_one_side_alone_neither()
    {
        await using var service = TriageService.Start();
        var id = await Agreed(service, "2026-11-20");
        var clerk = await service.As("clerk");
        (await clerk.Act(id, "confirmation", new { applicants = new[] { "李波", "王五" } })).ExpectProblem(422, "field_invalid");
        (await clerk.Act(id, "confirmation", new { applicants = new[] { "李波" } })).ExpectProblem(422, "forbidden_by_statute");
        (await clerk.Act(id, "confirmation", new { })).ExpectProblem(422, "field_invalid");
        (await (await service.As("judge")).Act(id, "confirmation", Both)).ExpectProblem(403, "wrong_role");
    }

    [Fact]
    public async Task A_rejected_agreement_is_changed_and_confirmed_under_a_second_number()
    {
        await using var service = TriageService.Start();
        var id = await Agreed(service, "2026-11-20");
        var (clerk, judge, mediator) = (await service.As("clerk"), await service.As("judge"), await service.As("mediator"));
        (await clerk.Act(id, "confirmation", Both)).Expect(200);
        (await judge.Act(id, "confirmation/decision", new { decision = "rejected" })).ExpectProblem(422, "reason_required");
        Assert.Equal("confirmation_refused", (await judge.Act(id, "confirmation/decision", new { decision = "rejected", ground = "（五）内容不明确" })).Expect(200).State);
        (await clerk.Act(id, "confirmation", Both)).ExpectProblem(422, "forbidden_by_statute");
        Assert.Equal("mediating", (await mediator.Act(id, "mediation/resume", new { reason = "写明给付日期" })).Expect(200).State);
        (await mediator.Act(id, "mediation/outcome", MediationStepsTests.Agreement())).Expect(200);
        (await clerk.Act(id, "confirmation", Both)).Expect(200);
        Assert.Equal("confirmation_review", (await clerk.Act(id, "confirmation/accept", new { })).Expect(200).State);
        var confirmed = (await judge.Act(id, "confirmation/decision", new { decision = "confirmed" })).Expect(200);
        Assert.Equal(["（2026）鲁0997诉前调确1号", "（2026）鲁0997诉前调确2号"],
            confirmed.Body!["numbers"]!.AsArray().Where(n => n!["kind"]!.GetValue<string>() == "confirmation").Select(n => n!["number"]!.GetValue<string>()));
    }

    [Fact]
    public async Task The_president_extends_a_review_once_by_thirty_days_at_most()
    {
        await using var service = TriageService.Start();
        var id = await Agreed(service, "2026-11-20");
        var (clerk, judge, president) = (await service.As("clerk"), await service.As("judge"), await service.As("president"));
        (await clerk.Act(id, "confirmation", Both)).Expect(200);
        (await clerk.Act(id, "confirmation/accept", new { })).Expect(200); // to 2026-12-20
        Assert.Equal(("审理期限规定", "2"), Cited(await judge.Act(id, "limit-extension", new { days = 31, reason = "须实地核实" })));
        (await judge.Act(id, "limit-extension", new { days = 30, reason = "须实地核实" })).Expect(200);
        Assert.Contains((await president.Get($"/cases/{id}/deadlines")).Expect(200).Body!["tasks"]!.AsArray(), task => (string?)task!["kind"] == "extension_decision" && (string?)task["dueOn"] == "2026-12-15");
        var longer = (await president.Act(id, "limit-extension/decision", new { granted = true })).Expect(200);
        Assert.Equal("2027-01-19", (string?)longer.Body!["deadlines"]!.AsArray().Single(k => (string?)k!["clock"] == "confirmation_review")!["dueOn"]);
        (await judge.Act(id, "limit-extension", new { days = 1, reason = "再延" })).ExpectProblem(422, "forbidden_by_statute");
        Assert.Equal("confirmed", (await judge.Act(id, "confirmation/decision", new { decision = "confirmed" })).Expect(200).State);

        static (string, string) Cited(Answer answer) => (answer.ExpectProblem(422, "forbidden_by_statute").Text("citation.law"), answer.Text("citation.article"));
    }

    [Fact]
    public async Task A_decision_without_an_acceptance_makes_none_up_and_the_review_is_counted_from_the_application()
    {
        await using var service = TriageService.Start();
        var id = await Agreed(service, "2026-11-20");
        (await (await service.As("clerk")).Act(id, "confirmation", Both)).Expect(200); // to 2026-12-20
        service.Move(TimeSpan.FromDays(15));
        var decided = (await (await service.As("judge")).Act(id, "confirmation/decision", new { decision = "confirmed" })).Expect(200);
        Assert.Null(decided.Body!["confirmation"]!["acceptedOn"]);
        Assert.Equal("2026-12-20", (string?)decided.Body["deadlines"]!.AsArray().Single(k => (string?)k!["clock"] == "confirmation_review")!["dueOn"]);
    }

    [Fact]
    public async Task The_ruling_takes_effect_on_its_day_and_each_party_objects_within_fifteen_days_of_its_own_receipt()
    {
        await using var service = TriageService.Start();
        var id = await Agreed(service, "2026-11-20");
        var (clerk, judge) = (await service.As("clerk"), await service.As("judge"));
        (await clerk.Act(id, "confirmation", Both)).Expect(200);
        var confirmed = (await judge.Act(id, "confirmation/decision", new { decision = "confirmed" })).Expect(200);
        Assert.Equal("2026-11-20", confirmed.Text("effectiveOn"));
        Assert.DoesNotContain(confirmed.Body!["deadlines"]!.AsArray(), k => (string?)k!["code"] == "K19");
        service.Move(TimeSpan.FromDays(3));
        clerk = await service.As("clerk");
        foreach (var wrong in (object[])[new { kind = "hearing", on = "2026-11-23" }, new { kind = "served", on = "2026-11-23", party = "李波" }, new { kind = "served", on = "2026-11-23", party = "王五", method = "in_person" },
            new { kind = "served", on = "2026-11-19", party = "李波", method = "in_person" }, new { kind = "receipt_returned", on = "2026-11-23", party = "李波" }])
            (await clerk.Act(id, "events", wrong)).ExpectProblem(422, "field_invalid");
        (await clerk.Act(id, "events", new { kind = "served", on = "2026-11-21", party = "李波", method = "in_person" })).Expect(200);
        (await clerk.Act(id, "events", new { kind = "served", on = "2026-11-21", party = "李波", method = "left_at_domicile" })).ExpectProblem(422, "field_invalid");
        (await clerk.Act(id, "events", new { kind = "served", on = "2026-11-21", party = "李强", method = "post" })).Expect(200);
        var clock = Assert.Single(await Objections());
        Assert.Equal(("李波", "2026-11-21", "2026-12-07", "372"), ((string?)clock["subject"], (string?)clock["startOn"], (string?)clock["dueOn"], (string?)clock["citation"]!["article"])); // the 6th is a Sunday
        var posted = (await clerk.Act(id, "events", new { kind = "receipt_returned", on = "2026-11-23", party = "李强" })).Expect(200);
        Assert.Equal(["2026-12-07", "2026-12-08"], (await Objections()).Select(k => (string?)k["dueOn"]).Order());
        // Neither the effect nor the state waits for it, and no complaint was served by it.
        Assert.Equal(("confirmed", "2026-11-20", "2026-11-23"), (posted.State, posted.Text("effectiveOn"), posted.Text("confirmation.service.1.receivedOn")));
        Assert.DoesNotContain(posted.Body!["deadlines"]!.AsArray(), k => (string?)k!["code"] == "K9");
        Assert.DoesNotContain("李波", (await (await service.As("leader")).Get($"/cases/{id}")).Expect(200).Body!["confirmation"].Plain(), StringComparison.Ordinal);

        async Task<System.Text.Json.Nodes.JsonNode[]> Objections() =>
            [.. (await (await service.As("judge")).Get($"/cases/{id}/deadlines")).Expect(200).Body!["clocks"]!.AsArray().Where(k => (string?)k!["code"] == "K19").Select(k => k!)];
    }

    [Fact]
    public async Task The_time_to_apply_ends_when_the_agreement_of_a_registered_case_goes_to_the_judge()
    {
        await using var service = TriageService.Start();
        var id = await Agreed(service, "2026-11-20");
        var clerk = await service.As("clerk");
        var running = Application((await clerk.Get($"/cases/{id}/deadlines")).Expect(200));
        Assert.Equal(("running", null), ((string?)running["status"], (string?)running["endedOn"]));
        // Both ways are open, and the clock says which is the usual one.
        Assert.Contains("本案已经立案：协议由承办法官审查", (string?)running["note"], StringComparison.Ordinal);
        service.Move(TimeSpan.FromDays(1));
        clerk = await service.As("clerk");
        Assert.Equal("assigned", (await clerk.Act(id, "filing", new { })).Expect(200).State);
        var ended = Application((await clerk.Get($"/cases/{id}/deadlines")).Expect(200));
        Assert.Equal(("ended", "2026-11-21", "协议移交审判组织，以调解书或者准许撤诉结案"), ((string?)ended["status"], (string?)ended["endedOn"], (string?)ended["endedBy"]));
        Assert.Null(ended["note"]);
        // Another judge does not move the day.
        service.Move(TimeSpan.FromDays(2));
        clerk = await service.As("clerk");
        (await (await service.As("officer")).Act(id, "assignment", new { judge = "J03", reason = "承办人外出学习" })).Expect(200);
        Assert.Equal("2026-11-21", (string?)Application((await clerk.Get($"/cases/{id}/deadlines")).Expect(200))["endedOn"]);

        static System.Text.Json.Nodes.JsonNode Application(Answer answer) => answer.Body!["clocks"]!.AsArray().Single(k => (string?)k!["clock"] == "confirmation_application")!;
    }

    [Fact]
    public async Task A_withdrawn_application_can_be_made_again()
    {
        await using var service = TriageService.Start();
        var id = await Agreed(service, "2026-11-20");
        var clerk = await service.As("clerk");
        (await clerk.Act(id, "confirmation", Both)).Expect(200);
        Assert.Equal("confirmation_refused", (await (await service.As("judge")).Act(id, "confirmation/decision", new { decision = "withdrawn" })).Expect(200).State);
        Assert.Equal("confirmation_applied", (await clerk.Act(id, "confirmation", Both)).Expect(200).State);
    }

    [Fact]
    public async Task The_mediator_of_the_case_hands_in_what_both_sides_signed_and_nobody_elses()
    {
        await using var service = TriageService.Start();
        var id = await Agreed(service, "2026-11-20");
        var mediator = await service.As("mediator");
        var alone = (await mediator.Act(id, "confirmation", Both)).ExpectProblem(422, "forbidden_by_statute");
        Assert.Equal(("民事诉讼法解释", "351"), (alone.Text("citation.law"), alone.Text("citation.article")));
        (await mediator.Act(id, "confirmation", new { applicants = new[] { "李波", "李强" }, handedIn = new { signedOn = "2026-11-20" } })).ExpectProblem(422, "field_invalid");
        (await mediator.Act(id, "confirmation", new { applicants = new[] { "李波" }, handedIn = new { signedOn = "2026-11-20", authority = "转交委托书" } })).ExpectProblem(422, "forbidden_by_statute");
        (await (await service.As("clerk")).Act(id, "confirmation", new { applicants = new[] { "李波", "李强" }, handedIn = new { signedOn = "2026-11-20", authority = "转交委托书" } })).ExpectProblem(422, "field_invalid");
        var version = (await mediator.Get($"/cases/{id}")).Expect(200).Version;
        var carried = new { applicants = new[] { "李波", "李强" }, handedIn = new { signedOn = "2026-11-20", authority = "双方签名的转交委托书" } };
        (await (await service.As("mediator2")).Post($"/cases/{id}/confirmation", carried, version)).ExpectProblem(403, "other_tribunal");
        var applied = (await mediator.Act(id, "confirmation", carried)).Expect(200);
        Assert.Equal(("confirmation_applied", "M01", "O01"), (applied.State, applied.Text("confirmation.handedIn.mediator"), applied.Text("confirmation.handedIn.organisation")));
    }

    private static async Task<string> Agreed(TriageService service, string on)
    {
        var id = await MediationStepsTests.Claimed(service);
        (await (await service.As("mediator")).Act(id, "mediation/outcome", MediationStepsTests.Agreement(on))).Expect(200);
        return id;
    }
}
