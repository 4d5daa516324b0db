using System.Data.Common;
using Triage.Api.Data;

namespace Triage.Api.Http;

/// <summary>ok, degraded (works, but somebody should look) or failed (send nobody here).</summary>
internal enum CheckStatus { Ok, Degraded, Failed }

/// <param name="Detail">For the operator; no personal data.</param>
internal sealed record CheckResult(CheckStatus Status, string Detail);

/// <summary>One thing that must be right before requests come; a slice adds its own by registering one.</summary>
internal sealed record ReadinessCheck(string Name, Func<CancellationToken, ValueTask<CheckResult>> Run);

internal sealed record ReadinessResponse(CheckStatus Status, IReadOnlyDictionary<string, CheckResult> Checks);

internal sealed record LivenessResponse(string Status);

/// <summary>The store's own checks: it can write, there is room, the audit chain still holds the head that was written down elsewhere, what is done beside the requests gets done.</summary>
internal sealed class StorageChecks(Database database, AuditHeads heads, Keepers keepers, TimeProvider time)
{
    private const long LeastFreeBytes = 64L << 20, FewFreeBytes = 512L << 20;

    public IEnumerable<ReadinessCheck> All =>
    [
        new("database", WritableAsync),
        new("disk", Disk),
        new("audit", AuditAsync),
        new("keepers", _ => ValueTask.FromResult(keepers.Fault is { } fault ? new CheckResult(CheckStatus.Degraded, fault) : new CheckResult(CheckStatus.Ok, "at work"))),
    ];

    private async ValueTask<CheckResult> WritableAsync(CancellationToken ct)
    {
        try
        {
            const string Sql = "insert into settings (name, value) values ('ready_probe', @value) on conflict (name) do update set value = excluded.value";
            _ = await database.WriteAsync(unit => unit.ExecuteAsync(Sql, new { value = time.GetUtcNow().ToString("O") }), ct);
            return new CheckResult(CheckStatus.Ok, EnumText.Of(database.Provider));
        }
        catch (StorageException fault)
        {
            return new CheckResult(CheckStatus.Failed, fault.Message);
        }
    }

    private ValueTask<CheckResult> Disk(CancellationToken ct)
    {
        if (database.File is not { } file) return ValueTask.FromResult(new CheckResult(CheckStatus.Ok, "remote"));
        var free = new DriveInfo(Path.GetDirectoryName(file)!).AvailableFreeSpace;
        var status = free < LeastFreeBytes ? CheckStatus.Failed : free < FewFreeBytes ? CheckStatus.Degraded : CheckStatus.Ok;
        return ValueTask.FromResult(new CheckResult(status, FormattableString.Invariant($"{free >> 20} MiB free")));
    }

    private async ValueTask<CheckResult> AuditAsync(CancellationToken ct)
    {
        try
        {
            var written = await heads.ReadAsync(ct) is [.., var newest] ? newest : null;
            var (head, contradiction) = await database.ReadAsync(async (connection, token) =>
                (await AuditChain.HeadAsync(connection, token), written is null ? null : await AuditHeads.ContradictionAsync(connection, written, token)), ct);
            return contradiction is { } fault
                ? new CheckResult(CheckStatus.Degraded, fault)
                : new CheckResult(CheckStatus.Ok, FormattableString.Invariant($"{head.Seq} entries, head {head.Hash[..16]}, last written down {written?.Day.ToString("O") ?? "never"}"));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or StorageException or DbException)
        {
            return new CheckResult(CheckStatus.Degraded, fault.Message);
        }
    }
}
