using System.Data.Common;
using Dapper;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Mediation;

/// <summary>The one query behind the list and the claim, so that what is shown first is also given first.</summary>
internal static class MediationQueue
{
    /// <summary>The first cases that this mediator may take: what lies in the pool and what was offered to this person or organisation. Ties to parties are only known once a case is opened, so it reads on until it has enough.</summary>
    public static async Task<List<CourtCase>> ReadAsync(DbConnection connection, CaseStore store, CurrentUser user, CourtSetup court, PageRequest<DateTimeOffset> page, int wanted,
        CancellationToken ct)
    {
        List<CourtCase> waiting = [];
        if (court.FindMediator(user.PersonId) is not { } mediator)
            return waiting;
        for (var at = page; waiting.Count < wanted;)
        {
            var where = new { Tribunals = mediator.Tribunals.ToArray(), Families = mediator.Families.ToArray(), State = EnumText.Of(CaseState.AwaitingMediator), Me = mediator.Id, mediator.Organisation, at.After, at.AfterId, Limit = wanted };
            var cases = (await connection.QueryAsync<CaseRow>(new CommandDefinition(Sql(connection, at), where, cancellationToken: ct))).Select(store.Open).ToArray();
            waiting.AddRange(cases.Where(c => CaseAccess.MayTake(user, c, court) is null).Take(wanted - waiting.Count));
            if (cases.Length < wanted)
                break;
            at = at with { After = cases[^1].Mediation!.QueuedAt, AfterId = cases[^1].Id };
        }
        return waiting;
    }

    private static string Sql(DbConnection connection, PageRequest<DateTimeOffset> page) => $"""
        select {CaseStore.Columns} from cases
        where {connection.In("tribunal", "@Tribunals")} and state = @State and queued_at is not null
          and (family is null or {connection.In("family", "@Families")}) and (offered_to is null or offered_to = @Me or offered_to = @Organisation) {page.Seek("queued_at")}
        order by queued_at, id limit @Limit
        """;
}
