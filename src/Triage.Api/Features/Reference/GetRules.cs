using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;
using Triage.Api.Rules;

namespace Triage.Api.Features.Reference;

/// <summary>The law as this service applies it: every gate, every clock and every step of a case with its article, so that anyone can check it.</summary>
internal static class GetRules
{
    private static readonly StepResponse[] Steps =
        [.. CaseLifecycle.Table.GroupBy(t => t.Passage, ReferenceEqualityComparer.Instance).Select(g => g.ToArray()).Select(rows => (rows[0].Passage, Rows: rows))
            .Select(s => new StepResponse(s.Passage.Row, s.Passage.Action, s.Passage.Action.Chinese(), s.Passage.Action.Event(), s.Passage.Chinese, [.. s.Rows.Select(r => r.From).Distinct()],
                s.Rows.All(r => r.From == r.To) ? null : s.Rows[0].To, s.Passage.By, s.Passage.Guard, s.Passage.Law, s.Passage.Starts, s.Passage.Stops, s.Passage.Pauses))];

    public static Ok<RulesResponse> Handle(RuleBook rules, RoutingPolicy policy, ArchiveList archive) => TypedResults.Ok(new RulesResponse(
        [.. rules.Rules.Select(r => new RuleResponse(r.Id, r.Group, r.Effect.ToString(), r.Summary, r.SummaryEn, r.Citation, r.EffectiveFrom, r.EffectiveTo,
            r.Target?.Notice, r.Example.Story, r.CounterExample.Story, r.Note))],
        Facts(rules),
        new ComplexityResponse(rules.Complexity.Limit, [.. rules.Complexity.Factors.Select(f => new FactorResponse(f.Id, f.Name, f.NameEn, f.Group, f.Fact.Id, f.Otherwise, f.WhenUnknown))]),
        rules.Regimes,
        rules.NumberWords,
        [.. rules.Clocks.Clocks.Select(k => new ClockRuleResponse(k.Id, k.Code, k.Name, k.NameEn, k.Binds, k.Procedures, k.Regimes, k.Unit, k.Length, k.Roll, k.Citation, k.Source, k.Deductions, k.Extension, k.Bounds, k.Doubts, k.Alerts,
            k.Owners, k.EffectiveFrom, k.EffectiveTo, k.Note))],
        rules.Clocks.Deductions,
        rules.Clocks.Limits,
        Steps,
        Statutes.All,
        archive.Papers,
        new PolicyResponse(policy.Version, policy.Source, policy.MinimumConfidence, policy.CloseRoutes, policy.ConflictProbability, policy.CauseDoubt)));

    /// <summary>The facts alone: what a form asks and a page names, a fifth of the whole on a slow line.</summary>
    public static Ok<FactsResponse> HandleFacts(RuleBook rules) => TypedResults.Ok(new FactsResponse(Facts(rules)));

    private static FactResponse[] Facts(RuleBook rules) => [.. rules.Facts.All.Select(f => new FactResponse(f.Id, f.Type, f.Name, f.NameEn, f.Question, f.QuestionEn, f.Source == FactSource.Stated, f.Answers, f.AnswersEn))];
}

internal sealed record FactsResponse(IReadOnlyList<FactResponse> Items);

internal sealed record RulesResponse(IReadOnlyList<RuleResponse> Gates, IReadOnlyList<FactResponse> Facts, ComplexityResponse Complexity, IReadOnlyList<Regime> Regimes, CaseNumberWords NumberWords,
    IReadOnlyList<ClockRuleResponse> Clocks, IReadOnlyList<DeductionRule> Deductions, IReadOnlyList<LimitRule> Limits, IReadOnlyList<StepResponse> Steps, IReadOnlyList<Citation> Statutes, IReadOnlyList<Paper> Papers, PolicyResponse Policy);

/// <summary>What may be done to a case: a row of the table of states.</summary>
/// <param name="Row">Row of the table in docs/lifecycle.md; 0 for what happens beside the way.</param>
/// <param name="Event">As the history records it.</param>
/// <param name="To">Null where the state stays.</param>
/// <param name="By">Who may; empty where only the service itself does it.</param>
/// <param name="Guard">What must hold besides the state and the role.</param>
/// <param name="Law">The articles behind it, word for word.</param>
/// <param name="Starts">Codes of the clocks that begin to run.</param>
internal sealed record StepResponse(int Row, CaseAction Action, string Name, string Event, string Text, IReadOnlyList<CaseState> From, CaseState? To, IReadOnlyList<Role> By, string? Guard, IReadOnlyList<Citation> Law,
    IReadOnlyList<string> Starts, IReadOnlyList<string> Stops, IReadOnlyList<string> Pauses);

/// <param name="Citation">Where the length is written; null for a practice, which then has a source.</param>
/// <param name="Alerts">Days before the due date on which it warns.</param>
/// <param name="Owners">In whose daily work list it appears.</param>
internal sealed record ClockRuleResponse(string Id, string Code, string Name, string NameEn, ClockBinds Binds, IReadOnlyList<Procedure> Procedures, IReadOnlyList<string> Regimes, ClockUnit Unit, int Length, HolidayRoll Roll,
    Citation? Citation, string? Source, IReadOnlyList<string> Deductions, ExtensionRule? Extension, PeriodBounds? Bounds, IReadOnlyList<LengthDoubt> Doubts, IReadOnlyList<int> Alerts, IReadOnlyList<Role> Owners, DateOnly EffectiveFrom,
    DateOnly? EffectiveTo, string? Note);

internal sealed record RuleResponse(string Id, string Group, string Effect, string Summary, string SummaryEn, Citation Citation, DateOnly EffectiveFrom, DateOnly? EffectiveTo,
    string? Notice, string Example, string CounterExample, string? Note);

/// <param name="Answers">What is answered for true and for false where the question is no yes-or-no question; else empty.</param>
/// <param name="Stated">True where a person states it on the form; false where it is computed or recognised.</param>
internal sealed record FactResponse(string Id, FactType Type, string Name, string NameEn, string? Question, string? QuestionEn, bool Stated, IReadOnlyList<string> Answers, IReadOnlyList<string> AnswersEn);

internal sealed record ComplexityResponse(int Limit, IReadOnlyList<FactorResponse> Factors);

internal sealed record FactorResponse(string Id, string Name, string NameEn, FactorGroup Group, string Fact, int Otherwise, int WhenUnknown);

internal sealed record PolicyResponse(string Version, string Source, double MinimumConfidence, double CloseRoutes, double ConflictProbability, CauseDoubtPolicy CauseDoubt);
