using Triage.Api.Features.Ledger;
using Triage.Api.Tables;
using Triage.Tests.Support;

namespace Triage.Tests.Features.Ledger;

public sealed class LedgerDoubtTests
{
    private static readonly DateOnly Today = new(2026, 11, 20);

    /// <summary>A row about which there is nothing to say.</summary>
    private static Dictionary<string, string?> Plain => new()
    {
        ["number"] = "（2025）鲁0997民初1号",
        ["tribunal"] = "东庄法庭",
        ["receivedOn"] = "2025-03-02",
        ["filedOn"] = "2025-03-05",
        ["procedure"] = "简易程序",
        ["bench"] = "独任",
        ["amount"] = "3200",
        ["closedOn"] = "2025-05-05",
        ["closureMode"] = "判决",
    };

    private static IReadOnlyList<RowProblem> Doubts(string changes)
    {
        var row = Plain;
        foreach (var change in changes.Split(' ', StringSplitOptions.RemoveEmptyEntries)) row[change.Split('=')[0]] = change.Split('=')[1] is { Length: > 0 } value ? value : null;
        var cells = new string?[LedgerColumns.All.Count];
        foreach (var (key, value) in row) cells[LedgerColumns.Index[key]] = value;
        var (read, errors) = new LedgerReader(Shipped.Court, Today).Read(new TableRow(2, cells));
        Assert.True(read is not null, string.Join('；', errors));
        return new LedgerCases(Shipped.Court, Shipped.Rules.Clocks, Today).Doubts(read);
    }

    [Theory]
    [InlineData("confirmationDecision=有效 confirmationDecidedOn=2025-04-01", "确认结果", "没有达成调解协议的记载（民事诉讼法第205条）")]
    [InlineData("confirmationDecision=有效 confirmationDecidedOn=2025-04-01 mediationStartedOn=2025-03-10 mediationEndedOn=2025-03-20 mediationOutcome=未达成", "确认结果", "调解结果却是“未达成”（民事诉讼法第205条）")]
    [InlineData("confirmationAppliedOn=2025-03-19 mediationStartedOn=2025-03-10 mediationEndedOn=2025-03-20 mediationOutcome=达成", "申请确认日期", "申请确认早于达成调解协议（2025-03-20）（民事诉讼法第205条）")]
    [InlineData("mediationEndedOn=2025-03-20 mediationOutcome=未达成", "调解结束", "没有调解开始日期")]
    [InlineData("mediationStartedOn=2025-03-10 mediationEndedOn=2025-05-06 mediationOutcome=达成", "调解结束", "结案（2025-05-05）以后才达成调解协议")]
    [InlineData("followUpOn=2025-03-01 satisfied=是", "回访日期", "早于收件日期（2025-03-02）")]
    [InlineData("performanceDueOn=2025-06-01 performedOn=2025-03-01", "履行日期", "早于收件日期（2025-03-02）")]
    [InlineData("performanceDueOn=2025-03-04 receivedOn=", "应履行日期", "早于立案日期（2025-03-05）")]
    [InlineData("closureMode=调解 appealedOn=2025-05-10", "上诉日期", "不能上诉（民事诉讼法第100条）")]
    [InlineData("closureMode=撤诉 appealedOn=2025-05-10", "上诉日期", "不能上诉（民事诉讼法第157条）")]
    [InlineData("number=（2025）鲁0997民特1号 procedure=特别程序 appealedOn=2025-05-10", "上诉日期", "一审终审，不能上诉（民事诉讼法第185条）")]
    [InlineData("appealedOn=2025-11-06", "上诉日期", "六个月以后才上诉（民事诉讼法第171条）")]
    [InlineData("procedure=特别程序 convertedFrom=简易程序", "原适用程序", "（民事诉讼法第186条）")]
    [InlineData("procedure=普通程序 convertedFrom=特别程序", "原适用程序", "（民事诉讼法第186条）")]
    [InlineData("procedure=小额诉讼 bench=合议", "审判组织", "由审判员一人独任审理，不由合议庭审理（民事诉讼法第163条）")]
    [InlineData("bench=合议", "审判组织", "简易程序由审判员一人独任审理，不由合议庭审理（民事诉讼法第163条）")]
    [InlineData("procedure=小额诉讼 amount=900000", "标的额", "超过年平均工资的二倍（")]
    [InlineData("number=（2024）鲁0997民初1号", "案号", "案号的年份（2024）与立案年份（2025）不同")]
    [InlineData("number=2025年第17号", "案号", "不计入一审民事案件的各项指标")]
    [InlineData("number=（2025）东民初字第17号", "案号", "不计入一审民事案件的各项指标")]
    [InlineData("number=（2025）鲁0997民处17号", "案号", "类型代字“民处”")]
    public void What_the_law_does_not_allow_for_is_taken_with_a_remark_and_its_article(string changes, string column, string says)
    {
        var doubt = Assert.Single(Doubts(changes));
        Assert.Equal(column, doubt.Column);
        Assert.Contains(says, doubt.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("appealedOn=2025-11-05")]
    [InlineData("bench=合议 procedure=普通程序 convertedFrom=简易程序")]
    [InlineData("procedure=小额诉讼 amount=150000")]
    [InlineData("number=（2025）鲁0997民特1号 procedure=特别程序")]
    [InlineData("number=(2025)鲁0997民初１号")]
    [InlineData("number=（2024）鲁0997民诉前调1号")]
    [InlineData("number=（2025）鲁0997人调1号")]
    [InlineData("mediationStartedOn=2025-03-10 mediationEndedOn=2025-05-05 mediationOutcome=达成 confirmationAppliedOn=2025-05-05 confirmationDecision=有效 confirmationDecidedOn=2025-05-06")]
    [InlineData("mediationStartedOn=2025-03-10 mediationEndedOn=2025-05-06 mediationOutcome=未达成")]
    [InlineData("followUpOn=2025-03-02 satisfied=是 performanceDueOn=2025-06-01 performedOn=2025-03-02")]
    public void What_the_law_allows_for_is_taken_without_a_word(string changes) => Assert.Empty(Doubts(changes));
}
