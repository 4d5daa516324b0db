using Triage.Tests.Data;
using Triage.Tests.Features.Mediation;
using Triage.Tests.Support;

namespace Triage.Tests.Features.Metrics;

public sealed class StagesTests
{
    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_filed_case_counts_as_mediated_only_where_a_mediator_had_it(string provider)
    {
        await using var service = TriageService.Start(provider);
        var (clerk, mediator, leader) = (await service.As("clerk"), await service.As("mediator"), await service.As("leader"));
        var failed = await MediationStepsTests.Claimed(service);
        (await mediator.Act(failed, "mediation/outcome", new { outcome = "failed", endedOn = "2026-11-20", reason = "分歧过大", focus = "渠口由谁维护", complexityOpinion = "simple" })).Expect(200);
        (await clerk.Act(failed, "filing", new { })).Expect(200);
        Assert.Equal("filed", (await clerk.Post("/cases", Disputes.Loan())).Expect(201).State);
        Assert.Equal("awaiting_mediator", (await clerk.Post("/cases", Disputes.Irrigation(plaintiff: "王五"))).Expect(201).State);
        Assert.Equal("human_review", (await clerk.Post("/cases", Disputes.Dismissal())).Expect(201).State);
        var stages = (await leader.Get("/metrics/stages?from=2026-11&to=2026-11")).Expect(200).Body!;
        Assert.Equal(["assigned 1 1 1", "awaiting_mediator 1 1 1", "filed 1 0 1", "human_review 1 0 0"],
            stages["states"]!.AsArray().Select(one => $"{one!["state"]} {one["cases"]} {one["mediated"]} {one["filed"]}").Order(StringComparer.Ordinal));
    }
}
