using Dapper;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Domain.Metrics;
using Triage.Api.Features.Metrics;
using Triage.Api.Http;
using Triage.Api.Rules;
using Triage.Tests.Court;
using Triage.Tests.Data;
using Triage.Tests.Rules;
using Triage.Tests.Support;

namespace Triage.Tests.Features.Metrics;

public sealed class TriageQualityTests
{
    private static readonly DateOnly First = new(2025, 6, 1), Last = new(2026, 6, 30), Today = new(2026, 11, 20);
    private static readonly string[] Metrics = ["abstention_rate", "override_rate", "second_triage_rate", "converted_procedure_rate"];
    private static readonly CurrentUser Leader = new("leader", "L01", "", [Role.Leader], null);
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Every_cut_adds_up_to_the_monthly_figure_and_a_cause_to_what_its_cases_say(string provider)
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        await using var test = TestDatabase.Create(provider);
        var (court, book) = (CourtSetup.Load(CourtFiles.Sample).Setup!, MetricBook.Load(Path.Combine(Books.Directory, "metrics")).Book!);
        var random = new RandomCases(seed, [.. court.Tribunals.Select(t => t.Code)], First, Last);
        var live = new Dictionary<string, CourtCase>();
        var at = new DateTimeOffset(2026, 11, 2, 10, 0, 0, TimeSpan.FromHours(8));
        for (var i = 0; i < 300; i++)
        {
            var c = random.Next();
            await test.Database.WriteAsync(async unit => { await test.Cases.InsertAsync(unit, c, new HistoryEntry(at, "clerk", Role.Clerk, "received")); return 0; }, Token);
            live[c.Id] = c;
        }
        for (var i = 0; i < 150; i++)
        {
            var before = random.Pick([.. live.Values]);
            // Another cause, another tribunal, another life: the figures follow the case.
            var after = random.Live(before) with { Numbers = before.Numbers, FiledOn = before.Numbers.Count > 0 ? before.FiledOn : null };
            if (after.FiledOn is null || after.ClosedOn < after.FiledOn) after = after with { ClosedOn = null, Appeals = [] };
            Assert.True(await test.Database.WriteAsync(unit => test.Cases.SaveAsync(unit, after, before.Version, new HistoryEntry(at, "judge", Role.Judge, "changed") { Before = before }), Token));
            live[before.Id] = after with { Version = before.Version + 1 };
        }
        foreach (var (i, metric) in Metrics.Index())
            await test.Write("insert into figure_exclusions (id, metric, case_id, reason, excluded_by, excluded_on, until) values (@id, @metric, @caseId, 'r', 'president', @on, @until)",
                new { id = $"x{i}", metric, caseId = random.Pick([.. live.Keys]), on = Today.AddDays(-3), until = Today.AddDays(3) });

        foreach (var scope in (string[])["all", "tribunals", .. court.Tribunals.Select(t => t.Code)])
        {
            var (query, refusal) = MetricQuery.Read("2025-06", "2026-08", scope, null, Leader, court, Today);
            Assert.Null(refusal);
            var monthly = await GetMonthlyFigures.ReadAsync(test.Database, court, book, query, Token);
            var plain = await Read(query, null);
            var byCause = await Read(query, QualityCut.Cause);
            Assert.NotEmpty(byCause.ByCause);
            Assert.Equal(query.Tribunals.Count, plain.ByTribunal.Count);
            Assert.Empty(byCause.ByTribunal);
            Assert.Empty((await Read(query, QualityCut.Tribunal)).ByFamily);
            foreach (var id in Metrics)
            {
                foreach (var sums in (IEnumerable<Figure>[])[plain.ByFamily.Select(one => one.Values[id]), plain.ByTribunal.Select(one => one.Values[id]), byCause.ByCause.Select(one => one.Values[id]),
                    byCause.ByFamily.Select(one => one.Values[id]), [plain.Total[id]], (await Read(query, QualityCut.Tribunal)).ByTribunal.Select(one => one.Values[id])])
                    Assert.True(monthly.Total[id] == Add(sums), $"{id} {scope}: {monthly.Total[id]} but {Add(sums)}; seed {seed}");
                foreach (var family in byCause.ByFamily)
                    Assert.Equal(family.Values[id], Add(byCause.ByCause.Where(one => one.Family == family.Family).Select(one => one.Values[id])));
                foreach (var cause in byCause.ByCause)
                {
                    var excluded = (await test.Database.ReadAsync((connection, _) => connection.QueryAsync<string>("select case_id from figure_exclusions where metric = @id", new { id }), Token)).ToHashSet();
                    var its = live.Values.Where(c => !excluded.Contains(c.Id) && InForce(c.Cause?.Code ?? "") == cause.Cause && (c.Cause?.Family ?? "") == cause.Family).ToList();
                    Assert.Equal(NaiveFigures.Of(id, its, query.Tribunals.Contains, t => t != "court", query.From, query.To, Today), cause.Values[id]);
                }
            }
        }

        string InForce(string code) => court.Causes.Find(code, Today) is { } known ? court.Causes.Successor(known, Today)?.Code ?? code : code;
        Task<TriageQuality> Read(MetricQuery query, QualityCut? cut) => test.Database.ReadAsync((connection, token) => GetTriageQuality.ReadAsync(connection, court, book, query, cut, token), Token);
        static Figure Add(IEnumerable<Figure> figures) => figures.Aggregate(new Figure(0, 0), (sum, one) => new(sum.Numerator + one.Numerator, sum.Denominator + one.Denominator));
    }

    [Fact]
    public async Task A_leader_asks_by_cause_and_a_word_that_is_none_is_refused()
    {
        await using var service = TriageService.Start("sqlite", ("Sample:Cases", "true"));
        var leader = await service.As("leader");
        var quality = (await leader.Get("/metrics/triage-quality?from=2026-01&to=2026-11&by=cause")).Expect(200).Body!;
        var lending = quality["byCause"]!.AsArray().Single(one => one!["name"]!.ToString() == "民间借贷纠纷")!;
        Assert.Equal(("lending", "借贷、担保"), (lending["family"]!.ToString(), lending["familyName"]!.ToString()));
        Assert.True(lending["values"]!["converted_procedure_rate"]!["denominator"]!.GetValue<int>() > 100);
        Assert.Equal(7, (await leader.Get("/metrics/triage-quality?by=tribunal")).Expect(200).Body!["byTribunal"]!.AsArray().Count);
        (await leader.Get("/metrics/triage-quality?by=judge")).ExpectProblem(400, "bad_query");
    }
}
