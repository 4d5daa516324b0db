using Triage.Api.Data;
using Triage.Api.Http;

namespace Triage.Api.Features.Deadlines;

/// <summary>Counts every open case again at the start and once a day: a rule or a calendar file may have changed while the service was down.</summary>
internal sealed class DueDateKeeper(Database database, CaseStore store, CalendarStore calendar, TimeProvider time, ILogger<DueDateKeeper> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(10), time);
        DateOnly? done = null;
        do
        {
            if (done == time.Today()) continue;
            try
            {
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
