using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Domain;
using Triage.Api.Http;
using Route = Triage.Api.Domain.Route;

namespace Triage.Api.Features.Adjudication;

/// <summary>Within three days (民事诉讼法 50). A judge who has to step back is replaced by a new draw in the same step.</summary>
internal static class DecideRecusalOf
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, RecusalDecisionRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes,
        JudgeDraw judges, CourtSetup court, TimeProvider time)
    {
        var fields = new FieldErrors();
        var person = fields.Text("person", body.Person, 100, "被申请回避的人员编号");
        var granted = fields.Needed("granted", body.Granted, "决定（true 准许，false 驳回）");
        return fields.Refusal is { } wrong
            ? Problems.From(wrong)
            : await changes.ApplyAsync(id, match, http, user, CaseAction.DecideRecusal.Event(), body.Reason, async (c, unit) =>
            {
                var decidedOn = body.DecidedOn ?? time.Today();
                var leaves = granted && person == c.Judge && RecusalSteps.Pending(c, person) is not null;
                var decision = CaseLifecycle.Decide(c, new DecideRecusal(person, granted, decidedOn, null, null, user.Actor, time.Now(), Adjudicates(court, person)));
                return decision.Refusal is null && leaves ? await RedrawAsync(decision.After!) : decision;

                // Decided first, drawn then: the draw sees that this judge is out.
                async Task<Decision> RedrawAsync(CourtCase decided)
                {
                    var (drawn, refusal) = await judges.DrawAsync(unit, decided, c.Route ?? Route.OrdinaryTeam, null, "原承办人回避");
                    return drawn is null ? new Decision(refusal!) : WithTeam(drawn,
                        CaseLifecycle.Decide(c, new DecideRecusal(person, granted, decidedOn, drawn.Judge, drawn.Draw, user.Actor, time.Now(), Adjudicates(court, person))));
                }
            });
    }

    /// <summary>审判人员: judges, leaders who hear cases, and lay assessors (民诉法解释 48).</summary>
    public static bool Adjudicates(CourtSetup court, string person) => court.FindPerson(person) is { } member && (member.HearsCases || member.Position is Position.President or Position.Leader or Position.LayAssessor);

    public static Decision WithTeam(DrawnJudge drawn, Decision decision) => decision.After is { } after && drawn.Team is { } team ? new Decision(after with { Team = team }) : decision;
}

/// <param name="DecidedOn">Today where absent.</param>
internal sealed record RecusalDecisionRequest(string? Person = null, bool? Granted = null, DateOnly? DecidedOn = null, string? Reason = null);
