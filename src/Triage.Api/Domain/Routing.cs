namespace Triage.Api.Domain;

/// <summary>Statute, then model, then person: what the gates leave open is weighed by probability; what stays open is left to a person.</summary>
/// <remarks>Pure. Each possible kind of dispute is taken through the statute by itself, so two kinds that lead to the same place are no doubt at all.</remarks>
internal static class Routing
{
    /// <summary>Where this dispute should go, or why a person must decide.</summary>
    public static Proposal Propose(RoutingInput input)
    {
        var lanes = input.Kinds.Select(kind => (Kind: kind, Lane: LaneFor(kind, input))).ToArray();
        var byRoute = lanes.GroupBy(l => l.Lane.Route)
            .Select(g => new RouteAlternative(g.Key, Math.Round(Math.Clamp(g.Sum(l => l.Kind.Probability), 0, 1), 4)))
            .OrderByDescending(r => r.Probability).ThenBy(r => r.Route).ToArray();
        var best = lanes.First(l => l.Lane.Route == byRoute[0].Route).Lane;
        var reasons = Doubts(input, byRoute);
        return reasons.Count == 0
            ? new Proposal(best, byRoute[0].Probability, byRoute[1..], reasons)
            : new Proposal(best with { Route = Route.HumanReview, Team = null }, byRoute[0].Probability,
                [.. byRoute.Where(r => r.Route != Route.HumanReview)], reasons);
    }

    /// <summary>The statute holds against everybody: it gives way to another fact, never to another opinion.</summary>
    /// <returns>null where the choice is lawful; else which article forbids it.</returns>
    public static Refusal? Check(Lane choice, IReadOnlyList<GateRecord> gates)
    {
        var effects = Effects(gates);
        GateRecord? Gate(string effect) => gates.FirstOrDefault(g => g.Effect == effect);
        var refersOut = gates.FirstOrDefault(g => g.RefersOut);
        if (refersOut is not null && choice.Route != Route.ReferOut)
            return ByStatute(refersOut, "本案应先由其他机关处理，不能转入法院的调解或审判团队");
        if (refersOut is null && choice.Route == Route.ReferOut)
            return new Refusal(RefusalCodes.FieldInvalid, "没有法定的“告知其他途径”情形；如有，请先补充相应事实。", "No statutory ground for referring out; add the fact first.")
            { Errors = new Dictionary<string, string[]> { ["route"] = ["没有法定事由，不得将当事人推往其他途径（民事诉讼法第126条）。"] } };
        if (choice.Route == Route.Mediation && Gate("forbids mediation") is { } noMediation)
            return ByStatute(noMediation, "本案不得（或当事人不愿）调解");
        if (Gate("requires special") is { } special && refersOut is null && (choice.Route == Route.Mediation || choice.Procedure != Procedure.Special))
            return ByStatute(special, "本案不得调解，也不适用小额、简易、普通程序，请选特别程序；案由或者事实有误的，先补正");
        if (choice.Procedure == Procedure.Special && Gate("requires special") is null)
            return new Refusal(RefusalCodes.FieldInvalid, "没有适用特别程序的法定情形；如有，请先补充相应事实。", "No ground for the special procedure; add the fact first.")
            { Errors = new Dictionary<string, string[]> { ["procedure"] = ["特别程序只适用于法律列明的案件（民事诉讼法第184条）。"] } };
        if (choice.Procedure == Procedure.SmallClaims)
        {
            if (Gate("forbids small_claims") is { } noSmall)
                return ByStatute(noSmall, "本案不得适用小额诉讼程序");
            if (!effects.Contains("allows small_claims") && !effects.Contains("allows_by_agreement small_claims"))
                return new Refusal(RefusalCodes.FieldInvalid, "本案不具备适用小额诉讼程序的条件（标的额、事实清楚程度）；请先补充事实。", "The conditions of small claims are not shown; add the facts first.")
                { Errors = new Dictionary<string, string[]> { ["procedure"] = ["未见适用小额诉讼程序的法定条件。"] } };
        }
        if (choice.Procedure is Procedure.SmallClaims or Procedure.Simple && Gate("forbids simple") is { } noSimple)
            return ByStatute(noSimple, "本案不得适用简易程序");
        if (choice.Procedure == Procedure.Ordinary && !effects.Contains("forbids simple") && !effects.Contains("forbids sole") && Gate("requires simple") is { } mustBeSimple)
            return ByStatute(mustBeSimple, "本案应当适用简易程序");
        if (choice.Bench == Bench.Sole && Gate("forbids sole") is { } noSole)
            return ByStatute(noSole, "本案不得由审判员一人独任审理");
        return choice is { Bench: Bench.Panel, Procedure: Procedure.SmallClaims or Procedure.Simple }
            ? new Refusal(RefusalCodes.FieldInvalid, "小额诉讼程序、简易程序由审判员一人独任审理。", "Small claims and the simple procedure are heard by a sole judge.")
            { Errors = new Dictionary<string, string[]> { ["bench"] = ["小额诉讼程序、简易程序由审判员一人独任审理（民事诉讼法第163条）。"] } }
            : null;
    }

    private static Refusal ByStatute(GateRecord gate, string what) => new(RefusalCodes.ForbiddenByStatute,
        $"{what}：{gate.Summary}（{gate.Citation.Law}第{gate.Citation.Article}条）",
        $"Barred by {gate.Citation.Law} ({gate.Citation.Version}) article {gate.Citation.Article}: change a fact, not the opinion.")
    { Citation = gate.Citation };

    private static Lane LaneFor(PossibleKind kind, RoutingInput input)
    {
        var effects = Effects(kind.Gates);
        if (kind.Gates.Any(g => g.RefersOut))
            return new Lane(Route.ReferOut, null, null, null);
        if (input.Policy.LeftToAPerson.Contains(kind.Family) && !kind.Recognised)
            return new Lane(Route.HumanReview, null, null, null);

        var complex = input.Complexity.Score >= input.Complexity.Limit;
        var procedure = ProcedureFor(kind, effects, complex);
        var bench = BenchFor(effects, procedure);
        if (Mediable(kind, effects, input, complex))
            return new Lane(Route.Mediation, procedure, bench, null);

        var ordinary = complex || procedure == Procedure.Ordinary;
        foreach (var type in input.Policy.TeamsFor(kind.Family, ordinary))
            if (input.TeamFor(type, kind.Family) is { } team)
                return new Lane(type, procedure, bench, team);
        return new Lane(ordinary ? Route.OrdinaryTeam : Route.FastTrack, procedure, bench, null);
    }

    private static Procedure ProcedureFor(PossibleKind kind, HashSet<string> effects, bool complex) =>
        effects.Contains("requires special") ? Procedure.Special
        : effects.Contains("forbids simple") || effects.Contains("forbids sole") || effects.Contains("requires ordinary") ? Procedure.Ordinary
        : effects.Contains("allows small_claims") && !effects.Contains("forbids small_claims") && !kind.SmallClaimsInDoubt ? Procedure.SmallClaims
        : effects.Contains("requires simple") || !complex ? Procedure.Simple
        : Procedure.Ordinary;

    /// <summary>Simple and small claims sit alone; ordinary only where the basic facts are clear and nothing forbids it (民诉法 40(2), 42).</summary>
    private static Bench BenchFor(HashSet<string> effects, Procedure procedure) =>
        effects.Contains("forbids sole") || effects.Contains("requires panel") ? Bench.Panel
        : procedure != Procedure.Ordinary || effects.Contains("allows sole") ? Bench.Sole
        : Bench.Panel;

    private static bool Mediable(PossibleKind kind, HashSet<string> effects, RoutingInput input, bool complex)
    {
        if (effects.Contains("forbids mediation") || effects.Overlaps(input.Policy.EffectsBarringMediation) || input.SomebodyMissing)
            return false;
        if (effects.Contains("requires mediation") || input.Wish == MediationWish.Agree)
            return true;
        return !complex && !(kind.Cause is { } cause && input.Policy.FastTrackCauses.Contains(cause));
    }

    private static List<AbstainReason> Doubts(RoutingInput input, RouteAlternative[] byRoute)
    {
        List<AbstainReason> reasons = [];
        var settledByStatute = byRoute[0] is { Route: Route.ReferOut, Probability: >= 0.999 };
        if (settledByStatute && !input.CauseDoubted)
            return reasons;
        foreach (var gate in input.Kinds[0].Gates.Where(g => input.Policy.EffectsLeftToAPerson.Contains(g.Effect)))
            reasons.Add(new AbstainReason("special_procedure", $"{gate.Summary}（{gate.Citation.Law}第{gate.Citation.Article}条：“{gate.Citation.Text}”）"));
        foreach (var question in input.Questions.Where(q => q.Decisive))
            reasons.Add(new AbstainReason("missing_fact", $"缺少关键事实“{question.Fact}”：{question.Question}"));
        reasons.AddRange(input.Conflicts.Select(c => new AbstainReason("conflicting_signals", c)));
        if (input.OutOfDomain is { } why)
            reasons.Add(new AbstainReason("out_of_domain", why));
        if (byRoute[0].Route == Route.HumanReview)
            reasons.Add(new AbstainReason("not_a_civil_case", "叙述更像行政争议或者非民事纠纷，模型无权将当事人拒之门外，请人工甄别并核实事实。"));
        else if (byRoute[0].Probability < input.Policy.MinimumConfidence)
            reasons.Add(new AbstainReason("low_confidence", $"最可能的去向“{byRoute[0].Route.Chinese()}”只有 {byRoute[0].Probability:P0} 的把握。"));
        if (byRoute.Length > 1 && byRoute[0].Probability - byRoute[1].Probability < input.Policy.CloseRoutes)
            reasons.Add(new AbstainReason("close_routes", $"“{byRoute[0].Route.Chinese()}”与“{byRoute[1].Route.Chinese()}”相差不足 {input.Policy.CloseRoutes:P0}。"));
        return reasons;
    }

    private static HashSet<string> Effects(IReadOnlyList<GateRecord> gates)
    {
        var effects = new HashSet<string>(gates.Count, StringComparer.Ordinal);
        foreach (var gate in gates)
            effects.Add(gate.Effect);
        return effects;
    }
}

/// <summary>Route × procedure × bench × team: "complex" does not mean "panel" (民诉法 40(2)), so it is never one label.</summary>
internal sealed record Lane(Route Route, Procedure? Procedure, Bench? Bench, string? Team);

/// <param name="Alternatives">The other routes, most probable first.</param>
/// <param name="AbstainReasons">Empty where the proposal stands.</param>
internal sealed record Proposal(Lane Lane, double Confidence, IReadOnlyList<RouteAlternative> Alternatives, IReadOnlyList<AbstainReason> AbstainReasons);

/// <summary>A kind of dispute that this narrative may be, and what the statute says if it is.</summary>
/// <param name="Recognised">Whether a civil cause within the family was recognised.</param>
/// <param name="Gates">The gates that fire when the dispute is of this kind.</param>
/// <param name="SmallClaimsInDoubt">An open question could still forbid small claims: they are not guessed.</param>
internal sealed record PossibleKind(string Family, string? Cause, double Probability, bool Recognised, IReadOnlyList<GateRecord> Gates, bool SmallClaimsInDoubt);

internal sealed record RoutingInput
{
    /// <summary>Most probable first; the probabilities add up to one.</summary>
    public required IReadOnlyList<PossibleKind> Kinds { get; init; }
    public required ComplexityRecord Complexity { get; init; }
    public required IReadOnlyList<QuestionRecord> Questions { get; init; }
    /// <summary>Signals that contradict each other, as sentences.</summary>
    public IReadOnlyList<string> Conflicts { get; init; } = [];
    /// <summary>The narrative speaks against the cause that a person named: what follows from that cause settles nothing.</summary>
    public bool CauseDoubted { get; init; }
    /// <summary>Why the text is no narrative of a dispute; null where it is one.</summary>
    public string? OutOfDomain { get; init; }
    public MediationWish Wish { get; init; }
    /// <summary>A party that nobody can reach cannot be mediated with.</summary>
    public bool SomebodyMissing { get; init; }
    public required RoutingPolicy Policy { get; init; }
    /// <summary>The team of a type that serves a family at this tribunal; null where there is none.</summary>
    public required Func<Route, string, string?> TeamFor { get; init; }
}

/// <summary>The court's own choices within the statute: Rules/policy.json.</summary>
internal sealed record RoutingPolicy
{
    public required string Version { get; init; }
    /// <summary>Who set it, and on what ground.</summary>
    public required string Source { get; init; }
    public required double MinimumConfidence { get; init; }
    public required double CloseRoutes { get; init; }
    public required double ConflictProbability { get; init; }
    /// <summary>From when on a cause that a person named is doubted.</summary>
    public required CauseDoubtPolicy CauseDoubt { get; init; }
    /// <summary>A kind less probable than this is not taken through the statute.</summary>
    public required double NegligibleProbability { get; init; }
    /// <summary>The share of its family's probability from which a cause counts as recognised, so that gates may rest on it.</summary>
    public required double RecognisedCause { get; init; }
    /// <summary>Families for which the model may not choose: unless a civil cause is recognised a person decides.</summary>
    public required IReadOnlyList<string> LeftToAPerson { get; init; }
    /// <summary>Gate effects (e.g. "flags domestic_violence") that keep a case out of pre-trial mediation.</summary>
    public required IReadOnlyList<string> EffectsBarringMediation { get; init; }
    /// <summary>Gate effects for which this service has no way of its own: no route is proposed, a person decides with the article before them.</summary>
    public required IReadOnlyList<string> EffectsLeftToAPerson { get; init; }
    /// <summary>What a mediator says of a case, not of the own person or time, when handing it back: no other mediator is asked, an officer decides.</summary>
    public required IReadOnlyList<string> UnfitForMediation { get; init; }
    /// <summary>Causes that go straight to the fast track unless a party asks for mediation.</summary>
    public required IReadOnlyList<string> FastTrackCauses { get; init; }
    /// <summary>Team types in order of preference per family, for simple and for complex cases; "*" for the rest.</summary>
    public required IReadOnlyDictionary<string, TeamPreference> Teams { get; init; }
    /// <summary>Which families a fact fits; another family with a high probability is a conflict of signals.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> FactFamilies { get; init; }

    /// <summary>By what mediators and organisations are put in order; only the order means anything.</summary>
    public required RecommendationPoints Recommendation { get; init; }

    public IReadOnlyList<Route> TeamsFor(string family, bool complex)
    {
        var preference = Teams.TryGetValue(family, out var own) ? own : Teams["*"];
        return complex ? preference.Complex : preference.Simple;
    }
}

/// <param name="KindOfDispute">Shared among the kinds that one takes: the specialist has all of them.</param>
/// <param name="Room">All of them where nothing is in hand, none where no more may be.</param>
/// <param name="CameBack">Who returned, declined or never answered this case.</param>
/// <param name="HandedOver">The organisation of the body that handed the matter over.</param>
/// <param name="PoliceRoomOtherwise">A police room for what the police did not hand over (警民联调).</param>
internal sealed record RecommendationPoints(double KindOfDispute, double Room, double SameTown, double OwnTribunal, double Language, double CameBack, double HandedOver, double PoliceRoomOtherwise, double OrganisationOfTribunal);

/// <param name="Named">The kind of the named cause is held less probable than this,</param>
/// <param name="Other">and another at least so probable.</param>
internal sealed record CauseDoubtPolicy(double Named, double Other);

internal sealed record TeamPreference(IReadOnlyList<Route> Simple, IReadOnlyList<Route> Complex);
