using System.Data.Common;
using System.Globalization;
using System.Text;
using Dapper;

namespace Triage.Api.Data;

/// <summary>Section <c>Audit</c>.</summary>
internal sealed record AuditOptions
{
    /// <summary>Where the daily heads are written down; best on another disk or machine. Empty: beside the SQLite file, or beside the directory of keys.</summary>
    public string? HeadsFile { get; init; }
}

/// <summary>The head of the chain on a day, as it stands in the second place.</summary>
internal sealed record DatedHead(DateOnly Day, AuditHead Head)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Day:yyyy-MM-dd} {Head.Hash} {Head.Seq}");

    public static DatedHead? Read(string line) => line.Split(' ') is [var day, { Length: 64 } hash, var count]
        && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on)
        && long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
            ? new DatedHead(on, new AuditHead(seq, hash))
            : null;
}

/// <summary>The second place: one line a day, only ever added to, with the date, the head's hash and how many entries there are. Against it a chain whose tail was cut no longer looks whole.</summary>
internal sealed class AuditHeads(string file)
{
    public string File => file;

    /// <exception cref="IOException">The file cannot be read.</exception>
    public async Task<IReadOnlyList<DatedHead>> ReadAsync(CancellationToken ct) =>
        // Where the power went in the middle of a line it is no head. Whoever can spoil a line can take it away: only another machine helps against that.
        System.IO.File.Exists(file) ? [.. (await System.IO.File.ReadAllLinesAsync(file, ct)).Select(DatedHead.Read).OfType<DatedHead>()] : [];

    /// <summary>On disk when it returns.</summary>
    public async Task AppendAsync(DatedHead head, CancellationToken ct)
    {
        var torn = System.IO.File.Exists(file) && await System.IO.File.ReadAllBytesAsync(file, ct) is [.., not (byte)'\n'];
        await using var stream = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{(torn ? "\n" : "")}{head}\n"), ct);
        stream.Flush(flushToDisk: true);
        PrivateFiles.Restrict(file);
    }

    /// <returns>Null where the chain still holds this head; else what is wrong.</returns>
    public static async Task<string?> ContradictionAsync(DbConnection connection, DatedHead written, CancellationToken ct)
    {
        if (written.Head.Seq == 0) return null;
        const string Sql = "select hash from history where seq = @Seq";
        var hash = await connection.ExecuteScalarAsync<byte[]>(new CommandDefinition(Sql, new { written.Head.Seq }, cancellationToken: ct));
        return hash is null ? string.Create(CultureInfo.InvariantCulture, $"the chain is shorter than the {written.Head.Seq} entries written down on {written.Day:yyyy-MM-dd}: its tail was cut, or the database is another one")
            : Convert.ToHexStringLower(hash) != written.Head.Hash ? string.Create(CultureInfo.InvariantCulture, $"entry {written.Head.Seq} differs from the head written down on {written.Day:yyyy-MM-dd}")
            : null;
    }
}
