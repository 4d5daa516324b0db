using System.Text;
using Triage.Api.Domain.Clocks;

namespace Triage.Api.Domain;

/// <summary>What a party may learn of a case without signing in: in plain words where it stands, and the next day to keep in mind with what it is for. No names, no documents, no reasons.</summary>
/// <param name="Next">A hearing, the end of a period, a day of performance; null where none lies ahead.</param>
internal sealed record PublicProgress(string Stage, string StageEn, ProgressDay? Next)
{
    private const int PhoneDigits = 4;

    /// <summary>Periods that say something to a party; the court's own errands do not.</summary>
    private static readonly Dictionary<string, (string Chinese, string English)> Shown = new()
    {
        [Spans.Correction] = ("补交材料的最后一日", "Last day to hand in what is missing"),
        [Spans.FilingReview] = ("法院决定是否立案的最后一日", "Last day for the court to decide whether to register it"),
        [Spans.MediationBeforeFiling] = ("调解期限的最后一日", "Last day of the mediation"),
        [Spans.MediationAfterFiling] = ("调解期限的最后一日", "Last day of the mediation"),
        [Spans.ConfirmationApplication] = ("双方共同申请司法确认的最后一日", "Last day for both sides to apply for confirmation"),
        [Spans.ConfirmationReview] = ("法院审查期限的最后一日", "Last day for the court to decide on the agreement"),
        [Spans.ConfirmationObjection] = ("您对确认裁定提出异议的最后一日", "Your last day to object to the ruling"),
        [Spans.Trial] = ("法院审理期限的最后一日", "Last day for the court to end the trial"),
        [Spans.AppealJudgment] = ("您上诉的最后一日", "Your last day to appeal"),
        [Spans.AppealRuling] = ("您上诉的最后一日", "Your last day to appeal"),
        [Spans.Answer] = ("您提交答辩状的最后一日", "Your last day to answer in writing"),
        [Spans.AppealAnswer] = ("您就上诉提交答辩状的最后一日", "Your last day to answer the appeal in writing"),
        [Spans.Evidence] = ("提交证据的最后一日", "Last day to hand in evidence"),
        [Spans.Fee] = ("您交纳诉讼费的最后一日", "Your last day to pay the fee"),
    };

    /// <summary>Here only who filed may ask: the other side has been sent nothing yet, and a preservation may be on its way.</summary>
    private static readonly CaseState[] Unannounced =
    [
        CaseState.Draft, CaseState.Received, CaseState.Deficient, CaseState.ReferredOut, CaseState.NotAccepted, CaseState.InTriage, CaseState.HumanReview, CaseState.AwaitingMediator,
        CaseState.Filed, CaseState.Assigned, CaseState.Withdrawn,
    ];

    /// <summary>Null where nobody of this name with this telephone takes part, or the person may not ask yet.</summary>
    /// <param name="sameName">How two spellings of a name are compared.</param>
    /// <param name="services">When the closing document reached whom.</param>
    /// <param name="sentTo">Whom the statute sends the dispute to first; null where nobody, or it cannot be told.</param>
    public static PublicProgress? Of(CourtCase c, Func<string, bool> sameName, string lastFour, IReadOnlyList<ClockReading> readings, IReadOnlyList<AppealPeriod> services, DateOnly today, SentTo? sentTo = null)
    {
        // Every party is compared in full, so that the time tells nothing.
        var asking = c.Parties.Where(party => sameName(party.Name) & LastFour(party.Phone) == lastFour).ToArray();
        var own = asking.Where(party => party.Role is PartyRole.Plaintiff or PartyRole.Applicant || !Unannounced.Contains(c.State)).ToArray();
        if (own.Length == 0) return null;
        // Whom the document has not reached yet does not read here how it ended. A ledger tells of no service: then the case is closed as it says.
        var waits = c.Closure is { Service.Count: > 0 } && services.Where(service => own.Any(party => party.Name == service.Party)).ToArray() is { Length: > 0 } mine && mine.All(service => service.ServedOn is null || service.ServedOn > today);
        var next = waits ? null : NextDay(c, own, readings, today);
        var (stage, english) = waits
            ? ($"{DocumentOf(c).Chinese}正在送达，请等候签收", $"The {DocumentOf(c).English} is being served")
            : c.State == CaseState.Closed && next?.Span is (Spans.AppealJudgment or Spans.AppealRuling)
            ? ($"{DocumentOf(c).Chinese}已经送达，不服的可以上诉", $"The {DocumentOf(c).English} is served; you may appeal")
            : c.State == CaseState.ReferredOut && sentTo is not null ? Sent(sentTo)
            : StageOf(c);
        return new PublicProgress(stage, english, next);
    }

    /// <summary>Of a telephone number however it is written; null where it has fewer digits.</summary>
    public static string? LastFour(string? phone)
    {
        var digits = string.Concat((phone ?? "").Normalize(NormalizationForm.FormKC).Where(char.IsAsciiDigit));
        return digits.Length < PhoneDigits ? null : digits[^PhoneDigits..];
    }

    private static ProgressDay? NextDay(CourtCase c, IReadOnlyCollection<Party> own, IReadOnlyList<ClockReading> readings, DateOnly today)
    {
        var days = readings.Where(reading => Shown.ContainsKey(reading.Rule.Span) && reading.StatusOn(today) == ClockStatus.Running && reading.DueOn >= today && IsFor(reading, c, own))
            .Select(reading => Day(reading, c)).ToList();
        if (HearingAhead(c, today) is { } hearing) days.Add(new(hearing, "开庭", "Hearing", TrialEventKinds.Hearing));
        days.AddRange(Owed(c).Where(day => day >= today).Select(day => new ProgressDay(day, "约定或者裁判确定的履行期限", "Performance is due", "performance")));
        // The court's own limits come last: they are no day on which a party has anything to do.
        return days.OrderBy(day => day.Span is Spans.Trial or Spans.ConfirmationReview or Spans.FilingReview).ThenBy(day => day.On).ThenBy(day => day.Span != TrialEventKinds.Hearing).FirstOrDefault();
    }

    private static ProgressDay Day(ClockReading reading, CourtCase c)
    {
        // Of a registered suit the judge reviews the agreement; nobody has to apply for anything by that day.
        var (chinese, english) = reading.Rule.Span == Spans.ConfirmationApplication && c.IsRegistered ? ("双方仍要共同申请司法确认的，申请的最后一日", "Last day to apply, if both sides still want confirmation") : Shown[reading.Rule.Span];
        return new(reading.DueOn!.Value, chinese, english, reading.Rule.Span);
    }

    private static (string Chinese, string English) Sent(SentTo to) =>
        to.IsBody ? ($"法院告知您先向{to.Name}提出", $"The court tells you to turn first to: {to.NameEn}") : ($"法院告知您：{to.Name}", $"The court tells you: {to.NameEn}");

    /// <summary>Some periods run for one party alone, and are told to nobody else.</summary>
    private static bool IsFor(ClockReading reading, CourtCase c, IReadOnlyCollection<Party> own) => reading.Rule.Span switch
    {
        // A second period is named after what it is for, and holds for everybody.
        Spans.Evidence => true,
        Spans.Answer => own.Any(party => party.Name == reading.Span.Subject && party.Role is not (PartyRole.Plaintiff or PartyRole.Applicant)),
        Spans.AppealAnswer => own.Any(party => c.Appeals.All(appeal => appeal.Party != party.Name)),
        _ => reading.Span.Subject is not { } subject || own.Any(party => party.Name == subject),
    };

    /// <summary>A hearing that was held is none to come, nor is one of a trial that stands still or has ended.</summary>
    private static DateOnly? HearingAhead(CourtCase c, DateOnly today) =>
        c.Closure is null && c.State != CaseState.Suspended && c.Trial?.HearingOn is { } on && on >= today && !c.Trial.Events.Any(happening => happening.Kind == TrialEventKinds.Hearing && happening.On == on) ? on : null;

    /// <summary>What a judgment orders is owed once it is in effect; what was agreed is owed from the agreement on.</summary>
    private static IEnumerable<DateOnly> Owed(CourtCase c)
    {
        var ordered = c.Closure is { Performance.Count: > 0 } closure ? closure.Performance : null;
        if (ordered is not null && c.EffectiveOn is null && c.Closure!.Mode is (ClosureMode.Judgment or ClosureMode.Ruling)) return [];
        var items = ordered ?? (c.Mediation?.Outcome == MediationOutcome.Agreed ? c.Mediation.Agreement?.Performance : null) ?? [];
        return items.Where(item => item.PerformedOn is null).Select(item => item.DueOn);
    }

    private static (string Chinese, string English) DocumentOf(CourtCase c) => c.Closure?.Mode switch
    {
        ClosureMode.Judgment => ("判决书", "judgment"),
        ClosureMode.MediationStatement => ("调解书", "mediation statement"),
        _ => ("裁定书", "ruling"),
    };

    private static (string Chinese, string English) StageOf(CourtCase c) => c.State switch
    {
        CaseState.Draft or CaseState.Received => ("法院已收到您的材料", "The court has your papers"),
        CaseState.Deficient => ("材料还不齐，请按补正通知补交", "Papers are missing; please hand them in as the notice says"),
        CaseState.ReferredOut => ("法院告知您先向其他机关提出", "The court tells you to turn to another body first"),
        CaseState.NotAccepted => ("法院没有受理，裁定书已送达或正在送达", "The court did not accept it; the ruling is served or on its way"),
        CaseState.InTriage or CaseState.HumanReview => ("法院正在确定怎样办理", "The court is deciding how to deal with it"),
        CaseState.AwaitingMediator => ("正在安排调解员", "A mediator is being found"),
        CaseState.Mediating => ("正在调解", "In mediation"),
        CaseState.Agreed when c.IsRegistered => ("已经达成调解协议，由法官审查后制作调解书或者准许撤诉", "The parties have agreed; a judge makes it a mediation statement or allows the suit to be withdrawn"),
        CaseState.Agreed => ("已经达成调解协议", "The parties have agreed"),
        CaseState.MediationFailed => ("调解没有成功，将转入审判", "Mediation failed; it goes on to trial"),
        CaseState.ConfirmationApplied or CaseState.ConfirmationReview => ("法院正在审查是否确认调解协议", "The court is reviewing the agreement"),
        CaseState.Confirmed => ("法院已确认调解协议有效", "The court has confirmed the agreement"),
        CaseState.ConfirmationRefused => ("法院没有确认调解协议", "The court did not confirm the agreement"),
        CaseState.Filed => ("已经立案", "Registered"),
        CaseState.Assigned => ("已经立案，并分给法官办理", "Registered and given to a judge"),
        CaseState.Preparing => ("正在做开庭前的准备", "Being prepared for the hearing"),
        CaseState.InTrial => ("法官正在审理", "On trial"),
        CaseState.Suspended => ("审理暂时中止", "The trial is suspended"),
        CaseState.Closed or CaseState.Effective when c.Closure?.Mode == ClosureMode.Withdrawal => ("已经撤诉结案", "Withdrawn and closed"),
        CaseState.Closed or CaseState.Effective when c.Closure?.Mode == ClosureMode.Transfer => ("已经移送其他法院", "Passed to another court"),
        CaseState.Effective when c.Closure?.Mode == ClosureMode.MediationStatement => ("调解书已经生效", "The mediation statement has taken effect"),
        CaseState.Closed => ("已经结案", "Closed"),
        CaseState.Appealed => ("已提起上诉，由上级法院审理", "Appealed; the higher court decides"),
        CaseState.Effective => ("裁判已经生效", "The decision has taken effect"),
        CaseState.FollowUp or CaseState.Redo => ("正在回访履行情况", "The court is following it up"),
        CaseState.Archived => ("已经办结归档", "Finished and filed away"),
        CaseState.Withdrawn => ("已经撤回", "Withdrawn"),
    };
}

/// <summary>The body that the statute names, as the notice calls it.</summary>
/// <param name="IsBody">False where nobody else is in charge and the party comes back later.</param>
internal sealed record SentTo(string Name, string NameEn, bool IsBody);

/// <param name="What">What the day is for, in plain words.</param>
/// <param name="Span">The period that ends, or hearing or performance.</param>
internal sealed record ProgressDay(DateOnly On, string What, string WhatEn, string Span);
