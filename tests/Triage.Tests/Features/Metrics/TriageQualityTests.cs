using Dapper;
using Triage.Api.Domain;
using Triage.Api.Domain.Metrics;
using Triage.Api.Features.Metrics;
using Triage.Api.Http;
using Triage.Tests.Data;
using Triage.Tests.Rules;
using Triage.Tests.Support;

namespace Triage.Tests.Features.Metrics;

public sealed class TriageQualityTests
{
    private static readonly DateOnly First = new(2025, 6, 1), Last = new(2026, 6, 30), Today = new(2026, 11, 20);
    private static readonly string[] Metrics = ["abstention_rate", "override_rate", "second_triage_rate", "converted_procedure_rate"];
    private static readonly CurrentUser Leader = new("leader", "L01", "", [Role.Leader], null);
    private static readonly string[] Scopes = ["all", "tribunals", "dongzhuang", "court"];
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Every_cut_adds_up_to_the_monthly_figure_and_a_cause_to_what_its_cases_say(string provider)
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        await using var test = TestDatabase.Create(provider);
        var (court, book) = (Shipped.Court, Books.Metrics);
        var random = new RandomCases(seed, [.. court.Tribunals.Select(t => t.Code)], First, Last);
        var stored = new RandomCourt(test, random);
        var live = stored.Live;
        var at = new DateTimeOffset(2026, 11, 2, 10, 0, 0, TimeSpan.FromHours(8));
        for (var i = 0; i < 300; i++) await stored.ReceiveAsync(at, Token);
        for (var i = 0; i < 150; i++) await stored.ChangeAsync(at.AddDays(8), Token);
        foreach (var (i, metric) in Metrics.Index())
            await test.Write("insert into figure_exclusions (id, metric, case_id, reason, excluded_by, excluded_on, until) values (@id, @metric, @caseId, 'r', 'president', @on, @until)",
                new { id = $"x{i}", metric, caseId = random.Pick([.. live.Keys]), on = Today.AddDays(-3), until = Today.AddDays(3) });

        // As it stood before the changes were recorded: the cause is the case's own of today, the sums are those of then.
        var then = MetricQuery.Read("2025-06", "2026-08", "all", "2026-11-05", Leader, court, Today).Query;
        var (monthlyThen, qualityThen) = (await GetMonthlyFigures.ReadAsync(test.Database, court, book, then, Token), await Read(then, QualityCut.Cause));
        foreach (var id in Metrics)
            Assert.True(monthlyThen.Total[id] == qualityThen.Total[id] && monthlyThen.Total[id] == Add(qualityThen.ByCause.Select(one => one.Values[id])), $"{id} as of {then.AsOf}; seed {seed}");

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
                    // Some of them opened to their cases: as many as the figure says.
                    if (random.Pick(Scopes) == scope) await OpensTo(cause.Values[id], id, query, Word(cause.Family), Word(cause.Cause));
                }
                foreach (var family in plain.ByFamily) await OpensTo(family.Values[id], id, query, Word(family.Family), null);
            }
        }

        static string Word(string code) => code.Length == 0 ? "none" : code;
        async Task OpensTo(Figure figure, string id, MetricQuery query, string family, string? cause)
        {
            var (narrowed, refusal) = query.Narrowed(family, cause, court);
            Assert.Null(refusal);
            foreach (var (part, sum) in new[] { (MetricPart.Numerator, figure.Numerator), (MetricPart.Denominator, figure.Denominator) })
            {
                var list = await test.Database.ReadAsync((connection, token) => GetMetricCases.ReadAsync(connection, test.Cases, test.Figures, court, book.Find(id)!, part, narrowed, Leader, new GetMetricCases.Page(1000, 0), token), Token);
                Assert.True((sum, (int)sum) == (list.Total, list.Items.Count), $"{id} {part} of {family} {cause} in {query.Scope}: {sum} but {list.Total} in {list.Items.Count} rows; seed {seed}");
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
        var converted = lending["values"]!["converted_procedure_rate"]!;
        const string Path = "/metrics/converted_procedure_rate/cases?from=2026-01&to=2026-11&limit=200";
        foreach (var part in (string[])["numerator", "denominator"])
        {
            var list = (await leader.Get($"{Path}&part={part}&family=lending&cause={lending["cause"]}")).Expect(200).Body!;
            Assert.Equal((converted[part]!.GetValue<long>(), "民间借贷纠纷"), (list["total"]!.GetValue<long>(), list["only"]!.ToString()));
            Assert.All(list["items"]!.AsArray(), item => Assert.Equal("民间借贷纠纷", item!["cause"]!.ToString()));
        }
        Assert.Equal("案由未定", (await leader.Get(Path + "&cause=none")).Expect(200).Text("only"));
        foreach (var wrong in (string[])["&family=gossip", "&cause=gossip"])
            (await leader.Get(Path + wrong)).ExpectProblem(400, "bad_query");
    }
}
