using System.Data.Common;
using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Mediation;

/// <summary>Three mediators for a case, each with the reasons: field, free capacity, language, nearness; and who may not, with the reason (特邀调解规定 15).</summary>
internal static class RecommendMediators
{
    private const int Wanted = 3;

    public static async Task<Results<Ok<RecommendationsResponse>, Problem>> Handle(string id, CurrentUser user, Database database, CaseStore store, CourtSetup court, RoutingPolicy policy, CancellationToken ct, string? language = null)
    {
        var (c, loads) = await database.ReadAsync(async (connection, token) => (await store.FindAsync(connection, id, token), await LoadsAsync(connection, token)), ct);
        if (c is null)
            return Problems.From(CaseChanges.NotFound(id));
        if (CaseAccess.Of(user, c, court).Refusal is { } refusal)
            return Problems.From(refusal);
        var points = policy.Recommendation;
        var town = c.Parties.Select(p => p.Village).OfType<string>().SelectMany(court.VillagesNamed).Select(v => v.Town).FirstOrDefault();
        var served = court.MediatorsFor(c.Tribunal, c.Cause?.Family).Select(m => (Mediator: m, Conflict: Conflicts.OfMediator(c, court.Known(m), court.NameOf))).ToArray();
        var barred = served.Where(s => s.Conflict is not null).Select(s => new BarredMediator(s.Mediator.Id, s.Mediator.Name, s.Conflict!.Detail, s.Conflict.Citation));
        var free = served.Where(s => s.Conflict is null).Select(s => s.Mediator).ToArray();
        var full = free.Where(m => loads.GetValueOrDefault(m.Id) >= m.MaxLoad).Select(m => new BarredMediator(m.Id, m.Name, $"在办 {loads.GetValueOrDefault(m.Id)} 件，已满", null));
        var returned = (c.Mediation?.Returns.Select(r => r.Mediator) ?? []).Concat(c.Mediation?.Offers.Where(o => o.Answer is OfferAnswer.Declined or OfferAnswer.Lapsed).Select(o => o.To) ?? []).ToHashSet();
        var ranked = free.Where(m => loads.GetValueOrDefault(m.Id) < m.MaxLoad)
            .Select(m => Weigh(m, c, court, points, loads.GetValueOrDefault(m.Id), town, language, returned))
            .OrderByDescending(m => m.Score).ThenBy(m => m.Id, StringComparer.Ordinal).Take(Wanted);
        var organisation = court.Organisations.Where(o => o.Tribunals.Contains(c.Tribunal) && (c.Cause is null || o.Families.Contains(c.Cause.Family)))
            .Where(o => free.Any(m => m.Organisation == o.Id && loads.GetValueOrDefault(m.Id) < m.MaxLoad))
            .Select(o => (Organisation: o, Fit: Fit(o, c, points, town)))
            .OrderByDescending(o => o.Fit.Score).ThenBy(o => o.Organisation.Id, StringComparer.Ordinal).FirstOrDefault();
        return TypedResults.Ok(new RecommendationsResponse(organisation.Organisation?.Id, organisation.Organisation?.Name, organisation.Fit.Reasons ?? [], [.. ranked], [.. barred, .. full]));
    }

    /// <summary>The room made for this kind of dispute, near the parties, and of the body that handed the matter over; a police room is for what the police hand over (警民联调).</summary>
    private static (double Score, IReadOnlyList<string> Reasons) Fit(Organisation o, CourtCase c, RecommendationPoints points, string? town)
    {
        List<string> reasons = [];
        var score = points.KindOfDispute / o.Families.Count;
        if (c.Cause is { } cause)
            reasons.Add(o.Families.Count == 1 ? $"专门调解{Families.Names[cause.Family]}" : $"可以调解{Families.Names[cause.Family]}");
        if (town is not null && o.Host.Contains(town, StringComparison.Ordinal))
        {
            score += points.SameTown;
            reasons.Add($"就在{town}");
        }
        var handedOver = (o.Kind, c.Channel) is (OrganisationKind.PoliceRoom, Channel.Police) or (OrganisationKind.GovernanceCentre, Channel.GovernanceCentre);
        if (handedOver)
            reasons.Add("由移送单位主办");
        score += handedOver ? points.HandedOver : o.Kind == OrganisationKind.PoliceRoom ? points.PoliceRoomOtherwise : 0;
        if (o.Tribunals.Count == 1)
        {
            score += points.OrganisationOfTribunal;
            reasons.Add("在本法庭辖区");
        }
        return (score, reasons);
    }

    private static RecommendedMediator Weigh(Mediator m, CourtCase c, CourtSetup court, RecommendationPoints weights, int load, string? town, string? language, HashSet<string> returned)
    {
        List<string> reasons = [];
        var score = 0.0;
        void Add(double points, string reason)
        {
            score += points;
            reasons.Add(reason);
        }
        var organisation = court.FindOrganisation(m.Organisation);
        if (c.Cause is { } cause)
            Add(weights.KindOfDispute / m.Families.Count, m.Families.Count == 1 ? $"专门调解{Families.Names[cause.Family]}" : $"可以调解{Families.Names[cause.Family]}");
        Add(weights.Room * (m.MaxLoad - load) / m.MaxLoad, $"在办 {load} 件，最多 {m.MaxLoad} 件");
        if (town is not null && organisation?.Host.Contains(town, StringComparison.Ordinal) == true)
            Add(weights.SameTown, $"就在{town}");
        else if (organisation?.Tribunals is [_])
            Add(weights.OwnTribunal, "在本法庭辖区");
        if (language is not null && m.Languages.Contains(language))
            Add(weights.Language, $"会{language}");
        if (returned.Contains(m.Id))
            Add(weights.CameBack, "曾退回、未接受或者未答复本案");
        reasons.Add(m.Background);
        return new RecommendedMediator(m.Id, m.Name, m.Organisation, Math.Round(score, 1), reasons);
    }

    private static async Task<Dictionary<string, int>> LoadsAsync(DbConnection connection, CancellationToken ct) =>
        (await connection.QueryAsync<LoadRow>(new CommandDefinition(Loads, new { state = EnumText.Of(CaseState.Mediating) }, cancellationToken: ct))).ToDictionary(r => r.Mediator, r => (int)r.Held);

    private const string Loads = "select mediator, count(*) as held from cases where state = @state and mediator is not null group by mediator";

    private sealed record LoadRow
    {
        public string Mediator { get; init; } = "";
        public long Held { get; init; }
    }
}

/// <param name="Organisation">The organisation that fits best: made for this kind of dispute, near the parties, with somebody free whom nothing bars; null where there is none.</param>
internal sealed record RecommendationsResponse(string? Organisation, string? OrganisationName, IReadOnlyList<string> OrganisationReasons, IReadOnlyList<RecommendedMediator> Mediators, IReadOnlyList<BarredMediator> NotRecommended);

/// <param name="Score">Larger is better; only the order means anything.</param>
internal sealed record RecommendedMediator(string Id, string Name, string Organisation, double Score, IReadOnlyList<string> Reasons);

/// <param name="Citation">The article, where a conflict bars the mediator; null where there is only no room.</param>
internal sealed record BarredMediator(string Id, string Name, string Reason, Citation? Citation);
