using System.Data.Common;
using System.Text.Json;
using Dapper;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;
using Triage.Api.Http;
using Triage.Api.Proposing;
using Triage.Api.Rules;
using Triage.Api.Tables;

namespace Triage.Api.Features.Ledger;

/// <summary>The ledger that a source keeps with the court, read back: what is new comes in as at the counter, what was mediated before is taken over as it is, what is known gets the source and the check marks that it lacks.</summary>
internal sealed class ImportSourceLedger(ImportIntake intake, CourtSetup court, RuleBook rules, Database database, CaseStore store, Registration registration, Sealer sealer, TimeProvider time)
{
    private static readonly PreparedSql Find = new("select case_id from import_rows where row_key = @row_key");
    private static readonly PreparedSql Remember = new("insert into import_rows (row_key, case_id, taken_at) values (@row_key, @case_id, @taken_at)");
    private static readonly PreparedSql FindNumber = new("select case_id from case_numbers where number = @number");

    /// <summary>What the court says, and what may be added later: no contradiction.</summary>
    private static readonly string[] NotCompared = ["no", "number", "state", "mediator", "sourceName", "sourceReference", "check1", "check2", "check3", "check4"];

    /// <summary>Of a matter that came to the court by itself the source has its own day and words: told, not refused.</summary>
    private static readonly string[] TheSourcesOwn = ["receivedOn", "tribunal", "plaintiffs", "defendants", "cause", "amount", "narrative"];

    /// <param name="kind">One of <see cref="SourceLedger.Kinds"/>.</param>
    public async Task RunAsync(string kind, OpenTable table, ImportResult result, CurrentUser user, Func<ImportResult, Task>? progress, CancellationToken ct)
    {
        await store.Sources.CatchUpAsync(database, store, ct);
        var reader = new SourceReader(kind, court, rules.Clocks, time.Today());
        var cases = new LedgerCases(court, rules.Clocks, time.Today());
        foreach (var source in table.Rows)
        {
            ct.ThrowIfCancellationRequested();
            var (row, errors) = reader.Read(source);
            if (row is null) result.Reject(source.Line, errors);
            else if (user.RefuseTribunal(row.Ledger.Tribunal) is { } elsewhere) result.Reject(source.Line, [new("法庭", elsewhere.Detail)]);
            else if (row.IsNew && await database.ReadAsync((connection, token) => KnownAsync(connection, kind, row, token), ct) is null) await intake.TakeAsync(source.Line, row.Submission, [], user, result, ct, row.Checks, Key(kind, row));
            else await TakeOverAsync(source.Line, kind, row, cases, user, result, ct);
            result.DoneTo(source.Line);
            if (progress is not null && result.Dealt % 100 == 0) await progress(result);
        }
    }

    private async Task TakeOverAsync(int line, string kind, SourceRow row, LedgerCases cases, CurrentUser user, ImportResult result, CancellationToken ct)
    {
        if (result.DryRun)
        {
            var seen = await database.ReadAsync((connection, token) => KnownAsync(connection, kind, row, token), ct);
            if (seen is null) Tell(Fresh(row, null).Refusal, null, [], before: false);
            else if (Complete(kind, row, seen, user) is var (_, no, differs)) Tell(no, seen.Case.Id, differs, before: true);
            return;
        }
        var (caseId, refusal, told, known) = await database.WriteAsync(async unit =>
        {
            var entry = new HistoryEntry(time.Now(), user.UserName, user.Roles[0], HistoryEvents.Imported) { Reason = SourceLedger.Kinds[kind].Title + "导入" };
            if (await KnownAsync(unit.Connection, kind, row, CancellationToken.None) is { } held)
            {
                var (completed, no, differs) = Complete(kind, row, held, user);
                if (no is null && !ReferenceEquals(completed, held.Case)) _ = await store.SaveAsync(unit, completed, held.Case.Version, entry with { Before = held.Case });
                return (held.Case.Id, no, differs, true);
            }
            var (fresh, wrong) = Fresh(row, cases);
            if (wrong is not null) return ("", wrong, (IReadOnlyList<RowProblem>)[], false);
            if (fresh!.Numbers.Count == 0) fresh = fresh with { Numbers = [await registration.ReceiptAsync(unit, fresh.ReceivedOn)] };
            var import = store.Import(unit, entry, await FigureTable.TakesOverAsync(unit, time.Today()));
            await import.AddAsync([store.Prepare(fresh, entry)]);
            await import.CompleteAsync();
            _ = await unit.ExecuteAsync(Remember, Key(kind, row), fresh.Id, time.GetUtcNow());
            return (fresh.Id, null, [], false);
        }, ct);
        Tell(refusal, caseId, told, known);

        void Tell(RowProblem? problem, string? id, IReadOnlyList<RowProblem> differences, bool before)
        {
            if (problem is not null) result.Reject(line, [problem]);
            else if (before && id is not null) result.Keep(line, id, differences);
            else result.Accept(line, id, []);
        }
    }

    /// <summary>By the court's number where the file has one, else as a row of an earlier file, else by the source's own number, however that came in: at receipt, later, or with a file.</summary>
    private async Task<KnownCase?> KnownAsync(DbConnection connection, string kind, SourceRow row, CancellationToken ct)
    {
        if (row.Number is { } number)
        {
            if (await connection.QueryFirstOrDefaultAsync<string>(FindNumber.Text, new { number = CaseNumbers.Normalise(number) }) is { } holder) return await OpenAsync(holder);
            if (LedgerCases.IsFirstInstance(number)) return null;
        }
        if (await connection.QueryFirstOrDefaultAsync<string>(Find.Text, new { row_key = Key(kind, row) }) is { } taken) return await OpenAsync(taken);
        if (row.Source.Reference is not { } reference) return null;
        var held = (await store.Sources.FindAsync(connection, store, reference, ct))
            .Where(c => (c.Channel == SourceLedger.Kinds[kind].Channel || c.Source!.Kind == row.Source.Kind) && c.Source!.IsSameBody(row.Source)).ToList();
        // Two stations may number alike: the one that is named, if one is.
        if (held.Count > 1 && held.FindAll(c => c.Source!.Name is not null && row.Source.Name is not null) is { Count: > 0 } named) held = named;
        return held.Count == 0 ? null : new KnownCase(held[0], ByReference: true, Others: held.Count - 1);

        async Task<KnownCase?> OpenAsync(string id) => await store.FindAsync(connection, id, ct) is { } c ? new KnownCase(c, ByReference: false, Others: 0) : null;
    }

    private byte[] Key(string kind, SourceRow row) => sealer.RowKey(row.Source.Reference is { } reference
        ? $"{kind}:{row.Source.Name}:{reference}" : $"{kind}:{JsonSerializer.Serialize(row.Cells)}");

    private (CourtCase? Case, RowProblem? Refusal) Fresh(SourceRow row, LedgerCases? cases)
    {
        if (LedgerCases.IsFirstInstance(row.Number))
            return (null, new("编号", "册中没有这一民初案件；请先以台账（kind=ledger）导入，再导入来源台账"));
        if (cases is null) return (null, null);
        var c = cases.ToCase(row.Ledger, Guid.CreateVersion7(time.GetUtcNow()).ToString("N"), time.Now());
        return (c with { Source = row.Source, LedgerChecks = row.Checks, Numbers = row.Number is null ? [] : c.Numbers }, null);
    }

    /// <summary>The known case with the source and the marks that the file has and it lacks; a contradiction is refused.</summary>
    private (CourtCase Case, RowProblem? Refusal, IReadOnlyList<RowProblem> Told) Complete(string kind, SourceRow row, KnownCase known, CurrentUser user)
    {
        var held = known.Case;
        if (user.RefuseTribunal(held.Tribunal) is not null) return Refused(known.ByReference ? SourceLedger.Kinds[kind].Reference : "编号", "已在册（其他法庭的案件）；请与该法庭核对");
        if (known.Others > 0) return Refused(SourceLedger.Kinds[kind].Reference, $"“{row.Source.Reference}”在册不止一件，请填写来源单位");
        if (known.ByReference && !row.Names.Any(name => held.Parties.Any(party => Conflicts.Same(party.Name, name))))
            return Refused(SourceLedger.Kinds[kind].Reference, $"“{row.Source.Reference}”在册案件的当事人是{string.Join('、', held.Parties.Select(party => party.Name))}，与本行不符，请核对编号");
        var then = SourceLedger.Cells(court, held, 0);
        List<RowProblem> told = [];
        foreach (var (i, column) in SourceLedger.Columns(kind).Index())
        {
            if (row.Cells[i] is not { } now || NotCompared.Contains(column.Key) || now == then[i] || (column.Key == "amount" && row.Ledger.Amount == held.Amount)) continue;
            if (!known.ByReference || !TheSourcesOwn.Contains(column.Key)) return Refused(column.Header, $"已在册，所记为“{then[i] ?? "空"}”；导入不改动在册案件");
            if (then[i] is null || !Conflicts.Same(now, then[i]!)) told.Add(new(column.Header, $"在册所记为“{then[i] ?? "空"}”，与本行不同；以在册的为准"));
        }
        if (held.Source is { } source && (!source.IsSameBody(row.Source) || (source.Reference is { } its && row.Source.Reference is { } given && !Conflicts.Same(its, given) && !known.ByReference)))
            return Refused("来源单位", $"已在册，所记为“{source.Name} {source.Reference}”；导入不改动在册案件");
        var full = held.Source is { } had ? had with { Name = had.Name ?? row.Source.Name, Reference = had.Reference ?? row.Source.Reference } : row.Source;
        LedgerCheck[] more = [.. row.Checks.Where(check => !held.LedgerChecks.Contains(check))];
        return (held.Source == full && more.Length == 0 ? held : held with { Source = full, LedgerChecks = [.. held.LedgerChecks, .. more] }, null, told);

        (CourtCase, RowProblem?, IReadOnlyList<RowProblem>) Refused(string column, string reason) => (held, new(column, reason), []);
    }

    /// <param name="ByReference">Known by the source's number only: the case did not come from such a file.</param>
    /// <param name="Others">How many more it might be.</param>
    private sealed record KnownCase(CourtCase Case, bool ByReference, int Others);
}

/// <summary>A row of a source's ledger.</summary>
/// <param name="Cells">As they are written: names in the court's spelling, dates with dashes.</param>
/// <param name="Number">The court's; null where the source has none yet.</param>
internal sealed record SourceRow(string?[] Cells, string? Number, LedgerRow Ledger, CaseSource Source, IReadOnlyList<LedgerCheck> Checks)
{
    /// <summary>Handed over and not dealt with yet.</summary>
    public bool IsNew => (Number is null || CaseNumbers.Parse(Number).TypeWord == "收") && Ledger.MediationStartedOn is null && Ledger.MediationEndedOn is null && Ledger.ConfirmationDecidedOn is null && Ledger.FollowUpOn is null;

    public IEnumerable<string> Names => Ledger.Plaintiffs.Concat(Ledger.Defendants);

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
internal sealed class SourceReader(string kind, CourtSetup court, ClockCatalogue clocks, DateOnly today)
{
    private readonly LedgerReader _ledger = new(court, today);
    private readonly LedgerCases _cases = new(court, clocks, today);
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
        var (row, errors) = _ledger.Read(source with { Cells = cells }, tried: LedgerCases.IsFirstInstance(own["number"]));
        List<RowProblem> problems = [.. errors];
        List<LedgerCheck> checks = [];
        foreach (var (i, column) in _columns.Index().Where(column => column.Item.Key.StartsWith("check", StringComparison.Ordinal)))
            if (source.Cells[i] is { } text)
                if (SourceLedger.ReadCheck(text) is { } check && check.On <= today) checks.Add(check);
                else if (SourceLedger.ReadCheck(text) is not null) problems.Add(new(column.Header, $"核查日期晚于今天（{today:yyyy-MM-dd}）"));
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
