using System.Data.Common;
using Dapper;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Adjudication;

/// <summary>A judgment takes effect by itself when the last time to appeal has run out, a statement when the last party has received it. Looked at once a minute.</summary>
internal sealed class EffectKeeper(Database database, CaseStore store, CalendarStore calendar, Keepers keepers, TimeProvider time, ILogger<EffectKeeper> logger) : BackgroundService
{
    private static readonly string[] States = [.. CaseLifecycle.AllowedStates(CaseAction.BecomeEffective).Select(EnumText.Of)];

    /// <returns>How many took effect.</returns>
    /// <param name="damaged">Gets the ids of cases that do not open and are passed over.</param>
    public async Task<int> TakeEffectAsync(CancellationToken ct, ICollection<string>? damaged = null)
    {
        var waiting = await WaitingAsync(ct, damaged);
        var count = 0;
        foreach (var c in waiting.Where(c => Due(c) is not null))
            if (await database.WriteAsync(unit => TakeEffectAsync(unit, c.Id), ct)) count++;
        foreach (var known in waiting.Where(c => c.EffectiveOn is not null).Chunk(500))
            _ = await database.WriteAsync(async unit =>
            {
                foreach (var c in known) _ = await CaseStore.NoteEffectAsync(unit, c);
                return known.Length;
            }, ct);
        return count;
    }

    /// <summary>What is closed and not known to be in effect.</summary>
    public Task<IReadOnlyList<CourtCase>> WaitingAsync(CancellationToken ct, ICollection<string>? damaged = null) => database.ReadAsync(async (connection, token) =>
        store.OpenSound(await connection.QueryAsync<CaseRow>(new CommandDefinition(NotEffective(connection), new { States }, cancellationToken: token)), damaged ?? []), ct);

    private async Task<bool> TakeEffectAsync(WriteUnit unit, string id) =>
        await store.FindAsync(unit.Connection, id) is { } c && Due(c) is { } on
        && CaseLifecycle.Decide(c, new BecomeEffective(on, time.Now())).After is { } after
        && await store.SaveAsync(unit, after, c.Version, new HistoryEntry(time.Now(), HistoryEntry.System, null, CaseAction.BecomeEffective.Event()) { Before = c });

    private DateOnly? Due(CourtCase c) => c.EffectiveOn is null && c.Closure is not null ? Effectiveness.Of(c, calendar.Clocks.Of(c), calendar.Clocks.Catalogue, time.Today()) : null;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => keepers.RunAsync("effect", TimeSpan.FromMinutes(1), logger, async ct =>
    {
        var damaged = new List<string>();
        _ = await TakeEffectAsync(ct, damaged);
        return Keepers.Damaged(damaged);
    }, stoppingToken);

    private static string NotEffective(DbConnection connection) => $"""
        select {CaseStore.Columns} from cases
        where {connection.In("state", "@States")} and closed_on is not null and effective_on is null
        order by id
        """;
}
