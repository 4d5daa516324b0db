using Triage.Api.Data;

namespace Triage.Api.Http;

/// <summary>Writes the head of the audit chain to a second place once a day. Nothing is added to a file that the chain contradicts: the contradiction stays to be seen.</summary>
internal sealed class AuditKeeper(Database database, AuditHeads heads, Keepers keepers, TimeProvider time, ILogger<AuditKeeper> logger) : BackgroundService
{
    public async Task WriteTodayAsync(CancellationToken ct)
    {
        var last = await heads.ReadAsync(ct) is [.., var newest] ? newest : null;
        var (contradiction, head) = await database.ReadAsync(async (connection, token) =>
            (last is null ? null : await AuditHeads.ContradictionAsync(connection, last, token), await AuditChain.HeadAsync(connection, token)), ct);
        if (contradiction is not null)
            logger.LogCritical("The audit chain contradicts {File}: {Contradiction}. If the database was restored or replaced on purpose, move the file away and keep it", heads.File, contradiction);
        else if (last is null || last.Day < time.Today())
            await heads.AppendAsync(new DatedHead(time.Today(), head), ct);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => keepers.RunAsync("audit heads", TimeSpan.FromMinutes(10), logger, async ct =>
    {
        await WriteTodayAsync(ct);
        return null;
    }, stoppingToken);
}
