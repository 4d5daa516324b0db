using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Sources;

/// <summary>定期核查: somebody has looked at this entry of the ledger and says what was found.</summary>
internal static class MarkLedger
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, LedgerMarkRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes, TimeProvider time)
    {
        var fields = new FieldErrors();
        var note = fields.Text("note", body.Note, 500, "核查情况");
        return fields.Refusal is { } wrong
            ? Problems.From(wrong)
            : await changes.ApplyAsync(id, match, http, user, CaseAction.CheckLedger.Event(), note,
                (c, _) => Task.FromResult(CaseLifecycle.Decide(c, new CheckLedger(note, user.Actor, time.Now()))));
    }
}

internal sealed record LedgerMarkRequest(string? Note = null);
