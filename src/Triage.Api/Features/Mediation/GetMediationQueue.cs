using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Http;

namespace Triage.Api.Features.Mediation;

/// <summary>What this mediator may take: of the own tribunals and fields, no tie to a party, oldest first, without names.</summary>
internal static class GetMediationQueue
{
    public static async Task<Results<Ok<CasePage>, Problem>> Handle(CurrentUser user, Database database, CaseStore store, CourtSetup court, LeaseKeeper leases, CaseViews views,
        CancellationToken ct, int? limit = null, string? cursor = null)
    {
        var (page, refusal) = PageRequest<DateTimeOffset>.Read(limit, cursor);
        if (refusal is not null)
            return Problems.From(refusal);
        await leases.TakeBackExpiredAsync(ct);
        return await database.ReadAsync(async (connection, token) =>
        {
            var waiting = await MediationQueue.ReadAsync(connection, store, user, court, page, page.Limit + 1, token);
            var cases = waiting.Take(page.Limit).ToArray();
            var next = waiting.Count > page.Limit ? PageRequest<DateTimeOffset>.Next(cases[^1].Mediation!.QueuedAt, cases[^1].Id) : null;
            return TypedResults.Ok(new CasePage([.. cases.Select(c => views.Of(c, masked: true))], next, null));
        }, ct);
    }
}
