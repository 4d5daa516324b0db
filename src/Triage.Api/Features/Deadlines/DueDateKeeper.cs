using Triage.Api.Data;
using Triage.Api.Http;

namespace Triage.Api.Features.Deadlines;

/// <summary>Counts every open case again at the start and once a day: a rule or a calendar file may have changed while the service was down.
/// On PostgreSQL it also looks for a calendar that another process has announced, and counts again where there is one.</summary>
internal sealed class DueDateKeeper(Database database, CaseStore store, CalendarStore calendar, TimeProvider time, ILogger<DueDateKeeper> logger) : BackgroundService
{
    /// <summary>How long a calendar announced in one process may be unknown to the others.</summary>
    private static readonly TimeSpan OtherProcesses = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Retry = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var shared = database.Provider == DatabaseProvider.Postgresql;
        using var timer = new PeriodicTimer(shared ? OtherProcesses : Retry, time);
        DateOnly? done = null;
        do
        {
            try
            {
                if (shared && await database.ReadAsync(calendar.RefreshAsync, stoppingToken)) done = null;
                if (done == time.Today()) continue;
                var moved = 0;
                for (var after = ""; after is not null;)
                {
                    var from = after;
                    (var some, after) = await database.WriteAsync(unit => DueDates.RecomputeAsync(unit, store, calendar.Clocks, from), stoppingToken);
                    moved += some;
                }
                if (moved > 0) logger.LogInformation("{Moved} due dates moved", moved);
                done = time.Today();
            }
            catch (StorageException exception)
            {
                logger.LogWarning(exception, "Due dates could not be counted again; trying later");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
