using Triage.Api.Court;
using Triage.Api.Tables;

namespace Triage.Api.Features.Ledger;

internal enum ColumnNeed { Required, Conditional, Optional }

/// <summary>How a column of a file is filled in: whether it must be, with which words, for example how.</summary>
/// <param name="Header">As the template writes it.</param>
/// <param name="Words">All that may stand there; empty where anything may.</param>
/// <param name="Note">When it must be filled in, and how; null where the header says enough.</param>
internal sealed record ColumnGuide(string Key, string Header, ColumnNeed Need, IReadOnlyList<string> Words, string? Example, string? Note, string? NoteEn);

/// <summary>What the templates and the console tell of the columns. The words are those that the import reads, the rules those that it holds a row to.</summary>
internal static class ColumnGuides
{
    /// <summary>Stands behind the header of a column that must be filled in; the import reads the header without it.</summary>
    public const char Mark = '＊';

    private const string Date = "日期，如 2026-01-05、2026/1/5 或 2026年1月5日，不晚于今天", DateEn = "A date, not after today: 2026-01-05 or 2026/1/5";
    private const string Names = "几个人用分号“；”隔开", NamesEn = "Several names with a semicolon “；” between them";

    public static IReadOnlyList<ColumnGuide> Of(string kind, CourtSetup court) => kind == "ledger" ? Ledger(court) : Disputes(court);

    private static IReadOnlyList<ColumnGuide> Ledger(CourtSetup court)
    {
        Dictionary<string, (ColumnNeed Need, string[] Words, string? Example, string? Note, string? NoteEn)> told = new()
        {
            ["number"] = (ColumnNeed.Required, [], $"（2026）{court.Court.NumberCode}民初1号", "一个案号一行；文件重复导入不会重复入库", "One row a number; the same file again adds nothing"),
            ["tribunal"] = (ColumnNeed.Required, Tribunals(court), LedgerReader.ShortName(court, court.Tribunals.FirstOrDefault(one => one.Kind == TribunalKind.Tribunal) ?? court.Tribunals[0]), null, null),
            ["cause"] = (ColumnNeed.Optional, [], "民间借贷纠纷", "案由规定中的名称", "As the table of causes names it"),
            ["plaintiffs"] = (ColumnNeed.Optional, [], "李波", Names, NamesEn),
            ["defendants"] = (ColumnNeed.Optional, [], "李强；王芳", Names, NamesEn),
            ["amount"] = (ColumnNeed.Optional, [], "20000", "元，至多两位小数", "Yuan, two decimals at most"),
            ["receivedOn"] = (ColumnNeed.Conditional, [], "2026-03-01", "与立案日期至少填一个；" + Date, "This or the day of filing. " + DateEn),
            ["filedOn"] = (ColumnNeed.Conditional, [], "2026-03-03", "民初案件必填；不早于收件日期", "Needed for a first-instance case; not before the day of receipt"),
            ["channel"] = (ColumnNeed.Optional, LedgerWords.Channels.All, "窗口", null, null),
            ["procedure"] = (ColumnNeed.Conditional, LedgerWords.Procedures.All, "简易程序", "填了原适用程序的必填", "Needed where an earlier procedure is given"),
            ["convertedFrom"] = (ColumnNeed.Optional, LedgerWords.Procedures.All, null, "转换过程序的填写", "Where the procedure was changed"),
            ["bench"] = (ColumnNeed.Optional, LedgerWords.Benches.All, "独任", null, null),
            ["judge"] = (ColumnNeed.Optional, [], null, "姓名，与人员表一致", "The name, as in the list of people"),
            ["mediationStartedOn"] = (ColumnNeed.Optional, [], null, "不早于收件日期", "Not before the day of receipt"),
            ["mediationEndedOn"] = (ColumnNeed.Conditional, [], null, "与调解结果同填", "Together with the outcome"),
            ["mediationOutcome"] = (ColumnNeed.Conditional, LedgerWords.Outcomes.All, null, "与调解结束同填", "Together with the last day"),
            ["confirmationAppliedOn"] = (ColumnNeed.Optional, [], null, Date, DateEn),
            ["confirmationDecision"] = (ColumnNeed.Conditional, LedgerWords.Decisions.All, null, "与确认日期同填", "Together with its day"),
            ["confirmationDecidedOn"] = (ColumnNeed.Conditional, [], null, "与确认结果同填；不早于申请日期", "Together with the ruling; not before the application"),
            ["closedOn"] = (ColumnNeed.Conditional, [], "2026-04-20", "填了结案方式的必填；不早于立案日期", "Needed where the way of closing is given; not before filing"),
            ["closureMode"] = (ColumnNeed.Optional, LedgerWords.Modes.All, "判决", null, null),
            ["dueOn"] = (ColumnNeed.Optional, [], "2026-06-03", "已立案的才填；可以是将来的日期", "Of a filed case only; may lie ahead"),
            ["appealedOn"] = (ColumnNeed.Optional, [], null, "已结案的才填；小额诉讼不能上诉", "Of a closed case only; none in small claims"),
            ["performanceDueOn"] = (ColumnNeed.Conditional, [], "2026-05-20", "填了履行日期的必填；有调解协议或者已结案的才填", "Needed where performance is given; of an agreement or a closed case only"),
            ["performedOn"] = (ColumnNeed.Optional, [], "2026-05-18", Date, DateEn),
            ["followUpOn"] = (ColumnNeed.Conditional, [], "2026-05-21", "与回访满意同填", "Together with the answer"),
            ["satisfied"] = (ColumnNeed.Conditional, [LedgerWords.YesNo(true), LedgerWords.YesNo(false)], "是", "与回访日期同填", "Together with the day"),
            ["narrative"] = (ColumnNeed.Optional, [], "借款两万元到期不还。", null, null),
        };
        return [.. LedgerColumns.All.Select(column => Guide(column, told[column.Key]))];
    }

    private static IReadOnlyList<ColumnGuide> Disputes(CourtSetup court)
    {
        Dictionary<string, (ColumnNeed Need, string[] Words, string? Example, string? Note, string? NoteEn)> told = new()
        {
            ["narrative"] = (ColumnNeed.Required, [], "被告向我借款两万元，说好去年年底归还，至今未还。", "不少于十个字", "Ten characters at least"),
            ["plaintiffs"] = (ColumnNeed.Required, [], "李波", Names, NamesEn),
            ["defendants"] = (ColumnNeed.Required, [], "李强；王芳", Names, NamesEn),
            ["tribunal"] = (ColumnNeed.Conditional, Tribunals(court), null, "不填的，归导入人所在法庭；院机关人员必填", "Left empty it is the sender's own; needed from headquarters"),
            ["receivedOn"] = (ColumnNeed.Optional, [], null, "不填的为今天，不能晚于今天", "Today where empty; not after today"),
            ["channel"] = (ColumnNeed.Required, LedgerWords.Channels.All, "窗口", "“代办”的，代办人和授权必填", "With 代办 the proxy and the authority are needed"),
            ["claims"] = (ColumnNeed.Optional, [], "判令被告归还借款20000元", "几项请求用分号“；”隔开", "Several claims with a semicolon “；” between them"),
            ["amount"] = (ColumnNeed.Optional, [], "20000", "元，至多两位小数", "Yuan, two decimals at most"),
            ["cause"] = (ColumnNeed.Optional, [], "民间借贷纠纷", "案由规定中的名称；不填的由系统建议", "As the table of causes names it; proposed where empty"),
            ["mediationWish"] = (ColumnNeed.Optional, ImportIntake.Wishes.All, "同意", null, null),
            ["acceptProposal"] = (ColumnNeed.Optional, [LedgerWords.YesNo(true), LedgerWords.YesNo(false)], "否", "填“是”的，导入时即按建议分流", "With 是 it is routed as proposed at once"),
            ["proxyName"] = (ColumnNeed.Conditional, [], null, "代办的必填", "Needed for a filing by proxy"),
            ["proxyAuthority"] = (ColumnNeed.Conditional, [], null, "代办的必填，如：授权委托书", "Needed for a filing by proxy"),
            ["sourceKind"] = (ColumnNeed.Optional, [], null, "其他单位移送的填写", "Where another body handed it over"),
            ["sourceName"] = (ColumnNeed.Optional, [], null, null, null),
            ["sourceReference"] = (ColumnNeed.Optional, [], null, null, null),
        };
        return [.. ImportIntake.Columns.Select(column => Guide(column, told[column.Key]))];
    }

    private static ColumnGuide Guide(TableColumn column, (ColumnNeed Need, string[] Words, string? Example, string? Note, string? NoteEn) told) =>
        new(column.Key, column.Header, told.Need, told.Words, told.Example, told.Note, told.NoteEn);

    private static string[] Tribunals(CourtSetup court) => [.. court.Tribunals.Select(tribunal => LedgerReader.ShortName(court, tribunal))];
}
