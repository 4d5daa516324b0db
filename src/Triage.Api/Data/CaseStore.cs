using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using Triage.Api.Domain;

namespace Triage.Api.Data;

/// <summary>Loads and saves cases: body sealed, columns for lists and queues, version checked, history in the same transaction.</summary>
/// <param name="calendar">What the clocks are counted with; without one no due date is kept.</param>
internal sealed class CaseStore(Sealer sealer, AuditChain audit, FigureTable figures, CalendarStore? calendar = null)
{
    private static readonly PreparedSql Insert = new("""
        insert into cases (id, version, tribunal, state, regime, route, procedure, bench, cause_code, family, team, judge, mediator,
            received_on, filed_on, closed_on, queued_at, lease_until, offered_to, due_on, limit_on, effective_on, created_at, sketch, body)
        values (@id, @version, @tribunal, @state, @regime, @route, @procedure, @bench, @cause_code, @family, @team, @judge, @mediator,
            @received_on, @filed_on, @closed_on, @queued_at, @lease_until, @offered_to, @due_on, @limit_on, @effective_on, @created_at, @sketch, @body)
        """);

    private static readonly PreparedSql Update = new("""
        update cases set version = @version, tribunal = @tribunal, state = @state, regime = @regime, route = @route, procedure = @procedure, bench = @bench,
            cause_code = @cause_code, family = @family, team = @team, judge = @judge, mediator = @mediator,
            received_on = @received_on, filed_on = @filed_on, closed_on = @closed_on, queued_at = @queued_at, lease_until = @lease_until, offered_to = @offered_to,
            due_on = @due_on, limit_on = @limit_on, effective_on = @effective_on, body = @body
        where id = @id and version = @expected
        """);

    private static readonly PreparedSql NoteEffect = new("update cases set effective_on = @effective_on where id = @id and version = @expected");

    private static readonly PreparedSql InsertParty = new("""
        insert into case_parties (party_key, case_id, kind, role) values (@party_key, @case_id, @kind, @role)
        on conflict (party_key, case_id, role) do nothing
        """);

    private static readonly PreparedSql DeleteParties = new("delete from case_parties where case_id = @case_id");

    private static readonly PreparedSql InsertNumber = new("""
        insert into case_numbers (number, case_id, kind, court, type_word, year, seq, assigned_on)
        values (@number, @case_id, @kind, @court, @type_word, @year, @seq, @assigned_on)
        """);

    private static readonly PreparedSql CountNumbers = new("select count(*) from case_numbers where case_id = @case_id");

    /// <summary>The cases by the numbers that other bodies gave them.</summary>
    public CaseSources Sources { get; } = new(sealer);

    /// <summary>Columns a query must select for <see cref="Open(CaseRow)"/>.</summary>
    public const string Columns = "cases.id, cases.version, cases.body";

    /// <summary>Writes a new case, its numbers, its people's search keys and what has happened to it so far.</summary>
    /// <param name="history">The first entry tells of the receipt; one more for each step taken in the same call.</param>
    public async Task InsertAsync(WriteUnit unit, CourtCase courtCase, params IReadOnlyList<HistoryEntry> history)
    {
        var c = Kept(courtCase);
        var body = CaseJson.Write(c);
        var (dueOn, limitOn) = Due(c);
        _ = await unit.ExecuteAsync(Insert, c.Id, c.Version, c.Tribunal, EnumText.Of(c.State), c.Regime, Word(c.Route), Word(c.Procedure), Word(c.Bench),
            c.Cause?.Code, c.Cause?.Family, c.Team, c.Judge, c.Mediator, c.ReceivedOn, c.FiledOn, c.ClosedOn, QueuedAt(c), HeldUntil(c), OfferedTo(c), dueOn, limitOn, c.EffectiveOn, c.CreatedAt,
            NarrativeSketch.Of(c.Narrative), sealer.Seal(Context(c.Id), body));
        await WritePartiesAsync(unit, c);
        await WriteNumbersAsync(unit, c, 0);
        await Sources.WriteAsync(unit, c);
        await figures.InsertAsync(unit, c, FigureTable.DayOf(history.Count > 0 ? history[^1].At : c.CreatedAt));
        for (var i = 0; i < history.Count; i++)
            await audit.AppendAsync(unit, c.Id, i + 1, history[i], i == 0 ? HistoryDetail.OfNew(history[i].Reason, c) : HistoryDetail.OfEvent(history[i].Reason));
    }

    /// <summary>What of an import needs no database: done before the writer's turn, so that others do not wait for it.</summary>
    public PreparedCase Prepare(CourtCase c, HistoryEntry entry)
    {
        var (dueOn, limitOn) = c.State == CaseState.Archived ? default : Due(c);
        var numbers = c.Numbers.Select(number => (Number: number, Parts: CaseNumbers.Parse(number.Number))).ToList();
        return new PreparedCase
        {
            Id = c.Id,
            Version = c.Version,
            Row = [c.Id, c.Version, c.Tribunal, EnumText.Of(c.State), c.Regime, Word(c.Route), Word(c.Procedure), Word(c.Bench), c.Cause?.Code, c.Cause?.Family, c.Team, c.Judge, c.Mediator,
                c.ReceivedOn, c.FiledOn, c.ClosedOn, QueuedAt(c), HeldUntil(c), OfferedTo(c), dueOn, limitOn, c.EffectiveOn, c.CreatedAt, NarrativeSketch.Of(c.Narrative), sealer.Seal(Context(c.Id), CaseJson.Write(c))],
            Parties = PartyKeys(c),
            Numbers = [.. numbers.Select(one => new object?[] { CaseNumbers.Normalise(one.Number.Number), c.Id, one.Number.Kind, one.Parts.Court, one.Parts.TypeWord, one.Parts.Year, one.Parts.Seq, one.Number.AssignedOn })],
            Parts = [.. numbers.Select(one => one.Parts)],
            Figures = figures.Of(c),
            SourceKey = Sources.KeyOf(c),
            Detail = HistoryDetail.OfNew(entry.Reason, c),
        };
    }

    /// <summary>Takes over cases that began elsewhere, as they are: no clock is counted anew, the numbers they bring are not given again.</summary>
    /// <param name="asDated">Their figures are recorded under their own dates (see <see cref="FigureTable.TakesOverAsync"/>).</param>
    public CaseImport Import(WriteUnit unit, HistoryEntry entry, bool asDated) => new(unit, entry, audit, asDated);

    /// <summary>Writes the case as version <paramref name="expectedVersion"/> + 1, whatever version it carries.</summary>
    /// <returns>False, with nothing written, where another change came first.</returns>
    public async Task<bool> SaveAsync(WriteUnit unit, CourtCase courtCase, int expectedVersion, HistoryEntry entry)
    {
        var c = Kept(courtCase with { Version = expectedVersion + 1 });
        var body = CaseJson.Write(c);
        var (dueOn, limitOn) = Due(c);
        var rows = await unit.ExecuteAsync(Update, c.Version, c.Tribunal, EnumText.Of(c.State), c.Regime, Word(c.Route), Word(c.Procedure), Word(c.Bench),
            c.Cause?.Code, c.Cause?.Family, c.Team, c.Judge, c.Mediator, c.ReceivedOn, c.FiledOn, c.ClosedOn, QueuedAt(c), HeldUntil(c), OfferedTo(c),
            dueOn, limitOn, c.EffectiveOn, sealer.Seal(Context(c.Id), body), c.Id, expectedVersion);
        if (rows == 0) return false;
        if (entry.Before is null || !ReferenceEquals(entry.Before.Parties, c.Parties))
        {
            _ = await unit.ExecuteAsync(DeleteParties, c.Id);
            await WritePartiesAsync(unit, c);
        }
        if (c.Numbers.Count > 0 && (entry.Before is null || !ReferenceEquals(entry.Before.Numbers, c.Numbers)))
            await WriteNumbersAsync(unit, c, Convert.ToInt32(await unit.ScalarAsync(CountNumbers, c.Id), CultureInfo.InvariantCulture));
        if (entry.Before is null || entry.Before.Source != c.Source) await Sources.RewriteAsync(unit, c);
        await figures.SaveAsync(unit, c, FigureTable.DayOf(entry.At));
        await audit.AppendAsync(unit, c.Id, c.Version, entry, HistoryDetail.OfChange(entry, body));
        return true;
    }

    /// <summary>Fills the column of a row that was written before there was one; the case stays as it is.</summary>
    public static Task<int> NoteEffectAsync(WriteUnit unit, CourtCase c) => unit.ExecuteAsync(NoteEffect, c.EffectiveOn, c.Id, c.Version);

    public async Task<CourtCase?> FindAsync(DbConnection connection, string id, CancellationToken ct = default)
    {
        const string Sql = $"select {Columns} from cases where id = @id";
        return await connection.QueryFirstOrDefaultAsync<CaseRow>(new CommandDefinition(Sql, new { id }, cancellationToken: ct)) is { } row ? Open(row) : null;
    }

    /// <summary>As <see cref="FindAsync"/>; null also where the case does not open, and its id is among the damaged then.</summary>
    public async Task<CourtCase?> FindSoundAsync(DbConnection connection, string id, ICollection<string> damaged, CancellationToken ct = default)
    {
        const string Sql = $"select {Columns} from cases where id = @id";
        return OpenSound(await connection.QueryAsync<CaseRow>(new CommandDefinition(Sql, new { id }, cancellationToken: ct)), damaged) is [var sound] ? sound : null;
    }

    /// <summary>The case that holds this number in any of its spellings.</summary>
    public async Task<CourtCase?> FindByNumberAsync(DbConnection connection, string number, CancellationToken ct)
    {
        const string Sql = $"select {Columns} from cases join case_numbers on case_numbers.case_id = cases.id where case_numbers.number = @number";
        return await connection.QueryFirstOrDefaultAsync<CaseRow>(new CommandDefinition(Sql, new { number = CaseNumbers.Normalise(number) }, cancellationToken: ct)) is { } row
            ? Open(row)
            : null;
    }

    /// <summary>Cases in which at least one of these people takes part, the newest first: candidates for a duplicate, or a search by name.</summary>
    public async Task<IReadOnlyList<CourtCase>> FindByPeopleAsync(DbConnection connection, IEnumerable<Party> people, int limit, CancellationToken ct)
    {
        var found = new Dictionary<string, CaseRow>(StringComparer.Ordinal);
        const string Sql = $"""
            select {Columns} from case_parties join cases on cases.id = case_parties.case_id
            where case_parties.party_key = @key order by cases.created_at desc limit @limit
            """;
        foreach (var key in people.SelectMany(Keys).Select(part => part.Key).DistinctBy(Convert.ToHexString))
            foreach (var row in await connection.QueryAsync<CaseRow>(new CommandDefinition(Sql, new { key, limit }, cancellationToken: ct)))
                _ = found.TryAdd(row.Id, row);
        return [.. found.Values.Select(Open).OrderByDescending(courtCase => courtCase.CreatedAt).Take(limit)];
    }

    /// <summary>The history of one case, oldest first, opened.</summary>
    public Task<IReadOnlyList<HistoryRecord>> HistoryAsync(DbConnection connection, string id, CancellationToken ct) => audit.OfCaseAsync(connection, id, ct);

    /// <summary>Opens what a query of a slice selected with <see cref="Columns"/>.</summary>
    /// <exception cref="DamagedCaseException">Altered, cut, or sealed for something else.</exception>
    public CourtCase Open(CaseRow row)
    {
        try
        {
            return CaseJson.Read(sealer.Unseal(Context(row.Id), row.Body)) with { Version = row.Version };
        }
        catch (Exception damage) when (damage is CryptographicException or JsonException)
        {
            throw new DamagedCaseException(row.Id, damage);
        }
    }

    /// <summary>For those who look after all cases: one that is damaged must not keep them from the others.</summary>
    /// <param name="damaged">Gets the ids of those that do not open.</param>
    public IReadOnlyList<CourtCase> OpenSound(IEnumerable<CaseRow> rows, ICollection<string> damaged)
    {
        var cases = new List<CourtCase>();
        foreach (var row in rows)
            try
            {
                cases.Add(Open(row));
            }
            catch (DamagedCaseException damage)
            {
                damaged.Add(damage.Id);
            }
        return cases;
    }

    /// <summary>The case as it will be stored: with the clocks that its change has stopped, and the trial limit as it stands now.</summary>
    public CourtCase Kept(CourtCase courtCase) => calendar?.Clocks.Keep(courtCase) ?? courtCase;

    private (DateOnly? DueOn, DateOnly? LimitOn) Due(CourtCase courtCase) => calendar is null ? (null, courtCase.Trial?.DueOn) : DueDates.Of(calendar.Clocks, courtCase);

    private async Task WritePartiesAsync(WriteUnit unit, CourtCase courtCase)
    {
        foreach (var party in courtCase.Parties)
            foreach (var (kind, key) in Keys(party))
                _ = await unit.ExecuteAsync(InsertParty, key, courtCase.Id, kind, EnumText.Of(party.Role));
    }

    private static async Task WriteNumbersAsync(WriteUnit unit, CourtCase courtCase, int known)
    {
        foreach (var number in courtCase.Numbers.Skip(known))
        {
            var parts = CaseNumbers.Parse(number.Number);
            _ = await unit.ExecuteAsync(InsertNumber, CaseNumbers.Normalise(number.Number), courtCase.Id, number.Kind, parts.Court, parts.TypeWord, parts.Year, parts.Seq, number.AssignedOn);
        }
    }

    /// <summary>Each key once for every role.</summary>
    private List<PartyKey> PartyKeys(CourtCase courtCase)
    {
        var keys = new List<PartyKey>(courtCase.Parties.Count);
        foreach (var party in courtCase.Parties)
        {
            var role = EnumText.Of(party.Role);
            foreach (var (kind, key) in Keys(party))
                if (!keys.Exists(known => known.Role == role && known.Key.AsSpan().SequenceEqual(key))) keys.Add(new(key, kind, role));
        }
        return keys;
    }

    private IEnumerable<(string Kind, byte[] Key)> Keys(Party party)
    {
        yield return ("name", sealer.NameKey(party.Name));
        if (!string.IsNullOrWhiteSpace(party.IdNumber)) yield return ("id", sealer.IdNumberKey(party.IdNumber));
    }

    /// <summary>Only a case that waits for a mediator stands in the queue; its place is kept in the body.</summary>
    private static DateTimeOffset? QueuedAt(CourtCase courtCase) => courtCase.State == CaseState.AwaitingMediator ? courtCase.Mediation?.QueuedAt : null;

    /// <summary>When what somebody holds goes back by itself: a lease, or an offer that waits for an answer.</summary>
    private static DateTimeOffset? HeldUntil(CourtCase courtCase) =>
        courtCase.Mediation?.Lease?.Until ?? (courtCase.State == CaseState.AwaitingMediator ? courtCase.Mediation?.Offer?.Until : null);

    private static string? OfferedTo(CourtCase courtCase) => courtCase.State == CaseState.AwaitingMediator ? courtCase.Mediation?.Offer?.To : null;

    private static string? Word<T>(T? value) where T : struct, Enum => value is { } known ? EnumText.Of(known) : null;

    private static string Context(string id) => "case:" + id;
}

/// <summary>A row whose body does not open: somebody or something has changed it.</summary>
internal sealed class DamagedCaseException(string id, Exception inner) : Exception($"The stored case {id} does not open.", inner)
{
    public string Id => id;
}

/// <summary>What every query for whole cases selects.</summary>
internal sealed record CaseRow
{
    public string Id { get; init; } = "";
    public int Version { get; init; }
    public byte[] Body { get; init; } = [];
}
