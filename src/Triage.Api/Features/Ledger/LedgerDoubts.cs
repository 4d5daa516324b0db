using System.Globalization;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;

namespace Triage.Api.Features.Ledger;

/// <summary>What the law does not allow for and a ledger may say all the same: old cases were entered by hand, and older law was another. Such a row is taken, with a remark; what cannot be true is refused by <see cref="LedgerReader"/>.</summary>
internal static class LedgerDoubts
{
    /// <summary>From closing to the last day on which an appeal is likely: service by public notice and an appeal from abroad included.</summary>
    private const int MonthsToAppeal = 6;

    /// <summary>民诉法165: by agreement up to twice the average wage, and never above.</summary>
    private const decimal MostWages = 2;

    /// <param name="Column">Key of the column beside which it is told.</param>
    /// <param name="Find">What is odd, in words; null where nothing is.</param>
    private sealed record Doubt(string Column, Func<LedgerRow, CourtSetup, string?> Find, Citation? Law = null);

    private static readonly Doubt[] All =
    [
        new("number", (r, _) => OfNumber(r)),
        new("amount", (r, court) => r is { Procedure: Procedure.SmallClaims, Amount: { } amount, FiledOn: { } filed } && court.WageOn(filed) is { } wage && amount > MostWages * wage.Amount
            ? string.Create(CultureInfo.InvariantCulture, $"小额诉讼的标的额超过年平均工资的二倍（{MostWages * wage.Amount:#,0.##}元）") : null, Statutes.SmallClaimsByAgreement),
        new("convertedFrom", (r, _) => r.ConvertedFrom is { } from && (from == Procedure.Special) != (r.Procedure == Procedure.Special) ? "特别程序与诉讼程序不互相转换" : null, Statutes.SpecialEnds),
        new("bench", (r, _) => r is { Bench: Bench.Panel, Procedure: Procedure.SmallClaims or Procedure.Simple } ? $"{LedgerWords.Procedures.Write(r.Procedure.Value)}由审判员一人独任审理，不由合议庭审理" : null, Statutes.SimpleByOneJudge),
        new("mediationEndedOn", (r, _) => r is { MediationEndedOn: not null, MediationStartedOn: null } ? "有调解结束日期，没有调解开始日期" : null),
        new("mediationEndedOn", (r, _) => r is { MediationOutcome: MediationOutcome.Agreed } && r.MediationEndedOn > r.ClosedOn ? $"结案（{r.ClosedOn:yyyy-MM-dd}）以后才达成调解协议" : null),
        new("confirmationDecision", (r, _) => r.ConfirmationDecision != ConfirmationDecision.Confirmed || r.MediationOutcome == MediationOutcome.Agreed ? null
            : r.MediationOutcome is { } outcome ? $"确认有效，调解结果却是“{LedgerWords.Outcomes.Write(outcome)}”" : "确认有效，却没有达成调解协议的记载", Statutes.ConfirmationInThirtyDays),
        new("confirmationAppliedOn", (r, _) => r is { MediationOutcome: MediationOutcome.Agreed } && r.ConfirmationAppliedOn < r.MediationEndedOn ? $"申请确认早于达成调解协议（{r.MediationEndedOn:yyyy-MM-dd}）" : null, Statutes.ConfirmationInThirtyDays),
        new("appealedOn", (r, _) => r is { AppealedOn: not null, ClosureMode: ClosureMode.MediationStatement } ? "以调解书结案，不能上诉" : null, Statutes.StatementEffect),
        new("appealedOn", (r, _) => r is { AppealedOn: not null, ClosureMode: ClosureMode.Withdrawal } ? "准许撤诉的裁定不能上诉" : null, Statutes.AppealableRulings),
        new("appealedOn", (r, _) => r is { AppealedOn: not null, Procedure: Procedure.Special } ? "特别程序一审终审，不能上诉" : null, AppealPeriods.SpecialFinal),
        new("appealedOn", (r, _) => r.AppealedOn > r.ClosedOn?.AddMonths(MonthsToAppeal) ? $"结案（{r.ClosedOn:yyyy-MM-dd}）六个月以后才上诉" : null, Statutes.JudgmentAppeal),
        new("performanceDueOn", (r, _) => BeforeReceipt(r, r.PerformanceDueOn, "应履行日期")),
        new("performedOn", (r, _) => BeforeReceipt(r, r.PerformedOn, "履行日期")),
        new("followUpOn", (r, _) => BeforeReceipt(r, r.FollowUpOn, "回访日期")),
    ];

    /// <param name="cells">Of the row, as they are written.</param>
    public static IEnumerable<RowProblem> Of(LedgerRow row, CourtSetup court, Func<string?[]> cells)
    {
        string?[]? written = null;
        foreach (var doubt in All)
            if (doubt.Find(row, court) is { } reason)
                yield return new(LedgerColumns.All[LedgerColumns.Index[doubt.Column]].Header, doubt.Law is { } law ? $"{reason}（{law.Law}第{law.Article}条）" : reason, RowProblem.Shown((written ??= cells())[LedgerColumns.Index[doubt.Column]]));
    }

    private static string? OfNumber(LedgerRow r)
    {
        var number = CaseNumbers.Parse(r.Number);
        var kind = LedgerCases.KindOf(number);
        return number.TypeWord is not { } word ? "案号不是“（年）法院代字类型代字编号”的写法，已照录；不计入一审民事案件的各项指标"
            : kind == LedgerCases.OtherNumber ? $"案号的类型代字“{word}”不是民初、民特、诉前调等，已照录；不计入一审民事案件的各项指标"
            : kind is NumberKinds.FirstInstance or NumberKinds.SpecialProcedure && r.FiledOn is { } filed && filed.Year != number.Year ? $"案号的年份（{number.Year}）与立案年份（{filed.Year}）不同" : null;
    }

    private static string? BeforeReceipt(LedgerRow r, DateOnly? on, string what) => on < (r.ReceivedOn ?? r.FiledOn) ? $"{what}早于{(r.ReceivedOn is null ? "立案" : "收件")}日期（{r.ReceivedOn ?? r.FiledOn:yyyy-MM-dd}）" : null;
}
