using Triage.Api.Data;

namespace Triage.Api.Http;

/// <summary>Prepares the accounts before the first request; then, hourly, forgets what is no longer needed: ended sessions and old idempotency answers.</summary>
internal sealed class Housekeeping(Credentials credentials, Database database, TimeProvider time, ILogger<Housekeeping> logger) : BackgroundService
{
    /// <summary>A client that has not repeated its request by then will not.</summary>
    private static readonly TimeSpan AnswersKept = TimeSpan.FromDays(7);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await credentials.PrepareAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            try
            {
                var now = time.GetUtcNow();
                _ = await database.WriteAsync(unit => unit.ExecuteAsync("delete from sessions where expires_at < @now", new { now }), stoppingToken);
                _ = await database.WriteAsync(unit => unit.ExecuteAsync("delete from idempotency where created_at < @old", new { old = now - AnswersKept }), stoppingToken);
            }
            catch (StorageException fault)
            {
                logger.LogWarning(fault, "Housekeeping waits for the store");
            }
    }
}
