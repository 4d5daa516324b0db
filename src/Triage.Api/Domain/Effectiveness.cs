using Triage.Api.Domain.Clocks;

namespace Triage.Api.Domain;

/// <summary>When a closed case takes effect: by the last receipt, or on the day after the last time to appeal.</summary>
internal static class Effectiveness
{
    public static readonly Citation AfterTheLastPeriod = new("民事诉讼法", "2023", "158", "以及依法不准上诉或者超过上诉期没有上诉的判决、裁定，是发生法律效力的判决、裁定。");
    public static readonly Citation StatementByTheLastReceipt = new("民事诉讼法解释", "2022", "149", "调解书需经当事人签收后才发生法律效力的，应当以最后收到调解书的当事人签收的日期为调解书生效日期。");

    /// <summary>Null while it has not taken effect, or that cannot be known: a party has not been served, or has appealed.</summary>
    public static DateOnly? Of(CourtCase c, IReadOnlyList<ClockReading> readings, ClockCatalogue clocks, DateOnly today)
    {
        if (c.EffectiveOn is { } known) return known;
        var periods = AppealPeriods.Of(c, clocks);
        if (c.Closure is null || c.Appeals.Count > 0 || periods.Count == 0 || periods.Any(period => period.ServedOn is null)) return null;
        var on = periods[0].Kind switch
        {
            AppealKind.Judgment or AppealKind.Ruling => LastAppealDay(periods, readings)?.AddDays(1),
            AppealKind.Final or AppealKind.Statement or AppealKind.NotAppealable => periods.Max(period => period.ServedOn),
        };
        return on <= today ? on : null;
    }

    /// <summary>The day on which it takes effect if nobody appeals; null where nobody may, a party's time to appeal is not known yet, or somebody has appealed.</summary>
    public static DateOnly? EarliestAfterAppeal(CourtCase c, IReadOnlyList<ClockReading> readings, ClockCatalogue clocks) =>
        c.Closure is not null && c.Appeals.Count == 0 && AppealPeriods.Of(c, clocks) is [{ Kind: AppealKind.Judgment or AppealKind.Ruling }, ..] periods ? LastAppealDay(periods, readings)?.AddDays(1) : null;

    private static DateOnly? LastAppealDay(IReadOnlyList<AppealPeriod> periods, IReadOnlyList<ClockReading> readings)
    {
        var last = periods.Select(period => readings.FirstOrDefault(reading => reading.Rule.Span is Spans.AppealJudgment or Spans.AppealRuling && reading.Span.Subject == period.Party)?.DueOn).ToList();
        return last.Contains(null) ? null : last.Max();
    }
}
