using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dapper;
using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;

namespace Triage.Api.Data;

/// <summary>The clocks under the calendar in force now. A year's notice is kept as a new revision, and every open clock is counted again in the same transaction.</summary>
internal sealed class CalendarStore
{
    private const string Revisions = "select year, days from calendar_revisions order by revision";

    private static readonly PreparedSql Add = new("""
        insert into calendar_revisions (revision, year, days, changed_by, changed_at) values (@revision, @year, @days, @changed_by, @changed_at)
        """);

    private volatile CaseClocks _clocks;

    public CalendarStore(CaseClocks clocks) => _clocks = clocks;

    public CaseClocks Clocks => _clocks;

    public WorkingCalendar Calendar => _clocks.Calendars.Current;

    /// <param name="initial">The court's own file: revision 0.</param>
    public static async Task<CalendarStore> LoadAsync(Database database, ClockCatalogue catalogue, WorkingCalendar initial, CancellationToken ct)
    {
        var rows = await database.ReadAsync(async (connection, token) =>
            (await connection.QueryAsync<RevisionRow>(new CommandDefinition(Revisions, cancellationToken: token))).AsList(), ct);
        return new(new(catalogue, Read(initial, rows)));
    }

    /// <summary>Takes over what another process on the same PostgreSQL has announced.</summary>
    /// <returns>True where there was something new: open clocks are to be counted again.</returns>
    public async Task<bool> RefreshAsync(DbConnection connection, CancellationToken ct)
    {
        const string Last = "select coalesce(max(revision), 0) from calendar_revisions";
        var before = _clocks;
        // Only ever forward: what is being announced here is not yet to be read.
        if (await connection.ExecuteScalarAsync<int>(new CommandDefinition(Last, cancellationToken: ct)) <= before.Calendars.Revision) return false;
        var rows = await connection.QueryAsync<RevisionRow>(new CommandDefinition(Revisions, cancellationToken: ct));
        _clocks = new(before.Catalogue, Read(before.Calendars.At(0), rows));
        return true;
    }

    /// <summary>Takes a year's days over. From the next case on the new calendar counts; nothing is changed when the transaction fails.</summary>
    /// <param name="recompute">Runs in the transaction with the new clocks; its result is returned.</param>
    public async Task<T> AnnounceAsync<T>(Database database, int year, IReadOnlyList<CalendarDay> days, string by, DateTimeOffset at,
        Func<WriteUnit, CaseClocks, Task<T>> recompute, CancellationToken ct)
    {
        var before = _clocks;
        try
        {
            return await database.WriteAsync(async unit =>
            {
                // Another process may have announced since; its revision is not ours to give again.
                if (unit.Provider == DatabaseProvider.Postgresql) _ = await RefreshAsync(unit.Connection, CancellationToken.None);
                before = _clocks;
                var next = new CaseClocks(before.Catalogue, before.Calendars.With(year, days));
                _ = await unit.ExecuteAsync(Add, next.Calendars.Revision, year, Write(days), by, at);
                var result = await recompute(unit, next);
                // Still inside the writer's turn: the next unit already counts with it.
                _clocks = next;
                return result;
            }, ct);
        }
        catch (StorageException)
        {
            _clocks = before;
            throw;
        }
    }

    private static CalendarRevisions Read(WorkingCalendar initial, IEnumerable<RevisionRow> rows) =>
        rows.Aggregate(new CalendarRevisions(initial), (known, row) => known.With(row.Year, Read(row.Days)));

    private static string Write(IReadOnlyList<CalendarDay> days) => JsonSerializer.Serialize(days, CalendarJsonContext.Default.IReadOnlyListCalendarDay);

    private static IReadOnlyList<CalendarDay> Read(string days) => JsonSerializer.Deserialize(days, CalendarJsonContext.Default.IReadOnlyListCalendarDay) ?? [];

    private sealed record RevisionRow
    {
        public int Year { get; init; }
        public string Days { get; init; } = "";
    }
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(IReadOnlyList<CalendarDay>))]
internal sealed partial class CalendarJsonContext : JsonSerializerContext;

/// <summary>Keeps the columns due_on and limit_on true for cases that nobody touches: after a new calendar, after a new rule, after a restart.</summary>
internal static class DueDates
{
    private const string Page = $"select {CaseStore.Columns}, cases.due_on, cases.limit_on from cases where state <> @Archived and id > @After order by id limit @Size";

    private static readonly PreparedSql Update = new("update cases set due_on = @due_on, limit_on = @limit_on where id = @id");

    private const int Size = 200;

    /// <summary>Every case that is not archived and opens, in one transaction.</summary>
    /// <returns>How many cases have another due date now.</returns>
    public static async Task<int> RecomputeAsync(WriteUnit unit, CaseStore store, CaseClocks clocks)
    {
        var moved = 0;
        for (var after = ""; after is not null;)
        {
            (var some, after) = await RecomputeAsync(unit, store, clocks, after, []);
            moved += some;
        }
        return moved;
    }

    /// <summary>The next few cases, so that nobody who writes waits for all of them.</summary>
    /// <param name="damaged">Gets the ids of those that do not open.</param>
    /// <returns>How many moved, and the id to go on from; null at the end.</returns>
    public static async Task<(int Moved, string? Next)> RecomputeAsync(WriteUnit unit, CaseStore store, CaseClocks clocks, string after, ICollection<string> damaged)
    {
        var moved = 0;
        var rows = (await unit.QueryAsync<DueRow>(Page, new { Archived = EnumText.Of(CaseState.Archived), After = after, Size })).AsList();
        foreach (var row in rows)
        {
            if (store.OpenSound([new CaseRow { Id = row.Id, Version = row.Version, Body = row.Body }], damaged) is not [var open]) continue;
            var (due, limit) = Of(clocks, open);
            if (due == row.DueOn && limit == row.LimitOn) continue;
            _ = await unit.ExecuteAsync(Update, due, limit, row.Id);
            moved++;
        }
        return (moved, rows.Count < Size ? null : rows[^1].Id);
    }

    public static (DateOnly? DueOn, DateOnly? LimitOn) Of(CaseClocks clocks, CourtCase c)
    {
        var readings = clocks.Of(c);
        return (CaseTasks.NextDue(c, readings), readings.FirstOrDefault(reading => reading.Rule.Span == Spans.Trial)?.DueOn);
    }

    private sealed record DueRow
    {
        public string Id { get; init; } = "";
        public int Version { get; init; }
        public byte[] Body { get; init; } = [];
        public DateOnly? DueOn { get; init; }
        public DateOnly? LimitOn { get; init; }
    }
}
