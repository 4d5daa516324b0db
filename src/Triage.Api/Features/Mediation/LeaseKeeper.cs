using Dapper;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Mediation;

/// <summary>A lease or an offer that runs out goes back by itself, to its old place. Looked at before every queue and claim, and once a minute.</summary>
internal sealed class LeaseKeeper(Database database, CaseStore store, CalendarStore calendar, CourtSetup court, Keepers keepers, TimeProvider time, ILogger<LeaseKeeper> logger) : BackgroundService
{
    /// <summary>The end of the last working day on which the mediator confirms or declines; silence means another is asked (在线调解规则 12). Refused where the calendar does not reach so far.</summary>
    public (DateTimeOffset Until, Refusal? Refusal) UntilFrom(DateOnly day) => calendar.Clocks.AcceptanceBy(day) is { } last
        ? (CourtTime.EndOf(last), null)
        : (default, new Refusal(RefusalCodes.CalendarMissing, $"{day:yyyy-MM-dd} 之后的工作日历尚未录入，算不出{calendar.Clocks.AcceptanceDays(day)}个工作日。", "The working calendar does not reach that far."));

    /// <returns>Cases that do not open: they stay where they are.</returns>
    public async Task<IReadOnlyCollection<string>> TakeBackExpiredAsync(CancellationToken ct)
    {
        var damaged = new List<string>();
        var now = time.GetUtcNow();
        var expired = await database.ReadAsync(async (connection, token) =>
            (await connection.QueryAsync<string>(new CommandDefinition(Expired, new { now }, cancellationToken: token))).AsList(), ct);
        foreach (var id in expired)
            _ = await database.WriteAsync(async unit =>
            {
                if (await store.FindSoundAsync(unit.Connection, id, damaged) is not { } c)
                    return false;
                CaseCommand? end = c.Mediation?.Lease?.Until < now ? new ExpireLease(time.Now()) : c.Mediation?.Offer?.Until < now ? new ExpireOffer(Following(c, c.Mediation.Offer), time.Now()) : null;
                return end is not null && CaseLifecycle.Decide(c, end).After is { } after
                    && await store.SaveAsync(unit, after, c.Version, new HistoryEntry(time.Now(), HistoryEntry.System, null, end.Action.Event()) { Before = c });
            }, ct);
        return damaged;
    }

    /// <summary>The offer that goes out by itself when one was not accepted: to the first of those named next whom nothing bars by now.</summary>
    public MediationOffer? Following(CourtCase c, MediationOffer unanswered)
    {
        var (until, refusal) = UntilFrom(time.Today());
        // Where the calendar ends nobody can be given three working days: the case goes to the queue.
        if (refusal is not null || unanswered.Next.Index().FirstOrDefault(n => Offers.Against(c, n.Item, court) is null) is not { Item: { } to, Index: var at })
            return null;
        return unanswered with { To = to, ChosenBy = OfferChoice.Court, Next = [.. unanswered.Next.Skip(at + 1)], OfferedAt = time.Now(), Until = until };
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        keepers.RunAsync("leases", TimeSpan.FromMinutes(1), logger, async ct => Keepers.Damaged(await TakeBackExpiredAsync(ct)), stoppingToken);

    private const string Expired = "select id from cases where lease_until < @now order by lease_until limit 500";
}
