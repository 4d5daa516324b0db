using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Data;
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
        var reason = fields.Optional("reason", body.Reason, 1000, "理由");
        return fields.Refusal is { } wrong
            ? Problems.From(wrong)
            : await changes.ApplyAsync(id, match, http, user, CaseAction.DecideRecusal.Event(), reason, (c, unit) => WithNextJudgeAsync(judges, unit, c, person, granted, "原承办人回避",
                next => CaseLifecycle.Decide(c, new DecideRecusal(person, granted, body.DecidedOn ?? time.Today(), next?.Judge, next?.Draw, user.Actor, time.Now(), Adjudicates(court, person)))));
    }

    /// <summary>Decided first, drawn then: the draw sees that this judge is out. Decided once more with the judge who was drawn.</summary>
    public static async Task<Decision> WithNextJudgeAsync(JudgeDraw judges, WriteUnit unit, CourtCase c, string person, bool granted, string reason, Func<DrawnJudge?, Decision> decide)
    {
        var decision = decide(null);
        if (decision.After is not { } decided || !granted || person != c.Judge) return decision;
        var (drawn, refusal) = await judges.DrawAsync(unit, decided, c.Route ?? Route.OrdinaryTeam, null, reason);
        if (drawn is null) return new Decision(refusal!);
        decision = decide(drawn);
        return decision.After is { } after && drawn.Team is { } team ? new Decision(after with { Team = team }) : decision;
    }

    /// <summary>审判人员: judges, leaders who hear cases, and lay assessors (民诉法解释 48).</summary>
    public static bool Adjudicates(CourtSetup court, string person) => court.FindPerson(person) is { } member && (member.HearsCases || member.Position is Position.President or Position.Leader or Position.LayAssessor);
}

/// <param name="DecidedOn">Today where absent.</param>
internal sealed record RecusalDecisionRequest(string? Person = null, bool? Granted = null, DateOnly? DecidedOn = null, string? Reason = null);
