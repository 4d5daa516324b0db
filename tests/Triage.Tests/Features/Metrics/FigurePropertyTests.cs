using System.Globalization;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Domain.Metrics;
using Triage.Api.Features.Metrics;
using Triage.Api.Http;
using Triage.Tests.Data;
using Triage.Tests.Rules;
using Triage.Tests.Support;

namespace Triage.Tests.Features.Metrics;

public sealed class FigurePropertyTests
{
    private const int Cases = 400, Changes = 600;
    private static readonly DateOnly First = new(2025, 1, 1), Last = new(2026, 6, 30), Today = new(2026, 11, 20);
    private static readonly CurrentUser Leader = new("leader", "L01", "", [Role.Leader], null);
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Kept_sums_equal_a_full_recomputation_and_the_definitions_and_every_list_equals_its_figure(string provider)
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        await using var test = TestDatabase.Create(provider);
        var (court, book) = (Shipped.Court, Books.Metrics);
        var random = new RandomCases(seed, [.. court.Tribunals.Select(t => t.Code)], First, Last);
        var stored = new RandomCourt(test, random);
        var live = stored.Live;
        var printed = new List<(MetricQuery Query, string Figures)>();
        for (var i = 0; i < Cases + Changes; i++)
        {
            var day = Today.AddDays(-60 + (i * 60 / (Cases + Changes)));
            var at = new DateTimeOffset(day.ToDateTime(new TimeOnly(10, 0)), TimeSpan.FromHours(8));
            await (i < Cases ? stored.ReceiveAsync(at, Token) : stored.ChangeAsync(at, Token));
            // A report is printed at the end of a day.
            if (i % 250 == 249 && Today.AddDays(-60 + ((i + 1) * 60 / (Cases + Changes))) > day)
            {
                var query = Query("2025-03", "2026-06", "all", day, day);
                printed.Add((query, Text(await Monthly(query))));
            }
        }

        var kept = await test.Database.ReadAsync((connection, _) => FigureTable.RecomputeAsync(connection), Token);
        var sums = await test.Read<long>($"select cast({string.Join(" + ", Measure.Summarised.Select(m => $"sum({m.Name})"))} as bigint) from figure_months");
        Assert.Equal(kept.Values.Sum(values => values.Sum()), sums);
        foreach (var window in (List<(string, string)>)[("2025-01", "2025-12"), .. Enumerable.Range(0, 6).Select(_ => Window(random))])
            foreach (var scope in (string[])["all", "tribunals", "court", random.Pick([.. court.Tribunals.Select(t => t.Code)])])
            {
                var query = Query(window.Item1, window.Item2, scope, Today, Today);
                var figures = await Monthly(query);
                foreach (var metric in book.Definitions)
                {
                    var expected = NaiveFigures.Of(metric.Id, [.. live.Values], query.Tribunals.Contains, t => t != "court", query.From, query.To, Today);
                    Assert.True(expected == figures.Total[metric.Id], $"{metric.Id} {scope} {window}: {expected} but {figures.Total[metric.Id]}; seed {seed}");
                    foreach (var part in Enum.GetValues<MetricPart>().Where(metric.Has))
                    {
                        var list = await List(metric, part, query);
                        if (part is MetricPart.Numerator or MetricPart.Denominator) Assert.Equal(part == MetricPart.Numerator ? expected.Numerator : expected.Denominator, list.Total);
                        await EveryRowSays(metric, part, query, list);
                    }
                    if (metric.Has(MetricPart.Shortfall) && random.Chance(0.3)) await ShortfallIsWhatIsMissing(metric, query, expected);
                }
                Identity(figures.Total);
                foreach (var month in figures.Months) Identity(month.Values);
                foreach (var id in (string[])["opening_stock", "new_cases", "closed_cases", "closing_stock"])
                    Assert.Equal(figures.Total[id].Numerator, figures.ByTribunal.Sum(one => one.Values[id].Numerator));
            }
        // What was printed then is printed again now.
        Assert.NotEmpty(printed);
        foreach (var (query, figures) in printed)
        {
            var again = query with { Today = Today };
            Assert.Equal(figures, Text(await Monthly(again)));
            var then = await Monthly(again);
            foreach (var metric in book.Definitions)
                Assert.Equal(then.Total[metric.Id].Numerator, (await List(metric, MetricPart.Numerator, again)).Total);
        }

        // The summands are the total, the rows are the count, and what the rows add is the total again, unless it is the one of a plain count.
        async Task EveryRowSays(MetricDefinition metric, MetricPart part, MetricQuery query, MetricCases list)
        {
            var all = await test.Database.ReadAsync((connection, token) =>
                GetMetricCases.ReadAsync(connection, test.Cases, test.Figures, court, metric, part, query, Leader, new GetMetricCases.Page(100_000, 0), token), Token);
            Assert.Equal(list.Count, all.Items.Count);
            Assert.Equal(list.Total, list.Summands.Sum(summand => summand.Amount));
            Assert.All(all.Items, item => Assert.NotEmpty(item.Why));
            if (list.Note is null) Assert.Equal(list.Total, list.Count);
            if (metric.Part(part).Any(term => term.Kind == TermKind.One)) Assert.Equal((1, 0), (list.Total, all.Items.Count));
            else Assert.Equal(list.Total, all.Items.Sum(item => item.Amount));
        }

        // The list that an alert opens, held against the two lists of the figure itself.
        async Task ShortfallIsWhatIsMissing(MetricDefinition metric, MetricQuery query, Figure figure)
        {
            var (above, below, missing) = (await Rows(MetricPart.Numerator), await Rows(MetricPart.Denominator), await Rows(MetricPart.Shortfall));
            var left = below.ToList();
            var besides = above.Where(row => row.Amount > 0).Count(row => !left.Remove(row));
            // An appeal takes away: whoever appealed is missing, whenever the case was closed.
            left.AddRange(above.Where(row => row.Amount < 0));
            Assert.Equal(left.Select(row => row.Id).Order(StringComparer.Ordinal), missing.Select(row => row.Id).Order(StringComparer.Ordinal));
            Assert.Equal(figure.Denominator - figure.Numerator + besides, missing.Count);

            async Task<List<(string Id, long Amount)>> Rows(MetricPart part) => [.. (await test.Database.ReadAsync((connection, token) =>
                GetMetricCases.ReadAsync(connection, test.Cases, test.Figures, court, metric, part, query, Leader, new GetMetricCases.Page(100_000, 0), token), Token)).Items.Select(item => (item.Id, item.Amount))];
        }

        Task<MonthlyFigures> Monthly(MetricQuery query) => GetMonthlyFigures.ReadAsync(test.Database, court, book, query, Token);
        Task<MetricCases> List(MetricDefinition metric, MetricPart part, MetricQuery query) => test.Database.ReadAsync((connection, token) =>
            GetMetricCases.ReadAsync(connection, test.Cases, test.Figures, court, metric, part, query, Leader, new GetMetricCases.Page(1, 0), token), Token);
        MetricQuery Query(string from, string to, string scope, DateOnly asOf, DateOnly today)
        {
            var (query, refusal) = MetricQuery.Read(from, to, scope, asOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Leader, court, today);
            Assert.Null(refusal);
            return query;
        }
        static void Identity(IReadOnlyDictionary<string, Figure> figures) =>
            Assert.Equal(figures["opening_stock"].Numerator + figures["new_cases"].Numerator, figures["closed_cases"].Numerator + figures["closing_stock"].Numerator);
        static string Text(MonthlyFigures figures) => System.Text.Json.JsonSerializer.Serialize(figures with { });
    }

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_case_is_left_out_once_however_often_it_was_excluded(string provider)
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        await using var test = TestDatabase.Create(provider);
        var (court, book) = (Shipped.Court, Books.Metrics);
        var random = new RandomCases(seed, [.. court.Tribunals.Select(t => t.Code)], First, Last);
        var live = Enumerable.Range(0, 120).Select(_ => random.Next()).ToList();
        var at = new DateTimeOffset(Today.ToDateTime(new TimeOnly(10, 0)), TimeSpan.FromHours(8));
        foreach (var c in live)
            await test.Database.WriteAsync(async unit => { await test.Cases.InsertAsync(unit, c, new HistoryEntry(at, "clerk", Role.Clerk, "received")); return 0; }, Token);
        var left = new HashSet<(string Metric, string Case)>();
        foreach (var metric in book.Definitions.Where(metric => metric.MayExclude))
            foreach (var c in live.Where(_ => random.Chance(0.2)))
                // Once in force, once more to lengthen it, and once that is over: none, one or two of them hold today.
                foreach (var (from, until) in ((int, int)[])[(-9, 9), (-1, 30), (-90, -60)])
                {
                    if (random.Chance(0.3)) continue;
                    await test.Write("insert into figure_exclusions (id, metric, case_id, reason, excluded_by, excluded_on, until) values (@id, @metric, @caseId, 'r', 'president', @on, @until)",
                        new { id = Guid.NewGuid().ToString("N"), metric = metric.Id, caseId = c.Id, on = Today.AddDays(from), until = Today.AddDays(until) });
                    if (until > 0) _ = left.Add((metric.Id, c.Id));
                }

        var (query, refusal) = MetricQuery.Read("2025-01", "2026-10", "all", null, Leader, court, Today);
        Assert.Null(refusal);
        var figures = (await GetMonthlyFigures.ReadAsync(test.Database, court, book, query, Token)).Total;
        var quality = (await test.Database.ReadAsync((connection, token) => GetTriageQuality.ReadAsync(connection, court, book, query, null, token), Token)).Total;
        foreach (var metric in book.Definitions.Where(metric => metric.MayExclude))
        {
            var expected = NaiveFigures.Of(metric.Id, [.. live.Where(c => !left.Contains((metric.Id, c.Id)))], query.Tribunals.Contains, t => t != "court", query.From, query.To, Today);
            Assert.True(expected == figures[metric.Id], $"{metric.Id}: {expected} but {figures[metric.Id]}; seed {seed}");
            if (quality.TryGetValue(metric.Id, out var shown)) Assert.Equal(expected, shown);
            foreach (var part in (MetricPart[])[MetricPart.Numerator, MetricPart.Denominator])
                Assert.Equal(part == MetricPart.Numerator ? expected.Numerator : expected.Denominator, (await test.Database.ReadAsync((connection, token) =>
                    GetMetricCases.ReadAsync(connection, test.Cases, test.Figures, court, metric, part, query, Leader, new GetMetricCases.Page(1, 0), token), Token)).Total);
        }
    }

    private static (string, string) Window(RandomCases random)
    {
        var from = random.Day(First, Last);
        return (MetricQuery.Text(from), MetricQuery.Text(random.Day(from, Last.AddMonths(4))));
    }
}
