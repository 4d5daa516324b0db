using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Api.Proposing;
using Triage.Api.Rules;

namespace Triage.Api.Features.Intake;

/// <summary>A question was answered, or something new came to light: the case is taken through triage again.</summary>
internal static class AddCaseFacts
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, AddCaseFactsRequest body, CurrentUser user, IfMatch match, HttpContext http,
        CaseChanges changes, TriageEngine triage, RuleBook rules, CalendarStore calendar, TimeProvider time)
    {
        var facts = body.Facts ?? new Dictionary<string, bool>();
        if (facts.Keys.Where(f => !rules.Facts.TakesFromForm(f)).ToArray() is { Length: > 0 } unknown)
            return Problems.From(new Refusal(RefusalCodes.UnknownMember, "请求中有不认识的事实项。", "The request names facts that do not exist.")
            { Errors = unknown.ToDictionary(f => $"facts.{f}", _ => SubmissionReader.UnknownFact) });
        Dictionary<string, string[]> errors = [];
        if (facts.Count == 0)
            errors["facts"] = ["请至少填写一项事实。"];
        if (string.IsNullOrWhiteSpace(body.Reason))
            errors["reason"] = ["请说明事实的来源或变更理由。"];
        if (errors.Count > 0)
            return Problems.From(new Refusal(RefusalCodes.FieldInvalid, "填写不符合要求。", "Fields are missing.") { Errors = errors });
        return await changes.ApplyAsync(id, match, http, user, "facts_added", body.Reason, (c, _) =>
        {
            var merged = new Dictionary<string, bool>(c.Facts);
            foreach (var (fact, value) in facts)
                merged[fact] = value;
            var (proposal, flags) = triage.Propose(c with { Facts = merged }, time.Today());
            var due = calendar.Calendar.AddWorkingDays(time.Today(), SecondTriage.AnswerDays);
            return Task.FromResult(CaseLifecycle.Decide(c, new AddFacts(facts, proposal, flags, user.Actor, time.Now(), due, triage.NewlyBarring(c, proposal), calendar.Clocks.LimitUnder(c, proposal.Procedure))));
        });
    }
}

internal sealed record AddCaseFactsRequest
{
    public IReadOnlyDictionary<string, bool>? Facts { get; init; }
    /// <summary>Where it is known from, e.g. 被告到庭陈述.</summary>
    public string? Reason { get; init; }
}
