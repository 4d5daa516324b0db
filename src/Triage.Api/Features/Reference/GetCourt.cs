using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Domain;

namespace Triage.Api.Features.Reference;

/// <summary>The court as its staff set it up. Kin and leave are nobody's business but the service's.</summary>
internal static class GetCourt
{
    public static Ok<CourtResponse> Handle(CourtSetup court) => TypedResults.Ok(new CourtResponse(
        court.Court.Code, court.Court.Name, court.Court.Province, court.Court.County, court.Court.NumberCode, court.Court.Regime,
        [.. court.Tribunals.Select(t => new TribunalResponse(t.Code, t.Name, t.Kind == TribunalKind.Headquarters, t.Seat, t.Towns, court.People.FirstOrDefault(p => p.Tribunal == t.Code && p.Roles.Contains(Role.TriageOfficer))?.Id))],
        [.. court.Teams.Select(t => new TeamResponse(t.Code, t.Tribunal, t.Name, t.Type, t.Families, t.Causes, t.Members, t.Cap))],
        [.. court.People.Where(p => p.HearsCases).Select(p => new JudgeResponse(p.Id, p.Name, p.Tribunal, p.Position, p.LeaderQuota))],
        [.. court.People.Where(p => !p.HearsCases).Select(p => new StaffResponse(p.Id, p.Name, p.Tribunal, p.Position))],
        court.Organisations,
        [.. court.Mediators.Select(m => new MediatorResponse(m.Id, m.Name, m.Organisation, m.Tribunals, m.Families, m.Languages, m.Background))],
        court.Villages,
        court.Stations));

    /// <summary>Who and what the ids of a case are called: a third of the whole on a slow line.</summary>
    public static Ok<CourtNames> HandleNames(CourtSetup court) => TypedResults.Ok(new CourtNames(court.Court.Name,
        [.. court.Tribunals.Select(t => new CodeName(t.Code, t.Name))], [.. court.Teams.Select(t => new CodeName(t.Code, t.Name))],
        [.. court.People.Where(p => p.HearsCases).Select(p => new IdName(p.Id, p.Name))], [.. court.People.Where(p => !p.HearsCases).Select(p => new IdName(p.Id, p.Name))],
        [.. court.Mediators.Select(m => new IdName(m.Id, m.Name))]));
}

internal sealed record CourtNames(string Name, IReadOnlyList<CodeName> Tribunals, IReadOnlyList<CodeName> Teams, IReadOnlyList<IdName> Judges, IReadOnlyList<IdName> Staff, IReadOnlyList<IdName> Mediators);

internal sealed record CodeName(string Code, string Name);

internal sealed record IdName(string Id, string Name);

internal sealed record CourtResponse(string Code, string Name, string Province, string County, string NumberCode, string Regime,
    IReadOnlyList<TribunalResponse> Tribunals, IReadOnlyList<TeamResponse> Teams, IReadOnlyList<JudgeResponse> Judges,
    IReadOnlyList<StaffResponse> Staff, IReadOnlyList<Organisation> Organisations, IReadOnlyList<MediatorResponse> Mediators, IReadOnlyList<Village> Villages, IReadOnlyList<Station> Stations);

/// <param name="Headquarters">True for 院机关.</param>
/// <param name="TriageOfficer">Id of the 程序分流员.</param>
internal sealed record TribunalResponse(string Code, string Name, bool Headquarters, string Seat, IReadOnlyList<string> Towns, string? TriageOfficer);

internal sealed record TeamResponse(string Code, string Tribunal, string Name, Domain.Route Type, IReadOnlyList<string> Families, IReadOnlyList<string> Causes,
    IReadOnlyList<string> Members, int Cap);

internal sealed record JudgeResponse(string Id, string Name, string Tribunal, Position Position, int LeaderQuota);

/// <summary>Who works on cases without hearing them: assistants, clerks, lay assessors, triage officers, the president.</summary>
internal sealed record StaffResponse(string Id, string Name, string Tribunal, Position Position);

internal sealed record MediatorResponse(string Id, string Name, string Organisation, IReadOnlyList<string> Tribunals, IReadOnlyList<string> Families,
    IReadOnlyList<string> Languages, string Background);
