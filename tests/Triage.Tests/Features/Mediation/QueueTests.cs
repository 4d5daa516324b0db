using Triage.Tests.Data;
using Triage.Tests.Support;

namespace Triage.Tests.Features.Mediation;

public sealed class QueueTests
{
    public static TheoryData<string> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Three_mediators_claiming_at_once_never_hold_the_same_case(string provider)
    {
        await using var service = TriageService.Start(provider);
        var clerk = await service.As("clerk");
        for (var i = 0; i < 30; i++)
            (await clerk.Post("/cases", Disputes.Irrigation(plaintiff: $"李{i}波"))).Expect(201);
        var claimed = await Task.WhenAll(new[] { "mediator", "mediator2", "assessor" }.Select(async name =>
        {
            var mediator = await service.As(name);
            List<string> mine = [];
            for (Answer answer; (answer = await mediator.Post("/mediation/queue/claim")).Status != 204;)
                mine.Add(answer.Expect(200).Id);
            return mine;
        }));
        Assert.Equal(30, claimed.Sum(c => c.Count));
        Assert.Equal(30, claimed.SelectMany(c => c).Distinct().Count());
    }

    [Fact]
    public async Task The_oldest_case_comes_first_and_a_named_one_when_asked()
    {
        await using var service = TriageService.Start();
        var clerk = await service.As("clerk");
        List<string> ids = [];
        for (var i = 0; i < 3; i++)
            ids.Add((await clerk.Post("/cases", Disputes.Irrigation(plaintiff: $"李{i}波"))).Expect(201).Id);
        var mediator = await service.As("mediator");
        Assert.Equal(ids, (await mediator.Get("/mediation/queue")).Expect(200).Body!["items"]!.AsArray().Select(c => c!["id"]!.GetValue<string>()));
        Assert.Equal(ids[2], (await mediator.Post("/mediation/queue/claim", new { caseId = ids[2] })).Expect(200).Id);
        Assert.Equal(ids[0], (await mediator.Post("/mediation/queue/claim", new { })).Expect(200).Id);
        (await (await service.As("mediator2")).Post("/mediation/queue/claim", new { caseId = ids[2] })).ExpectProblem(409, "lost_race");
    }

    [Fact]
    public async Task An_empty_queue_answers_no_content()
    {
        await using var service = TriageService.Start();
        Assert.Equal(204, (await (await service.As("mediator")).Post("/mediation/queue/claim")).Status);
    }

    [Fact]
    public async Task Names_appear_with_the_claim()
    {
        await using var service = TriageService.Start();
        (await (await service.As("clerk")).Post("/cases", Disputes.Irrigation())).Expect(201);
        var mediator = await service.As("mediator");
        Assert.Equal("李某", (await mediator.Get("/mediation/queue")).Expect(200).Text("items.0.parties.0.name"));
        Assert.Equal("李波", (await mediator.Post("/mediation/queue/claim")).Expect(200).Text("parties.0.name"));
    }

    [Fact]
    public async Task A_returned_case_goes_back_to_its_old_place_with_the_reason()
    {
        await using var service = TriageService.Start();
        var clerk = await service.As("clerk");
        var first = (await clerk.Post("/cases", Disputes.Irrigation())).Expect(201).Id;
        (await clerk.Post("/cases", Disputes.Irrigation(plaintiff: "王五"))).Expect(201);
        var mediator = await service.As("mediator");
        Assert.Equal(first, (await mediator.Post("/mediation/queue/claim")).Expect(200).Id);
        (await mediator.Act(first, "mediation/return", new { reason = " " })).ExpectProblem(422, "field_invalid");
        var back = (await mediator.Act(first, "mediation/return", new { reason = "与被告同村，不便主持" })).Expect(200);
        Assert.Equal(("awaiting_mediator", "与被告同村，不便主持"), (back.State, back.Text("mediation.returns.0.reason")));
        Assert.Equal(first, (await (await service.As("mediator2")).Post("/mediation/queue/claim")).Expect(200).Id);
    }

    [Fact]
    public async Task An_officer_takes_a_case_from_a_mediator_who_cannot_go_on_without_using_up_the_parties_one_change()
    {
        await using var service = TriageService.Start();
        var id = (await (await service.As("clerk")).Post("/cases", Disputes.Irrigation())).Expect(201).Id;
        var (officer, mediator) = (await service.As("officer"), await service.As("mediator"));
        (await mediator.Post("/mediation/queue/claim", new { caseId = id })).Expect(200);
        (await mediator.Act(id, "mediation/sessions", new { mode = "phone" })).Expect(200); // the lease is over: no timer would bring it back
        (await (await service.As("clerk")).Act(id, "mediation/return", new { reason = "x" })).ExpectProblem(403, "wrong_role");
        var back = (await officer.Act(id, "mediation/return", new { reason = "调解员住院" })).Expect(200);
        Assert.Equal(("awaiting_mediator", "调解员住院", "0", "false"), (back.State, back.Text("mediation.returns.0.reason"), back.Text("mediation.changes"), back.Text("mediation.returns.0.replaced")));
        var taken = back.Text("mediation.returns.0.returnedBy");
        Assert.NotEqual(back.Text("mediation.returns.0.mediator"), taken);
        Assert.NotNull((await officer.Get($"/cases/{id}")).Expect(200).Body!["names"]![taken]);
        (await (await service.As("mediator2")).Post("/mediation/queue/claim", new { caseId = id })).Expect(200);
        Assert.Equal(200, (await officer.Act(id, "mediation/change", new { reason = "双方申请" })).Status);
    }

    [Fact]
    public async Task A_case_that_somebody_else_holds_cannot_be_returned()
    {
        await using var service = TriageService.Start();
        var id = (await (await service.As("clerk")).Post("/cases", Disputes.Irrigation())).Expect(201).Id;
        var held = (await (await service.As("mediator")).Post("/mediation/queue/claim")).Expect(200);
        (await (await service.As("mediator2")).Post($"/cases/{id}/mediation/return", new { reason = "不是我的" }, version: held.Version)).ExpectProblem(403, "other_tribunal");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_lease_runs_three_working_days_and_then_the_case_is_back_at_its_old_place(string provider)
    {
        await using var service = TriageService.Start(provider);
        var clerk = await service.As("clerk");
        var first = (await clerk.Post("/cases", Disputes.Irrigation())).Expect(201).Id;
        (await clerk.Post("/cases", Disputes.Irrigation(plaintiff: "王五"))).Expect(201);
        var claimed = (await (await service.As("mediator")).Post("/mediation/queue/claim")).Expect(200);
        // Friday the 20th; Monday, Tuesday and Wednesday are the three working days (在线调解规则 12).
        Assert.Equal("2026-11-26T00:00:00+08:00", claimed.Text("lease.until"));
        service.Move(TimeSpan.FromDays(5) + TimeSpan.FromHours(14.9));
        _ = (await (await service.As("assessor")).Get("/mediation/queue")).Expect(200);
        Assert.Equal("mediating", (await (await service.As("clerk")).Get($"/cases/{first}")).Expect(200).State);
        service.Move(TimeSpan.FromHours(0.2));
        var second = await service.As("assessor");
        var queue = (await second.Get("/mediation/queue")).Expect(200);
        Assert.Equal(first, queue.Text("items.0.id"));
        Assert.Equal("true", queue.Text("items.0.mediation.returns.0.expired"));
    }

    [Fact]
    public async Task A_mediator_with_a_tie_to_a_party_neither_sees_nor_takes_the_case()
    {
        await using var service = TriageService.Start();
        var court = Shipped.Court;
        var account = court.Accounts.First(a => a.UserName is "mediator" or "mediator2" or "assessor" && court.FindMediator(a.Person)!.Kin.Count > 0);
        var kin = court.FindMediator(account.Person)!.Kin[0];
        var id = (await (await service.As("clerk")).Post("/cases", Disputes.Irrigation(defendant: kin))).Expect(201).Id;
        var mediator = await service.As(account.UserName);
        Assert.Empty((await mediator.Get("/mediation/queue")).Expect(200).Body!["items"]!.AsArray());
        var refused = (await mediator.Post("/mediation/queue/claim", new { caseId = id })).ExpectProblem(422, "forbidden_by_statute");
        Assert.Equal(("特邀调解规定", "15"), (refused.Text("citation.law"), refused.Text("citation.article")));
        Assert.Equal(204, (await mediator.Post("/mediation/queue/claim")).Status);
    }
}
