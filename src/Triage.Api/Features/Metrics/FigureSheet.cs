using System.Data.Common;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Data.Sqlite;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain.Metrics;
using Triage.Api.Rules;

namespace Triage.Api.Features.Metrics;

/// <summary>The sums of a whole court by tribunal and month, and what excluded cases take away from single figures.</summary>
internal sealed partial class FigureSheet
{
    private readonly Dictionary<string, Dictionary<int, long[]>> _months = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _opening = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FigureSheet> _excluded = new(StringComparer.Ordinal);
    private readonly Dictionary<(int From, int To), (FigureSums Court, FigureSums Tribunals)> _wholes = [];
    private readonly HashSet<string> _tribunals;
    private readonly string[] _all;
    private readonly int _first;

    private FigureSheet(CourtSetup court, int first)
    {
        _all = [.. court.Tribunals.Select(tribunal => tribunal.Code)];
        _tribunals = MetricQuery.PeoplesTribunals(court).ToHashSet(StringComparer.Ordinal);
        _first = first;
    }

    /// <summary>Every figure of these tribunals over these months.</summary>
    public IReadOnlyDictionary<string, Figure> Figures(MetricBook book, IReadOnlyList<string> tribunals, DateOnly from, DateOnly to) =>
        Evaluate(book.Definitions, tribunals, FigureTable.MonthOf(from), FigureTable.MonthOf(to));

    private Dictionary<string, Figure> Evaluate(IReadOnlyList<MetricDefinition> metrics, IReadOnlyList<string> tribunals, int from, int to)
    {
        var sums = Scoped(tribunals, from, to);
        var figures = new Dictionary<string, Figure>(metrics.Count, StringComparer.Ordinal);
        foreach (var metric in metrics)
        {
            var figure = sums.Of(metric);
            if (_excluded.TryGetValue(metric.Id, out var left) && left.Scoped(tribunals, from, to).Of(metric) is var minus)
                figure = new(figure.Numerator - minus.Numerator, figure.Denominator - minus.Denominator);
            figures.Add(metric.Id, figure);
        }
        return figures;
    }

    private ScopedSums Scoped(IReadOnlyList<string> tribunals, int from, int to)
    {
        var (court, inTribunals) = Whole(from, to);
        if (tribunals.Count == _all.Length) return new ScopedSums(court, inTribunals, court);
        var asked = Sum(tribunals, from, to);
        return new ScopedSums(asked, tribunals.All(_tribunals.Contains) ? asked : Sum([.. tribunals.Where(_tribunals.Contains)], from, to), court);
    }

    /// <summary>What every part of the court is held against: summed up once for a period and not once for each of its tribunals.</summary>
    private (FigureSums Court, FigureSums Tribunals) Whole(int from, int to)
    {
        if (!_wholes.TryGetValue((from, to), out var whole)) _wholes.Add((from, to), whole = (Sum(_all, from, to), Sum([.. _all.Where(_tribunals.Contains)], from, to)));
        return whole;
    }

    private FigureSums Sum(IReadOnlyList<string> tribunals, int from, int to)
    {
        var sums = new FigureSums();
        foreach (var tribunal in tribunals)
        {
            sums.Opening += _opening.GetValueOrDefault(tribunal);
            if (!_months.TryGetValue(tribunal, out var months)) continue;
            foreach (var (month, values) in months)
                if (month < from) sums.Opening += values[Measure.Filed.Index] - values[Measure.Closed.Index];
                else if (month <= to) sums.Add(values);
        }
        return sums;
    }

    /// <summary>The monthly sums as they stand, taken back to the day asked for, with what is overdue on it.</summary>
    public static async Task<FigureSheet> LoadAsync(DbConnection connection, CourtSetup court, MetricQuery query, CancellationToken ct)
    {
        var sheet = new FigureSheet(court, FigureTable.MonthOf(query.From));
        var tribunals = CaseListSql.List(sheet._all);
        var period = new { query.From, query.To, First = sheet._first, Last = FigureTable.MonthOf(query.To), query.AsOf };
        await sheet.ReadMonthsAsync(connection, new CommandDefinition(Months + tribunals, period, cancellationToken: ct));
        foreach (var row in await connection.QueryAsync<OpeningRow>(new CommandDefinition(Openings.Replace("@tribunals", tribunals, StringComparison.Ordinal), period, cancellationToken: ct))) sheet._opening[row.Tribunal] = row.Opening;
        if (query.AsOf < query.Today)
        {
            await ApplyAsync(RecordedLater, -1);
            await ApplyAsync(ReplacedLater, 1);
            await ApplyAsync(OverdueAndReplaced, 1);
        }
        await ApplyAsync(query.AsOf < query.Today ? OverdueNow.Replace("where", "where recorded_from <= @AsOf and", StringComparison.Ordinal) : OverdueNow, 1);
        foreach (var row in await connection.QueryAsync<EventRow>(new CommandDefinition(Excluded, period, cancellationToken: ct)))
        {
            if (!sheet._excluded.TryGetValue(row.Metric, out var left)) sheet._excluded.Add(row.Metric, left = new FigureSheet(court, sheet._first));
            left.Add(row, 1);
        }
        return sheet;

        async Task ApplyAsync(string sql, int sign)
        {
            sql = IndexHint().Replace(sql, connection is SqliteConnection ? "indexed by $1" : "").Replace("@tribunals", tribunals, StringComparison.Ordinal);
            foreach (var row in await connection.QueryAsync<EventRow>(new CommandDefinition(sql, period, cancellationToken: ct))) sheet.Add(row, sign);
        }
    }

    private async Task ReadMonthsAsync(DbConnection connection, CommandDefinition command)
    {
        await using var row = await connection.ExecuteReaderAsync(command);
        while (await row.ReadAsync(command.CancellationToken))
        {
            var values = Cell(row.GetString(0), row.GetInt32(1));
            for (var i = 0; i < Measure.Summarised.Count; i++) values[i] = row.GetInt64(2 + i);
        }
    }

    private void Add(EventRow row, int sign)
    {
        var month = FigureTable.MonthOf(row.Day);
        if (month < _first)
        {
            // Before the period only the stock matters.
            var change = (FigureKind)row.Kind switch { FigureKind.Filed => row.Count, FigureKind.Closed => -row.Count, _ => 0 };
            if (change != 0) _opening[row.Tribunal] = _opening.GetValueOrDefault(row.Tribunal) + (sign * change);
            return;
        }
        Measure.AddTo(Cell(row.Tribunal, month), (FigureKind)row.Kind, (FigureMarks)row.Marks, sign * row.Count, sign * row.Amount);
    }

    private long[] Cell(string tribunal, int month)
    {
        if (!_months.TryGetValue(tribunal, out var months)) _months.Add(tribunal, months = []);
        if (!months.TryGetValue(month, out var values)) months.Add(month, values = new long[Measure.All.Count]);
        return values;
    }

    private static readonly string Months =
        $"select tribunal, month, {FigureTable.Columns} from figure_months where month between @First and @Last and tribunal in ";

    private const string Openings = """
        select tribunal, cast(sum(filed - closed) as bigint) as opening from figure_months where tribunal in @tribunals and month < @First group by tribunal
        """;

    private const string Sums = "select tribunal, day, kind, marks, cast(sum(amount) as bigint) as amount, cast(count(*) as bigint) as count from figure_events";

    /// <summary>What stands now and was not yet recorded on the day.</summary>
    private const string RecordedLater = $"""
        {Sums} [figure_events_recorded]
        where recorded_from > @AsOf and recorded_to is null and due is null and day <= @To and tribunal in @tribunals group by tribunal, day, kind, marks
        """;

    /// <summary>What stood on the day and has been replaced since.</summary>
    private const string ReplacedLater = $"""
        {Sums} [figure_events_replaced]
        where recorded_to > @AsOf and recorded_from <= @AsOf and due is null and day <= @To and tribunal in @tribunals group by tribunal, day, kind, marks
        """;

    private const string OverdueNow = $"""
        {Sums} [figure_events_pending]
        where kind in (10, 12) and due < @AsOf and due is not null and recorded_to is null and day between @From and @To and tribunal in @tribunals group by tribunal, day, kind, marks
        """;

    /// <summary>What was overdue on the day and has been done since.</summary>
    private const string OverdueAndReplaced = $"""
        {Sums} [figure_events_replaced]
        where kind in (10, 12) and due < @AsOf and recorded_to > @AsOf and recorded_from <= @AsOf and day between @From and @To and tribunal in @tribunals group by tribunal, day, kind, marks
        """;

    /// <summary>Each case once, however often it was left out: the second record may only lengthen the first.</summary>
    private const string Excluded = """
        select x.metric, e.tribunal, e.day, e.kind, e.marks, cast(e.amount as bigint) as amount, cast(1 as bigint) as count
        from (select distinct metric, case_id from figure_exclusions where excluded_on <= @AsOf and until >= @AsOf) x join figure_events e on e.case_id = x.case_id
        where e.recorded_from <= @AsOf and (e.recorded_to is null or e.recorded_to > @AsOf)
            and (e.due is null or e.due < @AsOf) and e.day <= @To
        """;

    /// <summary>The index that answers alone. Once it has statistics, SQLite takes the list of all events for cheaper, and is wrong by a factor of ten thousand.</summary>
    [GeneratedRegex(@"\[(\w+)\]")]
    private static partial Regex IndexHint();

    private sealed record OpeningRow
    {
        public string Tribunal { get; init; } = "";
        public long Opening { get; init; }
    }

    private sealed record EventRow
    {
        public string Metric { get; init; } = "";
        public string Tribunal { get; init; } = "";
        public DateOnly Day { get; init; }
        public int Kind { get; init; }
        public int Marks { get; init; }
        public long Amount { get; init; }
        public long Count { get; init; }
    }
}
