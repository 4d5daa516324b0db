using System.Buffers;
using System.Data.Common;
using System.Globalization;
using Dapper;
using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;
using Triage.Api.Domain.Metrics;

namespace Triage.Api.Data;

/// <summary>Keeps the countable things of each case and their monthly sums in the transaction that saves the case.</summary>
/// <remarks>Figures are recorded on the day they are entered and never overwritten: what a report said on a day can be said again.</remarks>
internal sealed class FigureTable(Func<WorkingCalendar> calendar, FigurePeriods periods)
{
    public static string Columns { get; } = string.Join(", ", Measure.Summarised.Select(measure => measure.Name));

    private static readonly PreparedSql Known = new("""
        select kind, item, day, tribunal, family, marks, amount, due, recorded_from from figure_events where case_id = @case_id and recorded_to is null
        """);

    private static readonly PreparedSql Insert = new("""
        insert into figure_events (case_id, kind, item, day, tribunal, family, marks, amount, due, recorded_from, recorded_to)
        values (@case_id, @kind, @item, @day, @tribunal, @family, @marks, @amount, @due, @recorded_from, @recorded_to)
        """);

    private static readonly PreparedSql Forget = new(
        "delete from figure_events where case_id = @case_id and kind = @kind and item = @item and recorded_from = @recorded_from");

    private static readonly PreparedSql Replace = new(
        "update figure_events set recorded_to = @recorded_to where case_id = @case_id and kind = @kind and item = @item and recorded_from = @recorded_from");

    private static readonly PreparedSql AddToMonth = new($"""
        insert into figure_months (tribunal, month, {Columns}) values (@tribunal, @month, {string.Join(", ", Measure.Summarised.Select(m => "@" + m.Name))})
        on conflict (tribunal, month) do update set {string.Join(", ", Measure.Summarised.Select(m => $"{m.Name} = figure_months.{m.Name} + excluded.{m.Name}"))}
        """);

    /// <summary>The day of an instant on the court's wall; what figures are recorded under.</summary>
    public static DateOnly DayOf(DateTimeOffset at) => ChinaTime.DayOf(at);

    /// <summary>A month as figure_months names it: 202611.</summary>
    public static int MonthOf(DateOnly day) => (day.Year * 100) + day.Month;

    private static readonly BulkTable Events = new("figure_events", "case_id", "kind", "item", "day", "tribunal", "family", "marks", "amount", "due", "recorded_from", "recorded_to");

    /// <summary>What counts of a case, with what once counted by its own dates.</summary>
    public IReadOnlyList<DatedFigure> Of(CourtCase c) => CaseFigures.Of(c, calendar(), periods);

    public async Task InsertAsync(WriteUnit unit, CourtCase c, DateOnly on)
    {
        var months = new MonthChanges();
        foreach (var figure in CaseFigures.Now(c, calendar(), periods))
        {
            await InsertAsync(unit, c.Id, figure, on);
            months.Add(figure, 1);
        }
        await months.WriteAsync(unit);
    }

    /// <summary>Many cases at once: one change of each month they touch.</summary>
    /// <param name="asDated">For cases taken over from an older ledger: each thing is recorded under its own day instead.</param>
    public static async Task ImportAsync(WriteUnit unit, IReadOnlyCollection<(string CaseId, IReadOnlyList<DatedFigure> Figures)> cases, DateOnly on, bool asDated)
    {
        var months = new MonthChanges();
        // Some megabytes every turn, which the collector would leave lying about for long.
        var (kept, count) = (ArrayPool<(string CaseId, DatedFigure Dated)>.Shared.Rent(cases.Sum(one => one.Figures.Count)), 0);
        foreach (var (caseId, figures) in cases)
            foreach (var dated in figures)
            {
                if (dated.Until is null) months.Add(dated.Event, 1);
                else if (!asDated) continue;
                kept[count++] = (caseId, dated);
            }
        // SQLite keeps the rows by case whatever comes first, and its other indexes by tribunal, kind and day: in their order every page of them is come to once.
        // PostgreSQL keeps rows as they come, and those of one case are asked for together.
        if (unit.Provider == DatabaseProvider.Sqlite) kept.AsSpan(0, count).Sort(ByIndex);
        await Events.InsertAsync(unit.Connection, Rows());
        ArrayPool<(string CaseId, DatedFigure Dated)>.Shared.Return(kept, clearArray: true);
        await months.WriteAsync(unit);

        IEnumerable<object?[]> Rows()
        {
            var row = new object?[11];
            for (var i = 0; i < count; i++)
            {
                var (caseId, (e, since, until)) = kept[i];
                row[0] = caseId;
                Set(1, (int)e.Kind);
                Set(2, e.Item);
                Set(3, e.Day);
                row[4] = e.Tribunal;
                row[5] = e.Family;
                Set(6, (int)e.Marks);
                Set(7, e.Amount);
                Set(8, e.Due);
                // What the ledger dates in the future was known on the day it was taken over.
                Set(9, asDated && since < on ? since : on);
                Set(10, until);
                yield return row;
            }

            // Neighbours are much alike: a value that is there already is not made an object again.
            void Set<T>(int at, T value)
            {
                if (row[at] is not T same || !EqualityComparer<T>.Default.Equals(same, value)) row[at] = value;
            }
        }
    }

    private static readonly Comparison<(string CaseId, DatedFigure Dated)> ByIndex = (one, other) =>
    {
        var order = string.CompareOrdinal(one.Dated.Event.Tribunal, other.Dated.Event.Tribunal);
        if (order == 0) order = one.Dated.Event.Kind - other.Dated.Event.Kind;
        if (order == 0) order = one.Dated.Event.Day.CompareTo(other.Dated.Event.Day);
        return order != 0 ? order : string.CompareOrdinal(one.CaseId, other.CaseId);
    };

    /// <summary>Whether what is imported today is recorded under its own dates. So it is on the day on which figures begin: nobody has printed any before.
    /// From the next day on, what is entered late counts from the day of its entry, or a printed report could not be printed again.</summary>
    public static async Task<bool> TakesOverAsync(WriteUnit unit, DateOnly today)
    {
        const string Setting = "figures.since";
        var since = await unit.FirstOrDefaultAsync<string>("select value from settings where name = @Setting", new { Setting });
        if (since is null)
        {
            since = (await unit.FirstOrDefaultAsync<DateOnly?>("select recorded_from from figure_events order by recorded_from limit 1") ?? today).ToString(DapperSetup.DateFormat, CultureInfo.InvariantCulture);
            _ = await unit.ExecuteAsync("insert into settings (name, value) values (@Setting, @since)", new { Setting, since });
        }
        return since == today.ToString(DapperSetup.DateFormat, CultureInfo.InvariantCulture);
    }

    public async Task SaveAsync(WriteUnit unit, CourtCase c, DateOnly on)
    {
        var known = await KnownAsync(unit, c.Id);
        var now = CaseFigures.Now(c, calendar(), periods).ToHashSet();
        var months = new MonthChanges();
        foreach (var (figure, since) in known)
        {
            if (now.Remove(figure)) continue;
            // What was entered and taken back on one day never stood at the end of a day.
            _ = since >= on
                ? await unit.ExecuteAsync(Forget, c.Id, (int)figure.Kind, figure.Item, since)
                : await unit.ExecuteAsync(Replace, on, c.Id, (int)figure.Kind, figure.Item, since);
            months.Add(figure, -1);
        }
        foreach (var figure in now)
        {
            await InsertAsync(unit, c.Id, figure, on);
            months.Add(figure, 1);
        }
        await months.WriteAsync(unit);
    }

    /// <summary>Computes every monthly sum anew from the single figures; what the property test holds the kept sums against.</summary>
    public static async Task<IReadOnlyDictionary<(string Tribunal, int Month), long[]>> RecomputeAsync(DbConnection connection)
    {
        const string Sql = "select tribunal, day, kind, marks, amount from figure_events where recorded_to is null";
        var sums = new Dictionary<(string, int), long[]>();
        await foreach (var row in connection.QueryUnbufferedAsync<EventRow>(Sql))
        {
            var key = (row.Tribunal, MonthOf(row.Day));
            if (!sums.TryGetValue(key, out var values)) sums.Add(key, values = new long[Measure.All.Count]);
            Measure.AddTo(values, (FigureKind)row.Kind, (FigureMarks)row.Marks, 1, row.Amount);
        }
        foreach (var values in sums.Values) Array.Clear(values, Measure.Summarised.Count, Measure.Overdue.Count);
        return sums;
    }

    private static Task<int> InsertAsync(WriteUnit unit, string caseId, FigureEvent e, DateOnly from) => unit.ExecuteAsync(Insert, caseId, (int)e.Kind, e.Item, e.Day,
        e.Tribunal, e.Family, (int)e.Marks, e.Amount, e.Due, from, null);

    private static async Task<List<(FigureEvent Figure, DateOnly Since)>> KnownAsync(WriteUnit unit, string caseId)
    {
        var known = new List<(FigureEvent, DateOnly)>();
        await using var row = await unit.ReadAsync(Known, caseId);
        while (await row.ReadAsync())
            known.Add((new((FigureKind)row.GetInt32(0), row.GetInt32(1), Day(row.GetValue(2)), row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4),
                (FigureMarks)row.GetInt32(5), row.GetInt32(6), row.IsDBNull(7) ? null : Day(row.GetValue(7))), Day(row.GetValue(8))));
        return known;
    }

    private static DateOnly Day(object value) => value switch
    {
        DateOnly date => date,
        DateTime date => DateOnly.FromDateTime(date),
        _ => DateOnly.ParseExact((string)value, DapperSetup.DateFormat, CultureInfo.InvariantCulture),
    };

    /// <summary>What a transaction changes in the months it touches.</summary>
    private sealed class MonthChanges
    {
        private readonly Dictionary<(string Tribunal, int Month), long[]> _months = [];

        public void Add(FigureEvent figure, int sign)
        {
            var key = (figure.Tribunal, MonthOf(figure.Day));
            if (!_months.TryGetValue(key, out var values)) _months.Add(key, values = new long[Measure.All.Count]);
            Measure.AddTo(values, figure.Kind, figure.Marks, sign, sign * figure.Amount);
        }

        public async Task WriteAsync(WriteUnit unit)
        {
            var parameters = new object?[2 + Measure.Summarised.Count];
            foreach (var ((tribunal, month), values) in _months)
            {
                if (values.AsSpan(0, Measure.Summarised.Count).IndexOfAnyExcept(0) < 0) continue;
                (parameters[0], parameters[1]) = (tribunal, month);
                for (var i = 0; i < Measure.Summarised.Count; i++) parameters[2 + i] = values[i];
                _ = await unit.ExecuteAsync(AddToMonth, parameters);
            }
        }
    }

    private sealed record EventRow
    {
        public string Tribunal { get; init; } = "";
        public DateOnly Day { get; init; }
        public int Kind { get; init; }
        public int Marks { get; init; }
        public int Amount { get; init; }
    }
}
