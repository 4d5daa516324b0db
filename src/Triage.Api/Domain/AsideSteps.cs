namespace Triage.Api.Domain;

/// <summary>What happens beside the way of a case: notices, letters, marks and links. The state stays.</summary>
internal static class AsideSteps
{
    /// <summary>An application that waits is neither overwritten nor begun anew: the hours run from when it came in. It may only become urgent.</summary>
    public static Step Inform(CourtCase before, InformProtection c)
    {
        if (Guards.Day("givenOn", c.Notice.GivenOn, before.ReceivedOn, c.Today, "收件日") is { } wrong)
            return wrong;
        if (PendingProtection(before) is { } pending)
            return c.Notice.AppliedAt is null && c.Notice.Urgent && !pending.Urgent ? (before.State, before with { Protection = pending with { Urgent = true } })
                : new Refusal(RefusalCodes.StateConflict, $"{Hour(pending.AppliedAt!.Value)}受理的人身安全保护令申请尚未作出裁定，不能另行登记；情况变得紧急的，只填 urgent。", "An application for a protection order is pending.");
        return (before.State, before with { Protection = c.Notice, EarlierProtections = before.Protection is { AppliedAt: not null } decided ? [.. before.EarlierProtections, decided] : before.EarlierProtections });
    }

    /// <summary>The application's own end, whatever becomes of the case: no suit is needed for it (人身安全保护令规定 1).</summary>
    public static Step Decide(CourtCase before, DecideProtection c)
    {
        var decision = c.Decision;
        if (PendingProtection(before) is not { } pending)
            return new Refusal(RefusalCodes.StateConflict, "没有待决的人身安全保护令申请。", "No application for a protection order is pending.");
        if (decision.DecidedAt > c.At || decision.DecidedAt < pending.AppliedAt)
            return Guards.Field("decidedAt", $"作出时间应在受理（{Hour(pending.AppliedAt!.Value)}）之后、现在之前。");
        if (decision.Outcome == ProtectionOutcome.Refused && string.IsNullOrWhiteSpace(decision.Ground))
            return new Refusal(RefusalCodes.ReasonRequired, "驳回申请须写明理由。", "A refusal needs its ground.") { Errors = new Dictionary<string, string[]> { ["ground"] = ["驳回申请须写明理由。"] } };
        var day = ChinaTime.DayOf(decision.DecidedAt);
        if (decision.Outcome == ProtectionOutcome.Granted && decision.ValidUntil is null)
            return Guards.Field("validUntil", "作出人身安全保护令的，请填写有效期截止日。");
        if (decision.Outcome == ProtectionOutcome.Granted && (decision.ValidUntil > day.AddMonths(c.MostMonths) || decision.ValidUntil < day))
            return Guards.ByStatute($"人身安全保护令自作出之日（{day:yyyy-MM-dd}）起生效，有效期不超过{c.MostMonths}个月", $"An order is valid for at most {c.MostMonths} months.", Statutes.ProtectionSixMonths);
        if (decision.Outcome != ProtectionOutcome.Granted && decision.ValidUntil is not null)
            return Guards.Field("validUntil", "只有作出保护令的才有有效期。");
        return (before.State, before with { Protection = pending with { Decision = decision } });
    }

    /// <summary>The application that waits for the court; null where there is none.</summary>
    public static ProtectionNotice? PendingProtection(CourtCase c) => c.Protection is { AppliedAt: not null, Decision: null } order
        // Cases of earlier versions tell of the decision among the events of the trial.
        && c.Trial?.Events.Any(e => e.Kind == Clocks.TrialEventKinds.ProtectionOrderDecided) != true ? order : null;

    private static string Hour(DateTimeOffset at) => ChinaTime.At(at).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    public static Step Remind(CourtCase before, Remind c) =>
        c.AnswerBy <= c.Today ? Guards.Field("answerBy", "答复期限应晚于今日。")
        : (before.State, before with { Reminders = [.. before.Reminders, new Reminder(before.Reminders.Count + 1, c.By.Name, c.To, c.Text, c.Today, c.AnswerBy, null, null)] });

    public static Step Answer(CourtCase before, AnswerReminder c) => before.Reminders.FirstOrDefault(r => r.Number == c.Number) switch
    {
        null => Guards.Field("number", $"没有第{c.Number}号提醒函。"),
        { AnsweredOn: not null } => new Refusal(RefusalCodes.StateConflict, "该提醒函已经答复。", "This letter was answered."),
        { } letter when letter.To != c.Person && letter.From != c.By.Name =>
            new Refusal(RefusalCodes.WrongRole, $"第{c.Number}号提醒函由收函人本人答复；发函人可以代为登记，注明情况。", "Only the addressee answers, or the sender on the addressee's behalf with a note."),
        { } letter when letter.To != c.Person && string.IsNullOrWhiteSpace(c.Note) =>
            new Refusal(RefusalCodes.ReasonRequired, "代收函人登记答复的，请注明情况，如何时、以何种方式答复。", "Say how the addressee answered.") { Errors = new Dictionary<string, string[]> { ["note"] = ["请注明收函人何时、以何种方式答复。"] } },
        { } letter => (before.State, before with { Reminders = [.. before.Reminders.Select(r => r == letter ? r with { Answer = c.Answer, AnsweredOn = c.Today, AnsweredBy = c.By.Name, Note = c.Note } : r)] }),
    };

    /// <summary>Handed over by another body, whether or not its reference was entered.</summary>
    public static bool HasLedger(CourtCase c) => c.Source is not null || c.Channel is not (Channel.Counter or Channel.Online or Channel.Oral);

    public static Step Check(CourtCase before, CheckLedger c) => !HasLedger(before)
        ? Guards.Field("source", "本案不是由其他单位移送，没有台账可核查。")
        : (before.State, before with { LedgerChecks = [.. before.LedgerChecks, new LedgerCheck(c.Today, c.By.Name, c.Note)] });

    /// <summary>The number that the other body gave the matter, where receipt did not know it. What was given stays unless a reason says why not.</summary>
    public static Step Refer(CourtCase before, GiveSourceReference c)
    {
        if (!HasLedger(before))
            return Guards.Field("reference", "本案不是由其他单位移送，没有来源编号。");
        var held = before.Source;
        var given = c.Source with { Kind = held?.Kind ?? c.Source.Kind, Name = c.Source.Name ?? held?.Name };
        if (given == held)
            return new Refusal(RefusalCodes.StateConflict, $"来源编号“{held.Reference}”已经登记。", "This reference is on record already.");
        var changes = (held?.Reference is { } reference && reference != given.Reference) || (held?.Name is { } name && name != given.Name);
        return changes && string.IsNullOrWhiteSpace(c.Reason)
            ? new Refusal(RefusalCodes.ReasonRequired, $"已登记为“{string.Join(' ', new[] { held!.Name, held.Reference }.OfType<string>())}”，更改须说明理由。", "A source that is on record is changed only with a reason.")
            { Errors = new Dictionary<string, string[]> { ["reason"] = ["请说明更改的理由。"] } }
            : (before.State, before with { Source = given });
    }

    public static Step Link(CourtCase before, LinkCase c) =>
        c.To.CaseId == before.Id ? Guards.Field("caseId", "不能与自身关联。")
        : before.Links.Any(l => l.CaseId == c.To.CaseId && l.Relation == c.To.Relation) ? new Refusal(RefusalCodes.StateConflict, "已经关联。", "Linked already.")
        : (before.State, before with { Links = [.. before.Links, c.To] });
}
