using System.Text.Json.Nodes;
using Triage.Tests.Data;
using Triage.Tests.Support;

namespace Triage.Tests.Features.Intake;

public sealed class SafetyScreensTests
{
    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_plaintiff_with_many_like_claims_is_pointed_out_with_the_number_and_the_article(string provider)
    {
        await using var service = TriageService.Start(provider, ("Screens:SimilarClaims", "2"));
        var clerk = await service.As("clerk");
        Assert.DoesNotContain("many_similar_claims", Flags((await clerk.Post("/cases", Loan(1))).Expect(201)));
        Assert.DoesNotContain("many_similar_claims", Flags((await clerk.Post("/cases", Loan(2))).Expect(201)));
        var third = (await clerk.Post("/cases", Loan(3).With("acceptProposal", false))).Expect(201);
        var flag = third.Body!["flags"]!.AsArray().Single(f => f!["flag"]!.GetValue<string>() == "many_similar_claims")!;
        Assert.Contains("已有2件", flag["reason"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("115", flag["citation"]!["article"]!.GetValue<string>());
        Assert.Contains("many_similar_claims", Flags((await clerk.Act(third.Id, "facts", new { facts = new { preservation = true }, reason = "当事人申请保全" })).Expect(200)));
        Assert.DoesNotContain("many_similar_claims", Flags((await clerk.Post("/cases", Disputes.Irrigation(plaintiff: "李波", defendant: "邻居").With("cause", "相邻用水、排水纠纷"))).Expect(201)));
        Assert.DoesNotContain("李波", (await (await service.As("leader")).Get($"/cases/{third.Id}")).Expect(200).Body.Plain(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_defendant_sued_by_many_may_be_a_group_dispute_in_pieces()
    {
        await using var service = TriageService.Start("sqlite", ("Screens:AgainstOne", "3"));
        var clerk = await service.As("clerk");
        for (var i = 0; i < 2; i++)
            Assert.DoesNotContain("many_against_one", Flags((await clerk.Post("/cases", Disputes.Irrigation(plaintiff: $"业主{i}", defendant: "好日子物业公司"))).Expect(201)));
        Assert.Contains("many_against_one", Flags((await clerk.Post("/cases", Disputes.Irrigation(plaintiff: "业主三", defendant: "好日子物业公司"))).Expect(201)));
    }

    [Fact]
    public async Task A_suit_like_an_open_one_carries_a_flag_and_one_like_a_withdrawn_one_does_not()
    {
        await using var service = TriageService.Start();
        var clerk = await service.As("clerk");
        var first = (await clerk.Post("/cases", Disputes.Dismissal())).Expect(201);
        Assert.DoesNotContain("like_earlier_case", Flags(first));
        var second = (await clerk.Post("/cases", Disputes.Dismissal())).Expect(201);
        Assert.Equal("247", second.Body!["flags"]!.AsArray().Single(f => f!["flag"]!.GetValue<string>() == "like_earlier_case")!["citation"]!["article"]!.GetValue<string>());
        foreach (var id in new[] { first.Id, second.Id })
            (await clerk.Act(id, "withdrawal", new { reason = "材料没有带齐，改日再来" })).Expect(200);
        Assert.DoesNotContain("like_earlier_case", Flags((await clerk.Post("/cases", Disputes.Dismissal())).Expect(201)));
    }

    [Fact]
    public async Task An_oral_filing_is_read_back_and_signed_or_says_that_it_was_not()
    {
        await using var service = TriageService.Start();
        var clerk = await service.As("clerk");
        Assert.Contains("oral_record_missing", Flags((await clerk.Post("/cases", Disputes.Irrigation().With("channel", "oral"))).Expect(201)));
        (await clerk.Post("/cases", Disputes.Irrigation().With("channel", "oral").With("oralRecord", new JsonObject { ["recordedBy"] = "王书记员" }))).ExpectProblem(422, "field_invalid");
        var read = (await clerk.Post("/cases", Disputes.Irrigation(plaintiff: "王五").With("channel", "oral").With("oralRecord", new JsonObject { ["recordedBy"] = "王书记员", ["signature"] = "fingerprint" }))).Expect(201);
        Assert.DoesNotContain("oral_record_missing", Flags(read));
        Assert.Equal(("fingerprint", "2026-11-16"), (read.Text("oralRecord.signature"), read.Text("oralRecord.readBackOn")));
    }

    private static JsonObject Loan(int number)
    {
        var body = Disputes.Loan().With("cause", "民间借贷纠纷");
        body["parties"]![1]!["name"] = $"借款人{number}";
        return body;
    }

    private static string[] Flags(Answer answer) => [.. answer.Body!["flags"]!.AsArray().Select(f => f!["flag"]!.GetValue<string>())];
}
