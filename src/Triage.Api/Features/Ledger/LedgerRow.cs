using Triage.Api.Domain;
using Triage.Api.Tables;

namespace Triage.Api.Features.Ledger;

/// <summary>One line of the court's ledger (台账): a historical or running case as people keep it in a spreadsheet. Null: the cell is empty.</summary>
internal sealed record LedgerRow
{
    public required string Number { get; init; }
    public required string Tribunal { get; init; }
    public string? Cause { get; init; }
    public IReadOnlyList<string> Plaintiffs { get; init; } = [];
    public IReadOnlyList<string> Defendants { get; init; } = [];
    public decimal? Amount { get; init; }
    public DateOnly? ReceivedOn { get; init; }
    public DateOnly? FiledOn { get; init; }
    public Channel? Channel { get; init; }
    public Procedure? Procedure { get; init; }
    public Procedure? ConvertedFrom { get; init; }
    public Bench? Bench { get; init; }
    public string? Judge { get; init; }
    public DateOnly? MediationStartedOn { get; init; }
    public DateOnly? MediationEndedOn { get; init; }
    public MediationOutcome? MediationOutcome { get; init; }
    public DateOnly? ConfirmationAppliedOn { get; init; }
    public ConfirmationDecision? ConfirmationDecision { get; init; }
    public DateOnly? ConfirmationDecidedOn { get; init; }
    public DateOnly? ClosedOn { get; init; }
    public ClosureMode? ClosureMode { get; init; }
    public DateOnly? DueOn { get; init; }
    public DateOnly? AppealedOn { get; init; }
    public DateOnly? PerformanceDueOn { get; init; }
    public DateOnly? PerformedOn { get; init; }
    public DateOnly? FollowUpOn { get; init; }
    public bool? Satisfied { get; init; }
    public string? Narrative { get; init; }
}

/// <summary>The columns of the ledger, in the order in which they are written. A header is read in Chinese or as the key.</summary>
internal static class LedgerColumns
{
    public static readonly IReadOnlyList<TableColumn> All =
    [
        new("number", "案号"), new("tribunal", "法庭", "承办部门", "承办法庭") { Needed = true }, new("cause", "案由"), new("plaintiffs", "原告", "原告人", "申请人"), new("defendants", "被告", "被告人", "被申请人"),
        new("amount", "标的额", "标的额（元）", "标的额(元)"), new("receivedOn", "收件日期"), new("filedOn", "立案日期"), new("channel", "渠道"), new("procedure", "适用程序"),
        new("convertedFrom", "原适用程序"), new("bench", "审判组织"), new("judge", "承办法官"), new("mediationStartedOn", "调解开始"), new("mediationEndedOn", "调解结束"),
        new("mediationOutcome", "调解结果"), new("confirmationAppliedOn", "申请确认日期"), new("confirmationDecision", "确认结果"), new("confirmationDecidedOn", "确认日期"),
        new("closedOn", "结案日期"), new("closureMode", "结案方式"), new("dueOn", "审限届满日"), new("appealedOn", "上诉日期"), new("performanceDueOn", "应履行日期"),
        new("performedOn", "履行日期"), new("followUpOn", "回访日期"), new("satisfied", "回访满意"), new("narrative", "案情"),
    ];

    public static readonly IReadOnlyDictionary<string, int> Index = All.Index().ToDictionary(pair => pair.Item.Key, pair => pair.Index);
}
