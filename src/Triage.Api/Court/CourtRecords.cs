using Triage.Api.Domain;
using Route = Triage.Api.Domain.Route;

namespace Triage.Api.Court;

// The court as its own staff describe it in data/…/court/*.csv. Ids are stable and appear in cases; names are for people.

/// <param name="NumberCode">法院代字 of case numbers, e.g. 鲁0997 in (2026)鲁0997民初1号.</param>
/// <param name="Regime">Default regime of new matters, an id of Rules/regimes.json.</param>
/// <param name="GroupSize">From how many parties on one side a dispute counts as 人数众多 (解释75: 一般指十人以上).</param>
/// <param name="WageSeries">Which published series is taken for 就业人员年平均工资 (民诉法165).</param>
internal sealed record Court(string Code, string Name, string Province, string County, string NumberCode, string Regime, int GroupSize, string WageSeries);

internal enum TribunalKind { Tribunal, Headquarters }

/// <param name="Towns">Towns whose villages it serves; empty for the headquarters (院机关).</param>
internal sealed record Tribunal(string Code, string Name, TribunalKind Kind, string Seat, IReadOnlyList<string> Towns, bool Farmland);

/// <param name="Type">fast_track, family_team, land_team, specialised_team or ordinary_team: the route that leads here.</param>
/// <param name="AlsoServes">Further routes it takes, e.g. ordinary_team for a comprehensive (family) team (繁案精审).</param>
/// <param name="Families">Kinds of dispute it serves; empty: all.</param>
/// <param name="Causes">Names of causes it serves before any other team of its type; a cause served includes its children.</param>
/// <param name="Members">Ids of people.</param>
/// <param name="Cap">Most open cases per judge before the load balance warns.</param>
internal sealed record Team(
    string Code, string Tribunal, string Name, Route Type, IReadOnlyList<Route> AlsoServes, IReadOnlyList<string> Families, IReadOnlyList<string> Causes,
    IReadOnlyList<string> Members, int Cap);

/// <summary>Contract staff are the 聘任制 staff; other staff are the court's own officers outside trial work.</summary>
internal enum Position { President, Leader, Judge, Assistant, ContractStaff, LayAssessor, OtherStaff }

internal sealed record LeavePeriod(DateOnly From, DateOnly To)
{
    public bool Covers(DateOnly day) => From <= day && day <= To;
}

/// <param name="Tribunal">Code of the tribunal or of the headquarters.</param>
/// <param name="LeaderQuota">Of every 100 cases of the tribunals that a leader is linked to, how many are the leader's own; 0 for everyone else.</param>
internal sealed record Person(
    string Id, string Name, Position Position, string Tribunal, IReadOnlyList<Role> Roles, IReadOnlyList<string> Languages, IReadOnlyList<LeavePeriod> Leave, int LeaderQuota)
{
    /// <summary>Who may be given a case to hear: the judges, and leaders with a quota.</summary>
    public bool HearsCases => Position == Position.Judge || LeaderQuota > 0;

    public bool OnLeave(DateOnly day) => Leave.Any(period => period.Covers(day));
}

internal enum OrganisationKind { PeoplesMediation, GovernanceCentre, UnionRoom, WomensFederationRoom, LawyersRoom, PoliceRoom }

/// <param name="Host">The body that runs it, e.g. 县总工会.</param>
/// <param name="Families">Kinds of dispute it takes.</param>
internal sealed record Organisation(string Id, string Name, OrganisationKind Kind, string Host, IReadOnlyList<string> Tribunals, IReadOnlyList<string> Families);

/// <param name="Id">The id of the same human in people.csv where a lay assessor is also a mediator (三合一).</param>
/// <param name="Languages">Languages and dialects.</param>
/// <param name="Kin">Names of near relatives and of persons with a tie (特邀调解规定15, 在线调解规则13).</param>
/// <param name="MaxLoad">Most mediations held at once.</param>
internal sealed record Mediator(
    string Id, string Name, string Organisation, IReadOnlyList<string> Tribunals, IReadOnlyList<string> Families, IReadOnlyList<string> Languages, IReadOnlyList<string> Kin,
    int MaxLoad, string Background, string? Notes);

/// <param name="Liaison">司法联络员.</param>
internal sealed record Village(string Id, string Name, string Town, string Tribunal, decimal DistanceKm, string Liaison);

internal enum StationKind { ServiceStation, CircuitPoint }

/// <param name="OpenDays">Weekdays it is open.</param>
/// <param name="ReceptionDays">Days of the month on which judges receive the public there.</param>
internal sealed record Station(
    string Id, string Name, StationKind Kind, string Town, string Tribunal, IReadOnlyList<DayOfWeek> OpenDays, IReadOnlyList<int> ReceptionDays);

/// <param name="Person">Id in people.csv or mediators.csv.</param>
/// <param name="Tribunal">Null for the roles that see the whole court.</param>
internal sealed record Account(string UserName, string Person, IReadOnlyList<Role> Roles, string? Tribunal);

/// <summary>Near relatives, housemates and other ties of anybody who serves the court (特邀调解规定15, 民诉法47); what mediators.csv lists as kin counts besides.</summary>
/// <param name="Person">Id in people.csv or mediators.csv.</param>
internal sealed record Tie(string Person, TieKind Relation, string Name);
