using Triage.Tests.Data;
using Triage.Tests.Support;

namespace Triage.Tests.Features.Metrics;

/// <summary>人工甄别率: whether a person had to look before the route was confirmed, whatever triage said in the end.</summary>
public sealed class AbstentionTests
{
    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_case_once_left_to_a_person_stays_an_abstention_although_an_answer_brought_a_proposal(string provider)
    {
        await using var service = TriageService.Start(provider);
        var clerk = await service.As("clerk");
        var answered = (await clerk.Post("/cases", Disputes.Dismissal())).Expect(201);
        Assert.Equal("human_review", answered.State);
        var proposed = (await clerk.Post("/cases", Disputes.Irrigation(accept: false))).Expect(201);
        Assert.Equal("in_triage", proposed.State);
        Assert.Equal(("1", "2"), await Rate(service, "2026-11-20"));

        service.Move(TimeSpan.FromDays(3));
        var officer = await service.As("officer");
        var now = (await officer.Act(answered.Id, "facts", new { facts = new { labourArbitrationDone = false }, reason = "当事人说没有仲裁过" })).Expect(200);
        Assert.Equal(("in_triage", "false"), (now.State, now.Text("triage.abstained")));
        Assert.Equal(("1", "2"), await Rate(service, "2026-11-23"));
        // The reverse: what had a proposal is left to a person by a new fact, from that day on.
        Assert.Equal("human_review", (await officer.Act(proposed.Id, "facts", new { facts = new { statusClaim = true }, reason = "当事人陈述" })).Expect(200).State);
        Assert.Equal(("2", "2"), await Rate(service, "2026-11-23"));
        Assert.Equal(("1", "2"), await Rate(service, "2026-11-22"));
        Assert.Equal("in_triage", (await officer.Act(proposed.Id, "facts", new { facts = new { statusClaim = false }, reason = "记错了" })).Expect(200).State);

        // Confirming the proposal that came in the end does not undo it, and is no override.
        _ = (await officer.Act(answered.Id, "triage/confirm")).Expect(200);
        _ = (await officer.Act(proposed.Id, "triage/confirm")).Expect(200);
        Assert.Equal(("2", "2"), await Rate(service, "2026-11-23"));
        var leader = await service.As("leader");
        var list = (await leader.Get("/metrics/abstention_rate/cases?from=2026-11&to=2026-11&part=numerator")).Expect(200);
        Assert.Equal("2", list.Text("total"));
        Assert.Equal("0", (await leader.Get("/metrics/monthly?from=2026-11&to=2026-11")).Expect(200).Text("total.override_rate.numerator"));
        Assert.Equal("2", (await leader.Get("/metrics/triage-quality?from=2026-11&to=2026-11")).Expect(200).Text("total.abstention_rate.numerator"));
    }

    private static async Task<(string, string)> Rate(TriageService service, string asOf)
    {
        var figures = (await (await service.As("leader")).Get($"/metrics/monthly?from=2026-11&to=2026-11&asOf={asOf}")).Expect(200);
        return (figures.Text("total.abstention_rate.numerator"), figures.Text("total.abstention_rate.denominator"));
    }
}
