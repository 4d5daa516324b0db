using Triage.Api.Data;
using Triage.Api.Http;

namespace Triage.Api.Features.Deadlines;

/// <summary>Counts every open case again at the start and once a day: a rule or a calendar file may have changed while the service was down.
/// On PostgreSQL it also looks for a calendar that another process has announced, and counts again where there is one.</summary>
internal sealed class DueDateKeeper(Database database, CaseStore store, CalendarStore calendar, Keepers keepers, TimeProvider time, ILogger<DueDateKeeper> logger) : BackgroundService
{
    /// <summary>How long a calendar announced in one process may be unknown to the others.</summary>
    private static readonly TimeSpan OtherProcesses = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Retry = TimeSpan.FromMinutes(10);

    private DateOnly? _done;
    private string? _left;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        keepers.RunAsync("due dates", database.Provider == DatabaseProvider.Postgresql ? OtherProcesses : Retry, logger, CountAgainAsync, stoppingToken);

    /// <returns>The damaged cases that were passed over; null where there were none.</returns>
    private async Task<string?> CountAgainAsync(CancellationToken ct)
    {
        if (database.Provider == DatabaseProvider.Postgresql && await database.ReadAsync(calendar.RefreshAsync, ct)) _done = null;
        if (_done == time.Today()) return _left;
        var (moved, damaged) = (0, new List<string>());
        for (var after = ""; after is not null;)
        {
            var (from, passed) = (after, new List<string>());
            (var some, after) = await database.WriteAsync(unit => DueDates.RecomputeAsync(unit, store, calendar.Clocks, from, passed), ct);
            moved += some;
            damaged.AddRange(passed);
        }
        if (moved > 0) logger.LogInformation("{Moved} due dates moved", moved);
        _done = time.Today();
        return _left = Keepers.Damaged(damaged);
    }
}
