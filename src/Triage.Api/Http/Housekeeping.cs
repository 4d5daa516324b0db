using Triage.Api.Data;

namespace Triage.Api.Http;

/// <summary>Prepares the accounts before the first request; then, hourly, forgets what is no longer needed: ended sessions and old idempotency answers.</summary>
internal sealed class Housekeeping(Credentials credentials, Database database, Keepers keepers, TimeProvider time, ILogger<Housekeeping> logger) : BackgroundService
{
    /// <summary>A client that has not repeated its request by then will not.</summary>
    private static readonly TimeSpan AnswersKept = TimeSpan.FromDays(7);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await credentials.PrepareAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => keepers.RunAsync("housekeeping", TimeSpan.FromHours(1), logger, async ct =>
    {
        var now = time.GetUtcNow();
        _ = await database.WriteAsync(unit => unit.ExecuteAsync("delete from sessions where expires_at < @now", new { now = time.Unmoved().GetUtcNow() }), ct);
        _ = await database.WriteAsync(unit => unit.ExecuteAsync("delete from idempotency where created_at < @old", new { old = now - AnswersKept }), ct);
        return null;
    }, stoppingToken);
}
