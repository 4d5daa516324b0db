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

    private static JsonObject Loan(int number)
    {
        var body = Disputes.Loan().With("cause", "民间借贷纠纷");
        body["parties"]![1]!["name"] = $"借款人{number}";
        return body;
    }

    private static string[] Flags(Answer answer) => [.. answer.Body!["flags"]!.AsArray().Select(f => f!["flag"]!.GetValue<string>())];
}
