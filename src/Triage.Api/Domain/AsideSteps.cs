namespace Triage.Api.Domain;

/// <summary>What happens beside the way of a case: notices, letters, marks and links. The state stays.</summary>
internal static class AsideSteps
{
    public static Step Inform(CourtCase before, InformProtection c) =>
        Guards.Day("givenOn", c.Notice.GivenOn, before.ReceivedOn, c.Today) is { } wrong ? wrong : (before.State, before with { Protection = c.Notice });

    public static Step Remind(CourtCase before, Remind c) =>
        c.AnswerBy <= c.Today ? Guards.Field("answerBy", "答复期限应晚于今日。")
        : (before.State, before with { Reminders = [.. before.Reminders, new Reminder(before.Reminders.Count + 1, c.By.Name, c.To, c.Text, c.Today, c.AnswerBy, null, null)] });

    public static Step Answer(CourtCase before, AnswerReminder c) => before.Reminders.FirstOrDefault(r => r.Number == c.Number) switch
    {
        null => Guards.Field("number", $"没有第{c.Number}号提醒函。"),
        { AnsweredOn: not null } => new Refusal(RefusalCodes.StateConflict, "该提醒函已经答复。", "This letter was answered."),
        { } letter => (before.State, before with { Reminders = [.. before.Reminders.Select(r => r == letter ? r with { Answer = c.Answer, AnsweredOn = c.Today } : r)] }),
    };

    public static Step Check(CourtCase before, CheckLedger c) => before.Source is null
        ? Guards.Field("source", "本案不是由其他单位移送，没有台账可核查。")
        : (before.State, before with { LedgerChecks = [.. before.LedgerChecks, new LedgerCheck(c.Today, c.By.Name, c.Note)] });

    public static Step Link(CourtCase before, LinkCase c) =>
        c.To.CaseId == before.Id ? Guards.Field("caseId", "不能与自身关联。")
        : before.Links.Any(l => l.CaseId == c.To.CaseId && l.Relation == c.To.Relation) ? new Refusal(RefusalCodes.StateConflict, "已经关联。", "Linked already.")
        : (before.State, before with { Links = [.. before.Links, c.To] });
}
