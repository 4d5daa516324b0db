using Triage.Tests.Data;
using Triage.Tests.Support;

namespace Triage.Tests.Features.Intake;

public sealed class ReadCasesTests
{
    public static TheoryData<string> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_list_is_paged_without_losing_or_repeating_a_case(string provider)
    {
        await using var service = TriageService.Start(provider);
        var clerk = await service.As("clerk");
        for (var i = 0; i < 7; i++)
            (await clerk.Post("/cases", Disputes.Irrigation(plaintiff: $"李{i}波").With("receivedOn", $"2026-11-1{i % 3}"))).Expect(201);
        List<string> seen = [];
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await clerk.Get($"/cases?limit=3{(cursor.Length > 0 ? "&cursor=" + cursor : "")}")).Expect(200);
            seen.AddRange(page.Body!["items"]!.AsArray().Select(c => c!["id"]!.GetValue<string>()));
            cursor = page.Text("nextCursor") is { Length: > 0 } next ? next : null;
        }
        Assert.Equal(7, seen.Count);
        Assert.Equal(7, seen.Distinct().Count());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_case_is_found_by_its_number_however_typed_and_by_a_name(string provider)
    {
        await using var service = TriageService.Start(provider);
        var clerk = await service.As("clerk");
        var created = (await clerk.Post("/cases", Disputes.Irrigation())).Expect(201);
        (await clerk.Post("/cases", Disputes.Loan().With("parties", Disputes.Irrigation(plaintiff: "赵六", defendant: "钱七")["parties"]!.DeepClone()))).Expect(201);
        foreach (var typed in new[] { "（2026）鲁0997民初1号", "(2026)鲁0997民初1号", " (２０２６) 鲁0997 民初 1 号", "民初1号", "李波", "李 波" })
        {
            var found = (await clerk.Get($"/cases?q={Uri.EscapeDataString(typed)}")).Expect(200);
            Assert.Equal(created.Id, Assert.Single(found.Body!["items"]!.AsArray())!["id"]!.GetValue<string>());
        }
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Filters_narrow(string provider)
    {
        await using var service = TriageService.Start(provider);
        var clerk = await service.As("clerk");
        (await clerk.Post("/cases", Disputes.Irrigation())).Expect(201);
        (await clerk.Post("/cases", Disputes.Loan())).Expect(201);
        async Task<string> Total(string query) => (await clerk.Get("/cases?" + query)).Expect(200).Text("total");
        Assert.Equal("1", await Total("state=filed"));
        Assert.Equal("1", await Total("route=mediation"));
        Assert.Equal("1", await Total("cause=neighbour"));
        Assert.Equal("2", await Total("from=2026-11-01&to=2026-11-30&tribunal=dongzhuang"));
        Assert.Equal("0", await Total("from=2026-12-01"));
        (await clerk.Get("/cases?state=no_such_state")).ExpectProblem(400, "bad_query");
        (await clerk.Get("/cases?limit=0")).ExpectProblem(400, "bad_query");
        (await clerk.Get("/cases?cursor=nonsense")).ExpectProblem(400, "bad_query");
        (await clerk.Get("/cases?tribunal=liuquan")).ExpectProblem(403, "other_tribunal");
    }

    [Theory]
    [InlineData("clerk", true)]
    [InlineData("officer", true)]
    [InlineData("judge", true)]
    [InlineData("head", true)]
    [InlineData("president", true)]
    [InlineData("mediator", false)]
    [InlineData("leader", false)]
    [InlineData("data", false)]
    public async Task Names_numbers_phones_and_addresses_are_for_those_who_need_them(string userName, bool clear)
    {
        await using var service = TriageService.Start();
        var id = (await (await service.As("clerk")).Post("/cases", Disputes.Irrigation())).Expect(201).Id;
        var text = (await (await service.As(userName)).Get($"/cases/{id}")).Expect(200).Body!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        foreach (var secret in new[] { "李波", "李强", "370921198001011234", "13812345678", "李家洼村12号" })
            Assert.Equal(clear, text.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_case_of_another_tribunal_is_closed_to_its_neighbours_and_open_to_the_court()
    {
        await using var service = TriageService.Start();
        var id = (await (await service.As("clerk")).Post("/cases", Disputes.Irrigation())).Expect(201).Id;
        foreach (var stranger in new[] { "clerk2", "officer2", "judge2", "head2", "mediator3" })
            (await (await service.As(stranger)).Get($"/cases/{id}")).ExpectProblem(403, "other_tribunal");
        (await (await service.As("clerk")).Get("/cases/no-such-case")).ExpectProblem(404, "not_found");
    }

    [Fact]
    public async Task The_history_tells_who_did_what_when_and_chains()
    {
        await using var service = TriageService.Start();
        var id = (await (await service.As("clerk")).Post("/cases", Disputes.Irrigation())).Expect(201).Id;
        (await (await service.As("mediator")).Post("/mediation/queue/claim")).Expect(200);
        var items = (await (await service.As("officer")).Get($"/cases/{id}/history")).Expect(200).Body!["items"]!.AsArray();
        Assert.Equal(["received", "triage_confirmed", "mediation_claimed"], items.Select(i => i!["action"]!.GetValue<string>()));
        Assert.Equal(["clerk", "clerk", "mediator"], items.Select(i => i!["actor"]!.GetValue<string>()));
        Assert.Equal(("awaiting_mediator", "mediating"), (items[2]!["before"]!["state"]!.GetValue<string>(), items[2]!["after"]!["state"]!.GetValue<string>()));
        Assert.Equal(3, items.Select(i => i!["hash"]!.GetValue<string>()).Distinct().Count());
        var masked = (await (await service.As("auditor")).Get($"/cases/{id}/history")).Expect(200).Body!["items"]!.AsArray();
        Assert.All(masked, i => Assert.Null(i!["after"]));
    }

    [Fact]
    public async Task A_planted_phone_is_neither_in_the_database_file_nor_in_its_log()
    {
        await using var service = TriageService.Start();
        (await (await service.As("clerk")).Post("/cases", Disputes.Irrigation(), key: "k")).Expect(201);
        foreach (var file in Directory.EnumerateFiles(service.Folder, "triage.db*").Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy);
            foreach (var secret in new[] { "13812345678", "370921198001011234", "李波" })
                Assert.Equal(-1, copy.ToArray().AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(secret)));
        }
    }

    [Fact]
    public async Task Who_may_not_see_names_cannot_find_a_person_by_name()
    {
        await using var service = TriageService.Start();
        (await (await service.As("clerk")).Post("/cases", Disputes.Irrigation())).Expect(201);
        foreach (var (userName, found) in new[] { ("clerk", "1"), ("president", "1"), ("leader", "0"), ("data", "0") })
            Assert.Equal(found, (await (await service.As(userName)).Get($"/cases?q={Uri.EscapeDataString("李波")}")).Expect(200).Text("total"));
    }

    [Fact]
    public async Task A_mediator_changes_nothing_before_the_claim()
    {
        await using var service = TriageService.Start();
        var id = (await (await service.As("clerk")).Post("/cases", Disputes.Irrigation())).Expect(201).Id;
        var mediator = await service.As("mediator");
        (await mediator.Act(id, "facts", new { facts = new { landTitle = true }, reason = "听说的" })).ExpectProblem(403, "other_tribunal");
        (await mediator.Post("/mediation/queue/claim", new { caseId = id })).Expect(200);
        (await mediator.Act(id, "facts", new { facts = new { kinship = true }, reason = "双方陈述" })).Expect(200);
    }
}
