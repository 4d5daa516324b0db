namespace Triage.Api.Domain;

/// <summary>What recusals write into a case: asked for, decided, and reviewed once (民事诉讼法 47–50).</summary>
internal static class RecusalSteps
{
    public static Step Request(CourtCase before, RequestRecusal c) =>
        Pending(before, c.Person) is not null ? new Refusal(RefusalCodes.StateConflict, "对该人员的回避申请尚未决定。", "A recusal of this person is pending.")
        : string.IsNullOrWhiteSpace(c.Ground) ? Guards.Field("ground", "申请回避应当说明理由。")
        : (before.State, With(before, [.. All(before), new Recusal(c.Person, c.Ground, c.RequestedOn, null, null)]));

    public static Step Decide(CourtCase before, DecideRecusal c)
    {
        if (Pending(before, c.Person) is not { } pending)
            return Guards.Field("person", "没有对该人员待决的回避申请。");
        if ((NotTheDecider(c.Adjudicates, c.By) ?? Guards.Day("decidedOn", c.DecidedOn, pending.RequestedOn, c.Today, "申请日")) is { } wrong)
            return wrong;
        return (before.State, Redrawn(Replace(before, pending, pending with { DecidedOn = c.DecidedOn, Granted = c.Granted }), c.Judge, c.Draw, c.Today));
    }

    /// <summary>Whoever asked and was refused may ask once more; meanwhile the person goes on working (民事诉讼法 50).</summary>
    public static Step RequestReview(CourtCase before, RequestRecusalReview c)
    {
        if (string.IsNullOrWhiteSpace(c.Ground))
            return Guards.Field("ground", "申请复议应当说明理由。");
        if (All(before).LastOrDefault(r => r.Person == c.Person) is not { DecidedOn: { } decidedOn } last)
            return Guards.Field("person", "对该人员没有已经作出的回避决定。");
        if (last.Granted == true)
            return new Refusal(RefusalCodes.StateConflict, "回避申请已经准许，无需复议。", "The recusal was granted.");
        if (last.Review is not null)
            return Guards.ByStatute("对回避决定只能申请复议一次", "A decision on recusal is reviewed once.", Statutes.RecusalReviewOnce);
        return Guards.Day("requestedOn", c.RequestedOn, decidedOn, c.Today, "作出决定之日") is { } wrong ? wrong
            : (before.State, Replace(before, last, last with { Review = new RecusalReview(c.Ground, c.RequestedOn, null, null) }));
    }

    public static Step DecideReview(CourtCase before, DecideRecusalReview c)
    {
        if (UnderReview(before, c.Person) is not { Review: { } review } recusal)
            return Guards.Field("person", "没有对该人员待决的回避复议。");
        if ((NotTheDecider(c.Adjudicates, c.By) ?? Guards.Day("decidedOn", c.DecidedOn, review.RequestedOn, c.Today, "申请复议之日")) is { } wrong)
            return wrong;
        var decided = Replace(before, recusal, recusal with { Review = review with { DecidedOn = c.DecidedOn, Granted = c.Granted } });
        return (before.State, Redrawn(decided, c.Judge, c.Draw, c.Today));
    }

    /// <summary>A party or an agent who joins later may be kin of the judge: the judge steps back without being asked, and pauses until it is decided (民事诉讼法 47, 48).</summary>
    /// <param name="tie">Why the judge may not go on; null where nothing stands against it.</param>
    public static CourtCase StepBack(CourtCase after, Refusal? tie, DateOnly on) => tie is null || after.Judge is not { } judge || Pending(after, judge) is not null
        ? after
        : With(after, [.. All(after), new Recusal(judge, $"自行回避：{tie.Detail}", on, null, null)]);

    /// <summary>A judge whose recusal is asked for pauses until it is decided (民事诉讼法 48); during a review nobody pauses.</summary>
    public static Refusal? JudgePaused(CourtCase c) => c.Judge is { } judge && Pending(c, judge) is not null
        ? Guards.ByStatute("承办人的回避申请尚未决定，应当暂停参与本案的工作", "The judge's recusal is pending.", Statutes.RecusalPauses)
        : null;

    public static Recusal? Pending(CourtCase c, string person) => All(c).FirstOrDefault(r => r.Person == person && r.DecidedOn is null);

    public static Recusal? UnderReview(CourtCase c, string person) => All(c).FirstOrDefault(r => r.Person == person && r.Review is { DecidedOn: null });

    private static Refusal? NotTheDecider(bool adjudicates, Actor by) => adjudicates && !by.IsAny(Role.President)
        ? Guards.ByStatute("审判人员的回避由院长决定", "The president decides on the recusal of judges and lay assessors.", Statutes.RecusalDecider)
        : null;

    private static IReadOnlyList<Recusal> All(CourtCase c) => c.Trial?.Recusals ?? [];

    private static CourtCase Replace(CourtCase c, Recusal old, Recusal by) => With(c, [.. All(c).Select(r => ReferenceEquals(r, old) ? by : r)]);

    private static CourtCase With(CourtCase c, IReadOnlyList<Recusal> recusals) => c with { Trial = TrialSteps.Trial(c) with { Recusals = recusals } };

    private static CourtCase Redrawn(CourtCase c, string? judge, AssignmentDraw? draw, DateOnly on) =>
        judge is null ? c : c with { Judge = judge, Trial = TrialSteps.Trial(c) with { AssignedOn = on, HandedOverOn = Clocks.CaseSpans.HandedOver(c) ?? on, Draw = draw } };
}
