using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Intake;

/// <summary>Everything that happened to a case. For those who may not know the parties, before and after are left out.</summary>
internal static class GetHistory
{
    public static async Task<Results<Ok<HistoryResponse>, Problem>> Handle(string id, CurrentUser user, Database database, CaseStore store, CourtSetup court, UserDirectory directory, CancellationToken ct)
    {
        var (c, history, names) = await database.ReadAsync(async (connection, token) =>
        {
            var entries = await store.HistoryAsync(connection, id, token);
            return (await store.FindAsync(connection, id, token), entries, await AccountNames.ReadAsync(connection, directory, court, entries.Select(h => h.Actor), token));
        }, ct);
        if (c is null)
            return Problems.From(CaseChanges.NotFound(id));
        var (refusal, masked) = user.Is(Role.Auditor) ? (null, true) : CaseAccess.Of(user, c, court);
        return refusal is not null
            ? Problems.From(refusal)
            : TypedResults.Ok(new HistoryResponse([.. history.Select(h => new HistoryItem(h.Seq, h.At, h.Actor, h.Role, h.Action, h.Version,
                masked ? null : h.Reason, masked ? null : h.Before, masked ? null : h.After, h.Hash, names.GetValueOrDefault(h.Actor)))]));
    }
}

internal sealed record HistoryResponse(IReadOnlyList<HistoryItem> Items);

/// <param name="Before">The members that changed, as they were.</param>
/// <param name="ActorName">Who that is; null for the service itself, and for whoever has left the court's set-up.</param>
/// <param name="Hash">HMAC over this entry and the one before it, hexadecimal.</param>
internal sealed record HistoryItem(long Seq, DateTimeOffset At, string Actor, Role? Role, string Action, int? Version, string? Reason, JsonElement? Before, JsonElement? After, string Hash, string? ActorName);
