using Triage.Tests.Data;
using Triage.Tests.Support;

namespace Triage.Tests.Features.Mediation;

public sealed class OffersTests
{
    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task An_offered_case_is_seen_and_taken_by_the_one_asked_alone(string provider)
    {
        await using var service = TriageService.Start(provider);
        var id = await Waiting(service);
        var (officer, first, second) = (await service.As("officer"), await service.As("mediator"), await service.As("mediator2"));
        var offered = (await officer.Act(id, "mediation/offer", new { to = "M01", chosenBy = "parties", reason = "双方共同选定" })).Expect(200);
        Assert.Equal(("awaiting_mediator", "M01", "parties", "2026-11-26T00:00:00+08:00"), (offered.State, offered.Text("mediation.offer.to"), offered.Text("mediation.offer.chosenBy"), offered.Text("mediation.offer.until")));
        Assert.Empty((await second.Get("/mediation/queue")).Expect(200).Body!["items"]!.AsArray());
        (await second.Post("/mediation/queue/claim", new { caseId = id })).ExpectProblem(409, "lost_race");
        (await second.Get($"/cases/{id}")).ExpectProblem(403, "other_tribunal");
        Assert.Equal(204, (await second.Post("/mediation/queue/claim")).Status);
        var queue = (await first.Get("/mediation/queue")).Expect(200);
        Assert.Equal((id, "M01", "李某"), (queue.Text("items.0.id"), queue.Text("items.0.mediation.offer.to"), queue.Text("items.0.parties.0.name")));
        var work = (await first.Get("/worklist")).Expect(200).Body!["items"]!.AsArray();
        Assert.Contains(work, item => item!["caseId"]!.GetValue<string>() == id && item["kind"]!.GetValue<string>() == "mediation_offer" && item["dueOn"]!.GetValue<string>() == "2026-11-25");
        Assert.DoesNotContain((await second.Get("/worklist")).Expect(200).Body!["items"]!.AsArray(), item => item!["caseId"]!.GetValue<string>() == id);
        var taken = (await first.Post("/mediation/queue/claim", new { caseId = id })).Expect(200);
        Assert.Equal(("mediating", "M01", "accepted", ""), (taken.State, taken.Text("mediator"), taken.Text("mediation.offers.0.answer"), taken.Text("mediation.offer")));
        Assert.Contains((await officer.Get($"/cases/{id}/history")).Expect(200).Body!["items"]!.AsArray(), h => h!["action"]!.GetValue<string>() == "mediation_offered");
    }

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Silence_of_three_working_days_asks_the_next_and_then_the_queue(string provider)
    {
        await using var service = TriageService.Start(provider);
        var id = await Waiting(service);
        (await (await service.As("officer")).Act(id, "mediation/offer", new { to = "M01", next = new[] { "O02" } })).Expect(200);
        service.Move(TimeSpan.FromDays(5) + TimeSpan.FromHours(14.9)); // Friday to Wednesday night: the third working day is not over
        Assert.Empty((await (await service.As("assessor")).Get("/mediation/queue")).Expect(200).Body!["items"]!.AsArray());
        service.Move(TimeSpan.FromHours(0.2));
        var asked = (await (await service.As("assessor")).Get("/mediation/queue")).Expect(200); // R01 belongs to O02
        Assert.Equal(("O02", "lapsed", "M01"), (asked.Text("items.0.mediation.offer.to"), asked.Text("items.0.mediation.offers.0.answer"), asked.Text("items.0.mediation.offers.0.to")));
        (await (await service.As("mediator")).Post("/mediation/queue/claim", new { caseId = id })).ExpectProblem(409, "lost_race");
        service.Move(TimeSpan.FromDays(6)); // 27 November, 30 November and 1 December are over
        var pool = (await (await service.As("mediator2")).Get("/mediation/queue")).Expect(200);
        Assert.Equal((id, ""), (pool.Text("items.0.id"), pool.Text("items.0.mediation.offer")));
        (await (await service.As("mediator")).Post("/mediation/queue/claim", new { caseId = id })).Expect(200);
        var history = (await (await service.As("officer")).Get($"/cases/{id}/history")).Expect(200).Body!["items"]!.AsArray();
        Assert.Equal(2, history.Count(h => h!["action"]!.GetValue<string>() == "offer_lapsed" && h["actor"]!.GetValue<string>() == "system"));
    }

    [Fact]
    public async Task A_declined_offer_goes_to_the_next_with_the_reason_and_the_clock_begins_anew()
    {
        await using var service = TriageService.Start();
        var id = await Waiting(service);
        var (officer, first, second) = (await service.As("officer"), await service.As("mediator"), await service.As("mediator2"));
        (await first.Post($"/cases/{id}/mediation/decline", new { reason = "忙" }, version: 2)).ExpectProblem(409, "state_conflict");
        (await officer.Act(id, "mediation/offer", new { to = "M01", next = new[] { "M02" } })).Expect(200);
        (await first.Act(id, "mediation/decline", new { reason = " " })).ExpectProblem(422, "field_invalid");
        var version = (await officer.Get($"/cases/{id}")).Expect(200).Version;
        (await second.Post($"/cases/{id}/mediation/decline", new { reason = "忙" }, version)).ExpectProblem(403, "other_tribunal");
        (await first.Act(id, "mediation/consent", new { party = "李强", given = true })).ExpectProblem(403, "other_tribunal");
        var declined = (await first.Act(id, "mediation/decline", new { reason = "与一方相识" })).Expect(200);
        Assert.Equal(("M02", "declined", "与一方相识"), (declined.Text("mediation.offer.to"), declined.Text("mediation.offers.0.answer"), declined.Text("mediation.offers.0.reason")));
        var clocks = (await officer.Get($"/cases/{id}/deadlines")).Expect(200).Body!["clocks"]!.AsArray();
        Assert.Equal("M02", clocks.Single(k => k!["code"]!.GetValue<string>() == "K2")!["subject"]!.GetValue<string>());
        (await officer.Act(id, "mediation/offer", new { to = "M03", reason = "改由熟悉水利的调解" })).Expect(200);
        Assert.Equal("taken_back", (await officer.Get($"/cases/{id}")).Expect(200).Text("mediation.offers.1.answer"));
        var recommended = (await officer.Get($"/cases/{id}/mediation/recommendations")).Expect(200).Body!["mediators"]!.AsArray();
        Assert.DoesNotContain(recommended, m => m!["id"]!.GetValue<string>() == "M01");
    }

    [Fact]
    public async Task Nobody_with_a_conflict_or_off_the_roster_is_asked_first_or_next()
    {
        await using var service = TriageService.Start();
        var id = (await (await service.As("clerk")).Post("/cases", Disputes.Irrigation(defendant: "严永昌"))).Expect(201).Id; // kin of M02
        var officer = await service.As("officer");
        foreach (var body in new object[] { new { to = "M02" }, new { to = "M01", next = new[] { "M02" } } })
        {
            var refused = (await officer.Act(id, "mediation/offer", body)).ExpectProblem(422, "forbidden_by_statute");
            Assert.Equal(("特邀调解规定", "15"), (refused.Text("citation.law"), refused.Text("citation.article")));
        }
        foreach (var body in new object[] { new { to = "M05" }, new { to = "O03" }, new { to = "X1" }, new { }, new { to = "M01", next = new[] { "M01" } }, new { to = "M01", next = new[] { "M05" } } })
            (await officer.Act(id, "mediation/offer", body)).ExpectProblem(422, "field_invalid");
        (await officer.Act(id, "mediation/offer", new { to = "O01" })).Expect(200); // M01 of the same organisation may
        (await (await service.As("mediator2")).Post("/mediation/queue/claim", new { caseId = id })).ExpectProblem(422, "forbidden_by_statute");
        (await (await service.As("mediator")).Post("/mediation/queue/claim", new { caseId = id })).Expect(200);
        (await officer.Act(id, "mediation/offer", new { to = "M01" })).ExpectProblem(409, "state_conflict");
    }

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Two_of_one_organisation_who_accept_at_once_and_an_officer_who_takes_it_back_leave_one_holder(string provider)
    {
        await using var service = TriageService.Start(provider);
        var officer = await service.As("officer");
        for (var round = 0; round < 10; round++)
        {
            var id = await Waiting(service, $"李{round}波");
            var offered = (await officer.Act(id, "mediation/offer", new { to = "O01", next = new[] { "O02" } })).Expect(200);
            var (one, two, three) = (await service.As("mediator"), await service.As("mediator2"), await service.As("assessor"));
            var answers = await Task.WhenAll(one.Post("/mediation/queue/claim", new { caseId = id }), two.Post("/mediation/queue/claim", new { caseId = id }), three.Post("/mediation/queue/claim", new { caseId = id }),
                officer.Post($"/cases/{id}/mediation/offer", new { to = "M03" }, offered.Version));
            var after = (await officer.Get($"/cases/{id}")).Expect(200);
            Assert.Equal(after.State == "mediating" ? 1 : 0, answers.Take(3).Count(a => a.Status == 200));
            Assert.Equal(409, answers[2].Status);
            Assert.True(answers[3].Status is 200 or 412 or 409, $"{answers[3].Status}");
            Assert.Equal(answers[3].Status == 200, after.Text("mediation.offer.to") == "M03");
        }
    }

    private static async Task<string> Waiting(TriageService service, string plaintiff = "李波") =>
        (await (await service.As("clerk")).Post("/cases", Disputes.Irrigation(plaintiff: plaintiff))).Expect(201).Id;
}
