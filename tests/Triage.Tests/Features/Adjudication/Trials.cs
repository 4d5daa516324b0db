using System.Text.Json.Nodes;
using Triage.Tests.Support;

namespace Triage.Tests.Features.Adjudication;

/// <summary>Cases on their way through a trial, driven over HTTP.</summary>
internal static class Trials
{
    /// <summary>A loan, filed today and assigned to a judge.</summary>
    public static async Task<Answer> Assigned(TriageService service, JsonObject? dispute = null)
    {
        var clerk = await service.As("clerk");
        var filed = (await clerk.Post("/cases", dispute ?? Disputes.Loan())).Expect(201);
        Assert.Equal("filed", filed.State);
        return (await clerk.Act(filed.Id, "filing", new { filedOn = "2026-11-20" })).Expect(200);
    }

    /// <summary>The same, converted to ordinary procedure.</summary>
    public static async Task<Answer> Ordinary(TriageService service)
    {
        var id = (await Assigned(service)).Id;
        return (await (await service.As("judge")).Act(id, "procedure", new { procedure = "ordinary", bench = "sole", reason = "案情复杂" })).Expect(200);
    }

    public static object Closure(string mode, string madeOn, params (string Party, string Method, string On)[] service) => new
    {
        mode,
        document = new { kind = mode == "mediation_statement" ? "民事调解书" : "民事判决书", madeOn },
        service = service.Select(one => new { party = one.Party, method = one.Method, on = one.On }).ToArray(),
    };

    public static JsonObject Deadline(Answer answer, string code) => (JsonObject)answer.Body!["deadlines"]!.AsArray().First(clock => (string?)clock!["code"] == code)!;
}
