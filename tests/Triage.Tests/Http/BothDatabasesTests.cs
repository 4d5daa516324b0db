using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Triage.Api.Domain;
using Triage.Api.Features.Metrics;
using Triage.Api.Http;
using Triage.Tests.Data;
using Triage.Tests.Features.Adjudication;
using Triage.Tests.Support;

namespace Triage.Tests.Http;

/// <summary>Every question that the service answers is put on both databases, so that no statement runs for the first time in a court. A new endpoint cannot escape: it is asked as it stands, or has its line in the table.</summary>
public sealed class BothDatabasesTests
{
    private static readonly Dictionary<Role, string> Users = new()
    {
        [Role.Clerk] = "clerk",
        [Role.TriageOfficer] = "officer",
        [Role.Mediator] = "mediator",
        [Role.Judge] = "judge",
        [Role.TribunalHead] = "head",
        [Role.President] = "president",
        [Role.Leader] = "leader",
        [Role.DataStaff] = "data",
        [Role.SystemAdmin] = "sysadmin",
        [Role.SecurityAdmin] = "secadmin",
        [Role.Auditor] = "auditor",
    };

    /// <summary>Instead of the bare address: what it must be told, and what makes other statements of it. {case} is a case that a mediator holds, {trial} one before a judge.</summary>
    private static readonly Dictionary<string, string[]> Questions = new()
    {
        ["/calendar/{year:int}"] = ["/calendar/2026"],
        ["/cases/"] = ["/cases", "/cases?state=filed,assigned&tribunal=dongzhuang&from=2026-01-01&to=2026-12-31&limit=2", "/cases?q=李波", "/cases?q=2026&cause=lending&route=mediation", "/cases?judge=J02&overdue=true", "/cases?mediator=M01"],
        ["/cases/export"] = ["/cases/export?from=2026-11-01", "/cases/export?kind=police", "/cases/export?format=xlsx&from=2026-11-01", "/cases/export?format=ndjson&tribunal=dongzhuang&from=2026-11-01"],
        ["/cases/{id}"] = ["/cases/{case}", "/cases/{trial}"],
        ["/cases/{id}/assignment"] = ["/cases/{trial}/assignment"],
        ["/cases/{id}/mediation/recommendations"] = ["/cases/{waiting}/mediation/recommendations"],
        ["/metrics/alerts"] = ["/metrics/alerts", "/metrics/alerts?tribunal=dongzhuang&from=2026-01&to=2026-11"],
        ["/metrics/alerts/{kind}/cases"] = [.. AlertLists.Of(Rules.Books.Metrics.Alerts).Select(list => $"/metrics/alerts/{list.Id}/cases?person=J02")],
        ["/metrics/monthly"] = ["/metrics/monthly", "/metrics/monthly?from=2025-12&to=2026-11&tribunal=dongzhuang", "/metrics/monthly?asOf=2026-10-31"],
        ["/metrics/triage-quality"] = ["/metrics/triage-quality", "/metrics/triage-quality?by=cause", "/metrics/triage-quality?by=tribunal&asOf=2026-10-31"],
        ["/metrics/{id}/cases"] = [.. Rules.Books.Metrics.Definitions.SelectMany(d => (string[])[$"/metrics/{d.Id}/cases", $"/metrics/{d.Id}/cases?part=denominator&tribunal=dongzhuang&family=lending&limit=3"]),
            "/metrics/closure_rate/cases?part=shortfall&cause=none", "/metrics/mean_days_to_close/cases?part=excess", "/metrics/new_cases/cases?asOf=2026-10-31&cause=民间借贷纠纷", "/metrics/handling_on_time_rate/cases?part=shortfall&asOf=2026-10-31"],
        ["/model/drift"] = ["/model/drift?month=2026-11"],
        ["/model/labels"] = ["/model/labels", "/model/labels?from=2026-11-01&to=2026-11-30&limit=1"],
        ["/sources/ledger"] = ["/sources/ledger", "/sources/ledger?channel=police&tribunal=dongzhuang"],
        ["/villages/tribunal"] = ["/villages/tribunal?village=李家洼村"],
    };

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Every_question_is_answered(string provider)
    {
        await using var service = TriageService.Start(provider, ("Sample:Cases", "true"));
        var cases = await SeedAsync(service);
        var endpoints = service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith("/api/v1", StringComparison.Ordinal) && e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains("GET")).ToList();
        var patterns = endpoints.Select(e => e.RoutePattern.RawText!["/api/v1".Length..]).ToList();
        Assert.Empty(Questions.Keys.Except(patterns));
        List<string> failures = [];
        foreach (var (endpoint, pattern) in endpoints.Zip(patterns))
            foreach (var (i, question) in Questions.GetValueOrDefault(pattern, [pattern.Replace("{id}", "{case}", StringComparison.Ordinal)]).Index())
            {
                var path = cases.Aggregate(question, (text, one) => text.Replace(one.Key, one.Value, StringComparison.Ordinal));
                List<string> answers = [];
                foreach (var role in endpoint.Metadata.GetMetadata<AccessMetadata>()!.Roles)
                    // The first question is everybody's; of the others one answer is enough.
                    if (i == 0 || !answers.Exists(Answered)) answers.Add($"{role} {(await (await service.As(Users[role])).Get(path)).Status}");
                // Some may not see this case; where nobody is answered the statement was not run.
                if (!answers.Exists(Answered) || answers.Exists(answer => answer[^3] == '5')) failures.Add($"{path}: {string.Join(", ", answers)}");
            }
        Assert.True(failures.Count == 0, string.Join("\n", failures));

        static bool Answered(string answer) => answer.EndsWith(" 200", StringComparison.Ordinal);
    }

    /// <summary>A small court at work beside the sample year: somebody waits, mediates, doubts, tries, is left out of a figure.</summary>
    private static async Task<Dictionary<string, string>> SeedAsync(TriageService service)
    {
        var (clerk, mediator, president) = (await service.As("clerk"), await service.As("mediator"), await service.As("president"));
        var mediated = (await clerk.Post("/cases", Disputes.Irrigation())).Expect(201).Id;
        (await mediator.Post("/mediation/queue/claim", new { caseId = mediated })).Expect(200);
        var waiting = (await clerk.Post("/cases", Disputes.Irrigation(plaintiff: "周一", defendant: "吴二").With("channel", "police"))).Expect(201).Id;
        (await clerk.Post("/cases", Disputes.Dismissal())).Expect(201);
        var trial = (await Trials.Assigned(service)).Id;
        (await president.Post("/metrics/exclusions", new { metric = "closure_rate", caseId = trial, reason = "测试排除", until = "2026-12-31" })).Expect(201);
        return new() { ["{case}"] = mediated, ["{waiting}"] = waiting, ["{trial}"] = trial };
    }
}
