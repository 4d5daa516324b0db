using System.Globalization;
using Triage.Api.Court;
using Triage.Api.Domain;
using Triage.Api.Rules;
using Triage.Model;
using Route = Triage.Api.Domain.Route;

namespace Triage.Api.Proposing;

/// <summary>From a case to a proposal: facts from the form, the kind of dispute from the model, gates from the statutes, points from the table; then <see cref="Routing"/>.</summary>
/// <remarks>Stateless; the same case, day, rules and model give the same proposal.</remarks>
internal sealed class TriageEngine(CourtSetup court, RuleBook rules, RoutingPolicy policy, ModelHost models)
{
    /// <summary>The body that the statute names for the dispute, so that the party leaves with a notice of where to turn to; null where no gate refers out.</summary>
    public Referral? ReferralOf(TriageRecord triage, DateOnly on) => triage.Gates.FirstOrDefault(gate => gate.RefersOut) is { } gate
        && rules.Rules.FirstOrDefault(rule => rule.Id == gate.Rule)?.Target is { } target
            ? new Referral(gate.Rule, target.Name, on, gate.Citation)
            : null;

    /// <summary>What triage proposes for the case as it stands.</summary>
    /// <param name="with">Another model than the one in force.</param>
    public (TriageRecord Record, IReadOnlyList<CaseFlag> Flags) Propose(CourtCase c, DateOnly asOf, PredictionEngine? with = null)
    {
        var engine = with ?? models.Engine;
        var prediction = engine.Predict(c.Narrative);
        var stated = StatedFacts(c);
        var kinds = PossibleKinds(c, prediction, stated, asOf);
        var (top, evaluation) = kinds[0];
        var complexity = Record(rules.Complexity.Score(SheetFor(stated, top)));
        var doubt = Doubt(c, prediction);
        var questions = evaluation.Questions.Select(Record).ToArray();
        var input = new RoutingInput
        {
            Kinds = [.. kinds.Select(k => k.Kind)],
            Complexity = complexity,
            Questions = questions,
            Conflicts = Conflicts(c, prediction, doubt),
            CauseDoubted = doubt is not null,
            OutOfDomain = OutOfDomain(c, prediction),
            Wish = c.MediationWish,
            SomebodyMissing = c.Parties.Any(p => p.Contact == Contact.Missing),
            Policy = policy,
            TeamFor = (type, family) => court.TeamFor(c.Tribunal, type, family, CauseOf(top, asOf))?.Code,
        };
        var proposal = Routing.Propose(input);
        var record = new TriageRecord
        {
            Route = proposal.Lane.Route,
            Procedure = proposal.Lane.Procedure,
            Bench = proposal.Lane.Bench,
            Team = proposal.Lane.Team,
            Abstained = proposal.AbstainReasons.Count > 0,
            AbstainReasons = proposal.AbstainReasons,
            Cause = Named(c) ?? Cause(top, asOf),
            Confidence = proposal.Confidence,
            CauseConfidence = Math.Round(CauseProbability(Named(c) ?? Cause(top, asOf), prediction), 4),
            CauseDoubt = doubt,
            Alternatives = proposal.Alternatives,
            CauseAlternatives = [.. prediction.Families.Where(f => f.Label != top.Family && f.Probability >= policy.NegligibleProbability).Take(3)
                .Select(f => new CauseAlternative(f.Label, Math.Round(f.Probability, 4)))],
            Complexity = complexity,
            Gates = top.Gates,
            Questions = questions,
            Evidence = [.. prediction.Evidence.Select(e => new EvidenceRecord(e.Text, e.Start, e.Length, Math.Round(e.Weight, 2)))],
            Model = new ModelRecord(engine.Card.Version, engine.Card.TrainedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), prediction.Family, Math.Round(prediction.Probability, 4)),
            Shadow = Shadow(c.Narrative),
            DecidedBy = new DecidedBy(proposal.Lane.Route == Route.ReferOut ? "statute" : "model", null, null, null),
        };
        return (record, Flags(evaluation));
    }

    /// <summary>A gate that has come to stand against mediation since triage last looked at the case: by statute, because another body must decide first, or by the court's own policy (violence, a suspected false suit); null where none has.</summary>
    public GateRecord? NewlyBarring(CourtCase before, TriageRecord now) => now.Gates.FirstOrDefault(g =>
        (g.Effect == "forbids mediation" || g.RefersOut || policy.EffectsBarringMediation.Contains(g.Effect)) && before.Gates.All(known => known.Rule != g.Rule));

    /// <summary>The cause that a person named; what an earlier triage proposed is no more certain for having been written down.</summary>
    private static CaseCause? Named(CourtCase c) => c.CauseIsProposed ? null : c.Cause;

    private ShadowRecord? Shadow(string narrative)
    {
        if (models.Challenger is not { } challenger)
            return null;
        var said = challenger.PredictFamily(narrative);
        return new ShadowRecord(challenger.Card.Version, challenger.Families[said.Family], Math.Round(said.Probability, 4));
    }

    /// <summary>The kinds of dispute worth taking through the statute: the clerk's own cause alone, or what the model holds possible.</summary>
    private List<(PossibleKind Kind, Evaluation Evaluation)> PossibleKinds(CourtCase c, Prediction prediction, FactSheet stated, DateOnly asOf)
    {
        if (Named(c) is { } chosen)
            return [Through(chosen.Family, chosen.Name, true, 1, FactOrigin.Form, stated, asOf)];
        var likely = prediction.Families.Where(f => f.Probability >= policy.NegligibleProbability).ToArray();
        var total = likely.Sum(f => f.Probability);
        return [.. likely.Select(f =>
        {
            var cause = prediction.Causes.FirstOrDefault(k => k.Family == f.Label && court.Causes.Find(k.Cause, asOf) is not null);
            var recognised = cause is not null && cause.Probability >= policy.RecognisedCause * f.Probability;
            return Through(f.Label, cause?.Cause, recognised, f.Probability / total, FactOrigin.Model, stated, asOf);
        })];
    }

    /// <summary>The rules as they stand if the dispute is of this kind. A cause that was hardly recognised is shown, but no gate rests on it.</summary>
    private (PossibleKind, Evaluation) Through(string family, string? cause, bool recognised, double probability, FactOrigin origin, FactSheet stated, DateOnly asOf)
    {
        var evaluation = rules.Evaluate(WithKind(stated, family, recognised ? cause : null, origin), asOf);
        var gates = evaluation.Gates.Where(g => g.Fired).Select(Record).ToArray();
        return (new PossibleKind(family, cause, probability, recognised, gates, evaluation.InDoubt("small_claims")), evaluation);
    }

    /// <summary>What the form, the officer and the documents say, and what can be computed from it.</summary>
    private FactSheet StatedFacts(CourtCase c)
    {
        var sheet = rules.NewSheet();
        foreach (var (fact, value) in c.Facts)
            sheet.Set(fact, value, FactOrigin.Form);
        if (c.Amount is { } amount)
        {
            sheet.Set("amount", amount, FactOrigin.Form);
            if (court.WageRatio(amount, c.ReceivedOn) is { } ratio)
                sheet.Set("amountToWage", ratio, FactOrigin.Derived);
        }
        sheet.Set("moneyClaim", c.Amount is not null, FactOrigin.Derived);
        var plaintiffs = c.Parties.Count(p => p.Role is PartyRole.Plaintiff or PartyRole.Applicant);
        var defendants = c.Parties.Count(p => p.Role is PartyRole.Defendant or PartyRole.Respondent);
        sheet.Set("plaintiffs", (decimal)plaintiffs, FactOrigin.Derived);
        sheet.Set("defendants", (decimal)defendants, FactOrigin.Derived);
        sheet.Set("partiesOnOneSide", (decimal)Math.Max(plaintiffs, defendants), FactOrigin.Derived);
        sheet.Set("claims", (decimal)c.Claims.Count, FactOrigin.Derived);
        sheet.Set("narrativeLength", (decimal)c.Narrative.Length, FactOrigin.Derived);
        sheet.Set("channel", Data.EnumText.Of(c.Channel), FactOrigin.Form);
        if (c.MediationWish != MediationWish.Unknown)
            sheet.Set("mediationWish", Data.EnumText.Of(c.MediationWish), FactOrigin.Form);
        if (WorstContact(c) is { } contact)
            sheet.Set("defendantContact", Data.EnumText.Of(contact), FactOrigin.Form);
        rules.ReadSignals(c.Narrative, sheet);
        rules.ReadClaims(c.Claims, sheet);
        return sheet;
    }

    private static Contact? WorstContact(CourtCase c)
    {
        var known = c.Parties.Where(p => p.Role is PartyRole.Defendant or PartyRole.Respondent && p.Contact is not null).Select(p => p.Contact!.Value).ToArray();
        return known.Length == 0 ? null : known.Max();
    }

    private static FactSheet WithKind(FactSheet stated, string family, string? cause, FactOrigin origin)
    {
        var sheet = stated.Copy().Set("family", family, origin);
        return cause is null ? sheet : sheet.Set("cause", cause, origin);
    }

    private static FactSheet SheetFor(FactSheet stated, PossibleKind kind) => WithKind(stated, kind.Family, kind.Recognised ? kind.Cause : null, FactOrigin.Model);

    /// <summary>Signals that cannot all be right: nobody should be sent anywhere on their strength.</summary>
    private List<string> Conflicts(CourtCase c, Prediction prediction, CauseDoubt? doubt)
    {
        List<string> conflicts = [];
        if (doubt is not null)
            conflicts.Add($"表单所选案由“{c.Cause!.Name}”与叙述不符：叙述更像“{Families.Names[doubt.Family]}”（{doubt.Probability:P0}）。");
        if (prediction.Probability < policy.ConflictProbability)
            return conflicts;
        foreach (var (fact, families) in policy.FactFamilies)
            if (c.Facts.TryGetValue(fact, out var value) && value && !families.Contains(prediction.Family))
                conflicts.Add($"表单勾选“{rules.Facts[fact].Name}”，而叙述更像“{Families.Names[prediction.Family]}”（{prediction.Probability:P0}）。");
        return conflicts;
    }

    /// <summary>Whether the narrative speaks against the kind of the cause that a person named and nobody has looked at since. What reads like no dispute at all speaks against nothing.</summary>
    private CauseDoubt? Doubt(CourtCase c, Prediction prediction)
    {
        if (c.CauseChecked || Named(c) is not { Family: not "other" } chosen || chosen.Family == prediction.Family || prediction.Signal != TextSignal.InDomain)
            return null;
        var named = prediction.Families.FirstOrDefault(f => f.Label == chosen.Family)?.Probability ?? 0;
        return named < policy.CauseDoubt.Named && prediction.Probability >= policy.CauseDoubt.Other
            ? new CauseDoubt(prediction.Family, Math.Round(prediction.Probability, 4), Math.Round(named, 4))
            : null;
    }

    private static string? OutOfDomain(CourtCase c, Prediction prediction) => prediction.Signal switch
    {
        TextSignal.InDomain => null,
        TextSignal.TooLittleText => "叙述太短，看不出是什么纠纷。",
        TextSignal.OutOfDomain when Named(c) is not null => null,
        TextSignal.OutOfDomain => "叙述不像一件纠纷（闲谈、抄录的条文、其他语言等），请人工核实。",
        _ => null,
    };

    private Cause? CauseOf(PossibleKind kind, DateOnly asOf) => kind.Cause is { } name ? court.Causes.Find(name, asOf) : null;

    /// <summary>The cause as a proposal; without a recognised one at least the kind of dispute.</summary>
    private CaseCause Cause(PossibleKind kind, DateOnly asOf) =>
        CauseOf(kind, asOf) is { } cause ? new CaseCause(cause.Code, cause.Name, kind.Family) : new CaseCause("", Families.Names[kind.Family], kind.Family);

    private static double CauseProbability(CaseCause cause, Prediction prediction) =>
        (cause.Code.Length > 0 ? prediction.Causes.FirstOrDefault(k => k.Cause == cause.Name)?.Probability : prediction.Families.FirstOrDefault(f => f.Label == cause.Family)?.Probability) ?? 0;

    private static CaseFlag[] Flags(Evaluation evaluation) =>
        [.. evaluation.Gates.Where(g => g.Fired && g.Rule.Effect.Verb == EffectVerb.Flags).Select(g => new CaseFlag(g.Rule.Effect.Target, g.Rule.Summary, g.Rule.Citation))];

    private static GateRecord Record(GateResult gate) => new(gate.Rule.Id, gate.Rule.Effect.ToString(), gate.Fact ?? "", gate.From is { } from ? Data.EnumText.Of(from) : "derived", gate.Rule.Summary, gate.Rule.Citation);

    private static QuestionRecord Record(Question q) => new(q.Fact.Id, q.Fact.Question ?? q.Fact.Name, q.Why, q.Decisive, q.Gate.Rule.Id);

    private static ComplexityRecord Record(ComplexityScore score) =>
        new(score.Score, score.Limit, [.. score.Factors.Select(f => new ComplexityFactor(f.Factor.Id, f.Points, f.Unknown ? "未知" : f.Print()))]);
}
