using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using Dapper;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Api.Rules;
using Triage.Api.Tables;

namespace Triage.Api.Features.Ledger;

/// <summary>Takes over a ledger: each good row becomes a case, a bad one is told with line, column and reason, and the same file twice adds nothing.</summary>
internal sealed class ImportLedger(CourtSetup court, RuleBook rules, Database database, CaseStore store, TimeProvider time)
{
    /// <summary>Rows that share one turn of the writer: the first, and every one that others wait behind; and at most, while nobody does. The more rows, the fewer times a page of an index is written;
    /// but a clerk at the counter is not to wait.</summary>
    private const int RowsPerTurn = 1000, MostRowsPerTurn = 8000;

    /// <summary>Rows that are made ready and written together: all that is held in memory of a file is some three times as many.</summary>
    private const int RowsTogether = 500;

    /// <summary>Numbers looked up in one query.</summary>
    private const int NumbersPerQuery = 200;

    /// <param name="result">Filled in as the file is read, so that it tells what was kept where the store gives up half way.</param>
    /// <param name="progress">Told after every turn of the writer.</param>
    /// <param name="trusted">Days later than today are taken as they are: a sample of 2026 is one on any day.</param>
    /// <param name="ownTribunal">Whose cases the person may see; null for the whole court. A ledger may hold the whole court's rows, but of a case of another tribunal is said only that it is known and that the row says otherwise.</param>
    /// <exception cref="StorageException">What <paramref name="result"/> counts was kept, what follows was not.</exception>
    public async Task RunAsync(OpenTable table, ImportResult result, string actor, Role? role, Func<ImportResult, Task>? progress, CancellationToken ct, bool trusted = false, string? ownTribunal = null)
    {
        var (now, today) = (time.Now(), time.Today());
        var (reader, cases, ids) = (new LedgerReader(court, trusted ? today.AddYears(50) : today), new LedgerCases(court, rules.Clocks, today), new OrderedIds(now));
        var entry = new HistoryEntry(now, actor, role, HistoryEvents.Imported) { Reason = "台账导入" };
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        // While the writer keeps some rows, the next are read and made ready.
        var ready = System.Threading.Channels.Channel.CreateBounded<ReadRows>(1);
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var keeping = KeepAllAsync();
        try
        {
            var rows = new ReadRows();
            foreach (var source in table.Rows)
            {
                ct.ThrowIfCancellationRequested();
                var (row, errors) = reader.Read(source);
                if (row is null) rows.Rejected.Add((source.Line, errors));
                else if (!lines.TryAdd(CaseNumbers.Normalise(row.Number), source.Line))
                    rows.Rejected.Add((source.Line, [new("案号", $"与第 {lines[CaseNumbers.Normalise(row.Number)]} 行的案号相同", row.Number)]));
                else rows.Good.Add(new(source.Line, row, cases.Doubts(row), store.Prepare(cases.ToCase(row, ids.Next(), now), entry)));
                rows.LastLine = source.Line;
                if (rows.Good.Count < RowsTogether && rows.Rejected.Count < RowsTogether) continue;
                await ready.Writer.WriteAsync(rows, stopped.Token);
                rows = new ReadRows();
            }
            await ready.Writer.WriteAsync(rows, stopped.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Nothing more is kept; why, is said below.
        }
        finally
        {
            _ = ready.Writer.TryComplete();
            await keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await keeping;

        async Task KeepAllAsync()
        {
            try
            {
                for (var most = RowsPerTurn; await ready.Reader.WaitToReadAsync(CancellationToken.None);)
                {
                    var turn = result.DryRun ? await database.ReadAsync((connection, _) => LookAsync(connection), ct) : await database.WriteAloneAsync(unit => KeepAsync(unit, most), ct);
                    foreach (var (line, errors) in turn.Rejected) result.Reject(line, errors);
                    foreach (var (line, outcome, id, doubts) in turn.Rows) result.Add(line, outcome, id, doubts);
                    result.DoneTo(turn.LastLine);
                    most = turn.OthersWaited ? RowsPerTurn : Math.Min(most * 2, MostRowsPerTurn);
                    if (progress is not null) await progress(result);
                }
            }
            finally
            {
                await stopped.CancelAsync();
            }
        }

        async Task<Turn> KeepAsync(WriteUnit unit, int most)
        {
            var turn = new Turn();
            CaseImport? import = null;
            // A plan that PostgreSQL made while the tables were empty, and kept, reads all of them for each batch: the import outgrows it within seconds.
            if (unit.Provider == DatabaseProvider.Postgresql) _ = await unit.ExecuteAsync("set local plan_cache_mode = force_custom_plan");
            while (ready.Reader.TryRead(out var rows))
            {
                var outcomes = await CompareAsync(rows.Good, cases, ownTribunal, unit.Connection);
                PreparedCase[] fresh = [.. rows.Good.Where((_, i) => outcomes[i].CaseId is null).Select(row => row.Prepared)];
                if (fresh.Length > 0)
                {
                    import ??= store.Import(unit, entry, await FigureTable.TakesOverAsync(unit, today));
                    await import.AddAsync(fresh);
                }
                turn.Add(rows, outcomes);
                if (turn.Rows.Count + turn.Rejected.Count + RowsTogether > most || unit.OthersWait || !await MoreAsync(unit.Provider)) break;
            }
            if (import is not null) await import.CompleteAsync();
            turn.OthersWaited = unit.OthersWait;
            return turn;
        }

        async Task<Turn> LookAsync(DbConnection connection)
        {
            var turn = new Turn();
            if (ready.Reader.TryRead(out var rows)) turn.Add(rows, await CompareAsync(rows.Good, cases, ownTribunal, connection));
            return turn;
        }

        // On SQLite the writer's own thread waits, and not one of the few that answer requests.
        async ValueTask<bool> MoreAsync(DatabaseProvider provider)
        {
            var more = ready.Reader.WaitToReadAsync(CancellationToken.None);
            return provider == DatabaseProvider.Sqlite && !more.IsCompleted ? more.AsTask().GetAwaiter().GetResult() : await more;
        }
    }

    /// <summary>Which rows the service already knows, and whether they say the same.</summary>
    private async Task<Outcome[]> CompareAsync(List<PendingRow> turn, LedgerCases cases, string? ownTribunal, DbConnection connection)
    {
        var outcomes = new Outcome[turn.Count];
        foreach (var chunk in turn.Index().Chunk(NumbersPerQuery))
        {
            var sql = $"select case_numbers.number, {CaseStore.Columns} from case_numbers join cases on cases.id = case_numbers.case_id where {connection.In("case_numbers.number", "@numbers")}";
            var numbers = Array.ConvertAll(chunk, one => CaseNumbers.Normalise(one.Item.Row.Number));
            var known = (await connection.QueryAsync<KnownRow>(sql, new { numbers })).ToDictionary(row => row.Number, StringComparer.Ordinal);
            if (known.Count == 0) continue;
            for (var i = 0; i < chunk.Length; i++)
            {
                if (!known.TryGetValue(numbers[i], out var row)) continue;
                var held = store.Open(new CaseRow { Id = row.Id, Version = row.Version, Body = row.Body });
                var differences = Differences(cases, chunk[i].Item.Row, cases.ToRow(held));
                if (differences.Count > 0 && ownTribunal is not null && held.Tribunal != ownTribunal) differences = [new("案号", "该案号已在册（其他法庭的案件），本行所载与在册的不一致；请与该法庭核对")];
                outcomes[chunk[i].Index] = new(row.Id, differences);
            }
        }
        return outcomes;
    }

    private static List<RowProblem> Differences(LedgerCases cases, LedgerRow row, LedgerRow? held)
    {
        if (held is null) return [new("案号", "该案号已用于另一件案件")];
        var (now, then) = (cases.Cells(row, codes: true), cases.Cells(held, codes: true));
        return [.. Enumerable.Range(0, now.Length).Where(i => i > 0 && now[i] != then[i] && !(i == LedgerColumns.Index["amount"] && row.Amount == held.Amount))
            .Select(i => new RowProblem(LedgerColumns.All[i].Header, $"该案号已在册，所记为“{then[i] ?? "空"}”；导入不改动在册案件", RowProblem.Shown(now[i])))];
    }

    /// <summary>Some rows in the order of the file, ready to be kept.</summary>
    private sealed class ReadRows
    {
        public List<PendingRow> Good { get; } = new(RowsTogether);
        public List<(int Line, IReadOnlyList<RowProblem> Errors)> Rejected { get; } = [];
        public int LastLine { get; set; }
    }

    /// <summary>What became of the rows of one transaction; the rows themselves are let go as soon as they are written.</summary>
    private sealed class Turn
    {
        public List<(int Line, Outcome Outcome, string FreshId, IReadOnlyList<RowProblem> Doubts)> Rows { get; } = [];
        public List<(int Line, IReadOnlyList<RowProblem> Errors)> Rejected { get; } = [];
        public int LastLine { get; private set; }
        /// <summary>Somebody else's write stood in line when it ended.</summary>
        public bool OthersWaited { get; set; }

        public void Add(ReadRows rows, Outcome[] outcomes)
        {
            Rows.AddRange(rows.Good.Select((row, i) => (row.Line, outcomes[i], row.Prepared.Id, row.Doubts)));
            Rejected.AddRange(rows.Rejected);
            LastLine = Math.Max(LastLine, rows.LastLine);
        }
    }

    private sealed record PendingRow(int Line, LedgerRow Row, IReadOnlyList<RowProblem> Doubts, PreparedCase Prepared);

    private sealed record KnownRow
    {
        public string Number { get; init; } = "";
        public string Id { get; init; } = "";
        public int Version { get; init; }
        public byte[] Body { get; init; } = [];
    }

    /// <param name="CaseId">The case that already holds the number; null for a new one.</param>
    internal readonly record struct Outcome(string? CaseId, IReadOnlyList<RowProblem>? Differences);

    /// <summary>Ids of version 7 that keep the order of the file: time, then a counter, then chance.</summary>
    private sealed class OrderedIds(DateTimeOffset now)
    {
        private uint _next;

        public string Next()
        {
            Span<byte> bytes = stackalloc byte[16];
            RandomNumberGenerator.Fill(bytes);
            _ = Guid.CreateVersion7(now).TryWriteBytes(bytes[..16], bigEndian: true, out _);
            var counter = _next++;
            // 12 bits of rand_a and 16 of rand_b, around the version and the variant.
            bytes[6] = (byte)(0x70 | ((counter >> 24) & 0x0F));
            bytes[7] = (byte)(counter >> 16);
            bytes[8] = (byte)(0x80 | ((counter >> 10) & 0x3F));
            BinaryPrimitives.WriteUInt16BigEndian(bytes[9..], (ushort)(((counter & 0x3FF) << 6) | (uint)(bytes[10] & 0x3F)));
            return new Guid(bytes, bigEndian: true).ToString("N");
        }
    }
}
