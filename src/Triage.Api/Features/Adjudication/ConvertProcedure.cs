using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Adjudication;

/// <summary>Small claims to simple to ordinary, sole judge to panel. The limit is that of the new procedure, still counted from filing (解释 258).</summary>
internal static class ConvertProcedure
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, ProcedureRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes, TimeProvider time)
    {
        var fields = new FieldErrors();
        var procedure = fields.Needed("procedure", body.Procedure, "程序");
        return fields.Refusal is { } wrong
            ? Problems.From(wrong)
            : await changes.ApplyAsync(id, match, http, user, CaseAction.ChangeProcedure.Event(), body.Reason, (c, _) => Task.FromResult(
                CaseLifecycle.Decide(c, new ChangeProcedure(procedure, body.Bench ?? c.Bench ?? Bench.Sole, body.RuledOn ?? time.Today(), body.Reason?.Trim() ?? "", null, user.Actor, time.Now()))));
    }
}

/// <param name="Bench">As it is where absent.</param>
/// <param name="RuledOn">Today where absent.</param>
internal sealed record ProcedureRequest(Procedure? Procedure = null, Bench? Bench = null, DateOnly? RuledOn = null, string? Reason = null);
