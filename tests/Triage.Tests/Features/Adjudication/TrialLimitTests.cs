using Triage.Tests.Support;

namespace Triage.Tests.Features.Adjudication;

public sealed class TrialLimitTests
{
    [Fact]
    public async Task A_conversion_counts_from_filing()
    {
        await using var service = TriageService.Start();
        var converted = await Trials.Ordinary(service);
        Assert.Equal(("2026-11-20", "2027-05-20"), ((string?)Trials.Deadline(converted, "K7")["startOn"], (string?)Trials.Deadline(converted, "K7")["dueOn"]));
    }

    [Fact]
    public async Task A_counterclaim_raises_a_second_triage_by_itself_with_a_day_and_blocks_the_judgment_in_small_claims()
    {
        await using var service = TriageService.Start();
        var assigned = await Trials.Assigned(service);
        Assert.Equal("small_claims", assigned.Text("procedure"));
        var (judge, officer) = (await service.As("judge"), await service.As("officer"));
        (await judge.Act(assigned.Id, "events", new { kind = "served", party = "李强", on = "2026-11-20" })).Expect(200);
        var met = (await judge.Act(assigned.Id, "events", new { kind = "counterclaim", party = "李强", on = "2026-11-20" })).Expect(200);
        Assert.Equal("true", met.Text("facts.counterclaim"));
        var list = (await officer.Get("/worklist")).Expect(200);
        Assert.Contains(list.Body!["items"]!.AsArray(), item => (string?)item!["kind"] == "second_triage" && (string?)item["caseId"] == assigned.Id && (string?)item["dueOn"] == "2026-11-25");
        var refused = (await judge.Act(assigned.Id, "closure", Trials.Closure("judgment", "2026-11-20", ("李波", "in_person", "2026-11-20"), ("李强", "in_person", "2026-11-20")))).ExpectProblem(422, "forbidden_by_statute");
        Assert.Equal("166", refused.Text("citation.article"));
        (await judge.Act(assigned.Id, "procedure", new { procedure = "simple", bench = "sole", reason = "被告提出反诉" })).Expect(200);
        Assert.DoesNotContain((await officer.Get("/worklist")).Expect(200).Body!["items"]!.AsArray(), item => (string?)item!["kind"] == "second_triage");
    }

    [Fact]
    public async Task Stays_stop_the_limit_and_days_with_two_grounds_count_once()
    {
        await using var service = TriageService.Start();
        var id = (await Trials.Ordinary(service)).Id;
        service.Move(TimeSpan.FromDays(40)); // 2026-12-30
        var judge = await service.As("judge");
        (await judge.Act(id, "suspensions", new { ground = "rain", from = "2026-12-01" })).ExpectProblem(422, "field_invalid");
        var stayed = (await judge.Act(id, "suspensions", new { ground = "appraisal", from = "2026-12-01" })).Expect(200);
        Assert.Equal(("suspended", "paused"), (stayed.State, (string?)Trials.Deadline(stayed, "K7")["status"]));
        Assert.Null(Trials.Deadline(stayed, "K7")["dueOn"]);
        (await judge.Act(id, "suspensions", new { ground = "settlement", from = "2026-12-05", to = "2026-12-20" })).Expect(200);
        var resumed = (await judge.Act(id, "suspensions", new { ground = "appraisal", to = "2026-12-15" })).Expect(200);
        Assert.Equal("in_trial", resumed.State);
        // 1 to 20 December: twenty days, not thirty-one.
        Assert.Equal("2027-06-09", (string?)Trials.Deadline(resumed, "K7")["dueOn"]);
        Assert.Equal(20, (int?)Deadlines.DeadlinesTests.Clock((await judge.Get($"/cases/{id}/deadlines")).Expect(200), "trial_ordinary")["deductedDays"]);
    }

    [Fact]
    public async Task More_time_is_asked_for_in_time_and_never_for_more_than_the_law_gives()
    {
        await using var service = TriageService.Start();
        var id = (await Trials.Assigned(service)).Id; // small claims: 2027-01-20
        service.Move(TimeSpan.FromDays(40)); // 2026-12-30
        var (judge, president) = (await service.As("judge"), await service.As("president"));
        (await judge.Act(id, "limit-extension", new { days = 5, months = 1 })).ExpectProblem(422, "field_invalid");
        Assert.Equal("168", (await judge.Act(id, "limit-extension", new { months = 2, reason = "案情复杂" })).ExpectProblem(422, "forbidden_by_statute").Text("citation.article"));
        (await judge.Act(id, "limit-extension", new { months = 1, requestedOn = "2026-12-30", reason = "案情复杂" })).Expect(200);
        Assert.Contains((await president.Get("/worklist")).Expect(200).Body!["items"]!.AsArray(), item => (string?)item!["kind"] == "extension_decision" && (string?)item["dueOn"] == "2027-01-15");
        (await judge.Act(id, "limit-extension/decision", new { granted = true })).ExpectProblem(403, "wrong_role");
        var longer = (await president.Act(id, "limit-extension/decision", new { granted = true, decidedOn = "2026-12-30" })).Expect(200);
        Assert.Equal("2027-02-20", (string?)Trials.Deadline(longer, "K7")["dueOn"]);
        Assert.Equal("168", (await judge.Act(id, "limit-extension", new { days = 1, reason = "再延一天" })).ExpectProblem(422, "forbidden_by_statute").Text("citation.article"));
    }

    [Fact]
    public async Task A_request_in_the_last_fifteen_days_comes_too_late()
    {
        await using var service = TriageService.Start();
        var id = (await Trials.Assigned(service)).Id;
        service.Move(TimeSpan.FromDays(50)); // 2027-01-09, eleven days before the end
        var late = (await (await service.As("judge")).Act(id, "limit-extension", new { months = 1, reason = "案情复杂" })).ExpectProblem(422, "forbidden_by_statute");
        Assert.Equal(("延长审限规定", "1"), (late.Text("citation.law"), late.Text("citation.article")));
    }

    [Fact]
    public async Task A_hearing_is_adjourned_once_in_simple_procedure()
    {
        await using var service = TriageService.Start();
        var id = (await Trials.Assigned(service)).Id;
        var judge = await service.As("judge");
        (await judge.Act(id, "events", new { kind = "hearing" })).Expect(200);
        (await judge.Act(id, "events", new { kind = "adjourned" })).Expect(200);
        Assert.Equal("3", (await judge.Act(id, "events", new { kind = "adjourned" })).ExpectProblem(422, "forbidden_by_statute").Text("citation.article"));
        (await judge.Act(id, "events", new { kind = "party_time" })).ExpectProblem(422, "field_invalid");
    }

    [Fact]
    public async Task Nobody_acts_on_a_version_that_is_no_more()
    {
        await using var service = TriageService.Start();
        var assigned = await Trials.Assigned(service);
        var judge = await service.As("judge");
        (await judge.Post($"/cases/{assigned.Id}/events", new { kind = "hearing" })).ExpectProblem(428, "version_required");
        (await judge.Post($"/cases/{assigned.Id}/events", new { kind = "hearing" }, version: assigned.Version - 1)).ExpectProblem(412, "stale_version");
        (await judge.Post($"/cases/{assigned.Id}/events", new { kind = "hearing", colour = "red" }, version: assigned.Version)).Expect(400);
    }
}
