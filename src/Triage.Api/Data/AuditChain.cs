using System.Buffers;
using System.Buffers.Binary;
using System.Data.Common;
using System.Text;
using Dapper;
using Triage.Api.Domain;

namespace Triage.Api.Data;

/// <param name="Seq">0 while the chain is empty.</param>
/// <param name="Hash">Lower-case hex; written to a second place it also shows a cut tail.</param>
internal sealed record AuditHead(long Seq, string Hash);

/// <param name="BrokenAt">Sequence number of the first entry that was altered, moved or follows a missing one.</param>
internal sealed record AuditVerdict(bool Intact, long Entries, AuditHead Head, long? BrokenAt, string? Fault);

/// <summary>Every entry carries an HMAC over itself and its predecessor's: an edit, a deletion or a swap breaks the chain.</summary>
internal sealed class AuditChain(Sealer sealer)
{
    private static readonly byte[] Genesis = new byte[32];

    private static readonly PreparedSql Head = new("select seq, hash from history order by seq desc limit 1");

    private static readonly PreparedSql Insert = new("""
        insert into history (seq, case_id, version, at, actor, role, action, detail, prev_hash, hash)
        values (@seq, @case_id, @version, @at, @actor, @role, @action, @detail, @prev_hash, @hash)
        """);

    private static readonly BulkTable History = new("history", "seq", "case_id", "version", "at", "actor", "role", "action", "detail", "prev_hash", "hash");

    /// <summary>An event that belongs to no case: a sign-in, a new model, a changed calendar.</summary>
    public Task AppendAsync(WriteUnit unit, HistoryEntry entry) => AppendAsync(unit, null, null, entry, HistoryDetail.OfEvent(entry.Reason));

    /// <summary>Adds the entry in the same transaction as what it records.</summary>
    internal async Task AppendAsync(WriteUnit unit, string? caseId, int? version, HistoryEntry entry, byte[]? detail)
    {
        var (seq, previous) = await HeadAsync(unit);
        _ = await unit.ExecuteAsync(Insert, Link(entry, seq + 1, previous, caseId, version, detail));
    }

    /// <summary>One entry for each of many cases: the head of the chain is read once.</summary>
    internal async Task ImportAsync(WriteUnit unit, HistoryEntry entry, IEnumerable<(string CaseId, int Version, byte[] Detail)> subjects)
    {
        var (seq, previous) = await HeadAsync(unit);
        await History.InsertAsync(unit.Connection, subjects.Select(subject =>
        {
            var row = Link(entry, ++seq, previous, subject.CaseId, subject.Version, subject.Detail);
            previous = (byte[])row[^1]!;
            return row;
        }));
    }

    private static async Task<(long Seq, byte[] Hash)> HeadAsync(WriteUnit unit)
    {
        await using var reader = await unit.ReadAsync(Head);
        return await reader.ReadAsync() ? (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)) : (0, Genesis);
    }

    /// <summary>The row of an entry, the hash last.</summary>
    private object?[] Link(HistoryEntry entry, long seq, byte[] previous, string? caseId, int? version, byte[]? detail)
    {
        var role = entry.Role is { } known ? EnumText.Of(known) : null;
        var sealedDetail = detail is null ? null : sealer.Seal(Context(seq), detail);
        return [seq, caseId, version, entry.At, entry.Actor, role, entry.Action, sealedDetail, previous, Mac(previous, seq, caseId, version, entry.At, entry.Actor, role, entry.Action, sealedDetail)];
    }

    public static async Task<AuditHead> HeadAsync(DbConnection connection, CancellationToken ct)
    {
        var row = await connection.QueryFirstOrDefaultAsync<ChainRow>(new CommandDefinition(Head.Text, cancellationToken: ct));
        return row is null ? new AuditHead(0, Convert.ToHexStringLower(Genesis)) : new AuditHead(row.Seq, Convert.ToHexStringLower(row.Hash));
    }

    /// <param name="anchor">A head written down earlier in a second place; null checks only what is there.</param>
    public Task<AuditVerdict> VerifyAsync(DbConnection connection, AuditHead? anchor, CancellationToken ct) =>
        VerifyAgainstAsync(connection, anchor is null ? [] : [anchor], ct);

    /// <param name="anchors">Heads written down earlier in a second place.</param>
    public async Task<AuditVerdict> VerifyAgainstAsync(DbConnection connection, IReadOnlyCollection<AuditHead> anchors, CancellationToken ct)
    {
        const string Sql = "select seq, case_id, version, at, actor, role, action, detail, prev_hash, hash from history order by seq";
        var (count, previous, head) = (0L, Genesis, new AuditHead(0, Convert.ToHexStringLower(Genesis)));
        var written = anchors.Where(anchor => anchor.Seq > 0).ToLookup(anchor => anchor.Seq, anchor => anchor.Hash);
        var last = anchors.Count == 0 ? 0 : anchors.Max(anchor => anchor.Seq);
        await foreach (var row in connection.QueryUnbufferedAsync<ChainRow>(Sql).WithCancellation(ct))
        {
            var fault = row.Seq != count + 1 ? "an entry is missing before this one"
                : !row.PrevHash.AsSpan().SequenceEqual(previous) ? "it does not follow its predecessor"
                : !row.Hash.AsSpan().SequenceEqual(Mac(previous, row.Seq, row.CaseId, row.Version, row.At, row.Actor, row.Role, row.Action, row.Detail)) ? "it was altered"
                : written[row.Seq].Any(hash => hash != Convert.ToHexStringLower(row.Hash)) ? "it differs from the head that was written down"
                : null;
            if (fault is not null) return new AuditVerdict(false, count, head, row.Seq, fault);
            (count, previous, head) = (row.Seq, row.Hash, new AuditHead(row.Seq, Convert.ToHexStringLower(row.Hash)));
        }
        return count >= last
            ? new AuditVerdict(true, count, head, null, null)
            : new AuditVerdict(false, count, head, count + 1, "entries after this one are missing");
    }

    /// <summary>The entries of one case, oldest first, opened.</summary>
    public async Task<IReadOnlyList<HistoryRecord>> OfCaseAsync(DbConnection connection, string caseId, CancellationToken ct)
    {
        const string Sql = """
            select seq, case_id, version, at, actor, role, action, detail, prev_hash, hash
            from history where case_id = @caseId order by seq
            """;
        var rows = await connection.QueryAsync<ChainRow>(new CommandDefinition(Sql, new { caseId }, cancellationToken: ct));
        return [.. rows.Select(Open)];
    }

    /// <summary>Events of no case, the latest first, opened.</summary>
    /// <param name="action">Only these; null for all.</param>
    /// <param name="before">Sequence number.</param>
    public async Task<IReadOnlyList<HistoryRecord>> OfNoCaseAsync(DbConnection connection, string? action, long before, int limit, CancellationToken ct)
    {
        var sql = $"""
            select seq, case_id, version, at, actor, role, action, detail, prev_hash, hash
            from history where case_id is null and seq < @before {(action is null ? "" : "and action = @action")} order by seq desc limit @limit
            """;
        return [.. (await connection.QueryAsync<ChainRow>(new CommandDefinition(sql, new { action, before, limit }, cancellationToken: ct))).Select(Open)];
    }

    private HistoryRecord Open(ChainRow row)
    {
        var (reason, before, after) = row.Detail is null ? default : HistoryDetail.Read(sealer.Unseal(Context(row.Seq), row.Detail));
        return new HistoryRecord
        {
            Seq = row.Seq,
            CaseId = row.CaseId,
            Version = row.Version,
            At = row.At,
            Actor = row.Actor,
            Role = row.Role is null ? null : EnumText.Parse<Role>(row.Role),
            Action = row.Action,
            Reason = reason,
            Before = before,
            After = after,
            Hash = Convert.ToHexStringLower(row.Hash),
        };
    }

    private static string Context(long seq) => FormattableString.Invariant($"history:{seq}");

    /// <summary>Every field with its length, so that moving a boundary changes the bytes.</summary>
    private byte[] Mac(byte[] previous, long seq, string? caseId, int? version, DateTimeOffset at, string actor, string? role, string action, byte[]? detail)
    {
        var buffer = new ArrayBufferWriter<byte>(256 + (detail?.Length ?? 0));
        Bytes(previous);
        Number(seq);
        Text(caseId);
        Number(version ?? -1);
        Number(at.UtcTicks / TimeSpan.TicksPerMicrosecond);
        Text(actor);
        Text(role);
        Text(action);
        Bytes(detail);
        return sealer.AuditMac(buffer.WrittenSpan);

        void Number(long value)
        {
            BinaryPrimitives.WriteInt64BigEndian(buffer.GetSpan(sizeof(long)), value);
            buffer.Advance(sizeof(long));
        }

        void Bytes(byte[]? value)
        {
            Number(value?.Length ?? -1);
            buffer.Write(value);
        }

        void Text(string? value) => Bytes(value is null ? null : Encoding.UTF8.GetBytes(value));
    }

    private sealed record ChainRow
    {
        public long Seq { get; init; }
        public string? CaseId { get; init; }
        public int? Version { get; init; }
        public DateTimeOffset At { get; init; }
        public string Actor { get; init; } = "";
        public string? Role { get; init; }
        public string Action { get; init; } = "";
        public byte[]? Detail { get; init; }
        public byte[] PrevHash { get; init; } = [];
        public byte[] Hash { get; init; } = [];
    }
}
