using System.Text.Json.Nodes;
using Triage.Tests.Support;

namespace Triage.Tests.Features.Deadlines;

public sealed class DeadlinesTests
{
    public static TheoryData<string> Providers => Data.TestDatabase.Providers;

    internal static JsonObject Clock(Answer answer, string id) => (JsonObject)answer.Body!["clocks"]!.AsArray().Single(clock => (string?)clock!["clock"] == id)!;

    [Fact]
    public async Task Every_clock_of_a_case_is_explained_day_by_day_with_its_article()
    {
        await using var service = TriageService.Start();
        var clerk = await service.As("clerk");
        var id = (await clerk.Post("/cases", Disputes.Loan().With("amount", 90000m))).Expect(201).Id;
        var answer = (await clerk.Get($"/cases/{id}/deadlines")).Expect(200);
        var trial = answer.Body!["clocks"]!.AsArray().Single(clock => (string?)clock!["code"] == "K7")!;
        // Filed on 2026-11-20: the last day is the same date of the last month, and what rolls is shown beside it.
        Assert.Equal("2026-11-20", (string?)trial["startOn"]);
        Assert.Contains((string?)trial["dueOn"], new[] { "2027-01-20", "2027-02-20" });
        Assert.Equal("85", (string?)trial["steps"]![0]!["citation"]!["article"]);
        Assert.Equal("counted", (string?)trial["steps"]![1]!["kind"]);
        var counted = trial["steps"]!.AsArray().Where(step => (string?)step!["kind"] != "rolled_over").Sum(step => (int)step!["days"]!);
        Assert.Equal(DateOnly.Parse((string)trial["dueOn"]!).DayNumber - new DateOnly(2026, 11, 20).DayNumber, counted);
        Assert.NotNull(trial["requestBy"]);
        var review = Clock(answer, "filing_review");
        Assert.Equal(("ended", "2026-11-20", "立案", true), ((string?)review["status"], (string?)review["endedOn"], (string?)review["endedBy"], (bool?)review["inTime"]));
    }

    [Fact]
    public async Task A_case_shows_its_deadlines_in_every_answer()
    {
        await using var service = TriageService.Start();
        var clerk = await service.As("clerk");
        var created = (await clerk.Post("/cases", Disputes.Irrigation(accept: false))).Expect(201);
        Assert.Equal(("filing_review", "2026-11-23", "running"), (created.Text("deadlines.0.clock"), created.Text("deadlines.0.dueOn"), created.Text("deadlines.0.status")));
        Assert.Equal("2026-11-23", (await clerk.Get($"/cases/{created.Id}")).Text("deadlines.0.dueOn"));
        Assert.Equal("2026-11-23", (await clerk.Get("/cases")).Text("items.0.deadlines.0.dueOn"));
    }

    [Fact]
    public async Task The_rules_show_every_clock_and_every_ground_of_deduction()
    {
        await using var service = TriageService.Start();
        var rules = (await (await service.As("clerk")).Get("/rules")).Expect(200);
        Assert.Equal(Shipped.Rules.Clocks.Clocks.Count, rules.Body!["clocks"]!.AsArray().Count);
        Assert.Contains(rules.Body["clocks"]!.AsArray(), clock => (string?)clock!["id"] == "trial_simple" && (string?)clock["citation"]!["article"] == "164" && (string?)clock["roll"] == "in_doubt");
        Assert.Contains(rules.Body["deductions"]!.AsArray(), deduction => (string?)deduction!["ground"] == "public_notice");
    }

    [Fact]
    public async Task Deadlines_are_for_those_who_may_see_the_case()
    {
        await using var service = TriageService.Start();
        var id = (await (await service.As("clerk")).Post("/cases", Disputes.Irrigation(accept: false))).Expect(201).Id;
        (await (await service.As("officer2")).Get($"/cases/{id}/deadlines")).ExpectProblem(403, "other_tribunal");
        (await (await service.As("sysadmin")).Get($"/cases/{id}/deadlines")).ExpectProblem(403, "wrong_role");
        (await (await service.As("leader")).Get($"/cases/{id}/deadlines")).Expect(200);
        (await (await service.As("clerk")).Get("/cases/nobody/deadlines")).ExpectProblem(404, "not_found");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_new_calendar_moves_open_clocks_and_leaves_stopped_ones(string provider)
    {
        await using var service = TriageService.Start(provider);
        var (clerk, admin) = (await service.As("clerk"), await service.As("sysadmin"));
        var open = (await clerk.Post("/cases", Disputes.Irrigation(accept: false))).Expect(201).Id;
        var filed = (await clerk.Post("/cases", Disputes.Loan())).Expect(201).Id;
        var year = (await admin.Get("/calendar/2026")).Expect(200).Body!.AsObject();
        year["days"]!.AsArray().Add(new JsonObject { ["date"] = "2026-11-23", ["mark"] = "holiday", ["name"] = "临时放假", ["provisional"] = false, ["source"] = "试验" });

        (await clerk.Send(HttpMethod.Put, "/calendar/2026", year)).ExpectProblem(403, "wrong_role");
        var change = (await admin.Send(HttpMethod.Put, "/calendar/2026", year)).Expect(200);
        Assert.Equal(("1", "2026"), (change.Text("revision"), change.Text("year")));
        // The review of one, and the other's file, which had to reach the division by the same Monday.
        Assert.Equal("2", change.Text("moved"));

        Assert.Equal("2026-11-24", (string?)Clock((await clerk.Get($"/cases/{open}/deadlines")).Expect(200), "filing_review")["dueOn"]);
        Assert.Equal("2026-11-23", (string?)Clock((await clerk.Get($"/cases/{filed}/deadlines")).Expect(200), "filing_review")["dueOn"]);
        Assert.Contains("临时放假", (await clerk.Get("/calendar/2026")).Expect(200).Body!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        // The list finds it by the day it is due now.
        service.Move(TimeSpan.FromDays(4));
        clerk = await service.As("clerk");
        Assert.DoesNotContain(open, (await clerk.Get("/cases?overdue=true")).Expect(200).Body!.ToJsonString());
        service.Move(TimeSpan.FromDays(1));
        clerk = await service.As("clerk");
        Assert.Contains(open, (await clerk.Get("/cases?overdue=true")).Expect(200).Body!.ToJsonString());
        Assert.DoesNotContain(open, (await clerk.Get("/cases?overdue=false")).Expect(200).Body!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"days": []}""", "days")]
    [InlineData("""{"year": 2025, "days": [{"date": "2026-01-01", "mark": "holiday", "name": "元旦"}]}""", "year")]
    [InlineData("""{"days": [{"date": "2025-01-01", "mark": "holiday", "name": "元旦"}]}""", "days[0].date")]
    [InlineData("""{"days": [{"date": "2026-01-01", "mark": "holiday", "name": "元旦"}, {"date": "2026-01-01", "mark": "holiday", "name": "元旦"}]}""", "days[1].date")]
    [InlineData("""{"days": [{"date": "2026-01-05", "mark": "workday", "name": "调休"}]}""", "days[0].date")]
    [InlineData("""{"days": [{"date": "2026-01-01", "name": "元旦"}]}""", "days[0].mark")]
    public async Task A_wrong_calendar_changes_nothing_and_names_the_day(string body, string path)
    {
        await using var service = TriageService.Start();
        var admin = await service.As("sysadmin");
        var answer = (await admin.Send(HttpMethod.Put, "/calendar/2026", body)).ExpectProblem(422, "field_invalid");
        Assert.NotNull(answer.Body!["errors"]![path]);
        Assert.DoesNotContain("2026-01-05", (await admin.Get("/calendar/2026")).Body!.ToJsonString());
    }

    [Fact]
    public async Task The_days_work_lists_what_is_late_first_and_only_what_is_mine()
    {
        await using var service = TriageService.Start();
        var clerk = await service.As("clerk");
        var late = (await clerk.Post("/cases", Disputes.Irrigation(accept: false).With("receivedOn", "2026-11-06"))).Expect(201).Id;
        var soon = (await clerk.Post("/cases", Disputes.Irrigation(accept: false, plaintiff: "王五").With("receivedOn", "2026-11-13"))).Expect(201).Id;
        var list = (await clerk.Get("/worklist")).Expect(200);
        Assert.Equal((late, "overdue", "filing_review", "-7"), (list.Text("items.0.caseId"), list.Text("items.0.level"), list.Text("items.0.clock"), list.Text("items.0.daysLeft")));
        Assert.Equal((soon, "today", "2026-11-20"), (list.Text("items.1.caseId"), list.Text("items.1.level"), list.Text("items.1.dueOn")));
        Assert.Equal("1", list.Text("counts.overdue"));
        Assert.Equal("1", (await clerk.Get("/worklist?level=overdue")).Expect(200).Text("total"));
        Assert.Equal("0", (await (await service.As("judge")).Get("/worklist")).Expect(200).Text("total"));
        Assert.Equal(late, (await (await service.As("leader")).Get("/worklist")).Expect(200).Text("items.0.caseId"));
        Assert.Equal("0", (await (await service.As("officer2")).Get("/worklist")).Expect(200).Text("total"));
        (await clerk.Get("/worklist?role=president")).ExpectProblem(400, "bad_query");
        (await clerk.Get("/worklist?level=none")).ExpectProblem(400, "bad_query");
        (await (await service.As("auditor")).Get("/worklist")).ExpectProblem(403, "wrong_role");
    }
}
