using System.Data.Common;
using Dapper;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Adjudication;

/// <summary>A judgment takes effect by itself when the last time to appeal has run out, a statement when the last party has received it. Looked at once a minute.</summary>
internal sealed class EffectKeeper(Database database, CaseStore store, CalendarStore calendar, TimeProvider time, ILogger<EffectKeeper> logger) : BackgroundService
{
    private static readonly string[] States = [.. CaseLifecycle.AllowedStates(CaseAction.BecomeEffective).Select(EnumText.Of)];

    /// <returns>How many took effect.</returns>
    public async Task<int> TakeEffectAsync(CancellationToken ct)
    {
        var waiting = await database.ReadAsync(async (connection, token) =>
            (await connection.QueryAsync<CaseRow>(new CommandDefinition(Closed(connection), new { States }, cancellationToken: token))).Select(store.Open).Where(c => Due(c) is not null).Select(c => c.Id).ToArray(), ct);
        var count = 0;
        foreach (var id in waiting)
            if (await database.WriteAsync(unit => TakeEffectAsync(unit, id), ct)) count++;
        return count;
    }

    private async Task<bool> TakeEffectAsync(WriteUnit unit, string id) =>
        await store.FindAsync(unit.Connection, id) is { } c && Due(c) is { } on
        && CaseLifecycle.Decide(c, new BecomeEffective(on, time.Now())).After is { } after
        && await store.SaveAsync(unit, after, c.Version, new HistoryEntry(time.Now(), HistoryEntry.System, null, CaseAction.BecomeEffective.Event()) { Before = c });

    private DateOnly? Due(CourtCase c) => c.EffectiveOn is null && c.Closure is not null ? Effectiveness.Of(c, calendar.Clocks.Of(c), time.Today()) : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        do
        {
            try
            {
                _ = await TakeEffectAsync(stoppingToken);
            }
            catch (StorageException exception)
            {
                logger.LogWarning(exception, "Closed cases could not take effect; trying again in a minute");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static string Closed(DbConnection connection) => $"select {CaseStore.Columns} from cases where {connection.In("state", "@States")} and closed_on is not null order by id";
}
