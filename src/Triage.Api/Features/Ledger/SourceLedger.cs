using System.Globalization;
using System.Text.RegularExpressions;
using Triage.Api.Court;
using Triage.Api.Domain;
using Triage.Api.Tables;

namespace Triage.Api.Features.Ledger;

/// <summary>The ledger that a source keeps with the court, e.g. 警民联调台账: what it handed over, what became of it, and the check marks of the periodic inspection.</summary>
internal static partial class SourceLedger
{
    /// <summary>How many check marks the sheet has room for.</summary>
    private const int Checks = 4;

    public static readonly IReadOnlyDictionary<string, (Channel Channel, string Title, string Reference, string Source)> Kinds = new Dictionary<string, (Channel, string, string, string)>
    {
        ["police"] = (Channel.Police, "警民联调台账", "警情编号", "police_station"),
        ["hotline"] = (Channel.Hotline, "民意热线台账", "工单编号", "hotline"),
        ["petition"] = (Channel.Petition, "信访转办台账", "信访编号", "petition_office"),
        ["grid"] = (Channel.Grid, "网格移送台账", "网格编号", "grid"),
        ["governance_centre"] = (Channel.GovernanceCentre, "综治中心移送台账", "移送编号", "governance_centre"),
        ["other_court"] = (Channel.OtherCourt, "跨域立案台账", "来函编号", "other_court"),
        ["liaison"] = (Channel.Liaison, "司法联络员台账", "登记编号", "liaison"),
        ["proxy"] = (Channel.Proxy, "全程代办台账", "登记编号", "proxy"),
    };

    /// <summary>The columns of one kind, as they are written and read. The number, the state and the mediator are the court's to say; a file that comes in may leave them empty.</summary>
    public static IReadOnlyList<TableColumn> Columns(string kind) =>
    [
        new("no", "序号"), new("number", "编号"), new("receivedOn", "收件日期", "接警日期", "登记日期"), new("tribunal", "法庭") { Needed = true }, new("sourceName", "来源单位", "派出所", "承办单位"),
        new("sourceReference", Kinds[kind].Reference), new("plaintiffs", "申请人", "原告"), new("defendants", "被申请人", "被告"), new("cause", "纠纷类型", "案由"), new("amount", "标的额"), new("narrative", "纠纷经过", "案情"),
        new("state", "当前状态"), new("mediator", "调解员"), new("mediationStartedOn", "调解开始"), new("mediationEndedOn", "调解结束"), new("mediationOutcome", "调解结果"), new("confirmedOn", "司法确认"),
        new("performanceDueOn", "应履行日期"), new("performedOn", "履行日期"), new("followUpOn", "回访日期"), new("satisfied", "回访满意"),
        .. Enumerable.Range(1, Checks).Select(i => new TableColumn($"check{i}", $"核查{i}")),
    ];

    /// <summary>Place of the column that every file has: a source that has no number from the court yet leaves the first two away.</summary>
    public const int HeadedBy = 2;

    public static LedgerSheet Sheet(string kind, CourtSetup court, IAsyncEnumerable<CourtCase> cases, bool key)
    {
        return new LedgerSheet(Kinds[kind].Title, Columns(kind), key, Rows());

        async IAsyncEnumerable<string?[]> Rows()
        {
            var number = 0;
            await foreach (var c in cases)
                if (c.Channel == Kinds[kind].Channel) yield return Cells(court, c, ++number);
        }
    }

    /// <summary>In the order of <see cref="Columns"/>.</summary>
    public static string?[] Cells(CourtSetup court, CourtCase c, int number)
    {
        var item = c.Mediation?.Agreement?.Performance is [var first, ..] ? first : c.Closure?.Performance is [var ordered, ..] ? ordered : null;
        var visit = c.FollowUps is [.., var last] ? last : null;
        return
        [
            number.ToString(CultureInfo.InvariantCulture), c.Numbers is [.., var latest] ? latest.Number : null, Date(c.ReceivedOn),
            court.FindTribunal(c.Tribunal) is { } tribunal ? LedgerReader.ShortName(court, tribunal) : c.Tribunal, c.Source?.Name, c.Source?.Reference,
            Names(c, PartyRole.Plaintiff, PartyRole.Applicant), Names(c, PartyRole.Defendant, PartyRole.Respondent), c.Cause?.Name, c.Amount?.ToString(CultureInfo.InvariantCulture),
            c.Narrative.Length == 0 ? null : c.Narrative, c.State.Chinese(), c.Mediator is { } mediator ? court.NameOf(mediator) ?? mediator : null,
            Date(c.Mediation?.StartedOn), Date(c.Mediation?.EndedOn), c.Mediation?.Outcome is { } outcome ? LedgerWords.Outcomes.Write(outcome) : null,
            c.Confirmation?.Decision == ConfirmationDecision.Confirmed ? Date(c.Confirmation.DecidedOn) : null, Date(item?.DueOn), Date(item?.PerformedOn), Date(visit?.On),
            visit is null ? null : LedgerWords.YesNo(visit.Satisfied), .. Enumerable.Range(0, Checks).Select(i => Check(c, i)),
        ];
    }

    /// <summary>√ with the day, the person and what was found; the latest marks where there are more than the sheet holds.</summary>
    private static string? Check(CourtCase c, int index)
    {
        var skipped = Math.Max(0, c.LedgerChecks.Count - Checks);
        return skipped + index < c.LedgerChecks.Count && c.LedgerChecks[skipped + index] is var mark ? $"√ {mark.On:yyyy-MM-dd} {mark.By}{(mark.Note.Length > 0 ? "：" : "")}{mark.Note}" : null;
    }

    /// <summary>√ 2026-11-05 王芳：已回访 — the note may be missing.</summary>
    public static LedgerCheck? ReadCheck(string text) =>
        Mark().Match(text) is { Success: true } match && LedgerReader.TryDate(match.Groups["on"].Value, out var on)
            ? new LedgerCheck(on, match.Groups["by"].Value.Trim(), match.Groups["note"].Value.Trim()) : null;

    private static string? Names(CourtCase c, PartyRole one, PartyRole other) => string.Join('；', c.Parties.Where(party => party.Role == one || party.Role == other).Select(party => party.Name)) is { Length: > 0 } names ? names : null;

    private static string? Date(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[√✓]\s*(?<on>[0-9]{4}\S*)\s+(?<by>[^：:]+)([：:](?<note>.*))?$")]
    private static partial Regex Mark();
}
