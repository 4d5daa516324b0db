using Triage.Api.Domain.Metrics;

namespace Triage.Api.Data;

/// <summary>Cases taken over in one transaction, a few hundred at a time. What lies in order is written at once; what an index scatters waits, small as it is, until all of it can be written in the index's order,
/// so that a page is not written again for every few hundred cases.</summary>
internal sealed class CaseImport(WriteUnit unit, HistoryEntry entry, AuditChain audit, bool asDated)
{
    private static readonly BulkTable Cases = new("cases", "id", "version", "tribunal", "state", "regime", "route", "procedure", "bench", "cause_code", "family", "team", "judge", "mediator",
        "received_on", "filed_on", "closed_on", "queued_at", "lease_until", "offered_to", "due_on", "limit_on", "effective_on", "created_at", "sketch", "body");

    private static readonly BulkTable Parties = new("case_parties", "party_key", "case_id", "kind", "role");

    private static readonly BulkTable Numbers = new("case_numbers", "number", "case_id", "kind", "court", "type_word", "year", "seq", "assigned_on");

    private readonly List<(string CaseId, IReadOnlyList<PartyKey> Parties)> _people = [];
    private readonly List<(string CaseId, IReadOnlyList<DatedFigure> Figures)> _figures = [];

    public async Task AddAsync(IReadOnlyList<PreparedCase> cases)
    {
        await Cases.InsertAsync(unit.Connection, cases.Select(prepared => prepared.Row));
        await Numbers.InsertAsync(unit.Connection, cases.SelectMany(prepared => prepared.Numbers));
        await CaseNumbers.ReserveAsync(unit, cases.SelectMany(prepared => prepared.Parts));
        await CaseSources.ImportAsync(unit, cases.Where(prepared => prepared.SourceKey is not null).Select(prepared => (prepared.SourceKey!, prepared.Id)));
        await audit.ImportAsync(unit, entry, cases.Select(prepared => (prepared.Id, prepared.Version, prepared.Detail)));
        _people.AddRange(cases.Select(prepared => (prepared.Id, prepared.Parties)));
        _figures.AddRange(cases.Select(prepared => (prepared.Id, prepared.Figures)));
    }

    /// <summary>To be called before the transaction ends.</summary>
    public async Task CompleteAsync()
    {
        unit.Weight = Math.Max(1, _figures.Count);
        await Parties.InsertAsync(unit.Connection, PartyRows());
        await FigureTable.ImportAsync(unit, _figures, FigureTable.DayOf(entry.At), asDated);
    }

    /// <summary>In the order of their keys, which say nothing.</summary>
    private IEnumerable<object?[]> PartyRows()
    {
        var parties = _people.SelectMany(one => one.Parties.Select(party => (Party: party, one.CaseId))).ToList();
        parties.Sort((one, other) => one.Party.Key.AsSpan().SequenceCompareTo(other.Party.Key));
        var row = new object?[4];
        foreach (var (party, caseId) in parties)
        {
            (row[0], row[1], row[2], row[3]) = (party.Key, caseId, party.Kind, party.Role);
            yield return row;
        }
    }
}

/// <param name="Key">What the person is found by.</param>
/// <param name="Kind">name or id.</param>
internal readonly record struct PartyKey(byte[] Key, string Kind, string Role);

/// <summary>A case ready to be written: its rows in the order of the columns that <see cref="CaseImport"/> writes.</summary>
internal sealed record PreparedCase
{
    public required string Id { get; init; }
    public required int Version { get; init; }
    public required object?[] Row { get; init; }
    public required IReadOnlyList<PartyKey> Parties { get; init; }
    public required IReadOnlyList<object?[]> Numbers { get; init; }
    public required IReadOnlyList<CaseNumberParts> Parts { get; init; }
    public required IReadOnlyList<DatedFigure> Figures { get; init; }
    /// <summary>Null where no other body has given it a number.</summary>
    public required byte[]? SourceKey { get; init; }
    public required byte[] Detail { get; init; }
}
