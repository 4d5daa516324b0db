using System.Diagnostics;
using System.Globalization;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Domain.Metrics;
using Triage.Api.Features.Metrics;
using Triage.Api.Http;
using Triage.Api.Rules;

namespace Triage.Benchmarks;

/// <summary>Figures of forty courts with seven tribunals each in one database of a million cases over five years: seven million single figures.</summary>
/// <remarks>Run with the argument figures, and sqlite or postgresql for one of the two alone. Filling a database takes a minute, so it is done once and not once per benchmark.
/// PostgreSQL needs TRIAGE_BENCH_POSTGRES, the connection string of an empty database.</remarks>
public sealed class FigureBenchmarks
{
    private const int Cases = 1_000_000, Courts = 40;
    private static readonly DateOnly Today = new(2026, 11, 20);

    private Database _database = null!;
    private CourtSetup _one = null!, _all = null!;
    private MetricBook _book = null!;
    private string _folder = "";

    private string Provider { get; init; } = "";

    public static async Task RunAsync(params string[] providers)
    {
        Console.WriteLine("| database | what | median ms | 95 % ms |\n|---|---|---:|---:|");
        foreach (var provider in providers)
        {
            var bench = new FigureBenchmarks { Provider = provider };
            bench.Setup();
            await MeasureAsync(provider, "one court, one month, all figures", 60, bench.OneCourtOneMonth);
            await MeasureAsync(provider, "forty courts, 280 tribunals, two years, all figures", 40, bench.AllTribunalsTwoYears);
            await MeasureAsync(provider, "one court, one month, as it stood a fortnight ago", 40, bench.OneCourtOneMonthAsOf);
            await MeasureAsync(provider, "one court, one month, as it stood a year ago", 40, bench.OneCourtOneMonthAYearAgo);
            await MeasureAsync(provider, "forty courts, 280 tribunals, two years, as it stood a fortnight ago", 20, bench.AllTribunalsTwoYearsAsOf);
            await MeasureAsync(provider, "baseline: forty courts, two years, counted from the single figures", 3, bench.FromSingleFigures, warmUps: 0);
            await bench.Cleanup();
        }
    }

    private static async Task MeasureAsync<T>(string provider, string what, int times, Func<Task<T>> work, int warmUps = 2)
    {
        for (var i = 0; i < warmUps; i++) _ = await work();
        var spent = new List<double>();
        for (var i = 0; i < times; i++)
        {
            var clock = Stopwatch.StartNew();
            _ = await work();
            spent.Add(clock.Elapsed.TotalMilliseconds);
        }
        spent.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {provider} | {what} | {spent[spent.Count / 2]:0.0} | {spent[(int)(spent.Count * 0.95)]:0.0} |"));
    }

    private void Setup()
    {
        _folder = Directory.CreateTempSubdirectory("triage-bench-").FullName;
        var postgres = Environment.GetEnvironmentVariable("TRIAGE_BENCH_POSTGRES");
        if (Provider == "postgresql" && string.IsNullOrEmpty(postgres)) throw new InvalidOperationException("Set TRIAGE_BENCH_POSTGRES to an empty database.");
        _database = Database.Open(Provider == "sqlite" ? new DatabaseOptions() : new DatabaseOptions { Provider = DatabaseProvider.Postgresql, ConnectionString = postgres + ";Command Timeout=0" }, _folder, NullLogger.Instance);
        var sample = CourtSetup.Load(Path.Combine(AppContext.BaseDirectory, "sample", "court")).Setup!;
        _book = MetricBook.Load(Path.Combine(AppContext.BaseDirectory, "Rules", "metrics")).Book!;
        var tribunals = Enumerable.Range(0, Courts * 7).Select(i => new Tribunal($"t{i:D3}", $"法庭{i}", i % 7 == 0 ? TribunalKind.Headquarters : TribunalKind.Tribunal, "", [], true)).ToList();
        _one = sample with { Tribunals = [.. tribunals.Take(7)] };
        _all = sample with { Tribunals = tribunals };
        // Indexes of a full table are made in a fraction of the time that it takes to fill them row by row.
        var indexes = _database.ReadAsync(async (connection, _) => (await connection.QueryAsync<(string Name, string Sql)>(Provider == "sqlite"
            ? "select name, sql from sqlite_master where type = 'index' and tbl_name = 'figure_events' and sql is not null"
            : "select indexname, indexdef from pg_indexes where schemaname = current_schema() and tablename = 'figure_events' and indexname not like '%pkey'")).AsList(), CancellationToken.None).GetAwaiter().GetResult();
        _ = Write(string.Concat(indexes.Select(index => $"drop index {index.Name};")));
        _ = _database.WriteAloneAsync(FillAsync, CancellationToken.None).GetAwaiter().GetResult();
        foreach (var (_, sql) in indexes) _ = Write(sql);
        // What any database does by itself in the background.
        _ = Write("analyze figure_events; analyze figure_months");

        int Write(string sql) => _database.WriteAsync(unit => unit.ExecuteAsync(sql), CancellationToken.None).GetAwaiter().GetResult();
    }

    private async Task Cleanup()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private Task<MonthlyFiguresProbe> OneCourtOneMonth() => ReadAsync(_one, "2026-06", "2026-06", Today);

    private Task<MonthlyFiguresProbe> AllTribunalsTwoYears() => ReadAsync(_all, "2024-12", "2026-11", Today);

    private Task<MonthlyFiguresProbe> OneCourtOneMonthAsOf() => ReadAsync(_one, "2026-06", "2026-06", Today.AddDays(-14));

    private Task<MonthlyFiguresProbe> OneCourtOneMonthAYearAgo() => ReadAsync(_one, "2025-06", "2025-06", Today.AddYears(-1));

    private Task<MonthlyFiguresProbe> AllTribunalsTwoYearsAsOf() => ReadAsync(_all, "2024-12", "2026-11", Today.AddDays(-14));

    private Task<long> FromSingleFigures() => _database.ReadAsync(async (connection, _) =>
        (await connection.QueryAsync<long>("select cast(count(*) as bigint) from figure_events where recorded_to is null and day between @From and @To group by kind, tribunal, marks",
            new { From = new DateOnly(2024, 12, 1), To = new DateOnly(2026, 11, 30) })).Sum(), CancellationToken.None);

    private async Task<MonthlyFiguresProbe> ReadAsync(CourtSetup court, string from, string to, DateOnly asOf)
    {
        var (query, _) = MetricQuery.Read(from, to, null, asOf.ToString("yyyy-MM-dd"), new CurrentUser("leader", "", "", [Role.Leader], null), court, Today);
        var figures = await GetMonthlyFigures.ReadAsync(_database, court, _book, query, CancellationToken.None);
        return new MonthlyFiguresProbe(figures.Total["closed_cases"].Numerator, figures.ByTribunal.Count);
    }

    private static async Task<int> FillAsync(WriteUnit unit)
    {
        var sqlite = unit.Provider == DatabaseProvider.Sqlite;
        // As much as a million changes: what is in the log is moved into the file before anything is measured.
        unit.Weight = Cases;
        if (sqlite) _ = await unit.ExecuteAsync("pragma cache_size=-1000000");
        var series = sqlite ? "with recursive n(i) as (select 0 union all select i + 1 from n where i < @Last)" : "with n(i) as (select generate_series(0, @Last))";
        string Day(string days) => sqlite ? $"date('2022-01-01', '+' || ({days}) || ' days')" : $"(date '2022-01-01' + ({days})::int)";
        var id = sqlite ? "printf('%032d', i)" : "lpad(i::text, 32, '0')";
        var tribunal = sqlite ? "printf('t%03d', i % 280)" : "'t' || lpad((i % 280)::text, 3, '0')";
        const string Filed = "(i % 1750 * 7919) % 1750", LastDay = "1784", Each = "(i / 280)";
        // One case in fifty is tried for most of a year: a tenth of what is open is overdue.
        const string Closed = $"({Filed} + 20 + i % 90 + case when {Each} % 50 = 0 then 300 else 0 end)";
        foreach (var (kind, day, marks, where) in new[]
        {
            (FigureKind.Filed, Day(Filed), "0", "1 = 1"), (FigureKind.Closed, Day(Closed), "(i % 2) + 2 * (i % 3 / 2) + 32", $"{Closed} <= {LastDay}"),
            (FigureKind.IntakeDecided, Day(Filed), "1", "1 = 1"),
            (FigureKind.MediationEnded, Day($"{Filed} + 15"), "64 + 128 * (i % 2)", $"i % 3 = 0 and {Filed} < 1765"), (FigureKind.FollowedUp, Day($"{Filed} + 60"), "256", $"i % 3 = 1 and {Filed} < 1720"),
            (FigureKind.Triaged, Day(Filed), "1024 * (i % 5 / 4)", "1 = 1"), (FigureKind.Appealed, Day($"{Filed} + 130"), "0", $"i % 25 = 0 and {Filed} < 1650"),
        })
            _ = await InsertAsync(kind, day, marks, "null", day, "null", where);
        _ = await InsertAsync(FigureKind.TaskDone, Day($"{Filed} + 90"), "1", "null", Day(Closed), "null", $"{Closed} <= {LastDay}");
        // What had to be done and by when, with the day on which it was: the limit of every trial, and of every second acceptance that took more than a day.
        _ = await InsertAsync(FigureKind.TaskPending, Day($"{Filed} + 90"), "0", Day($"{Filed} + 90"), Day(Filed), $"case when {Closed} <= {LastDay} then {Day(Closed)} end", "1 = 1");
        _ = await InsertAsync(FigureKind.IntakePending, Day(Filed), "0", Day($"{Filed} + 7"), Day(Filed), $"case when {Filed} + {Each} % 10 <= {LastDay} then {Day($"{Filed} + {Each} % 10")} end", $"{Each} % 10 > 0 and {Each} % 2 = 0");
        var sums = string.Join(", ", Measure.Summarised.Select(m => $"sum(case when kind = {(int)m.Kind} and (marks & {(int)m.Marks}) = {(int)m.Marks} then {(m.ByAmount ? "amount" : "1")} else 0 end)"));
        var month = sqlite ? "cast(substr(day, 1, 4) || substr(day, 6, 2) as integer)" : "to_char(day, 'YYYYMM')::int";
        return await unit.ExecuteAsync($"insert into figure_months (tribunal, month, {FigureTable.Columns}) select tribunal, {month}, {sums} from figure_events where recorded_to is null group by 1, 2");

        Task<int> InsertAsync(FigureKind kind, string day, string marks, string due, string from, string to, string where) => unit.ExecuteAsync($"""
            {series} insert into figure_events (case_id, kind, item, day, tribunal, family, marks, amount, due, recorded_from, recorded_to)
            select {id}, {(int)kind}, 0, {day}, {tribunal}, 'lending', {marks}, 20 + i % 90, {due}, {from}, {to} from n where {where}
            """, new { Last = Cases - 1 });
    }
}

/// <summary>What is read, so that nothing is optimised away.</summary>
internal sealed record MonthlyFiguresProbe(long Closed, int Tribunals);
