using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Api.Proposing;
using Route = Triage.Api.Domain.Route;

namespace Triage.Api.Features.Routing;

/// <summary>A person confirms the proposal, or changes it for a stated reason. Nobody overrules a statute without changing a fact.</summary>
internal static class ConfirmTriage
{
    public static Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, ConfirmTriageRequest body, CurrentUser user, IfMatch match, HttpContext http,
        CaseChanges changes, CourtSetup court, Registration registration, TriageEngine triage, TimeProvider time) =>
        changes.ApplyAsync(id, match, http, user, HistoryEvents.TriageConfirmed, body.Reason, async (c, unit) =>
        {
            if (c.Triage is not { } proposed)
                return CaseLifecycle.Decide(c, new ConfirmRoute(Route.HumanReview, null, null, null, Confirmed("person"), [], null, user.Actor, time.Now()));
            var lane = Chosen(body, proposed, c, court);
            if (Refuse(body, lane, proposed, c, user, court) is { } refusal)
                return new Decision(refusal);
            var (numbers, filedOn) = await registration.ForRouteAsync(unit, c, lane.Route, lane.Procedure, time.Today());
            var kind = lane == ProposedLane(proposed) ? proposed.DecidedBy?.Kind ?? "model" : "person";
            return CaseLifecycle.Decide(c, new ConfirmRoute(lane.Route, lane.Procedure, lane.Bench, lane.Team, Confirmed(kind), numbers, filedOn, user.Actor, time.Now(), triage.ReferralOf(proposed, time.Today()))
            { CauseChecked = body.CauseChecked == true });

            DecidedBy Confirmed(string kind) => new(kind, user.UserName, time.Now(), body.Reason);
        });

    private static Lane Chosen(ConfirmTriageRequest body, TriageRecord proposed, CourtCase c, CourtSetup court)
    {
        var route = body.Route ?? proposed.Route;
        if (route == Route.ReferOut)
            return new Lane(route, null, null, null);
        var team = body.Team ?? (route == proposed.Route ? proposed.Team : court.TeamFor(c.Tribunal, route, c.Cause?.Family)?.Code);
        return new Lane(route, body.Procedure ?? proposed.Procedure, body.Bench ?? proposed.Bench, route == Route.Mediation ? null : team);
    }

    private static Lane ProposedLane(TriageRecord proposed) => new(proposed.Route, proposed.Procedure, proposed.Bench, proposed.Team);

    private static Refusal? Refuse(ConfirmTriageRequest body, Lane lane, TriageRecord proposed, CourtCase c, CurrentUser user, CourtSetup court)
    {
        if (c.State != CaseState.InTriage && !(c.State == CaseState.HumanReview && user.IsAny(Role.TriageOfficer, Role.TribunalHead)))
            return null; // the lifecycle says it better
        if (lane.Route == Route.HumanReview)
            return Field("route", "系统未能给出去向，请由程序分流员选定 route。");
        if (lane != ProposedLane(proposed))
        {
            if (!user.IsAny(Role.TriageOfficer, Role.TribunalHead))
                return new Refusal(RefusalCodes.WrongRole, "只有程序分流员、庭长可以改变分流建议。", "Only a triage officer or the tribunal head may change the proposal.");
            if (string.IsNullOrWhiteSpace(body.Reason))
                return new Refusal(RefusalCodes.ReasonRequired, "改变分流建议须说明理由。", "A changed proposal needs a reason.")
                { Errors = new Dictionary<string, string[]> { ["reason"] = ["改变分流建议须说明理由。"] } };
        }
        // A key pressed unread must not send a case on under a cause that its own story speaks against.
        if (proposed.CauseDoubt is { } doubt && body.CauseChecked != true)
            return Field("causeChecked", $"案由“{c.Cause?.Name}”与叙述不符，叙述更像“{Families.Names[doubt.Family]}”（{doubt.Probability:P0}）。请先更正案由；核对后确认案由无误的，填写 causeChecked 并说明理由。");
        if (lane.Team is { } code && court.FindTeam(code) is not { } team)
            return Field("team", $"没有代码为“{code}”的团队。");
        else if (lane.Team is { } known && court.FindTeam(known) is { } found && found.Tribunal != c.Tribunal && found.Tribunal != court.Headquarters.Code)
            return Field("team", $"团队“{found.Name}”属于其他法庭。");
        return Triage.Api.Domain.Routing.Check(lane, proposed.Gates);
    }

    private static Refusal Field(string path, string reason) => new(RefusalCodes.FieldInvalid, reason, $"'{path}' is not as it must be.")
    { Errors = new Dictionary<string, string[]> { [path] = [reason] } };
}

/// <summary>What is left out stays as proposed.</summary>
internal sealed record ConfirmTriageRequest
{
    public Route? Route { get; init; }
    public Procedure? Procedure { get; init; }
    public Bench? Bench { get; init; }
    /// <summary>Code of a team of this tribunal or of 院机关.</summary>
    public string? Team { get; init; }
    /// <summary>Required where anything differs from the proposal.</summary>
    public string? Reason { get; init; }
    /// <summary>True: the cause was looked at and stands. Required where the narrative speaks against it (triage.causeDoubt).</summary>
    public bool? CauseChecked { get; init; }
}
