namespace Triage.Api.Domain.Clocks;

/// <summary>Counts one clock of one case out: its length, what lengthens it, what is left out, and what a holiday does to its last day.</summary>
/// <remarks>Pure. Every day between the start and the last day is in exactly one step of the explanation.</remarks>
internal sealed class DeadlineCounting(ClockCatalogue catalogue, WorkingCalendar calendar)
{
    public ClockReading Read(ClockRule rule, ClockSpan span)
    {
        if (rule.Unit == ClockUnit.WorkingDay) return OfWorkingDays(rule, span);
        if (rule.Unit == ClockUnit.Hour && span.StartAt is { } from) return OfHours(rule, span, from);

        List<CountStep> steps = [Counting.EventStep(span.StartOn)];
        var (nominal, deducted, pausedSince) = LastDay(rule, span, span.Deductions, steps);
        if (nominal is not { } end)
            return new() { Rule = rule, Span = span, DeductedDays = deducted, PausedSince = pausedSince, Steps = steps };

        var doubts = new List<DateDoubt>();
        var (rolled, refusal) = ((DateOnly?)end, (Refusal?)null);
        if (rule.Roll != HolidayRoll.Stays)
        {
            (rolled, var step, refusal) = Counting.RollOver(calendar, end);
            if (step is not null) steps.Add(step);
            if (step is not null && rule.Roll == HolidayRoll.InDoubt)
                doubts.Add(new(rolled, "审理期限的届满日逢休假日是否顺延，没有明文规定；两个日期并列，以较早的提醒。", Counting.HolidayRollOver, DoubtReading.RolledOver));
        }
        doubts.AddRange(LengthDoubts(rule, span));
        doubts.AddRange(span.Doubts.Select(doubt => DeductionDoubt(rule, span, doubt)));
        var due = rule.Roll == HolidayRoll.Rolls ? rolled : end;
        return new()
        {
            Rule = rule,
            Span = span,
            NominalOn = end,
            RolledOn = rolled,
            DueOn = due,
            DeductedDays = deducted,
            Steps = steps,
            // A reading that leads to the same day is no doubt about the day.
            Doubts = [.. doubts.Where(doubt => doubt.DueOn is null || doubt.DueOn != due)],
            Provisional = rolled is { } last && rule.Roll != HolidayRoll.Stays && Counting.IsProvisional(calendar, end, last),
            Refusal = refusal,
        };
    }

    /// <summary>The last day before anybody agreed to more: after it the days are extended ones.</summary>
    public static DateOnly BaseEnd(ClockRule rule, DateOnly start) => Add(rule.Unit, start, rule.Length);

    private (DateOnly? End, int Deducted, DateOnly? PausedSince) LastDay(ClockRule rule, ClockSpan span, IReadOnlyList<Deduction> deductions, List<CountStep> steps)
    {
        var start = span.StartOn;
        if (span.SetLength is { } set) rule = rule with { Length = set };
        var end = span.SetTo ?? BaseEnd(rule, start);
        steps.Add(new(CountStepKind.Counted, start.AddDays(1), end, Days(start, end), Counted(rule, span, end), rule.Citation ?? (rule.Unit == ClockUnit.Month ? Counting.MonthEnd : Counting.FromNextDay)));
        if (span.SetTo is null && (span.ExtendedMonths > 0 || span.ExtendedDays > 0))
        {
            var longer = Extended(rule, span);
            steps.Add(new(CountStepKind.Extended, end.AddDays(1), longer, Days(end, longer), $"延长{Length(span.ExtendedMonths, span.ExtendedDays)}（{Days(end, longer)}日），至{longer:yyyy-MM-dd}届满", rule.Extension?.Citation));
            end = longer;
        }
        if (span.SetTo is null && (span.SuperiorMonths > 0 || span.SuperiorDays > 0))
        {
            var longest = Extended(rule, span, withSuperior: true);
            steps.Add(new(CountStepKind.Extended, end.AddDays(1), longest, Days(end, longest), $"上级人民法院批准再延长{Length(span.SuperiorMonths, span.SuperiorDays)}（{Days(end, longest)}日），至{longest:yyyy-MM-dd}届满", rule.Extension?.Superior?.Citation));
            end = longest;
        }
        var total = 0;
        foreach (var run in DayRuns.Union(Applicable(rule, deductions)))
        {
            // What begins after the last day finds nothing left to stop.
            if (run.From > end) break;
            if (run.To < start.AddDays(1)) continue;
            var from = run.From > start ? run.From : start.AddDays(1);
            if (run.To is not { } to)
            {
                steps.Add(new(CountStepKind.Paused, from, from, 0, $"{from:yyyy-MM-dd}起因{Names(run)}停止计算，恢复之前届满日不能确定", Basis(run)));
                return (null, total, from);
            }
            var days = to.DayNumber - from.DayNumber + 1;
            total += days;
            end = end.AddDays(days);
            steps.Add(new(CountStepKind.Deducted, from, to, days, $"{from:yyyy-MM-dd}至{to:yyyy-MM-dd}因{Names(run)}不计入，共{days}日，届满日顺延至{end:yyyy-MM-dd}", Basis(run)));
        }
        return (end, total, null);
    }

    /// <summary>Only grounds that the rule knows, and of each no more than the law leaves out.</summary>
    private IEnumerable<Deduction> Applicable(ClockRule rule, IReadOnlyList<Deduction> deductions) => deductions
        .Where(deduction => rule.Deductions.Contains(deduction.Ground) && (deduction.To is null || deduction.To >= deduction.From))
        .Select(deduction => catalogue.Deduction(deduction.Ground)?.MostMonths is { } months && deduction.From.AddMonths(months).AddDays(-1) is var most && (deduction.To is null || deduction.To > most)
            ? deduction with { To = most }
            : deduction);

    private IEnumerable<DateDoubt> LengthDoubts(ClockRule rule, ClockSpan span) => rule.Doubts
        .Where(doubt => doubt.Fact is null || span.Facts.GetValueOrDefault(doubt.Fact))
        .Where(doubt => doubt.Procedures.Count == 0 || (span.Procedure is { } procedure && doubt.Procedures.Contains(procedure)))
        .Select(doubt =>
        {
            var reading = Read(rule with { Unit = doubt.Unit, Length = doubt.Length, Doubts = [] }, span);
            return new DateDoubt(reading.DueOn, doubt.Text, doubt.Citation, DoubtReading.OtherLength);
        });

    private DateDoubt DeductionDoubt(ClockRule rule, ClockSpan span, DeductionDoubt doubt)
    {
        var reading = Read(rule with { Deductions = [.. rule.Deductions, doubt.Deduction.Ground] }, span with { Deductions = [.. span.Deductions, doubt.Deduction], Doubts = [] });
        return new(reading.DueOn, doubt.Text, null, DoubtReading.LeftOut);
    }

    /// <summary>Hours run through nights and holidays from the moment of receipt. The law begins with the next full hour; the earlier reading is the one to go by.</summary>
    private static ClockReading OfHours(ClockRule rule, ClockSpan span, DateTimeOffset from)
    {
        var due = from.AddHours(rule.Length);
        var nextHour = from.Minute == 0 && from.Second == 0 ? from.AddHours(1) : from.AddMinutes(60 - from.Minute).AddSeconds(-from.Second);
        var other = nextHour.AddHours(rule.Length);
        var (first, last) = (span.StartOn, DateOnly.FromDateTime(due.DateTime));
        return new()
        {
            Rule = rule,
            Span = span,
            NominalOn = last,
            RolledOn = last,
            DueOn = last,
            DueAt = due,
            Steps =
            [
                new(CountStepKind.NotCounted, first, first, 0, $"{Moment(from)}受理申请", null),
                new(CountStepKind.Counted, first.AddDays(1), last, Days(first, last), $"自{Moment(from)}起连续计算{rule.Length}小时，节假日、夜间不扣除，至{Moment(due)}届满", rule.Citation),
            ],
            Doubts = [new(DateOnly.FromDateTime(other.DateTime), $"以时起算的期间从次时起算：按此计算至{Moment(other)}届满；以较早的提醒。", Counting.FromNextHour, DoubtReading.NextHour)],
        };
    }

    private static string Moment(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private ClockReading OfWorkingDays(ClockRule rule, ClockSpan span)
    {
        var period = Counting.WorkingDays(calendar, span.StartOn, rule.Length);
        return new()
        {
            Rule = rule,
            Span = span,
            NominalOn = period.NominalEnd,
            RolledOn = period.Due,
            DueOn = period.Due,
            Steps = [.. period.Steps.Select(step => step.Kind == CountStepKind.Counted ? step with { Citation = rule.Citation } : step)],
            Provisional = period.Provisional,
            Refusal = period.Refusal,
        };
    }

    /// <summary>Three months and one more are four months from the filing, not one month from the end of the third: chained months lose days.</summary>
    private static DateOnly Extended(ClockRule rule, ClockSpan span, bool withSuperior = false)
    {
        var (months, days) = (span.ExtendedMonths + (withSuperior ? span.SuperiorMonths : 0), span.ExtendedDays + (withSuperior ? span.SuperiorDays : 0));
        return rule.Unit == ClockUnit.Month
            ? span.StartOn.AddMonths(rule.Length + months).AddDays(days)
            : Add(rule.Unit, span.StartOn, rule.Length).AddMonths(months).AddDays(days);
    }

    private static DateOnly Add(ClockUnit unit, DateOnly start, int length) => unit switch
    {
        ClockUnit.Month => start.AddMonths(length),
        ClockUnit.Day => start.AddDays(length),
        // The instant of the application is kept with the application; on the calendar it is the same hour of this day.
        ClockUnit.Hour => start.AddDays(length / 24),
        ClockUnit.WorkingDay => throw new ArgumentException("Working days are counted with a calendar.", nameof(unit)),
    };

    private string Names(DayRun run) => string.Join("、", run.Grounds.Select(ground => catalogue.Deduction(ground)?.Name ?? ground));

    private Citation? Basis(DayRun run) => run.Grounds.Select(ground => catalogue.Deduction(ground)?.Citation).FirstOrDefault(citation => citation is not null);

    private static string Counted(ClockRule rule, ClockSpan span, DateOnly end) => span.SetTo is not null
        ? $"{(span.Span == Spans.Trial ? "台账载明" : "法院指定")}至{end:yyyy-MM-dd}"
        : $"自{span.StartOn.AddDays(1):yyyy-MM-dd}起计算{rule.Length}{UnitName(rule.Unit)}{(span.SetLength is null ? "" : "（法院确定）")}，至{end:yyyy-MM-dd}届满";

    private static string Length(int extendedMonths, int extendedDays) => (extendedMonths, extendedDays) switch
    {
        (0, var days) => $"{days}日",
        (var months, 0) => $"{months}个月",
        var (months, days) => $"{months}个月零{days}日",
    };

    public static string UnitName(ClockUnit unit) => unit switch
    {
        ClockUnit.Hour => "小时",
        ClockUnit.Day => "日",
        ClockUnit.WorkingDay => "个工作日",
        ClockUnit.Month => "个月",
    };

    private static int Days(DateOnly after, DateOnly to) => to.DayNumber - after.DayNumber;
}
