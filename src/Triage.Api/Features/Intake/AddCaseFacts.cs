using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Api.Proposing;
using Triage.Api.Rules;

namespace Triage.Api.Features.Intake;

/// <summary>A question was answered, something new came to light, or the cause turned out to be another: the case is taken through triage again.</summary>
internal static class AddCaseFacts
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, AddCaseFactsRequest body, CurrentUser user, IfMatch match, HttpContext http,
        CaseChanges changes, TriageEngine triage, RuleBook rules, CourtSetup court, CalendarStore calendar, TimeProvider time)
    {
        var facts = body.Facts ?? new Dictionary<string, bool>();
        if (facts.Keys.Where(f => !rules.Facts.TakesFromForm(f)).ToArray() is { Length: > 0 } unknown)
            return Problems.From(new Refusal(RefusalCodes.UnknownMember, "请求中有不认识的事实项。", "The request names facts that do not exist.")
            { Errors = unknown.ToDictionary(f => $"facts.{f}", _ => SubmissionReader.UnknownFact) });
        Dictionary<string, string[]> errors = [];
        if (facts.Count == 0 && body.Cause is null && body.MediationWish is null && body.DefendantContact is null)
            errors["facts"] = ["请至少填写一项事实。"];
        if (string.IsNullOrWhiteSpace(body.Reason))
            errors["reason"] = ["请说明事实的来源或变更理由。"];
        if (errors.Count > 0)
            return Problems.From(new Refusal(RefusalCodes.FieldInvalid, "填写不符合要求。", "Fields are missing.") { Errors = errors });
        if (body.Cause is not null && !user.IsAny(Role.Clerk, Role.TriageOfficer, Role.Judge, Role.TribunalHead))
            return Problems.From(new Refusal(RefusalCodes.WrongRole, "案由由立案人员、程序分流员、法官、庭长更正。", "Your role may not correct the cause."));
        var reason = body.Cause is null ? body.Reason : $"更正案由为“{body.Cause.Trim()}”：{body.Reason}";
        return await changes.ApplyAsync(id, match, http, user, HistoryEvents.FactsAdded, reason, (c, _) =>
        {
            CaseCause? corrected = null;
            if (body.Cause is { } named)
            {
                if (court.Causes.Find(named.Trim(), c.ReceivedOn) is not { } cause)
                    return Task.FromResult(new Decision(Guards.Field("cause", $"《民事案件案由规定》中没有“{named.Trim()}”，请从列出的案由中选择。")));
                corrected = new CaseCause(cause.Code, cause.Name, cause.Family);
            }
            if (body.MediationWish is not null && c.State is not (CaseState.InTriage or CaseState.HumanReview))
                return Task.FromResult(new Decision(Guards.Field("mediationWish", "已经分流，请用“记录调解意愿”登记。")));
            var merged = new Dictionary<string, bool>(c.Facts);
            foreach (var (fact, value) in facts)
                merged[fact] = value;
            var (proposal, flags) = triage.Propose(c with { Facts = merged, Cause = corrected ?? c.Cause, CauseIsProposed = corrected is null && c.CauseIsProposed, CauseChecked = corrected is null && c.CauseChecked, MediationWish = body.MediationWish ?? c.MediationWish, Parties = IntakeSteps.Reached(c.Parties, body.DefendantContact) }, time.Today());
            var due = calendar.Clocks.SecondTriageBy(time.Today());
            return Task.FromResult(CaseLifecycle.Decide(c, new AddFacts(facts, proposal, flags, user.Actor, time.Now(), due, triage.NewlyBarring(c, proposal), calendar.Clocks.LimitUnder(c, proposal.Procedure))
            { Cause = corrected, Wish = body.MediationWish, Contact = body.DefendantContact }));
        });
    }
}

internal sealed record AddCaseFactsRequest
{
    public IReadOnlyDictionary<string, bool>? Facts { get; init; }
    /// <summary>The cause as it should read, by code or name; absent where it stays. What triage proposed follows from it anew.</summary>
    public string? Cause { get; init; }
    /// <summary>What the filing party says of mediation, while the case is not routed.</summary>
    public MediationWish? MediationWish { get; init; }
    /// <summary>Whether the defendants can be reached, as it was found now; it is kept with each of them.</summary>
    public Contact? DefendantContact { get; init; }
    /// <summary>Where it is known from, e.g. 被告到庭陈述.</summary>
    public string? Reason { get; init; }
}
