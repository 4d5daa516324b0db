using System.Globalization;
using System.Text;
using Triage.Api.Data;
using Triage.Api.Domain;

namespace Triage.Tests.Support;

/// <summary>docs/lifecycle.md, written from the table.</summary>
internal static class LifecycleDocument
{
    public static string Write()
    {
        var text = new StringBuilder();
        void Line(string line = "") => text.Append(line).Append('\n');
        Line("# 案件的一生");
        Line();
        Line("本页由 `src/Triage.Api/Domain/CaseLifecycle.cs` 的状态表生成，由测试 `LifecycleDocumentTests` 核对，请勿手改；");
        Line("改了状态表之后，设环境变量 `TRIAGE_APPROVE=1` 运行该测试即可重写。");
        Line();
        Line("- 表中没有的，一律不能做：状态不允许的答 409 并列出允许的状态；角色不符答 403；法律禁止的答 422 并附条文。");
        Line("- 收件即编收件号；`draft`（暂存）只存在于录入界面的浏览器中，尚未进入法院，不在表内。");
        Line("- “系统”一栏：只有计时器能做，任何人都不能代替。");
        Line("- 期间代号（K1、K7 等）见 `GET /api/v1/rules` 与 `GET /api/v1/cases/{id}/deadlines`。");
        Line();
        Line("## 状态");
        Line();
        Line("| 状态 | 代码 | 此时可以做的事 |");
        Line("|---|---|---|");
        foreach (var state in Enum.GetValues<CaseState>())
        {
            var actions = CaseLifecycle.Table.Where(t => t.From == state && t.Action < CaseAction.InformProtection).Select(t => t.Action.Chinese()).Distinct().ToArray();
            Line($"| {state.Chinese()} | `{EnumText.Of(state)}` | {(actions.Length == 0 ? "——" : string.Join("、", actions))} |");
        }
        Line();
        Line("## 图");
        Line();
        Line("```mermaid");
        Line("stateDiagram-v2");
        foreach (var state in Enum.GetValues<CaseState>())
            Line($"  {EnumText.Of(state)}: {state.Chinese()}");
        Line("  [*] --> received: 收件");
        foreach (var edge in CaseLifecycle.Table.Where(t => t.From != t.To).GroupBy(t => (t.From, t.To)).OrderBy(g => g.Key.From).ThenBy(g => g.Key.To))
            Line($"  {EnumText.Of(edge.Key.From)} --> {EnumText.Of(edge.Key.To)}: {string.Join("／", edge.Select(t => t.Action.Chinese()).Distinct())}");
        Line("  archived --> [*]");
        Line("```");
        Line();
        Line("## 表");
        Line();
        Line("| 行 | 从 | 做什么 | 到 | 谁 | 条件 | 依据 | 期间 | 记入经过 |");
        Line("|---|---|---|---|---|---|---|---|---|");
        foreach (var passage in CaseLifecycle.Table.GroupBy(t => t.Passage, ReferenceEqualityComparer.Instance).Select(g => g.ToArray()))
            Line(Row(passage));
        Line();
        Line("## 条文");
        Line();
        foreach (var citation in CaseLifecycle.Table.SelectMany(t => t.Passage.Law).Distinct().OrderBy(c => c.Law, StringComparer.Ordinal).ThenBy(c => int.Parse(c.Article, CultureInfo.InvariantCulture)))
            Line($"- 《{citation.Law}》（{citation.Version}）第{citation.Article}条：“{citation.Text}”");
        return text.ToString();
    }

    private static string Row(Transition[] rows)
    {
        var p = rows[0].Passage;
        var stays = rows.All(r => r.From == r.To);
        var clocks = string.Join("；", new[] { Clocks("起", p.Starts), Clocks("止", p.Stops), Clocks("扣", p.Pauses) }.Where(c => c.Length > 0));
        return $"| {(p.Row == 0 ? "" : p.Row.ToString(CultureInfo.InvariantCulture))} | {string.Join("、", rows.Select(r => r.From.Chinese()).Distinct())} | {p.Chinese} | {(stays ? "（不变）" : rows[0].To.Chinese())} "
            + $"| {(p.By.Count == 0 ? "系统" : string.Join("、", p.By.Select(r => r.Chinese())))} | {p.Guard} | {string.Join("、", p.Law.Select(c => $"{c.Law}{c.Article}").Distinct())} | {clocks} | `{p.Action.Event()}` |";
    }

    private static string Clocks(string verb, IReadOnlyList<string> clocks) => clocks.Count == 0 ? "" : $"{verb} {string.Join("、", clocks)}";
}
