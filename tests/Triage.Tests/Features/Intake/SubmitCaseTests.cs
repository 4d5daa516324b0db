using System.Text.Json.Nodes;
using Triage.Tests.Data;
using Triage.Tests.Support;

namespace Triage.Tests.Features.Intake;

public sealed class SubmitCaseTests
{
    public static TheoryData<string> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task An_accepted_irrigation_dispute_is_registered_and_waits_for_a_mediator(string provider)
    {
        await using var service = TriageService.Start(provider);
        var clerk = await service.As("clerk");
        var created = (await clerk.Post("/cases", Disputes.Irrigation())).Expect(201);
        Assert.Equal(("awaiting_mediator", "mediation", "small_claims", "sole"), (created.State, created.Text("route"), created.Text("procedure"), created.Text("bench")));
        Assert.Equal($"/api/v1/cases/{created.Id}", created.Headers.Location!.ToString());
        Assert.Equal(["receipt", "first_instance"], created.Body!["numbers"]!.AsArray().Select(n => n!["kind"]!.GetValue<string>()));
        Assert.Equal("（2026）鲁0997民初1号", created.Text("numbers.1.number"));
        Assert.Equal(("clerk", "2026-11-20"), (created.Text("triage.decidedBy.confirmedBy"), created.Text("filedOn")));
        var read = (await clerk.Get($"/cases/{created.Id}")).Expect(200);
        Assert.Equal(created.ETag, read.ETag);
        Assert.Equal(created.Text("narrative"), read.Text("narrative"));
    }

    [Fact]
    public async Task Without_acceptance_a_case_waits_for_a_person()
    {
        await using var service = TriageService.Start();
        var created = (await (await service.As("clerk")).Post("/cases", Disputes.Irrigation(accept: false))).Expect(201);
        Assert.Equal(("in_triage", "", "mediation"), (created.State, created.Text("route"), created.Text("triage.route")));
    }

    [Fact]
    public async Task Where_triage_abstains_acceptance_in_advance_routes_nothing()
    {
        await using var service = TriageService.Start();
        var created = (await (await service.As("clerk")).Post("/cases", Disputes.Dismissal())).Expect(201);
        Assert.Equal("human_review", created.State);
        Assert.Equal("missing_fact", created.Text("triage.abstainReasons.0.code"));
    }

    [Fact]
    public async Task A_refused_mediation_is_filed_for_the_fast_track_team()
    {
        await using var service = TriageService.Start();
        var created = (await (await service.As("clerk")).Post("/cases", Disputes.Loan())).Expect(201);
        Assert.Equal(("filed", "fast_track"), (created.State, created.Text("route")));
        Assert.StartsWith("dongzhuang-fast", created.Text("team"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_same_key_and_body_replay_the_first_answer_and_another_body_is_refused(string provider)
    {
        await using var service = TriageService.Start(provider);
        var clerk = await service.As("clerk");
        var first = (await clerk.Post("/cases", Disputes.Irrigation(), key: "receipt-17")).Expect(201);
        var again = (await clerk.Post("/cases", Disputes.Irrigation(), key: "receipt-17")).Expect(201);
        Assert.Equal(first.Body!.ToJsonString(), again.Body!.ToJsonString());
        Assert.Equal(first.ETag, again.ETag);
        (await clerk.Post("/cases", Disputes.Irrigation(plaintiff: "王五"), key: "receipt-17")).ExpectProblem(422, "idempotency_key_reused");
        Assert.Equal("1", (await clerk.Get("/cases")).Text("total"));
    }

    [Fact]
    public async Task A_double_click_makes_one_case()
    {
        await using var service = TriageService.Start();
        var clerk = await service.As("clerk");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => clerk.Post("/cases", Disputes.Irrigation(), key: "one-click")));
        Assert.Single(answers.Select(a => a.Expect(201).Id).Distinct());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_repeated_filing_is_pointed_out_although_names_are_typed_with_blanks_and_full_width(string provider)
    {
        await using var service = TriageService.Start(provider);
        var clerk = await service.As("clerk");
        var first = (await clerk.Post("/cases", Disputes.Irrigation())).Expect(201);
        var second = (await clerk.Post("/cases", Disputes.Irrigation().With("parties", new JsonArray(
            new JsonObject { ["role"] = "plaintiff", ["name"] = " 李　波 " }, new JsonObject { ["role"] = "defendant", ["name"] = "李 强" })))).Expect(201);
        Assert.Equal(first.Id, second.Text("duplicates.0.caseId"));
        Assert.Equal("（2026）鲁0997收1号", second.Text("duplicates.0.number"));
        var other = (await clerk.Post("/cases", Disputes.Loan())).Expect(201);
        Assert.Empty(other.Body!["duplicates"]!.AsArray());
    }

    [Fact]
    public async Task Every_wrong_field_is_named_at_once_and_nothing_is_stored()
    {
        await using var service = TriageService.Start();
        var clerk = await service.As("clerk");
        var refused = (await clerk.Post("/cases", new
        {
            receivedOn = "2026-11-21",
            narrative = "太短了",
            amount = 3.333,
            cause = "没有这个案由",
            parties = new[] { new { role = "plaintiff", name = "李波", phone = "电话" } },
        })).ExpectProblem(422, "field_invalid");
        Assert.Equal(["amount", "cause", "channel", "narrative", "parties", "parties[0].phone", "receivedOn"], refused.Body!["errors"]!.AsObject().Select(e => e.Key).Order(StringComparer.Ordinal));
        Assert.Equal("0", (await clerk.Get("/cases")).Text("total"));
    }

    [Theory]
    [InlineData("{\"chanel\": \"counter\"}", "unknown_member", "chanel")]
    [InlineData("{\"facts\": {\"noSuchFact\": true}, \"channel\": \"counter\"}", "unknown_member", "facts.noSuchFact")]
    [InlineData("{\"amount\": \"3200\"}", "malformed_json", "amount")]
    [InlineData("{\"channel\": \"carrier_pigeon\"}", "malformed_json", "channel")]
    [InlineData("{\"narrative\": \"a\\u0000b\"}", "invalid_text", "narrative")]
    [InlineData("{", "malformed_json", "$")]
    public async Task What_is_not_of_the_contract_is_refused_by_field(string body, string code, string field)
    {
        await using var service = TriageService.Start();
        var refused = (await (await service.As("clerk")).Post("/cases", body)).ExpectProblem(400, code);
        Assert.Contains(field, refused.Body!["errors"]!.AsObject().Select(e => e.Key));
    }

    [Fact]
    public async Task A_clerk_receives_for_the_own_tribunal_only()
    {
        await using var service = TriageService.Start();
        (await (await service.As("clerk2")).Post("/cases", Disputes.Irrigation())).ExpectProblem(403, "other_tribunal");
    }

    [Fact]
    public async Task Registration_numbers_are_consecutive_under_concurrency()
    {
        await using var service = TriageService.Start();
        var clerk = await service.As("clerk");
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => clerk.Post("/cases", Disputes.Irrigation(plaintiff: $"李{i}"))));
        var numbers = answers.Select(a => a.Expect(201).Text("numbers.1.number")).ToHashSet();
        Assert.Equal(Enumerable.Range(1, 40).Select(i => $"（2026）鲁0997民初{i}号").ToHashSet(), numbers);
    }

    [Fact]
    public async Task The_old_regime_gives_a_pre_filing_number_and_no_filing_date()
    {
        await using var service = TriageService.Start("sqlite", ("Court:Regime", "PRE_FILING_2016"));
        var created = (await (await service.As("clerk")).Post("/cases", Disputes.Irrigation())).Expect(201);
        Assert.Equal(("awaiting_mediator", "PRE_FILING_2016", ""), (created.State, created.Text("regime"), created.Text("filedOn")));
        Assert.Contains("诉前调1号", created.Text("numbers.1.number"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_matter_received_before_2025_keeps_the_regime_of_its_time()
    {
        await using var service = TriageService.Start();
        var created = (await (await service.As("clerk")).Post("/cases", Disputes.Irrigation().With("receivedOn", "2024-12-30"))).Expect(201);
        Assert.Equal("PRE_FILING_2016", created.Text("regime"));
    }
}
