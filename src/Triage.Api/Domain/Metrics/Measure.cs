namespace Triage.Api.Domain.Metrics;

/// <summary>A sum that months and tribunals add up: what one column of the monthly summary holds.</summary>
/// <param name="Name">Column of figure_months and word of Rules/metrics/definitions.json.</param>
/// <param name="Marks">All of these must be set.</param>
/// <param name="ByAmount">Sums the amount instead of counting.</param>
/// <param name="WhenOverdue">Counts only what is past its due day, so it moves with the calendar and is not summarised.</param>
internal sealed record Measure(string Name, FigureKind Kind, FigureMarks Marks = 0, bool ByAmount = false, bool WhenOverdue = false)
{
    public int Index { get; private set; }

    public bool Counts(FigureKind kind, FigureMarks marks) => kind == Kind && (marks & Marks) == Marks;

    public static readonly IReadOnlyList<Measure> Summarised = Numbered(
    [
        new("filed", FigureKind.Filed),
        new("closed", FigureKind.Closed),
        new("closed_in_time", FigureKind.Closed, FigureMarks.InTime),
        new("closed_simple", FigureKind.Closed, FigureMarks.Simple),
        new("closed_small_claims", FigureKind.Closed, FigureMarks.SmallClaims),
        new("closed_converted", FigureKind.Closed, FigureMarks.Converted),
        new("closed_settled", FigureKind.Closed, FigureMarks.Settled),
        new("closed_mediable", FigureKind.Closed, FigureMarks.Mediable),
        new("closed_days", FigureKind.Closed, ByAmount: true),
        new("appealed", FigureKind.Appealed),
        new("closure_appealed", FigureKind.ClosureAppealed),
        new("mediation_ended", FigureKind.MediationEnded),
        new("mediation_resolved", FigureKind.MediationEnded, FigureMarks.Resolved),
        new("mediation_agreed", FigureKind.MediationEnded, FigureMarks.Agreed),
        new("confirmed", FigureKind.Confirmed),
        new("performance_due", FigureKind.PerformanceDue),
        new("performed", FigureKind.Performed),
        new("intake_decided", FigureKind.IntakeDecided),
        new("intake_in_time", FigureKind.IntakeDecided, FigureMarks.InTime),
        new("task_done", FigureKind.TaskDone),
        new("task_in_time", FigureKind.TaskDone, FigureMarks.InTime),
        new("followed_up", FigureKind.FollowedUp),
        new("satisfied", FigureKind.FollowedUp, FigureMarks.Satisfied),
        new("unsatisfied", FigureKind.FollowedUp, FigureMarks.Unsatisfied),
        new("triaged", FigureKind.Triaged),
        new("triage_abstained", FigureKind.Triaged, FigureMarks.Abstained),
        new("triage_repeated", FigureKind.Triaged, FigureMarks.Repeated),
        new("route_confirmed", FigureKind.RouteConfirmed),
        new("route_overridden", FigureKind.RouteConfirmed, FigureMarks.Overridden),
    ], 0);

    public static readonly IReadOnlyList<Measure> Overdue = Numbered(
    [
        new("intake_overdue", FigureKind.IntakePending, WhenOverdue: true),
        new("task_overdue", FigureKind.TaskPending, WhenOverdue: true),
    ], Summarised.Count);

    public static readonly IReadOnlyList<Measure> All = [.. Summarised, .. Overdue];

    private static readonly Measure[][] ByKind = [.. Enumerable.Range(0, All.Max(measure => (int)measure.Kind) + 1).Select(kind => All.Where(measure => (int)measure.Kind == kind).ToArray())];

    public static readonly Measure Filed = Find("filed")!, Closed = Find("closed")!;

    public static Measure? Find(string name) => All.FirstOrDefault(measure => measure.Name == name);

    /// <summary>Adds one kind of event to sums laid out as <see cref="All"/>.</summary>
    public static void AddTo(Span<long> sums, FigureKind kind, FigureMarks marks, long count, long amount)
    {
        if ((int)kind >= ByKind.Length) return;
        foreach (var measure in ByKind[(int)kind])
            if (measure.Counts(kind, marks)) sums[measure.Index] += measure.ByAmount ? amount : count;
    }

    private static IReadOnlyList<Measure> Numbered(IReadOnlyList<Measure> measures, int first)
    {
        foreach (var (i, measure) in measures.Index()) measure.Index = first + i;
        return measures;
    }
}
