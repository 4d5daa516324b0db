using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Mediation;

/// <summary>An officer hands a waiting case to a named mediator or organisation. Accepted by a claim, declined with a reason, or lapsed after three working days; then the next one named is asked by itself, else it is back in the queue (在线调解规则 12).</summary>
internal static class OfferToMediator
{
    private const int MostNext = 10;

    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, OfferRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes, CourtSetup court,
        LeaseKeeper leases, TimeProvider time)
    {
        var fields = new FieldErrors();
        var to = fields.Text("to", body.To, 50, "调解员或者调解组织的编号");
        var next = fields.Texts("next", body.Next, 50, "后备人选");
        var reason = fields.Optional("reason", body.Reason, 500, "理由");
        if (next.Count > MostNext)
            fields.Add("next", $"后备人选不超过 {MostNext} 名。");
        foreach (var (index, other) in next.Index())
            if (other == to || next.Take(index).Contains(other))
                fields.Add($"next[{index}]", $"“{other}”重复。");
        if (fields.Refusal is { } wrong)
            return Problems.From(wrong);
        var (until, refusal) = leases.UntilFrom(time.Today());
        if (refusal is not null)
            return Problems.From(refusal);
        return await changes.ApplyAsync(id, match, http, user, CaseAction.OfferCase.Event(), reason, (c, _) =>
        {
            var against = next.Index().Select(n => Offers.Against(c, n.Item, court) is { } why ? At(why, $"next[{n.Index}]") : null).Prepend(Offers.Against(c, to, court)).FirstOrDefault(why => why is not null);
            var offer = new MediationOffer(to, body.ChosenBy ?? OfferChoice.Court, next, time.Now(), until, user.UserName, reason);
            return Task.FromResult(CaseLifecycle.Decide(c, new OfferCase(offer, against, user.Actor, time.Now())));
        });
    }

    /// <summary>What is wrong with one of the others is told at its own place.</summary>
    private static Refusal At(Refusal why, string path) => why.Errors is { } errors ? why with { Errors = errors.ToDictionary(e => path, e => e.Value) } : why;
}

/// <param name="To">Id of a mediator or of an organisation.</param>
/// <param name="Next">Who is asked next, in order, where the first declines or keeps silent.</param>
/// <param name="ChosenBy">parties where both sides named the mediator (特邀调解规定 12); court where absent.</param>
internal sealed record OfferRequest(string? To = null, IReadOnlyList<string>? Next = null, OfferChoice? ChosenBy = null, string? Reason = null);
