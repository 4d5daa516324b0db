using Triage.Api.Domain.Clocks;

namespace Triage.Api.Domain;

/// <summary>What extensions of the trial limit write into a case: by the president, then by the superior court (民事诉讼法 152, 164, 168). How much may be asked for, and by when, is in Rules/clocks.json.</summary>
internal static class ExtensionSteps
{
    public static Step Request(CourtCase before, RequestExtension c) => before.Confirmation is { } review && before.State == CaseState.ConfirmationReview ? AskForReview(before, review, c) : Ask(before, c.Extension, c.Today, Timing.Of(c.Rule));

    public static Step RequestSuperior(CourtCase before, RequestSuperiorExtension c) =>
        !TrialSteps.Trial(before).Extensions.Any(e => e is { Authority: ExtensionAuthority.President, Granted: true } && (e.Procedure ?? before.Procedure) == before.Procedure)
            ? Guards.ByStatute("须先经本院院长批准延长，尚不能结案的，才能报请上级人民法院批准", "The president extends first; only then is the superior court asked.", Statutes.SuperiorAfterPresident)
            : Ask(before, c.Extension, c.Today, Timing.Of(c.Rule));

    public static Step Decide(CourtCase before, DecideExtension c)
    {
        if (before.Confirmation is { } review && before.State == CaseState.ConfirmationReview)
            return AnswerForReview(before, review, c);
        var step = Answer(before, ExtensionAuthority.President, c.DecidedOn, c.Granted, c.Today, e => e with { Granted = c.Granted, DecidedOn = c.DecidedOn }, "院长", Timing.Of(c.Rule));
        return step.After is { } after && c is { Granted: true, DueOn: { } due } ? (step.To, after with { Trial = after.Trial! with { DueOn = due } }) : step;
    }

    /// <summary>Another court's reply is put on record as it came. What it grants holds also where it came late, and a flag says so.</summary>
    public static Step DecideSuperior(CourtCase before, DecideSuperiorExtension c)
    {
        var step = Answer(before, ExtensionAuthority.SuperiorCourt, c.DecidedOn, c.Granted, c.Today, e => e with { Granted = c.Granted, DecidedOn = c.DecidedOn, Document = c.Document }, "上级人民法院", null);
        if (step.After is not { } after || !c.Granted || Timing.Of(c.Rule)?.TooLateToDecide(c.DecidedOn, TrialSteps.Trial(before).DueOn, "上级人民法院", "审限") is not { } late) return step;
        var flag = new CaseFlag(CaseFlags.SuperiorReplyLate, $"批复（{c.Document}）作出于 {c.DecidedOn:yyyy-MM-dd}：{late.Detail}", late.Citation);
        return (step.To, after with { Flags = [.. after.Flags.Where(one => one.Flag != flag.Flag), flag] });
    }

    /// <summary>The review of a settlement is a special procedure: thirty days, and once more by the president (民事诉讼法 187).</summary>
    private static Step AskForReview(CourtCase before, ConfirmationRecord review, RequestExtension c) =>
        review.Extension is { Granted: null } ? new Refusal(RefusalCodes.StateConflict, "已有待决的延长申请。", "An extension is pending.")
        : review.Extension is { Granted: true } ? Guards.ByStatute("审查期限已经院长批准延长过", "The review was extended already.", Statutes.ReviewExtended)
        : c.Extension.Days is null ? Guards.Field("days", "审查期限按日延长。")
        : Guards.Day("requestedOn", c.Extension.RequestedOn, review.AcceptedOn ?? review.AppliedOn, c.Today, "申请受理日") is { } wrong ? wrong
        : Timing.Of(c.Rule)?.TooLateToAsk(c.Extension.RequestedOn, c.ReviewDueOn, "审查期限") is { } late ? late
        : (before.State, before with { Confirmation = review with { Extension = c.Extension } });

    private static Step AnswerForReview(CourtCase before, ConfirmationRecord review, DecideExtension c) =>
        review.Extension is not { Granted: null } pending ? new Refusal(RefusalCodes.StateConflict, "没有待决的延长申请。", "No extension is pending.")
        : Guards.Day("decidedOn", c.DecidedOn, pending.RequestedOn, c.Today, "申请日") is { } wrong ? wrong
        : c.Granted && Timing.Of(c.Rule)?.TooLateToDecide(c.DecidedOn, c.ReviewDueOn, "院长", "审查期限") is { } late ? late
        : (before.State, before with { Confirmation = review with { Extension = pending with { Granted = c.Granted, DecidedOn = c.DecidedOn } } });

    private static Step Ask(CourtCase before, LimitExtension asked, DateOnly today, Timing? timing)
    {
        var trial = TrialSteps.Trial(before);
        if (trial.Extensions.Any(e => e.Granted is null))
            return new Refusal(RefusalCodes.StateConflict, "已有待决的延长申请。", "An extension is pending.");
        if (Guards.Day("requestedOn", asked.RequestedOn, before.FiledOn, today, "立案日") is { } wrong)
            return wrong;
        if (timing?.TooLateToAsk(asked.RequestedOn, trial.DueOn, "审限") is { } late)
            return late;
        return (before.State, before with { Trial = trial with { Extensions = [.. trial.Extensions, asked] } });
    }

    private static Step Answer(CourtCase before, ExtensionAuthority authority, DateOnly decidedOn, bool granted, DateOnly today, Func<LimitExtension, LimitExtension> answered, string who, Timing? timing)
    {
        var trial = TrialSteps.Trial(before);
        if (trial.Extensions.FirstOrDefault(e => e.Granted is null && e.Authority == authority) is not { } pending)
            return new Refusal(RefusalCodes.StateConflict, "没有待决的延长申请。", "No extension is pending.");
        if (Guards.Day("decidedOn", decidedOn, pending.RequestedOn, today, "申请日") is { } wrong)
            return wrong;
        if (granted && timing?.TooLateToDecide(decidedOn, trial.DueOn, who, "审限") is { } late)
            return late;
        return (before.State, before with { Trial = trial with { Extensions = [.. trial.Extensions.Select(e => ReferenceEquals(e, pending) ? answered(e) : e)] } });
    }

    /// <summary>How many days before the last day one asks and decides, and where that is written (延长审限规定 1).</summary>
    private sealed record Timing(int Ask, int Decide, Citation Law)
    {
        public static Timing? Of(ExtensionRule? rule) => rule is { RequestDaysBefore: { } ask, DecideDaysBefore: { } decide, TimingCitation: { } law } ? new(ask, decide, law) : null;

        public static Timing? Of(SuperiorExtensionRule? rule) => rule is null ? null : new(rule.RequestDaysBefore, rule.DecideDaysBefore, rule.TimingCitation);

        public Refusal? TooLateToAsk(DateOnly on, DateOnly? due, string period) => due is { } last && on > last.AddDays(-Ask)
            ? Guards.ByStatute($"申请延长应在{period}届满（{last:yyyy-MM-dd}）{Ask}日前提出", $"An extension is requested at least {Ask} days before the period expires.", Law) : null;

        public Refusal? TooLateToDecide(DateOnly on, DateOnly? due, string who, string period) => due is { } last && on > last.AddDays(-Decide)
            ? Guards.ByStatute($"{who}应在{period}届满（{last:yyyy-MM-dd}）{Decide}日前作出决定", $"The decision is made at least {Decide} days before the period expires.", Law) : null;
    }
}
