using Triage.Api.Data;

namespace Triage.Api.Http;

/// <summary>Writes the head of the audit chain to a second place once a day. Nothing is added to a file that the chain contradicts: the contradiction stays to be seen.</summary>
internal sealed class AuditKeeper(Database database, AuditHeads heads, TimeProvider time, ILogger<AuditKeeper> logger) : BackgroundService
{
    /// <summary>Why the last attempt failed; null while all is well.</summary>
    public string? Fault { get; private set; }

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

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(10), time);
        do
        {
            try
            {
                await WriteTodayAsync(stoppingToken);
                Fault = null;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or StorageException)
            {
                Fault = fault.Message;
                logger.LogError(fault, "The head of the audit chain could not be written to {File}", heads.File);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
