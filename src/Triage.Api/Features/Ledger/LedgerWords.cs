using System.Collections.Frozen;
using Triage.Api.Data;
using Triage.Api.Domain;

namespace Triage.Api.Features.Ledger;

/// <summary>What the ledger calls things. The first word of a value is the one that is written; the others, and the word of the contract, are read as well.</summary>
internal static class LedgerWords
{
    public static readonly Words<Procedure> Procedures = new(
        (Procedure.SmallClaims, ["小额诉讼", "小额诉讼程序", "小额"]), (Procedure.Simple, ["简易程序", "简易"]), (Procedure.Ordinary, ["普通程序", "普通"]), (Procedure.Special, ["特别程序", "特别"]));

    public static readonly Words<Bench> Benches = new((Bench.Sole, ["独任", "独任制", "独任审理"]), (Bench.Panel, ["合议", "合议制", "合议庭"]));

    public static readonly Words<MediationOutcome> Outcomes = new(
        (MediationOutcome.Agreed, ["达成", "达成协议", "成功"]), (MediationOutcome.Failed, ["未达成", "未达成协议", "失败"]), (MediationOutcome.Withdrawn, ["撤回", "撤回申请"]),
        (MediationOutcome.SettledPrivately, ["自行和解", "和解"]), (MediationOutcome.Unreachable, ["无法联系"]), (MediationOutcome.RefusedToSign, ["拒签"]),
        (MediationOutcome.Expired, ["逾期", "期满"]), (MediationOutcome.Other, ["其他"]));

    public static readonly Words<ConfirmationDecision> Decisions = new(
        (ConfirmationDecision.Confirmed, ["有效", "确认有效"]), (ConfirmationDecision.Rejected, ["驳回"]), (ConfirmationDecision.NotAccepted, ["不予受理"]), (ConfirmationDecision.Withdrawn, ["撤回"]));

    public static readonly Words<ClosureMode> Modes = new(
        (ClosureMode.Judgment, ["判决"]), (ClosureMode.Ruling, ["裁定"]), (ClosureMode.MediationStatement, ["调解", "调解书"]), (ClosureMode.Withdrawal, ["撤诉", "准予撤诉"]),
        (ClosureMode.Dismissal, ["驳回起诉"]), (ClosureMode.Transfer, ["移送"]), (ClosureMode.Other, ["其他"]));

    public static readonly Words<Channel> Channels = new(
        (Channel.Counter, ["窗口", "现场"]), (Channel.Online, ["网上", "网上立案"]), (Channel.Oral, ["口头"]), (Channel.Proxy, ["代办"]), (Channel.Police, ["公安", "派出所", "警民联调"]),
        (Channel.Grid, ["网格"]), (Channel.Hotline, ["热线", "12345"]), (Channel.Petition, ["信访"]), (Channel.Liaison, ["联络员"]), (Channel.GovernanceCentre, ["综治中心"]),
        (Channel.OtherCourt, ["其他法院", "跨域立案"]));

    public static string YesNo(bool yes) => yes ? "是" : "否";

    public static bool? YesNo(string text) => text switch
    {
        "是" or "满意" or "√" or "true" or "True" or "TRUE" => true,
        "否" or "不满意" or "×" or "false" or "False" or "FALSE" => false,
        _ => null,
    };
}

internal sealed class Words<T> where T : struct, Enum
{
    private readonly FrozenDictionary<T, string> _written;
    private readonly FrozenDictionary<string, T> _read;

    public Words(params ReadOnlySpan<(T Value, string[] Words)> words)
    {
        var read = new Dictionary<string, T>(StringComparer.Ordinal);
        var written = new Dictionary<T, string>();
        foreach (var (value, names) in words)
        {
            written.Add(value, names[0]);
            foreach (var name in names) read.Add(name, value);
            read.Add(EnumText.Of(value), value);
        }
        All = [.. written.Values];
        _written = written.ToFrozenDictionary();
        _read = read.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The words that are written, in the order in which they were given.</summary>
    public string[] All { get; }

    public string Choices => string.Join("、", All);

    public string Write(T value) => _written[value];

    public T? Read(string text) => _read.TryGetValue(text, out var value) ? value : null;
}
