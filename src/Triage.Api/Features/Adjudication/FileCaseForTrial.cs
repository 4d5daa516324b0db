using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Api.Proposing;
using Route = Triage.Api.Domain.Route;

namespace Triage.Api.Features.Adjudication;

/// <summary>Registration and assignment in one step: everything is carried over, a 民初 number (民特 for the special procedure) is given unless there is one, a judge is drawn.</summary>
internal static class FileCaseForTrial
{
    public static Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, FilingRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes,
        CourtSetup court, TriageEngine triage, Registration registration, JudgeDraw judges, TimeProvider time) =>
        changes.ApplyAsync(id, match, http, user, CaseAction.File.Event(), null, async (c, unit) =>
        {
            var filedOn = body.FiledOn ?? time.Today();
            if (!CaseLifecycle.AllowedStates(CaseAction.File).Contains(c.State))
                return Decide(new Lane(Route.OrdinaryTeam, Procedure.Ordinary, Bench.Sole, null), [], "", NoDraw);
            if (Guards.Day("filedOn", filedOn, c.ReceivedOn, time.Today(), "收件日") is { } wrong)
                return new Decision(wrong);
            var lane = LaneOf(c, court, triage, time);
            var (drawn, refusal) = await judges.DrawAsync(unit, c, lane.Route, ByHand(c) ? c.Team : null);
            if (drawn is null)
                return new Decision(refusal!);
            IReadOnlyList<CaseNumber> numbers = c.IsRegistered ? [] : [await registration.RegisteredAsync(unit, lane.Procedure, filedOn)];
            return Decide(lane with { Team = drawn.Team }, numbers, drawn.Judge, drawn.Draw);

            Decision Decide(Lane to, IReadOnlyList<CaseNumber> given, string judge, AssignmentDraw draw) =>
                CaseLifecycle.Decide(c, new FileCase(filedOn, to, given, judge, draw, null, user.Actor, time.Now()));
        });

    private static readonly AssignmentDraw NoDraw = new(0, [], [], new Dictionary<string, string>(), "", false, null);

    /// <summary>A team that a person chose stays; one that triage proposed only said which kind of team.</summary>
    private static bool ByHand(CourtCase c) => c.State == CaseState.Filed && c.Team is not null && c.Triage?.DecidedBy?.Kind == "person";

    /// <summary>Where the case goes: as confirmed; after mediation as the second triage says, or a triage without mediation.</summary>
    private static Lane LaneOf(CourtCase c, CourtSetup court, TriageEngine triage, TimeProvider time)
    {
        if (c.Route is { } route && IsTeam(route) && c.Procedure is not null)
            return new(route, c.Procedure, c.Bench, c.Team);
        var proposal = c.SecondTriage?.Proposal is { } second && IsTeam(second.Route) ? second : triage.Propose(c with { MediationWish = MediationWish.Refuse }, time.Today()).Record;
        // What a person answered to the second triage stands; the team still follows from what is proposed.
        var answered = c.SecondTriage is { IsOpen: false, AnsweredBy: not "system" } && c.Procedure is not null && Guards.UnlawfulTrial(c) is null;
        if (IsTeam(proposal.Route) && proposal.Procedure is not null)
            return answered ? new(proposal.Route, c.Procedure, c.Bench, proposal.Team) : new(proposal.Route, proposal.Procedure, proposal.Bench, proposal.Team);
        if (proposal.Procedure == Procedure.Special)
            return new(Route.OrdinaryTeam, Procedure.Special, proposal.Bench ?? Bench.Sole, null);
        // Triage would still ask somebody: registration must not wait (登记立案规定8), and what is not known to be simple is tried in full.
        var family = c.Cause?.Family == "family" && court.TeamFor(c.Tribunal, Route.FamilyTeam, "family") is not null;
        var simple = proposal.Complexity.Score < proposal.Complexity.Limit && c.Procedure is Procedure.Simple or Procedure.SmallClaims && Guards.UnlawfulTrial(c) is null;
        return family ? new(Route.FamilyTeam, simple ? c.Procedure : Procedure.Ordinary, c.Bench ?? Bench.Sole, null)
            : simple ? new(Route.FastTrack, c.Procedure, Bench.Sole, null)
            : new(Route.OrdinaryTeam, Procedure.Ordinary, Guards.UnlawfulTrial(c, Procedure.Ordinary, Bench.Sole) is null ? c.Bench ?? Bench.Sole : Bench.Panel, null);
    }

    private static bool IsTeam(Route route) => route is Route.FastTrack or Route.FamilyTeam or Route.LandTeam or Route.SpecialisedTeam or Route.OrdinaryTeam;
}

/// <param name="FiledOn">Today where absent. A registered case keeps its day unless this one is earlier.</param>
internal sealed record FilingRequest(DateOnly? FiledOn = null);
