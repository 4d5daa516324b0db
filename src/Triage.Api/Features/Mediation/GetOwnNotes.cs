using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Http;

namespace Triage.Api.Features.Mediation;

/// <summary>What the mediator who asks has noted in confidence. Nobody else's notes, and nobody else's eyes; who gave the case back keeps the own ones.</summary>
internal static class GetOwnNotes
{
    public static async Task<Results<Ok<NotesResponse>, Problem>> Handle(string id, CurrentUser user, Database database, CaseStore store, CourtSetup court, MediationNotes notes, CancellationToken ct)
    {
        var (c, own) = await database.ReadAsync(async (connection, token) =>
            (await store.FindAsync(connection, id, token), await notes.ReadAsync(connection, id, user.PersonId, token)), ct);
        if (c is null)
            return Problems.From(CaseChanges.NotFound(id));
        if (own.Count == 0 && CaseAccess.Of(user, c, court).Refusal is { } refusal)
            return Problems.From(refusal);
        return TypedResults.Ok(new NotesResponse(own));
    }
}

internal sealed record NotesResponse(IReadOnlyList<MediationNote> Items);
