using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Domain;
using Triage.Api.Http;
using Route = Triage.Api.Domain.Route;

namespace Triage.Api.Features.Adjudication;

/// <summary>Within three days (民事诉讼法 50). A judge who has to step back is replaced by a new draw in the same step.</summary>
internal static class DecideRecusalOf
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, RecusalDecisionRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes,
        JudgeDraw judges, TimeProvider time)
    {
        var fields = new FieldErrors();
        var person = fields.Text("person", body.Person, 100, "被申请回避的人员编号");
        var granted = fields.Needed("granted", body.Granted, "决定（true 准许，false 驳回）");
        return fields.Refusal is { } wrong
            ? Problems.From(wrong)
            : await changes.ApplyAsync(id, match, http, user, CaseAction.DecideRecusal.Event(), body.Reason, async (c, unit) =>
            {
                var decidedOn = body.DecidedOn ?? time.Today();
                var pending = c.Trial?.Recusals.Any(recusal => recusal.Person == person && recusal.DecidedOn is null) == true;
                var steps = pending && granted && person == c.Judge && CaseLifecycle.AllowedStates(CaseAction.DecideRecusal).Contains(c.State);
                var (drawn, refusal) = steps ? await judges.DrawAsync(unit, c, c.Route ?? Route.OrdinaryTeam, null, "原承办人回避") : (null, null);
                return refusal is not null ? new Decision(refusal)
                    : CaseLifecycle.Decide(c, new DecideRecusal(person, granted, decidedOn, drawn?.Judge, drawn?.Draw, user.Actor, time.Now())) is { After: { } after } && drawn?.Team is { } team
                        ? new Decision(after with { Team = team })
                        : CaseLifecycle.Decide(c, new DecideRecusal(person, granted, decidedOn, drawn?.Judge, drawn?.Draw, user.Actor, time.Now()));
            });
    }
}

/// <param name="DecidedOn">Today where absent.</param>
internal sealed record RecusalDecisionRequest(string? Person = null, bool? Granted = null, DateOnly? DecidedOn = null, string? Reason = null);
