using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Dapper;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Api.Tables;

namespace Triage.Api.Features.Ledger;

/// <summary>Takes over a ledger: each good row becomes a case, a bad one is told with line, column and reason, and the same file twice adds nothing.</summary>
internal sealed class ImportLedger(CourtSetup court, Database database, CaseStore store, TimeProvider time)
{
    /// <summary>Rows that share one turn of the writer: long enough to pay, short enough that a clerk at the counter does not wait.</summary>
    private const int RowsPerTurn = 1000;

    private static readonly PreparedSql FindNumber = new("select case_id from case_numbers where number = @number");

    /// <param name="dryRun">Says what would happen and keeps nothing.</param>
    /// <param name="progress">Told after every turn of the writer.</param>
    /// <param name="trusted">Days later than today are taken as they are: a sample of 2026 is one on any day.</param>
    /// <param name="ownTribunal">Whose cases the person may see; null for the whole court. A ledger may hold the whole court's rows, but of a case of another tribunal only is said that its number is taken.</param>
    public async Task<ImportResult> RunAsync(OpenTable table, string actor, Role? role, bool dryRun, Func<ImportResult, Task>? progress, CancellationToken ct,
        bool trusted = false, string? ownTribunal = null)
    {
        var (now, today) = (time.Now(), time.Today());
        var (reader, cases, ids) = (new LedgerReader(court, trusted ? today.AddYears(50) : today), new LedgerCases(court, today), new OrderedIds(now));
        var entry = new HistoryEntry(now, actor, role, "imported") { Reason = "台账导入" };
        var result = new ImportResult { DryRun = dryRun, Ignored = table.Ignored };
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        var turn = new List<PendingRow>(RowsPerTurn);
        foreach (var source in table.Rows)
        {
            ct.ThrowIfCancellationRequested();
            var (row, errors) = reader.Read(source);
            if (row is null) result.Reject(source.Line, errors);
            else if (!lines.TryAdd(CaseNumbers.Normalise(row.Number), source.Line))
                result.Reject(source.Line, [new("案号", $"与第 {lines[CaseNumbers.Normalise(row.Number)]} 行的案号相同")]);
            else turn.Add(new(source.Line, row, store.Prepare(cases.ToCase(row, ids.Next(), now), entry)));
            if (turn.Count == RowsPerTurn) await FlushAsync();
        }
        await FlushAsync();
        result.Sort();
        return result;

        async Task FlushAsync()
        {
            if (turn.Count > 0)
            {
                var outcomes = dryRun
                    ? await database.ReadAsync((connection, _) => CompareAsync(turn, cases, ownTribunal, number => NumberAsync(connection, number), connection), ct)
                    : await database.WriteAsync(unit => KeepAsync(unit, turn, cases, ownTribunal, entry, today), ct);
                for (var i = 0; i < turn.Count; i++) result.Add(turn[i].Line, outcomes[i], turn[i].Prepared.Case.Id, dryRun);
                turn.Clear();
            }
            if (progress is not null) await progress(result);
        }
    }

    private async Task<Outcome[]> KeepAsync(WriteUnit unit, List<PendingRow> turn, LedgerCases cases, string? ownTribunal, HistoryEntry entry, DateOnly today)
    {
        var outcomes = await CompareAsync(turn, cases, ownTribunal, async number => (string?)await unit.ScalarAsync(FindNumber, number), unit.Connection);
        PreparedCase[] fresh = [.. turn.Where((_, i) => outcomes[i].CaseId is null).Select(row => row.Prepared)];
        if (fresh.Length > 0) await store.ImportAsync(unit, fresh, entry, await FigureTable.TakesOverAsync(unit, today));
        return outcomes;
    }

    /// <summary>Which rows the service already knows, and whether they say the same.</summary>
    private async Task<Outcome[]> CompareAsync(List<PendingRow> turn, LedgerCases cases, string? ownTribunal, Func<string, Task<string?>> find, DbConnection connection)
    {
        var outcomes = new Outcome[turn.Count];
        for (var i = 0; i < turn.Count; i++)
        {
            if (await find(CaseNumbers.Normalise(turn[i].Row.Number)) is not { } known) continue;
            var held = await store.FindAsync(connection, known);
            var differences = Differences(cases, turn[i].Row, held is null ? null : cases.ToRow(held));
            if (differences.Count > 0 && ownTribunal is not null && held?.Tribunal != ownTribunal) differences = Differences(cases, turn[i].Row, null);
            outcomes[i] = new(known, differences);
        }
        return outcomes;
    }

    private static List<RowProblem> Differences(LedgerCases cases, LedgerRow row, LedgerRow? held)
    {
        if (held is null) return [new("案号", "该案号已用于另一件案件")];
        var (now, then) = (cases.Cells(row, codes: true), cases.Cells(held, codes: true));
        return [.. Enumerable.Range(0, now.Length).Where(i => i > 0 && now[i] != then[i])
            .Select(i => new RowProblem(LedgerColumns.All[i].Header, $"该案号已在册，所记为“{then[i] ?? "空"}”；导入不改动在册案件"))];
    }

    private static async Task<string?> NumberAsync(DbConnection connection, string number) =>
        await connection.QueryFirstOrDefaultAsync<string>("select case_id from case_numbers where number = @number", new { number });

    private sealed record PendingRow(int Line, LedgerRow Row, PreparedCase Prepared);

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

/// <summary>What became of a file, row by row.</summary>
internal sealed class ImportResult
{
    private readonly List<ImportRow> _rows = [];

    public bool DryRun { get; init; }
    /// <summary>Rows that became a case.</summary>
    public int Accepted { get; private set; }
    /// <summary>Rows that a case already says word for word.</summary>
    public int Unchanged { get; private set; }
    public int Rejected { get; private set; }
    /// <summary>Columns that were not read.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];
    public IReadOnlyList<ImportRow> Rows => _rows;

    public void Reject(int line, IReadOnlyList<RowProblem> errors)
    {
        Rejected++;
        _rows.Add(new ImportRow { Line = line, Errors = errors });
    }

    public void Accept(int line, string? caseId)
    {
        Accepted++;
        _rows.Add(new ImportRow { Line = line, CaseId = caseId });
    }

    public void Keep(int line, string caseId)
    {
        Unchanged++;
        _rows.Add(new ImportRow { Line = line, CaseId = caseId, Unchanged = true });
    }

    public void Add(int line, ImportLedger.Outcome outcome, string freshId, bool dryRun)
    {
        if (outcome.CaseId is null) Accept(line, dryRun ? null : freshId);
        else if (outcome.Differences is { Count: > 0 } differences) Reject(line, differences);
        else Keep(line, outcome.CaseId);
    }

    public void Sort() => _rows.Sort((one, other) => one.Line.CompareTo(other.Line));
}

/// <summary>What became of one row; the line is that of the file, or the row of the sheet, the first being 1.</summary>
internal sealed record ImportRow
{
    public required int Line { get; init; }
    /// <summary>Null in a dry run and for a rejected row.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CaseId { get; init; }
    /// <summary>True where the case was there before and says the same.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Unchanged { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RowProblem>? Errors { get; init; }
}
