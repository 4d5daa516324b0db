using System.Globalization;
using Triage.Api.Court;
using Triage.Api.Domain;

namespace Triage.Api.Features.Ledger;

/// <summary>The ledger that a source keeps with the court, e.g. 警民联调台账: what it handed over, what became of it, and the check marks of the periodic inspection.</summary>
internal static class SourceLedger
{
    /// <summary>How many check marks the sheet has room for.</summary>
    private const int Checks = 4;

    public static readonly IReadOnlyDictionary<string, (Channel Channel, string Title, string Reference)> Kinds = new Dictionary<string, (Channel, string, string)>
    {
        ["police"] = (Channel.Police, "警民联调台账", "警情编号"),
        ["hotline"] = (Channel.Hotline, "民意热线台账", "工单编号"),
        ["petition"] = (Channel.Petition, "信访转办台账", "信访编号"),
        ["grid"] = (Channel.Grid, "网格移送台账", "网格编号"),
        ["governance_centre"] = (Channel.GovernanceCentre, "综治中心移送台账", "移送编号"),
        ["other_court"] = (Channel.OtherCourt, "跨域立案台账", "来函编号"),
        ["liaison"] = (Channel.Liaison, "司法联络员台账", "登记编号"),
        ["proxy"] = (Channel.Proxy, "全程代办台账", "登记编号"),
    };

    public static LedgerSheet Sheet(string kind, CourtSetup court, IAsyncEnumerable<CourtCase> cases, bool key)
    {
        var (channel, title, reference) = Kinds[kind];
        string[] headers = key
            ? ["no", "number", "receivedOn", "tribunal", "sourceName", "sourceReference", "parties", "cause", "state", "mediator", "mediationStartedOn", "mediationEndedOn",
                "mediationOutcome", "confirmedOn", "performanceDueOn", "performedOn", "followUpOn", "satisfied", .. Enumerable.Range(1, Checks).Select(i => $"check{i}")]
            : ["序号", "编号", "收件日期", "法庭", "来源单位", reference, "当事人", "纠纷类型", "当前状态", "调解员", "调解开始", "调解结束",
                "调解结果", "司法确认", "应履行日期", "履行日期", "回访日期", "回访满意", .. Enumerable.Range(1, Checks).Select(i => $"核查{i}")];
        return new LedgerSheet(title, headers, Rows());

        async IAsyncEnumerable<string?[]> Rows()
        {
            var number = 0;
            await foreach (var c in cases)
                if (c.Channel == channel) yield return Row(c, ++number);
        }

        string?[] Row(CourtCase c, int number)
        {
            var item = c.Mediation?.Agreement?.Performance is [var first, ..] ? first : c.Closure?.Performance is [var ordered, ..] ? ordered : null;
            var visit = c.FollowUps is [.., var last] ? last : null;
            return
            [
                number.ToString(CultureInfo.InvariantCulture), c.Numbers is [.., var latest] ? latest.Number : null, Date(c.ReceivedOn),
                court.FindTribunal(c.Tribunal) is { } tribunal ? LedgerReader.ShortName(court, tribunal) : c.Tribunal, c.Source?.Name, c.Source?.Reference,
                string.Join('；', c.Parties.Select(party => party.Name)), c.Cause?.Name, c.State.Chinese(), c.Mediator is { } mediator ? court.NameOf(mediator) ?? mediator : null,
                Date(c.Mediation?.StartedOn), Date(c.Mediation?.EndedOn), c.Mediation?.Outcome is { } outcome ? LedgerWords.Outcomes.Write(outcome) : null,
                c.Confirmation?.Decision == ConfirmationDecision.Confirmed ? Date(c.Confirmation.DecidedOn) : null, Date(item?.DueOn), Date(item?.PerformedOn), Date(visit?.On),
                visit is null ? null : LedgerWords.YesNo(visit.Satisfied), .. Enumerable.Range(0, Checks).Select(i => Check(c, i)),
            ];
        }
    }

    /// <summary>√ with the day and the person; the latest marks where there are more than the sheet holds.</summary>
    private static string? Check(CourtCase c, int index)
    {
        var skipped = Math.Max(0, c.LedgerChecks.Count - Checks);
        return skipped + index < c.LedgerChecks.Count && c.LedgerChecks[skipped + index] is var mark ? $"√ {mark.On:yyyy-MM-dd} {mark.By}" : null;
    }

    private static string? Date(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
