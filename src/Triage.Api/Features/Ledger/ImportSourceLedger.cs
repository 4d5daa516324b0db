using System.Data.Common;
using System.Text.Json;
using Dapper;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Api.Proposing;
using Triage.Api.Tables;

namespace Triage.Api.Features.Ledger;

/// <summary>The ledger that a source keeps with the court, read back: what is new comes in as at the counter, what was mediated before is taken over as it is, what is known gets the source and the check marks that it lacks.</summary>
internal sealed class ImportSourceLedger(ImportIntake intake, CourtSetup court, Database database, CaseStore store, Registration registration, Sealer sealer, TimeProvider time)
{
    private static readonly PreparedSql Find = new("select case_id from import_rows where row_key = @row_key");
    private static readonly PreparedSql Remember = new("insert into import_rows (row_key, case_id, taken_at) values (@row_key, @case_id, @taken_at)");
    private static readonly PreparedSql FindNumber = new("select case_id from case_numbers where number = @number");

    /// <summary>What the court says, and what may be added later: no contradiction.</summary>
    private static readonly string[] NotCompared = ["no", "number", "state", "mediator", "sourceName", "sourceReference", "check1", "check2", "check3", "check4"];

    /// <param name="kind">One of <see cref="SourceLedger.Kinds"/>.</param>
    public async Task RunAsync(string kind, OpenTable table, ImportResult result, CurrentUser user, Func<ImportResult, Task>? progress, CancellationToken ct)
    {
        var reader = new SourceReader(kind, court, time.Today());
        var cases = new LedgerCases(court, time.Today());
        foreach (var source in table.Rows)
        {
            ct.ThrowIfCancellationRequested();
            var (row, errors) = reader.Read(source);
            if (row is null) result.Reject(source.Line, errors);
            else if (row.IsNew && await database.ReadAsync((connection, _) => KnownAsync(connection, row, Key(kind, row)), ct) is null) await intake.TakeAsync(source.Line, row.Submission, [], user, result, ct, row.Checks, Key(kind, row));
            else await TakeOverAsync(source.Line, kind, row, cases, user, result, ct);
            result.DoneTo(source.Line);
            if (progress is not null && result.Rows.Count % 100 == 0) await progress(result);
        }
    }

    private async Task TakeOverAsync(int line, string kind, SourceRow row, LedgerCases cases, CurrentUser user, ImportResult result, CancellationToken ct)
    {
        var key = Key(kind, row);
        if (result.DryRun)
        {
            var seen = await database.ReadAsync(async (connection, token) => await KnownAsync(connection, row, key) is { } id ? await store.FindAsync(connection, id, token) : null, ct);
            Tell(seen is null ? Fresh(row, null).Refusal : Complete(kind, row, seen, user).Refusal, null, seen is not null);
            return;
        }
        var (caseId, refusal, known) = await database.WriteAsync(async unit =>
        {
            var entry = new HistoryEntry(time.Now(), user.UserName, user.Roles[0], "imported") { Reason = SourceLedger.Kinds[kind].Title + "导入" };
            if (await KnownAsync(unit.Connection, row, key) is { } id && await store.FindAsync(unit.Connection, id) is { } held)
            {
                var (completed, no) = Complete(kind, row, held, user);
                if (no is null && !ReferenceEquals(completed, held)) _ = await store.SaveAsync(unit, completed, held.Version, entry with { Before = held });
                return (held.Id, no, true);
            }
            var (fresh, wrong) = Fresh(row, cases);
            if (wrong is not null) return ("", wrong, false);
            if (fresh!.Numbers.Count == 0) fresh = fresh with { Numbers = [await registration.ReceiptAsync(unit, fresh.ReceivedOn)] };
            var import = store.Import(unit, entry, await FigureTable.TakesOverAsync(unit, time.Today()));
            await import.AddAsync([store.Prepare(fresh, entry)]);
            await import.CompleteAsync();
            _ = await unit.ExecuteAsync(Remember, key, fresh.Id, time.GetUtcNow());
            return (fresh.Id, null, false);
        }, ct);
        Tell(refusal, caseId, known);

        void Tell(RowProblem? problem, string? id, bool before)
        {
            if (problem is not null) result.Reject(line, [problem]);
            else if (before && id is not null) result.Keep(line, id);
            else result.Accept(line, id, []);
        }
    }

    /// <summary>By the court's number where the file has one, else by the source's own.</summary>
    private static async Task<string?> KnownAsync(DbConnection connection, SourceRow row, byte[] key) =>
        row.Number is { } number ? await connection.QueryFirstOrDefaultAsync<string>(FindNumber.Text, new { number = CaseNumbers.Normalise(number) })
            : await connection.QueryFirstOrDefaultAsync<string>(Find.Text, new { row_key = key });

    private byte[] Key(string kind, SourceRow row) => sealer.RowKey(row.Source.Reference is { } reference
        ? $"{kind}:{row.Source.Name}:{reference}" : $"{kind}:{JsonSerializer.Serialize(row.Cells)}");

    private (CourtCase? Case, RowProblem? Refusal) Fresh(SourceRow row, LedgerCases? cases)
    {
        if (row.Number is { } number && CaseNumbers.Parse(number).TypeWord == Registration.FirstInstance)
            return (null, new("编号", "册中没有这一民初案件；请先以台账（kind=ledger）导入，再导入来源台账"));
        if (cases is null) return (null, null);
        var c = cases.ToCase(row.Ledger, Guid.CreateVersion7(time.GetUtcNow()).ToString("N"), time.Now());
        return (c with { Source = row.Source, LedgerChecks = row.Checks, Numbers = row.Number is null ? [] : c.Numbers }, null);
    }

    /// <summary>The known case with the source and the marks that the file has and it lacks; a contradiction is refused.</summary>
    private (CourtCase Case, RowProblem? Refusal) Complete(string kind, SourceRow row, CourtCase held, CurrentUser user)
    {
        if (user.RefuseTribunal(held.Tribunal) is not null) return (held, new("编号", "已用于另一件案件"));
        var then = SourceLedger.Cells(court, held, 0);
        foreach (var (i, column) in SourceLedger.Columns(kind).Index())
            if (row.Cells[i] is { } now && !NotCompared.Contains(column.Key) && now != then[i])
                return (held, new(column.Header, $"已在册，所记为“{then[i] ?? "空"}”；导入不改动在册案件"));
        if (held.Source is { } source && (source.Name, source.Reference) != (row.Source.Name, row.Source.Reference)) return (held, new("来源单位", $"已在册，所记为“{source.Name} {source.Reference}”；导入不改动在册案件"));
        LedgerCheck[] more = [.. row.Checks.Where(check => !held.LedgerChecks.Contains(check))];
        return (held.Source is not null && more.Length == 0 ? held : held with { Source = held.Source ?? row.Source, LedgerChecks = [.. held.LedgerChecks, .. more] }, null);
    }
}

/// <summary>A row of a source's ledger.</summary>
/// <param name="Cells">As they are written: names in the court's spelling, dates with dashes.</param>
/// <param name="Number">The court's; null where the source has none yet.</param>
internal sealed record SourceRow(string?[] Cells, string? Number, LedgerRow Ledger, CaseSource Source, IReadOnlyList<LedgerCheck> Checks)
{
    /// <summary>Handed over and not dealt with yet.</summary>
    public bool IsNew => (Number is null || CaseNumbers.Parse(Number).TypeWord == "收") && Ledger.MediationStartedOn is null && Ledger.MediationEndedOn is null && Ledger.ConfirmationDecidedOn is null && Ledger.FollowUpOn is null;

    public CaseSubmission Submission => new()
    {
        Tribunal = Ledger.Tribunal,
        ReceivedOn = Ledger.ReceivedOn,
        Channel = Ledger.Channel,
        Source = new SourceBody { Kind = Source.Kind, Name = Source.Name, Reference = Source.Reference },
        Parties = [.. Ledger.Plaintiffs.Select(name => Party(PartyRole.Plaintiff, name)), .. Ledger.Defendants.Select(name => Party(PartyRole.Defendant, name))],
        Narrative = Ledger.Narrative,
        Claims = [],
        Amount = Ledger.Amount,
        Cause = Ledger.Cause,
    };

    private static PartyBody Party(PartyRole role, string name) => new() { Role = role, Name = name, Kind = PartyKinds.Of(name) };
}

/// <summary>Reads a row with the words and the checks of the court's ledger.</summary>
internal sealed class SourceReader(string kind, CourtSetup court, DateOnly today)
{
    private readonly LedgerReader _ledger = new(court, today);
    private readonly LedgerCases _cases = new(court, today);
    private readonly IReadOnlyList<TableColumn> _columns = SourceLedger.Columns(kind);

    public (SourceRow? Row, IReadOnlyList<RowProblem> Errors) Read(TableRow source)
    {
        if (source.Fault is { } fault) return (null, [new("", fault)]);
        var own = _columns.Index().ToDictionary(column => column.Item.Key, column => source.Cells[column.Index]);
        var cells = new string?[LedgerColumns.All.Count];
        foreach (var (key, value) in own)
            if (LedgerColumns.Index.TryGetValue(key, out var at)) cells[at] = value;
        // The court's ledger knows a case by its number; here the source's own may stand for it.
        cells[LedgerColumns.Index["number"]] = own["number"] ?? "—";
        cells[LedgerColumns.Index["channel"]] = LedgerWords.Channels.Write(SourceLedger.Kinds[kind].Channel);
        if (own["confirmedOn"] is { } confirmed)
        {
            cells[LedgerColumns.Index["confirmationDecidedOn"]] = confirmed;
            cells[LedgerColumns.Index["confirmationDecision"]] = LedgerWords.Decisions.Write(ConfirmationDecision.Confirmed);
        }
        var (row, errors) = _ledger.Read(source with { Cells = cells }, tried: own["number"] is { } number && CaseNumbers.Parse(number).TypeWord == Registration.FirstInstance);
        List<RowProblem> problems = [.. errors];
        List<LedgerCheck> checks = [];
        foreach (var (i, column) in _columns.Index().Where(column => column.Item.Key.StartsWith("check", StringComparison.Ordinal)))
            if (source.Cells[i] is { } text)
                if (SourceLedger.ReadCheck(text) is { } check) checks.Add(check);
                else problems.Add(new(column.Header, $"“{text}”应写作 √ 2026-11-05 姓名，后面可加“：核查情况”"));
        if (own["sourceName"] is null && own["sourceReference"] is null) problems.Add(new("来源单位", "来源单位和来源编号至少填一个"));
        if (row is null || problems.Count > 0) return (null, problems);
        var from = new CaseSource(SourceLedger.Kinds[kind].Source, own["sourceName"], own["sourceReference"]);
        var ledger = _cases.Cells(row, codes: false);
        // As the service would write it, so that other spellings of dates and tribunals are no contradiction.
        string?[] written = [.. _columns.Select((column, i) => column.Key == "confirmedOn" ? ledger[LedgerColumns.Index["confirmationDecidedOn"]]
            : LedgerColumns.Index.TryGetValue(column.Key, out var at) && column.Key != "number" ? ledger[at] : source.Cells[i])];
        return (new SourceRow(written, own["number"], row, from, checks), []);
    }
}
