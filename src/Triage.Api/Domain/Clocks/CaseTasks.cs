namespace Triage.Api.Domain.Clocks;

/// <summary>Something that waits for a person and is no legal period: a second triage, a request to the president, a letter to be answered.</summary>
/// <param name="Kind">second_triage, extension_decision or reminder.</param>
/// <param name="Person">Id or name of the person it waits for; null for anybody of these roles.</param>
internal sealed record CaseTask(string Kind, string Text, DateOnly DueOn, IReadOnlyList<Role> Owners, string? Person = null);

internal static class CaseTasks
{
    public static IEnumerable<CaseTask> Of(CourtCase c, IReadOnlyList<ClockReading> readings)
    {
        if (c.SecondTriage is { IsOpen: true } second)
            yield return new("second_triage", "出现新的事实，须二次分流：确认程序、审判组织是否改变。", second.DueOn ?? second.RaisedOn, [Role.TriageOfficer, Role.Judge, Role.TribunalHead]);
        if (c.Trial?.Extensions.FirstOrDefault(extension => extension.Granted is null) is { } pending)
        {
            var decideBy = readings.FirstOrDefault(reading => reading.Rule.Span == Spans.Trial)?.ExtensionDays().DecideBy;
            yield return new("extension_decision", "延长审限的申请等待院长决定。", decideBy ?? pending.RequestedOn, [Role.President]);
        }
        foreach (var letter in c.Reminders.Where(letter => letter.AnsweredOn is null))
            yield return new("reminder", $"提醒函第{letter.Number}号等待答复：{letter.Text}", letter.AnswerBy, [Role.Clerk, Role.TriageOfficer, Role.Mediator, Role.Judge, Role.TribunalHead], letter.To);
    }

    /// <summary>The first day on which the court or a mediator would be late with a period or a task; null while nothing of theirs runs.</summary>
    public static DateOnly? NextDue(CourtCase c, IReadOnlyList<ClockReading> readings) =>
        Of(c, readings).Select(task => (DateOnly?)task.DueOn).Append(CaseClocks.NextDue(readings)).Min();
}
