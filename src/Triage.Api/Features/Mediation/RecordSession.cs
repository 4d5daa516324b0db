using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Mediation;

/// <summary>One round of mediation, on site, by phone, by video or in turns. The first one ends the three-day lease: work has begun.</summary>
internal static class RecordSession
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, SessionRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes,
        MediationNotes notes, TimeProvider time)
    {
        var fields = new FieldErrors();
        var note = fields.Optional("note", body.Note, 5000, "调解笔记");
        var session = new MediationSession(fields.Needed("mode", body.Mode, "调解方式"), body.HeldOn ?? time.Today(), fields.Texts("helpers", body.Helpers, 100, "协助人"), user.PersonId, note is not null);
        if (fields.Refusal is { } wrong)
            return Problems.From(wrong);
        return await changes.ApplyAsync(id, match, http, user, CaseAction.HoldSession.Event(), null, async (c, unit) =>
        {
            var decided = CaseLifecycle.Decide(c, new HoldSession(session, user.Actor, time.Now()));
            if (decided.After is not null && note is not null)
                await notes.WriteAsync(unit, id, user.PersonId, session.HeldOn, note, time.Now());
            return decided;
        });
    }
}

/// <param name="HeldOn">Today where absent.</param>
/// <param name="Helpers">Village cadres, relatives and others who came to help.</param>
/// <param name="Note">Confidential: kept apart, read by its author only, never part of the trial file.</param>
internal sealed record SessionRequest(SessionMode? Mode = null, DateOnly? HeldOn = null, IReadOnlyList<string>? Helpers = null, string? Note = null);
