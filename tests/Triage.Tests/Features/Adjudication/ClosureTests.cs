using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Triage.Api.Features.Adjudication;
using Triage.Tests.Support;

namespace Triage.Tests.Features.Adjudication;

public sealed class ClosureTests
{
    public static TheoryData<string> Providers => Data.TestDatabase.Providers;

    private static Task<int> TakeEffect(TriageService service) =>
        service.Services.GetServices<IHostedService>().OfType<EffectKeeper>().Single().TakeEffectAsync(CancellationToken.None);

    private static async Task<(string Id, ApiUser Judge)> Heard(TriageService service, bool ordinary)
    {
        var id = (ordinary ? await Trials.Ordinary(service) : await Trials.Assigned(service)).Id;
        service.Move(TimeSpan.FromDays(20)); // 2026-12-10
        var judge = await service.As("judge");
        (await judge.Act(id, "events", new { kind = "served", party = "李强", on = "2026-11-25" })).Expect(200);
        (await judge.Act(id, "events", new { kind = "hearing", on = "2026-12-08" })).Expect(200);
        return (id, judge);
    }

    [Fact]
    public async Task The_closing_date_is_computed_from_the_way_of_service_and_small_claims_cannot_be_appealed()
    {
        await using var service = TriageService.Start();
        var (id, judge) = await Heard(service, ordinary: false);
        (await judge.Act(id, "closure", Trials.Closure("judgment", "2026-12-08", ("李波", "in_person", "2026-12-08")))).ExpectProblem(422, "field_invalid");
        (await judge.Act(id, "closure", Trials.Closure("judgment", "2026-12-08", ("李波", "in_person", "2026-12-08"), ("王五", "in_person", "2026-12-08"), ("李强", "post", "2026-12-09")))).ExpectProblem(422, "field_invalid");
        (await judge.Act(id, "closure", Trials.Closure("judgment", "2026-12-08", ("李波", "in_person", "2026-12-08"), ("李强", "post", "2026-12-20")))).ExpectProblem(422, "field_invalid");
        Assert.Equal("4", (await judge.Act(id, "closure", Trials.Closure("judgment", "2026-12-08", ("李波", "in_person", "2026-12-08"), ("李强", "announcement", "2026-12-09")))).ExpectProblem(422, "forbidden_by_statute").Text("citation.article"));
        var closed = (await judge.Act(id, "closure", Trials.Closure("judgment", "2026-12-08", ("李波", "in_person", "2026-12-08"), ("李强", "left_at_domicile", "2026-12-10")))).Expect(200);
        Assert.Equal(("closed", "2026-12-10", "2026-12-10"), (closed.State, closed.Text("closedOn"), closed.Text("closure.closedOn")));
        Assert.Contains("（一）留置送达", closed.Text("closure.steps.1.citation.text"));
        Assert.Equal(("false", "final", "165", ""), (closed.Text("closure.appeals.0.appealable"), closed.Text("closure.appeals.0.kind"), closed.Text("closure.appeals.0.citation.article"), closed.Text("closure.earliestEffectOn")));
        Assert.DoesNotContain((await judge.Get($"/cases/{id}")).Expect(200).Body!["actions"]!.AsArray(), action => (string?)action!["action"] == "appeal");
        Assert.Equal("165", (await judge.Act(id, "appeal", new { party = "李强" })).ExpectProblem(422, "forbidden_by_statute").Text("citation.article"));
        // Final and served on everybody: in effect.
        Assert.Equal(1, await TakeEffect(service));
        Assert.Equal("effective", (await judge.Get($"/cases/{id}")).State);
        Assert.Contains("became_effective", (await judge.Get($"/cases/{id}/history")).Body!.ToJsonString());
        (await judge.Act(id, "closure", Trials.Closure("judgment", "2026-12-08", ("李波", "in_person", "2026-12-08"), ("李强", "in_person", "2026-12-08")))).ExpectProblem(409, "state_conflict");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_judgment_takes_effect_when_the_last_party_can_no_longer_appeal(string provider)
    {
        await using var service = TriageService.Start(provider);
        var (id, judge) = await Heard(service, ordinary: true);
        var closed = (await judge.Act(id, "closure", Trials.Closure("judgment", "2026-12-08", ("李波", "in_person", "2026-12-08"), ("李强", "in_person", "2026-12-10")))).Expect(200);
        Assert.Contains((await judge.Get($"/cases/{id}")).Expect(200).Body!["actions"]!.AsArray(), action => (string?)action!["action"] == "appeal");
        Assert.Equal(["2026-12-23", "2026-12-25"], closed.Body!["closure"]!["appeals"]!.AsArray().Select(one => (string?)one!["lastDay"]));
        Assert.Equal(("2026-12-26", ""), (closed.Text("closure.earliestEffectOn"), closed.Text("closure.effectiveOn")));
        service.Move(TimeSpan.FromDays(15)); // 2026-12-25, the last day
        Assert.Equal(0, await TakeEffect(service));
        service.Move(TimeSpan.FromDays(1));
        Assert.Equal(1, await TakeEffect(service));
        judge = await service.As("judge");
        var effective = (await judge.Get($"/cases/{id}")).Expect(200);
        Assert.Equal(("effective", "2026-12-26"), (effective.State, effective.Text("closure.effectiveOn")));
        (await judge.Act(id, "appeal", new { party = "李强", on = "2026-12-25" })).ExpectProblem(409, "state_conflict");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_is_in_effect_is_not_opened_again_while_it_is_followed_up(string provider)
    {
        await using var service = TriageService.Start(provider);
        var (id, judge) = await Heard(service, ordinary: true);
        (await judge.Act(id, "closure", Trials.Closure("judgment", "2026-12-08", ("李波", "in_person", "2026-12-08"), ("李强", "in_person", "2026-12-10")))).Expect(200);
        Assert.Equal("follow_up", (await judge.Act(id, "follow-up", new { performed = true, satisfied = true })).Expect(200).State);
        var keeper = service.Services.GetServices<IHostedService>().OfType<EffectKeeper>().Single();
        Assert.Contains(id, (await keeper.WaitingAsync(TestContext.Current.CancellationToken)).Select(c => c.Id));
        service.Move(TimeSpan.FromDays(16));
        Assert.Equal(1, await TakeEffect(service));
        Assert.DoesNotContain(id, (await keeper.WaitingAsync(TestContext.Current.CancellationToken)).Select(c => c.Id));

        // A row that was written before the column was: looked at once, the case itself stays as it is.
        var before = (await (await service.As("judge")).Get($"/cases/{id}")).Expect(200);
        Assert.Equal(("follow_up", "2026-12-26"), (before.State, before.Text("closure.effectiveOn")));
        var database = service.Services.GetRequiredService<Api.Data.Database>();
        _ = await database.WriteAsync(unit => unit.ExecuteAsync("update cases set effective_on = null where id = @id", new { id }), TestContext.Current.CancellationToken);
        Assert.Contains(id, (await keeper.WaitingAsync(TestContext.Current.CancellationToken)).Select(c => c.Id));
        Assert.Equal(0, await TakeEffect(service));
        Assert.DoesNotContain(id, (await keeper.WaitingAsync(TestContext.Current.CancellationToken)).Select(c => c.Id));
        Assert.Equal(before.Text("version"), (await (await service.As("judge")).Get($"/cases/{id}")).Text("version"));
    }

    [Fact]
    public async Task Each_party_appeals_in_its_own_time()
    {
        await using var service = TriageService.Start();
        var (id, judge) = await Heard(service, ordinary: true);
        (await judge.Act(id, "closure", Trials.Closure("judgment", "2026-12-08", ("李波", "in_person", "2026-12-08"), ("李强", "in_person", "2026-12-10")))).Expect(200);
        service.Move(TimeSpan.FromDays(14)); // 2026-12-24: over for 李波, not for 李强
        judge = await service.As("judge");
        var late = (await judge.Act(id, "appeal", new { party = "李波", on = "2026-12-24" })).ExpectProblem(422, "forbidden_by_statute");
        Assert.Equal("171", late.Text("citation.article"));
        (await judge.Act(id, "appeal", new { party = "王五", on = "2026-12-24" })).ExpectProblem(422, "field_invalid");
        var appealed = (await judge.Act(id, "appeal", new { party = "李强", on = "2026-12-24" })).Expect(200);
        Assert.Equal(("appealed", "2026-12-29"), (appealed.State, (string?)Trials.Deadline(appealed, "K13")["dueOn"]));
        var sent = (await judge.Act(id, "events", new { kind = "appeal_copy_sent", party = "李强", on = "2026-12-24" })).Expect(200);
        Assert.Equal(("appealed", "ended"), (sent.State, (string?)Trials.Deadline(sent, "K13")["status"]));
        service.Move(TimeSpan.FromDays(30));
        Assert.Equal(0, await TakeEffect(service));
    }

    [Fact]
    public async Task A_judgment_without_a_hearing_on_record_is_remarked_on_and_not_refused()
    {
        await using var service = TriageService.Start();
        var id = (await Trials.Assigned(service)).Id;
        var judge = await service.As("judge");
        var open = (await judge.Get($"/cases/{id}")).Expect(200);
        Assert.Equal(("no_hearing", "judgment", "145", "389"), (open.Text("closingRemarks.0.id"), open.Text("closingRemarks.0.modes.0"), open.Text("closingRemarks.0.citations.0.article"), open.Text("closingRemarks.0.citations.1.article")));
        // Whoever cannot close it is told nothing.
        Assert.Equal("", (await (await service.As("clerk")).Get($"/cases/{id}")).Text("closingRemarks"));
        Assert.Equal("closed", (await judge.Act(id, "closure", Trials.Closure("judgment", "2026-11-20", ("李波", "in_person", "2026-11-20"), ("李强", "in_person", "2026-11-20")))).Expect(200).State);

        var (heard, _) = await Heard(service, ordinary: false);
        Assert.Equal("[]", (await (await service.As("judge")).Get($"/cases/{heard}")).Text("closingRemarks"));
    }

    [Fact]
    public async Task A_letter_waits_for_its_receipt_before_the_time_to_appeal_runs()
    {
        await using var service = TriageService.Start();
        var (id, judge) = await Heard(service, ordinary: true);
        var posted = (await judge.Act(id, "closure", Trials.Closure("judgment", "2026-12-08", ("李波", "in_person", "2026-12-08"), ("李强", "post", "2026-12-09")))).Expect(200);
        Assert.Equal(("2026-12-09", "", ""), (posted.Text("closedOn"), posted.Text("closure.appeals.1.lastDay"), posted.Text("closure.earliestEffectOn")));
        service.Move(TimeSpan.FromDays(60));
        Assert.Equal(0, await TakeEffect(service));
        judge = await service.As("judge");
        (await judge.Act(id, "events", new { kind = "receipt_returned", party = "李波", on = "2026-12-14" })).ExpectProblem(422, "field_invalid");
        var back = (await judge.Act(id, "events", new { kind = "receipt_returned", party = "李强", on = "2026-12-14" })).Expect(200);
        Assert.Equal("2026-12-29", back.Text("closure.appeals.1.lastDay"));
        Assert.Equal(1, await TakeEffect(service));
    }

    [Fact]
    public async Task A_ruling_of_inadmissibility_ends_a_case_before_it_is_filed_and_can_be_appealed()
    {
        await using var service = TriageService.Start();
        var id = (await (await service.As("clerk")).Post("/cases", Disputes.Irrigation(accept: false))).Expect(201).Id;
        var judge = await service.As("judge");
        (await judge.Act(id, "closure", Trials.Closure("judgment", "2026-11-20", ("李波", "in_person", "2026-11-20"), ("李强", "in_person", "2026-11-20")))).ExpectProblem(422, "forbidden_by_statute");
        var ruled = (await judge.Act(id, "closure", new
        {
            mode = "ruling",
            document = new { kind = "不予受理裁定书", madeOn = "2026-11-20" },
            service = new[] { new { party = "李波", method = "in_person", on = "2026-11-20" } },
        })).Expect(200);
        Assert.Equal(("not_accepted", "2026-11-30"), (ruled.State, ruled.Text("closure.appeals.0.lastDay")));
        (await judge.Act(id, "appeal", new { party = "李波" })).Expect(200);
    }

    [Fact]
    public async Task A_leader_sees_how_it_ended_but_not_whose_it_is()
    {
        await using var service = TriageService.Start();
        var (id, judge) = await Heard(service, ordinary: true);
        (await judge.Act(id, "closure", Trials.Closure("judgment", "2026-12-08", ("李波", "in_person", "2026-12-08"), ("李强", "in_person", "2026-12-10")))).Expect(200);
        var leader = await service.As("leader");
        foreach (var path in new[] { $"/cases/{id}", $"/cases/{id}/deadlines", "/worklist", "/cases" })
        {
            var seen = (await leader.Get(path)).Expect(200).Body!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
            Assert.DoesNotContain("李波", seen);
            Assert.DoesNotContain("李强", seen);
        }
        Assert.Equal("李某", (await leader.Get($"/cases/{id}")).Text("closure.appeals.0.party"));
    }
}
