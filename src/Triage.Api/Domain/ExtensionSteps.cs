namespace Triage.Api.Domain;

/// <summary>What extensions of the trial limit write into a case: by the president, then by the superior court (民事诉讼法 152, 164, 168). How much may be asked for is in Rules/clocks.json.</summary>
internal static class ExtensionSteps
{
    private const int RequestDaysBefore = 15, DecideDaysBefore = 5; // 延长审限规定 1

    public static Step Request(CourtCase before, RequestExtension c) => before.Confirmation is { } review && before.State == CaseState.ConfirmationReview ? AskForReview(before, review, c) : Ask(before, c.Extension, c.Today, Statutes.ExtensionFifteenDaysBefore);

    public static Step RequestSuperior(CourtCase before, RequestSuperiorExtension c) =>
        !TrialSteps.Trial(before).Extensions.Any(e => e is { Authority: ExtensionAuthority.President, Granted: true } && (e.Procedure ?? before.Procedure) == before.Procedure)
            ? Guards.ByStatute("须先经本院院长批准延长，尚不能结案的，才能报请上级人民法院批准", "The president extends first; only then is the superior court asked.", Statutes.SuperiorAfterPresident)
            : Ask(before, c.Extension, c.Today, Statutes.SuperiorAfterPresident);

    public static Step Decide(CourtCase before, DecideExtension c)
    {
        if (before.Confirmation is { } review && before.State == CaseState.ConfirmationReview)
            return AnswerForReview(before, review, c);
        var step = Answer(before, ExtensionAuthority.President, c.DecidedOn, c.Granted, c.Today, e => e with { Granted = c.Granted, DecidedOn = c.DecidedOn }, "院长", Statutes.ExtensionFifteenDaysBefore);
        return step.After is { } after && c is { Granted: true, DueOn: { } due } ? (step.To, after with { Trial = after.Trial! with { DueOn = due } }) : step;
    }

    public static Step DecideSuperior(CourtCase before, DecideSuperiorExtension c) =>
        Answer(before, ExtensionAuthority.SuperiorCourt, c.DecidedOn, c.Granted, c.Today, e => e with { Granted = c.Granted, DecidedOn = c.DecidedOn, Document = c.Document }, "上级人民法院", Statutes.SuperiorAfterPresident);

    /// <summary>The review of a settlement is a special procedure: thirty days, and once more by the president (民事诉讼法 187).</summary>
    private static Step AskForReview(CourtCase before, ConfirmationRecord review, RequestExtension c) =>
        review.Extension is { Granted: null } ? new Refusal(RefusalCodes.StateConflict, "已有待决的延长申请。", "An extension is pending.")
        : review.Extension is { Granted: true } ? Guards.ByStatute("审查期限已经院长批准延长过", "The review was extended already.", Statutes.ReviewExtended)
        : c.Extension.Days is null ? Guards.Field("days", "审查期限按日延长。")
        : Guards.Day("requestedOn", c.Extension.RequestedOn, review.AcceptedOn ?? review.AppliedOn, c.Today, "申请受理日") is { } wrong ? wrong
        : c.ReviewDueOn is { } due && c.Extension.RequestedOn > due.AddDays(-RequestDaysBefore)
            ? Guards.ByStatute($"申请延长应在审查期限届满（{due:yyyy-MM-dd}）十五日前提出", "An extension is requested at least fifteen days before the period expires.", Statutes.ExtensionFifteenDaysBefore)
        : (before.State, before with { Confirmation = review with { Extension = c.Extension } });

    private static Step AnswerForReview(CourtCase before, ConfirmationRecord review, DecideExtension c) =>
        review.Extension is not { Granted: null } pending ? new Refusal(RefusalCodes.StateConflict, "没有待决的延长申请。", "No extension is pending.")
        : Guards.Day("decidedOn", c.DecidedOn, pending.RequestedOn, c.Today, "申请日") is { } wrong ? wrong
        : c is { Granted: true, ReviewDueOn: { } due } && c.DecidedOn > due.AddDays(-DecideDaysBefore)
            ? Guards.ByStatute($"院长应在审查期限届满（{due:yyyy-MM-dd}）五日前作出决定", "The decision is made at least five days before the period expires.", Statutes.ExtensionFifteenDaysBefore)
        : (before.State, before with { Confirmation = review with { Extension = pending with { Granted = c.Granted, DecidedOn = c.DecidedOn } } });

    private static Step Ask(CourtCase before, LimitExtension asked, DateOnly today, Citation timing)
    {
        var trial = TrialSteps.Trial(before);
        if (trial.Extensions.Any(e => e.Granted is null))
            return new Refusal(RefusalCodes.StateConflict, "已有待决的延长申请。", "An extension is pending.");
        if (Guards.Day("requestedOn", asked.RequestedOn, before.FiledOn, today, "立案日") is { } wrong)
            return wrong;
        if (trial.DueOn is { } due && asked.RequestedOn > due.AddDays(-RequestDaysBefore))
            return Guards.ByStatute($"申请延长应在审限届满（{due:yyyy-MM-dd}）十五日前提出", "An extension is requested at least fifteen days before the limit expires.", timing);
        return (before.State, before with { Trial = trial with { Extensions = [.. trial.Extensions, asked] } });
    }

    private static Step Answer(CourtCase before, ExtensionAuthority authority, DateOnly decidedOn, bool granted, DateOnly today, Func<LimitExtension, LimitExtension> answered, string who, Citation timing)
    {
        var trial = TrialSteps.Trial(before);
        if (trial.Extensions.FirstOrDefault(e => e.Granted is null && e.Authority == authority) is not { } pending)
            return new Refusal(RefusalCodes.StateConflict, "没有待决的延长申请。", "No extension is pending.");
        if (Guards.Day("decidedOn", decidedOn, pending.RequestedOn, today, "申请日") is { } wrong)
            return wrong;
        if (granted && trial.DueOn is { } due && decidedOn > due.AddDays(-DecideDaysBefore))
            return Guards.ByStatute($"{who}应在审限届满（{due:yyyy-MM-dd}）五日前作出决定", "The decision is made at least five days before the limit expires.", timing);
        return (before.State, before with { Trial = trial with { Extensions = [.. trial.Extensions.Select(e => ReferenceEquals(e, pending) ? answered(e) : e)] } });
    }
}
