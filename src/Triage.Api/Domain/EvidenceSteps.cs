using Triage.Api.Domain.Clocks;

namespace Triage.Api.Domain;

/// <summary>What the evidence period writes into a case (民事诉讼法 68, 民诉法解释 99, 100, 266, 275).</summary>
internal static class EvidenceSteps
{
    public static Step Set(CourtCase before, SetEvidencePeriod c)
    {
        var (trial, asked) = (TrialSteps.Trial(before), c.Period);
        if (c.Bounds is not { } bounds)
            return Guards.Field("days", "本案所适用的程序不确定举证期限。");
        if (Guards.Day("startOn", asked.StartOn, before.FiledOn, c.Today, "立案日") is { } wrong)
            return wrong;
        if (asked.Rebuttal)
            return c.RunningUntil is { } until && until < c.Today
                ? With(before, [.. trial.EvidencePeriods, asked])
                : Guards.ByStatute("首次举证期限届满之后，才能为反驳证据、补正瑕疵再次确定", "For rebuttal another period is set only after the first has expired.", Statutes.EvidenceAgain);
        if (trial.EvidencePeriods.Any(p => !p.Rebuttal && p.Procedure == before.Procedure))
            return new Refusal(RefusalCodes.StateConflict, "举证期限已经确定；确有困难的由当事人申请延长，期满后可为反驳证据再次确定。", "The evidence period is set: it is extended on application, or set again for rebuttal.");
        return Outside(bounds, asked) is { } refusal ? refusal : With(before, [.. trial.EvidencePeriods, asked]);
    }

    /// <summary>In writing, before the last day (民诉法解释 100).</summary>
    public static Step RequestExtension(CourtCase before, RequestEvidenceExtension c)
    {
        if (TrialSteps.Trial(before).EvidencePeriods is not [.., var current])
            return new Refusal(RefusalCodes.StateConflict, "尚未确定举证期限。", "No evidence period is set.");
        if (current.Extensions.Any(e => e.Granted is null))
            return new Refusal(RefusalCodes.StateConflict, "已有待决的延长申请。", "An extension is pending.");
        if (before.Parties.All(p => p.Name != c.Extension.Party))
            return Guards.Field("party", $"“{c.Extension.Party}”不是本案当事人。");
        if (Guards.Day("requestedOn", c.Extension.RequestedOn, current.SetOn, c.Today, "确定举证期限之日") is { } wrong)
            return wrong;
        return c.RunningUntil is { } until && c.Extension.RequestedOn > until
            ? Guards.ByStatute($"举证期限已于 {until:yyyy-MM-dd} 届满，申请延长应在届满前提出", "An extension is asked for before the period expires.", Statutes.EvidenceExtensionBefore)
            : Current(before, current with { Extensions = [.. current.Extensions, c.Extension] });
    }

    public static Step DecideExtension(CourtCase before, DecideEvidenceExtension c)
    {
        if (TrialSteps.Trial(before).EvidencePeriods is not [.., var current] || current.Extensions.FirstOrDefault(e => e.Granted is null) is not { } pending)
            return new Refusal(RefusalCodes.StateConflict, "没有待决的延长申请。", "No extension is pending.");
        return Guards.Day("decidedOn", c.DecidedOn, pending.RequestedOn, c.Today, "申请日") is { } wrong ? wrong
            : Current(before, current with { Extensions = [.. current.Extensions.Select(e => ReferenceEquals(e, pending) ? e with { Days = c.Days ?? e.Days, Granted = c.Granted, DecidedOn = c.DecidedOn } : e)] });
    }

    /// <summary>The parties may agree on less than the shortest, never on more than the longest; what is longer than usual needs a reason.</summary>
    private static Refusal? Outside(PeriodBounds bounds, EvidencePeriod asked) =>
        asked.Days < bounds.Least && !asked.Agreed ? Guards.ByStatute($"人民法院确定的举证期限不得少于{bounds.Least}日", "Shorter than the law allows the court to set.", bounds.Citation)
        : asked.Days > (bounds.MostWithReason is { } most && !string.IsNullOrWhiteSpace(asked.Reason) ? most : bounds.Most)
            ? Guards.ByStatute($"举证期限不得超过{(string.IsNullOrWhiteSpace(asked.Reason) ? bounds.Most : bounds.MostWithReason ?? bounds.Most)}日{(bounds.MostWithReason is not null && string.IsNullOrWhiteSpace(asked.Reason) ? "，确需更长的应说明理由" : "")}", "Longer than the law allows.", bounds.Citation)
        : null;

    private static Step Current(CourtCase before, EvidencePeriod current) => With(before, [.. TrialSteps.Trial(before).EvidencePeriods.SkipLast(1), current]);

    private static Step With(CourtCase before, IReadOnlyList<EvidencePeriod> periods) => (before.State, before with { Trial = TrialSteps.Trial(before) with { EvidencePeriods = periods } });
}
