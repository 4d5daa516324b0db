using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Domain;
using Triage.Api.Http;
using Route = Triage.Api.Domain.Route;

namespace Triage.Api.Features.Adjudication;

/// <summary>An officer names a judge, or a team to draw from, or has the draw repeated. Always with a reason; the record says that it was not chance.</summary>
internal static class AssignJudge
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, AssignmentRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes,
        CourtSetup court, JudgeDraw judges, TimeProvider time)
    {
        var fields = new FieldErrors();
        if (body.Judge is not null && body.Team is not null) fields.Add("judge", "judge 与 team 只能填写一项。");
        if (body.Team is { } code && court.FindTeam(code) is null) fields.Add("team", $"没有代码为“{code}”的团队。");
        if (fields.Refusal is { } wrong)
            return Problems.From(wrong);
        var reason = body.Reason?.Trim() ?? "";
        return await changes.ApplyAsync(id, match, http, user, CaseAction.Assign.Event(), reason, async (c, unit) =>
        {
            if (!CaseLifecycle.AllowedStates(CaseAction.Assign).Contains(c.State) || reason.Length == 0)
                return CaseLifecycle.Decide(c, new AssignCase(body.Team, body.Judge ?? "", Nobody, reason, null, user.Actor, time.Now()));
            if (body.Team is { } wanted && court.FindTeam(wanted) is { } team && team.Tribunal != c.Tribunal && team.Tribunal != court.Headquarters.Code)
                return new Decision(Guards.Field("team", $"团队“{team.Name}”属于其他法庭。"));
            var (drawn, refusal) = body.Judge is { } judge ? judges.Designate(c, judge, reason) : await judges.DrawAsync(unit, c, c.Route ?? Route.OrdinaryTeam, body.Team, reason);
            return drawn is null ? new Decision(refusal!)
                : CaseLifecycle.Decide(c, new AssignCase(body.Team ?? drawn.Team, drawn.Judge, drawn.Draw, reason, null, user.Actor, time.Now()));
        });
    }

    private static readonly AssignmentDraw Nobody = new(0, [], [], new Dictionary<string, string>(), "", true, null);
}

/// <param name="Judge">Id of the person; null to draw.</param>
/// <param name="Team">Draw from this team only.</param>
internal sealed record AssignmentRequest(string? Judge = null, string? Team = null, string? Reason = null);
