using System.Globalization;
using Triage.Api.Domain;
using Triage.Api.Domain.Metrics;

namespace Triage.Api.Features.Metrics;

/// <summary>What a case list says to the leader who opens a figure: of what it is made up, and why each row is in it.</summary>
internal static class CaseListWords
{
    private static readonly string[] Duties = ["调解", "司法确认审查", "审理"];

    private static string Of(MetricTerm term) => term.Kind switch
    {
        TermKind.Opening => "期初旧存",
        TermKind.Closing => "期末未结",
        TermKind.One => "件数指标，分母恒为一",
        TermKind.Measure => Of(term.Measure!),
    };

    /// <summary>What falls short is the denominator less the numerator: of the two the list says which is which.</summary>
    public static string Of(MetricDefinition metric, MetricPart part, int index) =>
        part == MetricPart.Shortfall && index >= metric.Denominator.Count ? $"分子：{Of(metric.Part(part)[index])}" : Of(metric.Part(part)[index]);

    private static string Of(Measure measure) => measure.Kind switch
    {
        FigureKind.Filed => "期间内立案",
        FigureKind.Closed => measure.ByAmount ? "期间内结案各案的审理天数" : measure.Marks == FigureMarks.None ? "期间内结案" : "期间内结案，符合本项条件",
        FigureKind.Appealed => "期间内提起上诉（不论何时结案）",
        FigureKind.ClosureAppealed => "期间内结案、已上诉",
        FigureKind.MediationEnded => measure.Marks == FigureMarks.None ? "期间内终结的调解" : "期间内终结的调解，符合本项条件",
        FigureKind.Confirmed => "期间内裁定确认有效",
        FigureKind.PerformanceDue => "期间内到期的履行",
        FigureKind.Performed => "期间内到期、已自动履行",
        FigureKind.IntakeDecided => measure.Marks == FigureMarks.None ? "期间内收件、已处理" : "期间内收件、按期处理",
        FigureKind.IntakePending => "期间内收件、逾期未处理",
        FigureKind.TaskDone => measure.Marks == FigureMarks.None ? "期间内到期、已办结的任务" : "期间内到期、按期办结的任务",
        FigureKind.TaskPending => "期间内到期、逾期未办结的任务",
        FigureKind.FollowedUp => measure.Marks == FigureMarks.None ? "期间内回访" : "期间内回访，符合本项条件",
        FigureKind.Triaged => measure.Marks == FigureMarks.None ? "期间内甄别" : "期间内甄别，符合本项条件",
        FigureKind.RouteConfirmed => measure.Marks == FigureMarks.None ? "期间内确认分流" : "期间内确认分流，符合本项条件",
    };

    /// <param name="on">The day by which it is counted.</param>
    public static string Why(MetricPart part, MetricTerm term, DateOnly on, int item, long amount, CourtCase c)
    {
        if (part != MetricPart.Shortfall) return Why(term, on, item, amount, c);
        return term.Measure?.Kind is FigureKind.Appealed or FigureKind.ClosureAppealed ? $"{on:yyyy-MM-dd} 上诉，未服判息诉" : $"{Why(term, on, item, amount, c)}，未计入分子";
    }

    private static string Why(MetricTerm term, DateOnly on, int item, long amount, CourtCase c) => term.Kind switch
    {
        TermKind.Opening => $"{on:yyyy-MM-dd} 立案，期初未结",
        TermKind.Closing => $"{on:yyyy-MM-dd} 立案，期末未结",
        TermKind.One => "",
        TermKind.Measure => term.Measure!.Kind switch
        {
            FigureKind.Filed => $"{on:yyyy-MM-dd} 立案",
            FigureKind.Closed => term.Measure.ByAmount ? $"{on:yyyy-MM-dd} 结案，历时 {amount} 天" : $"{on:yyyy-MM-dd} 结案",
            FigureKind.Appealed or FigureKind.ClosureAppealed => c.ClosedOn is { } closed ? $"减一件：{on:yyyy-MM-dd} 上诉，而 {closed:yyyy-MM-dd} 已结案，不在本期已结之内" : $"减一件：{on:yyyy-MM-dd} 上诉",
            FigureKind.MediationEnded => $"{on:yyyy-MM-dd} 调解终结",
            FigureKind.Confirmed => $"{on:yyyy-MM-dd} 裁定确认有效",
            FigureKind.PerformanceDue or FigureKind.Performed => $"第 {item + 1} 项履行，{on:yyyy-MM-dd} 到期",
            FigureKind.IntakeDecided => $"{on:yyyy-MM-dd} 收件",
            FigureKind.IntakePending => $"{on:yyyy-MM-dd} 收件，逾期未处理",
            FigureKind.TaskDone => $"{Duties[item]}，{on:yyyy-MM-dd} 到期",
            FigureKind.TaskPending => $"{Duties[item]}，{on:yyyy-MM-dd} 到期，逾期未办结",
            FigureKind.FollowedUp => $"{on:yyyy-MM-dd} 第 {item + 1} 次回访",
            FigureKind.Triaged => $"{on:yyyy-MM-dd} 甄别",
            FigureKind.RouteConfirmed => $"{on:yyyy-MM-dd} 确认分流",
        },
    };

    /// <summary>Null where there is one row for each that the total counts.</summary>
    public static string? Note(MetricDefinition metric, MetricPart part, IReadOnlyList<MetricSummand> summands, long count)
    {
        var total = summands.Sum(summand => summand.Amount);
        if (metric.Part(part).Any(term => term.Kind == TermKind.One)) return "本项是件数，不是比率：分母恒为一，没有案件清单；案件见分子。";
        if (part == MetricPart.Shortfall) return count == total && summands.Count > metric.Part(part).Count
            ? string.Create(CultureInfo.InvariantCulture, $"在分母、未计入分子的 {count} 件。另有 {summands[^1].Amount} 件计入分子而不在分母内，不在清单中。") : null;
        if (part == MetricPart.Excess) return string.Create(CultureInfo.InvariantCulture, $"超过参考上限 {metric.Reference!.To:0.#} 天的 {count} 件案件，合计 {total} 天。");
        if (metric.Part(part).Any(term => term.Measure is { ByAmount: true })) return string.Create(CultureInfo.InvariantCulture, $"合计 {total} 天，由下列 {count} 件案件的审理天数相加。");
        if (metric.Part(part).All(term => term.Sign > 0)) return null;
        var (added, taken) = (summands.Where(one => one.Amount > 0).Sum(one => one.Amount), -summands.Where(one => one.Amount < 0).Sum(one => one.Amount));
        // Rows of +1 less rows of -1 are the total, and together they are the count.
        var earlier = (count - total) / 2;
        return string.Create(CultureInfo.InvariantCulture, $"{added} − {taken} = {total}。本期结案又在本期上诉的 {taken - earlier} 件两相抵消，不在清单中")
            + (earlier == 0 ? "。" : string.Create(CultureInfo.InvariantCulture, $"；以前结案、本期上诉的 {earlier} 件列在清单中，各减一件。"));
    }
}
