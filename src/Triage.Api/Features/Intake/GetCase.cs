using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Api.Rules;

namespace Triage.Api.Features.Intake;

internal static class GetCase
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, CurrentUser user, HttpContext http, Database database, CaseStore store,
        CourtSetup court, CaseViews views, UserDirectory directory, ClosingBook closing, CancellationToken ct)
    {
        var c = await database.ReadAsync((connection, token) => store.FindAsync(connection, id, token), ct);
        if (c is null)
            return Problems.From(CaseChanges.NotFound(id));
        var (refusal, masked) = CaseAccess.Of(user, c, court);
        if (refusal is not null)
            return Problems.From(refusal);
        string?[] named = [c.Triage?.DecidedBy?.ConfirmedBy, c.SecondTriage?.AnsweredBy, .. c.Mediation?.Returns.Select(r => r.ReturnedBy) ?? []];
        var names = await database.ReadAsync((connection, token) => AccountNames.ReadAsync(connection, directory, court, named.OfType<string>(), token), ct);
        http.Response.SetETag(c.Version);
        var shown = views.Of(c, masked);
        var actions = CaseLifecycle.Actions(c.State, user.Roles).Where(action => action != CaseAction.Appeal || AppealPeriods.MayCome(c, shown.Closure?.EffectiveOn)).ToArray();
        var remarks = actions.Contains(CaseAction.Close) ? closing.Of(c).Select(one => new ClosingRemarkResponse(one.Id, one.Modes, one.Text, one.TextEn, one.Citations)).ToArray() : null;
        return TypedResults.Ok(shown with { Actions = [.. actions.Select(action => new AllowedAction(action, action.Chinese()))], Names = names, ClosingRemarks = remarks });
    }
}
