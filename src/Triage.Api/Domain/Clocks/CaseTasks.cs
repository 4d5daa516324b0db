namespace Triage.Api.Domain.Clocks;

/// <summary>Something that waits for a person and is no legal period: a second triage, a request to the president, a letter to be answered.</summary>
/// <param name="Kind">mediation_offer, second_triage, extension_decision, superior_extension_decision, evidence_extension_decision or reminder.</param>
/// <param name="Person">Id or name of the person it waits for; null for anybody of these roles.</param>
internal sealed record CaseTask(string Kind, string Text, DateOnly DueOn, IReadOnlyList<Role> Owners, string? Person = null);

internal static class CaseTasks
{
    /// <summary>Where no procedure has to be chosen any more.</summary>
    private static readonly CaseState[] NothingLeftToTry = [CaseState.ReferredOut, CaseState.NotAccepted, CaseState.Confirmed, CaseState.Closed, CaseState.Appealed, CaseState.Effective, CaseState.FollowUp, CaseState.Redo, CaseState.Archived, CaseState.Withdrawn];

    public static IEnumerable<CaseTask> Of(CourtCase c, IReadOnlyList<ClockReading> readings)
    {
        if (c.Mediation?.Offer is { } offer && c.State == CaseState.AwaitingMediator)
            // The offer lasts to the end of its last day, which is the midnight after.
            yield return new("mediation_offer", "交办待答复：领取即为接受，不接受的请说明理由；逾期自动转下一人选或者回到队列。", DateOnly.FromDateTime(offer.Until.DateTime).AddDays(-1), [Role.Mediator], offer.To);
        if (c.SecondTriage is { IsOpen: true } second && !NothingLeftToTry.Contains(c.State))
            yield return new("second_triage", $"出现新的事实，须二次分流：确认程序、审判组织是否改变{(second.NewLimitOn is { } limit ? $"；改为{second.Proposal.Procedure?.Chinese()}的，审限至{limit:yyyy-MM-dd}届满" : "")}。", second.DueOn ?? second.RaisedOn, [Role.TriageOfficer, Role.Judge, Role.TribunalHead]);
        if (c.Trial?.Extensions.FirstOrDefault(extension => extension.Granted is null) is { } pending)
        {
            var decideBy = readings.FirstOrDefault(reading => reading.Rule.Span == Spans.Trial)?.ExtensionDays().DecideBy;
            yield return pending.Authority == ExtensionAuthority.President
                ? new("extension_decision", "延长审限的申请等待院长决定。", decideBy ?? pending.RequestedOn, [Role.President])
                : new("superior_extension_decision", $"已报请{pending.Court}批准再延长审限，等待批复。", decideBy ?? pending.RequestedOn, [Role.President, Role.Judge]);
        }
        if (c is { State: CaseState.ConfirmationReview, Confirmation.Extension: { Granted: null } review })
            yield return new("extension_decision", "延长司法确认审查期限的申请等待院长决定。", readings.FirstOrDefault(reading => reading.Rule.Span == Spans.ConfirmationReview)?.ExtensionDays().DecideBy ?? review.RequestedOn, [Role.President]);
        if (c.ClosedOn is null && c.Trial?.EvidencePeriods is [.., { Extensions: [.., { Granted: null } asked] }])
            yield return new("evidence_extension_decision", $"{asked.Party}申请延长举证期限{asked.Days}日，等待决定。", readings.LastOrDefault(reading => reading.Rule.Span == Spans.Evidence)?.DueOn ?? asked.RequestedOn, [Role.Judge]);
        foreach (var letter in c.Reminders.Where(letter => letter.AnsweredOn is null))
            yield return new("reminder", $"提醒函第{letter.Number}号等待答复：{letter.Text}", letter.AnswerBy, [Role.Clerk, Role.TriageOfficer, Role.Mediator, Role.Judge, Role.TribunalHead], letter.To);
    }

    /// <summary>The first day on which the court or a mediator would be late with a period or a task; null while nothing of theirs runs.</summary>
    public static DateOnly? NextDue(CourtCase c, IReadOnlyList<ClockReading> readings) =>
        Of(c, readings).Select(task => (DateOnly?)task.DueOn).Append(CaseClocks.NextDue(readings)).Min();
}
