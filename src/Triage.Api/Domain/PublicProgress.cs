using System.Text;
using Triage.Api.Domain.Clocks;

namespace Triage.Api.Domain;

/// <summary>What a party may learn of a case without signing in: in plain words where it stands, and the next day to keep in mind. No names, no documents, no reasons.</summary>
/// <param name="NextOn">A hearing, the end of a period, a day of performance; null where none lies ahead.</param>
internal sealed record PublicProgress(string Stage, string StageEn, DateOnly? NextOn)
{
    private const int PhoneDigits = 4;

    /// <summary>Periods that say something to a party; the court's own errands do not.</summary>
    private static readonly string[] Shown =
    [
        Spans.Correction, Spans.FilingReview, Spans.MediationBeforeFiling, Spans.MediationAfterFiling, Spans.ConfirmationApplication, Spans.ConfirmationReview, Spans.Trial,
        Spans.AppealJudgment, Spans.AppealRuling, Spans.Answer, Spans.Evidence,
    ];

    /// <summary>Here only who filed may ask: the other side has been sent nothing yet, and a preservation may be on its way.</summary>
    private static readonly CaseState[] Unannounced =
    [
        CaseState.Draft, CaseState.Received, CaseState.Deficient, CaseState.ReferredOut, CaseState.NotAccepted, CaseState.InTriage, CaseState.HumanReview, CaseState.AwaitingMediator,
        CaseState.Filed, CaseState.Assigned, CaseState.Withdrawn,
    ];

    /// <summary>Null where nobody of this name with this telephone takes part, or the person may not ask yet.</summary>
    /// <param name="sameName">How two spellings of a name are compared.</param>
    public static PublicProgress? Of(CourtCase c, Func<string, bool> sameName, string lastFour, IReadOnlyList<ClockReading> readings, DateOnly today)
    {
        // Every party is compared in full, so that the time tells nothing.
        var asking = c.Parties.Where(party => sameName(party.Name) & LastFour(party.Phone) == lastFour).ToArray();
        var own = asking.Where(party => party.Role is PartyRole.Plaintiff or PartyRole.Applicant || !Unannounced.Contains(c.State)).ToArray();
        if (own.Length == 0) return null;
        var (stage, english) = StageOf(c.State);
        return new PublicProgress(stage, english, Next(c, [.. own.Select(party => party.Name)], readings, today));
    }

    /// <summary>Of a telephone number however it is written; null where it has fewer digits.</summary>
    public static string? LastFour(string? phone)
    {
        var digits = string.Concat((phone ?? "").Normalize(NormalizationForm.FormKC).Where(char.IsAsciiDigit));
        return digits.Length < PhoneDigits ? null : digits[^PhoneDigits..];
    }

    private static DateOnly? Next(CourtCase c, IReadOnlyCollection<string> names, IReadOnlyList<ClockReading> readings, DateOnly today) =>
        readings.Where(reading => Shown.Contains(reading.Rule.Span) && reading.StatusOn(today) == ClockStatus.Running && (reading.Span.Subject is not { } subject || names.Contains(subject))).Select(reading => reading.DueOn)
            .Concat((c.Trial?.Events ?? []).Where(happening => happening.Kind == TrialEventKinds.Hearing).Select(happening => (DateOnly?)happening.On))
            .Append(c.Closure is null ? c.Trial?.HearingOn : null)
            .Concat((c.Closure?.Performance ?? c.Mediation?.Agreement?.Performance ?? []).Where(item => item.PerformedOn is null).Select(item => (DateOnly?)item.DueOn))
            .Where(day => day >= today).Min();

    private static (string Chinese, string English) StageOf(CaseState state) => state switch
    {
        CaseState.Draft or CaseState.Received => ("法院已收到您的材料", "The court has your papers"),
        CaseState.Deficient => ("材料还不齐，请按补正通知补交", "Papers are missing; please hand them in as the notice says"),
        CaseState.ReferredOut => ("这件事应先找其他部门解决，法院已书面告知", "Another body is in charge first; the court has told you in writing"),
        CaseState.NotAccepted => ("法院没有受理，裁定书已送达或正在送达", "The court did not accept it; the ruling is served or on its way"),
        CaseState.InTriage or CaseState.HumanReview => ("法院正在确定怎样办理", "The court is deciding how to deal with it"),
        CaseState.AwaitingMediator => ("正在安排调解员", "A mediator is being found"),
        CaseState.Mediating => ("正在调解", "In mediation"),
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
        CaseState.Closed => ("已经结案", "Closed"),
        CaseState.Appealed => ("已提起上诉，由上级法院审理", "Appealed; the higher court decides"),
        CaseState.Effective => ("裁判已经生效", "The decision has taken effect"),
        CaseState.FollowUp or CaseState.Redo => ("正在回访履行情况", "The court is following it up"),
        CaseState.Archived => ("已经办结归档", "Finished and filed away"),
        CaseState.Withdrawn => ("已经撤回", "Withdrawn"),
    };
}
