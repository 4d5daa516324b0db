using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Data;
using Triage.Api.Http;

namespace Triage.Api.Features.Mediation;

/// <summary>What the mediator who asks has noted in confidence. Nobody else's notes, and nobody else's eyes.</summary>
internal static class GetOwnNotes
{
    public static async Task<Ok<NotesResponse>> Handle(string id, CurrentUser user, Database database, MediationNotes notes, CancellationToken ct) =>
        TypedResults.Ok(new NotesResponse(await database.ReadAsync((connection, token) => notes.ReadAsync(connection, id, user.PersonId, token), ct)));
}

internal sealed record NotesResponse(IReadOnlyList<MediationNote> Items);
