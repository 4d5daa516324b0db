using System.Text.Json.Serialization;

namespace Triage.Api.Features.Ledger;

/// <summary>What became of a file, row by row.</summary>
internal sealed class ImportResult
{
    /// <summary>Rejected rows that are told one by one: whoever mends so many sends the file again.</summary>
    public const int MostRejectedTold = 1000;

    private readonly List<ImportRow> _rows = [];

    public bool DryRun { get; init; }
    /// <summary>Rows that became a case.</summary>
    public int Accepted { get; private set; }
    /// <summary>Rows that a case already says word for word, or that were taken from an earlier file.</summary>
    public int Unchanged { get; private set; }
    public int Rejected { get; private set; }
    /// <summary>Rejected rows that are only counted, because too many came before them; absent where every one is told.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int RejectedUntold => Math.Max(0, Rejected - MostRejectedTold);
    /// <summary>Rows taken although something about them should be looked at.</summary>
    public int Warned { get; private set; }
    /// <summary>Up to this line, it included, the file has been dealt with.</summary>
    public int DoneToLine { get; private set; }
    /// <summary>Columns that were not read.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];
    /// <summary>Why the rest of the file was not dealt with, and how to go on; absent where all of it was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImportStop? Stopped { get; set; }
    public IReadOnlyList<ImportRow> Rows => _rows;
    [JsonIgnore]
    public int Dealt => Accepted + Unchanged + Rejected;

    public void Reject(int line, IReadOnlyList<RowProblem> errors)
    {
        Rejected++;
        if (RejectedUntold == 0) _rows.Add(new ImportRow { Line = line, Errors = errors });
    }

    public void Accept(int line, string? caseId, IReadOnlyList<RowProblem> warnings)
    {
        Accepted++;
        if (warnings.Count > 0) Warned++;
        _rows.Add(new ImportRow { Line = line, CaseId = caseId, Warnings = warnings.Count > 0 ? warnings : null });
    }

    public void Keep(int line, string caseId, params IReadOnlyList<RowProblem> warnings)
    {
        Unchanged++;
        if (warnings.Count > 0) Warned++;
        _rows.Add(new ImportRow { Line = line, CaseId = caseId, Unchanged = true, Warnings = warnings.Count > 0 ? warnings : null });
    }

    public void Add(int line, ImportLedger.Outcome outcome, string freshId, IReadOnlyList<RowProblem> warnings)
    {
        if (outcome.CaseId is null) Accept(line, DryRun ? null : freshId, warnings);
        else if (outcome.Differences is { Count: > 0 } differences) Reject(line, differences);
        else Keep(line, outcome.CaseId);
    }

    public void DoneTo(int line) => DoneToLine = Math.Max(DoneToLine, line);

    public void Sort() => _rows.Sort((one, other) => one.Line.CompareTo(other.Line));
}

/// <param name="Code">As of a problem: storage_full, storage_unavailable, service_busy.</param>
/// <param name="Detail">What was kept, up to which line, and how to go on.</param>
internal sealed record ImportStop(string Code, string Detail);

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
    /// <summary>What a person should look at: a likely duplicate, a pattern of filings, a name that is in no table, what the court has on record otherwise. The row was taken.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RowProblem>? Warnings { get; init; }
}
