using System.Globalization;

namespace Triage.Training.Sample;

/// <summary>A year of an invented county court, January to the twentieth of November: some four thousand lines of its ledger.</summary>
/// <remarks>How many cases closed, how many of them under simple procedure and how many were appealed is drawn without replacement from the totals of <see cref="Mix"/>;
/// dates, causes, sums, mediation and all else by chance. No figure is written anywhere: they come out of the lines.</remarks>
internal sealed class SampleYear
{
    private static readonly DateOnly NewYear = new(2026, 1, 1), LastDay = new(2026, 11, 20);

    /// <summary>What a reported county court of six tribunals showed: 92 % closed, 83.5 % of it under simple procedure, 96 % not appealed, 66 % by the tribunals.</summary>
    private static readonly Mix Tribunals = new(Closed: 2300, Open: 200, SmallClaims: 560, Simple: 1360, Appealed: 92, Confirmations: 372);
    private static readonly Mix Headquarters = new(Closed: 1185, Open: 103, SmallClaims: 230, Simple: 760, Appealed: 47, Confirmations: 58);

    private readonly Random _random;
    private readonly SampleCourt _court;
    private readonly SampleNames _names;

    public SampleYear(SampleCourt court, int seed)
    {
        _court = court;
        _random = new Random(seed);
        _names = new SampleNames(_random);
    }

    public IReadOnlyList<SampleRow> Rows()
    {
        var trials = Draw(Tribunals, _court.Tribunals).Concat(Draw(Headquarters, [SampleCourt.Headquarters])).ToList();
        Appeals(trials, Tribunals, row => row.Tribunal != SampleCourt.Headquarters);
        Appeals(trials, Headquarters, row => row.Tribunal == SampleCourt.Headquarters);
        Number(trials);
        var confirmations = Confirmations(Tribunals.Confirmations, _court.Tribunals).Concat(Confirmations(Headquarters.Confirmations, [SampleCourt.Headquarters]))
            .OrderBy(row => row.ConfirmationAppliedOn).ToList();
        foreach (var (i, row) in confirmations.Index()) row.Number = Text($"（2026）{_court.NumberCode}诉前调确{i + 1}号");
        List<SampleRow> rows = [.. trials, .. confirmations];
        _court.Narrate(rows, _random);
        return rows;
    }

    public static void Write(TextWriter text, IEnumerable<SampleRow> rows)
    {
        text.Write('\uFEFF');
        text.Write(SampleRow.Header + "\n");
        foreach (var row in rows) text.Write(row.Line() + "\n");
    }

    private IEnumerable<SampleRow> Draw(Mix mix, IReadOnlyList<string> tribunals)
    {
        var procedures = Shuffled([.. Enumerable.Repeat("小额诉讼", mix.SmallClaims), .. Enumerable.Repeat("简易程序", mix.Simple),
            .. Enumerable.Repeat("普通程序", mix.Closed - mix.SmallClaims - mix.Simple - (mix.Closed / 150)), .. Enumerable.Repeat("特别程序", mix.Closed / 150)]);
        foreach (var procedure in procedures) yield return Closed(Pick(tribunals, SampleCourt.Weight), procedure);
        for (var i = 0; i < mix.Open; i++) yield return Open(Pick(tribunals, SampleCourt.Weight), i);
    }

    private SampleRow Closed(string tribunal, string procedure)
    {
        // Courts close fewer cases around the Spring Festival and more towards the end of a quarter.
        var closedOn = WorkingDay(NewYear, LastDay, day => day.Month switch { 1 => 0.8, 2 => 0.45, 3 or 6 or 9 => 1.2, _ => 1.0 });
        var (mean, limit) = procedure switch { "小额诉讼" => (27, 59), "简易程序" => (44, 88), "普通程序" => (98, 178), _ => (17, 29) };
        var late = Chance(0.024);
        var days = late ? limit + _random.Next(3, 40) : Math.Clamp((int)Math.Round(mean * (0.35 + (1.3 * _random.NextDouble()))), 1, limit);
        var row = New(tribunal, procedure, OnOrBefore(closedOn.AddDays(-days)));
        row.ClosedOn = closedOn;
        // A limit that was extended or stood still is stated; others follow from the procedure.
        if (late && Chance(0.4)) row.DueOn = closedOn.AddDays(_random.Next(1, 20));
        if (procedure == "普通程序" && Chance(0.24)) row.ConvertedFrom = "简易程序";
        if (procedure == "简易程序" && Chance(0.012)) row.ConvertedFrom = "小额诉讼";
        if (procedure != "特别程序" && Chance(0.34)) Mediate(row);
        row.ClosureMode = Mode(row);
        if (row.ClosureMode is "判决" or "调解" && Chance(0.55)) Perform(row, closedOn);
        if (Chance(0.33)) Visit(row, closedOn);
        return row;
    }

    private SampleRow Open(string tribunal, int index)
    {
        var procedure = _random.NextDouble() switch { < 0.17 => "小额诉讼", < 0.62 => "简易程序", < 0.99 => "普通程序", _ => "特别程序" };
        var within = procedure switch { "小额诉讼" => 52, "简易程序" => 80, "普通程序" => 165, _ => 26 };
        // A few have lain for more than a year, a few are about to exceed their limit or have.
        var days = (index % 70) switch { 3 => _random.Next(380, 520), 4 => _random.Next(560, 700), < 3 => within + _random.Next(5, 35), _ => (int)(within * Math.Pow(_random.NextDouble(), 1.4)) };
        var row = New(tribunal, days > within + 40 ? "普通程序" : procedure, OnOrBefore(LastDay.AddDays(-days)));
        if (row.Procedure != "特别程序" && days < 40 && Chance(0.3)) Mediate(row);
        return row;
    }

    private SampleRow New(string tribunal, string procedure, DateOnly filedOn)
    {
        var cause = procedure switch { "特别程序" => SampleCourt.SpecialCause(_random), "小额诉讼" => SampleCourt.SmallCause(_random), _ => SampleCourt.Cause(_random) };
        var (plaintiff, defendant) = _names.Parties(cause);
        // Seven days to decide on filing (登记立案规定 8); now and then it takes longer.
        var intake = Chance(0.013) ? _random.Next(9, 15) : _random.Next(0, 6);
        return new SampleRow
        {
            Tribunal = tribunal,
            Cause = cause,
            Plaintiffs = plaintiff,
            Defendants = procedure == "特别程序" ? null : defendant,
            Amount = SampleCourt.Amount(cause, procedure, _random),
            ReceivedOn = OnOrBefore(filedOn.AddDays(-intake)),
            FiledOn = filedOn,
            Channel = Pick(SampleRow.Channels, channel => channel.Weight).Name,
            Procedure = procedure,
            Bench = procedure == "普通程序" && Chance(0.6) ? "合议" : "独任",
            Judge = _court.Judge(tribunal, _random),
        };
    }

    private void Mediate(SampleRow row)
    {
        var start = OnOrAfter(row.FiledOn!.Value.AddDays(_random.Next(1, 5)));
        var end = OnOrAfter(start.AddDays(Chance(0.025) ? _random.Next(33, 41) : _random.Next(2, 28)));
        var latest = row.ClosedOn ?? LastDay;
        if (start > latest) return;
        row.MediationStartedOn = start;
        if (end > latest && row.ClosedOn is null) return;
        row.MediationEndedOn = end > latest ? latest : end;
        row.MediationOutcome = _random.NextDouble() switch
        {
            < 0.44 => "达成",
            < 0.53 => "自行和解",
            < 0.85 => "未达成",
            < 0.90 => "无法联系",
            < 0.94 => "拒签",
            < 0.97 => "逾期",
            < 0.99 => "撤回",
            _ => "其他",
        };
    }

    private string Mode(SampleRow row) => (row.MediationOutcome, row.Procedure) switch
    {
        ("达成", _) => Chance(0.72) ? "调解" : "撤诉",
        ("自行和解" or "撤回", _) => "撤诉",
        (_, "特别程序") => "判决",
        _ => _random.NextDouble() switch { < 0.60 => "判决", < 0.80 => "撤诉", < 0.94 => "调解", < 0.97 => "驳回起诉", < 0.985 => "裁定", < 0.995 => "移送", _ => "其他" },
    };

    private void Perform(SampleRow row, DateOnly since)
    {
        row.PerformanceDueOn = since.AddDays(_random.Next(7, 75));
        var on = row.PerformanceDueOn.Value.AddDays(_random.Next(-7, 12));
        if (Chance(0.83) && on <= LastDay && on >= since) row.PerformedOn = on;
    }

    private void Visit(SampleRow row, DateOnly since)
    {
        var on = OnOrAfter(since.AddDays(_random.Next(8, 45)));
        if (on > LastDay) return;
        row.FollowUpOn = on;
        row.Satisfied = Chance(0.945) ? "是" : "否";
    }

    /// <summary>Judgments outside small claims, within fifteen days of service (民事诉讼法 171).</summary>
    private void Appeals(List<SampleRow> rows, Mix mix, Func<SampleRow, bool> of)
    {
        var may = Shuffled([.. rows.Where(row => of(row) && row is { ClosureMode: "判决", Procedure: "简易程序" or "普通程序" } && row.ClosedOn <= LastDay.AddDays(-16))]);
        foreach (var row in may.Take(mix.Appealed))
        {
            row.AppealedOn = row.ClosedOn!.Value.AddDays(_random.Next(4, 16));
            (row.PerformanceDueOn, row.PerformedOn) = (null, null);
        }
    }

    /// <summary>Agreements before people's committees, confirmed by the court: never in the base set of trials.</summary>
    private IEnumerable<SampleRow> Confirmations(int count, IReadOnlyList<string> tribunals)
    {
        for (var i = 0; i < count; i++)
        {
            var cause = SampleCourt.ConfirmableCause(_random);
            var (plaintiff, defendant) = _names.Parties(cause);
            // Some were signed in the old year; the court counts them from the application.
            DateOnly receivedOn, start, signed, applied;
            do
            {
                receivedOn = WorkingDay(NewYear.AddDays(-40), LastDay.AddDays(-30), _ => 1);
                start = OnOrAfter(receivedOn.AddDays(_random.Next(0, 4)));
                signed = OnOrAfter(start.AddDays(_random.Next(1, 24)));
                applied = OnOrAfter(signed.AddDays(_random.Next(1, 27)));
            }
            while (applied < NewYear);
            var decided = OnOrAfter(applied.AddDays(_random.Next(3, Chance(0.02) ? 40 : 22)));
            var row = new SampleRow
            {
                Tribunal = Pick(tribunals, SampleCourt.Weight),
                Cause = cause,
                Plaintiffs = plaintiff,
                Defendants = defendant,
                Amount = SampleCourt.Amount(cause, "小额诉讼", _random),
                ReceivedOn = receivedOn,
                Channel = Pick(SampleRow.Channels, channel => channel.Weight).Name,
                MediationStartedOn = start,
                MediationEndedOn = signed,
                MediationOutcome = "达成",
                ConfirmationAppliedOn = applied > LastDay ? null : applied,
            };
            if (row.ConfirmationAppliedOn is not null && decided <= LastDay)
            {
                row.ConfirmationDecidedOn = decided;
                row.ConfirmationDecision = _random.NextDouble() switch { < 0.93 => "有效", < 0.96 => "驳回", < 0.98 => "不予受理", _ => "撤回" };
            }
            Perform(row, signed);
            if (Chance(0.5)) Visit(row, signed);
            yield return row;
        }
    }

    /// <summary>Numbers run per year in the order of filing; of the years before only what was still open is known.</summary>
    private void Number(List<SampleRow> rows)
    {
        rows.Sort((one, other) => one.FiledOn!.Value.CompareTo(other.FiledOn!.Value));
        var next = new Dictionary<int, int>();
        foreach (var row in rows)
        {
            var year = row.FiledOn!.Value.Year;
            var day = row.FiledOn.Value.DayOfYear;
            var number = year == NewYear.Year ? next.GetValueOrDefault(year) + 1 : Math.Max(next.GetValueOrDefault(year) + 1, (day * 10) + _random.Next(0, 5));
            next[year] = number;
            row.Number = Text($"（{year}）{_court.NumberCode}民初{number}号");
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private bool Chance(double probability) => _random.NextDouble() < probability;

    private DateOnly WorkingDay(DateOnly from, DateOnly to, Func<DateOnly, double> weight)
    {
        while (true)
        {
            var day = from.AddDays(_random.Next(to.DayNumber - from.DayNumber + 1));
            if (_court.IsWorked(day) && _random.NextDouble() * 1.2 < weight(day)) return day;
        }
    }

    private DateOnly OnOrBefore(DateOnly day)
    {
        while (!_court.IsWorked(day)) day = day.AddDays(-1);
        return day;
    }

    private DateOnly OnOrAfter(DateOnly day)
    {
        while (!_court.IsWorked(day)) day = day.AddDays(1);
        return day;
    }

    private T Pick<T>(IReadOnlyList<T> from, Func<T, double> weight) => Weighted.Pick(_random, from, weight);

    private List<T> Shuffled<T>(List<T> items)
    {
        for (var i = items.Count - 1; i > 0; i--)
        {
            var j = _random.Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
        return items;
    }

    /// <param name="Confirmations">Agreements before people's committees that came to the court for confirmation.</param>
    private sealed record Mix(int Closed, int Open, int SmallClaims, int Simple, int Appealed, int Confirmations);
}

internal static class Weighted
{
    public static T Pick<T>(Random random, IReadOnlyList<T> from, Func<T, double> weight)
    {
        var at = random.NextDouble() * from.Sum(weight);
        foreach (var item in from)
            if ((at -= weight(item)) < 0) return item;
        return from[^1];
    }
}

/// <summary>One line of the ledger, as text and dates.</summary>
internal sealed record SampleRow
{
    public const string Header = "案号,法庭,案由,原告,被告,标的额,收件日期,立案日期,渠道,适用程序,原适用程序,审判组织,承办法官,调解开始,调解结束,调解结果,申请确认日期,确认结果,确认日期,结案日期,结案方式,审限届满日,上诉日期,应履行日期,履行日期,回访日期,回访满意,案情";

    public static readonly IReadOnlyList<(string Name, double Weight)> Channels =
        [("窗口", 35), ("网上", 30), ("口头", 5), ("代办", 8), ("公安", 7), ("网格", 5), ("热线", 3), ("信访", 3), ("联络员", 2), ("综治中心", 2)];

    public string Number { get; set; } = "";
    public required string Tribunal { get; init; }
    public required string Cause { get; init; }
    public string? Plaintiffs { get; init; }
    public string? Defendants { get; init; }
    public decimal? Amount { get; init; }
    public required DateOnly ReceivedOn { get; init; }
    public DateOnly? FiledOn { get; init; }
    public required string Channel { get; init; }
    public string? Procedure { get; init; }
    public string? ConvertedFrom { get; set; }
    public string? Bench { get; init; }
    public string? Judge { get; init; }
    public DateOnly? MediationStartedOn { get; set; }
    public DateOnly? MediationEndedOn { get; set; }
    public string? MediationOutcome { get; set; }
    public DateOnly? ConfirmationAppliedOn { get; set; }
    public string? ConfirmationDecision { get; set; }
    public DateOnly? ConfirmationDecidedOn { get; set; }
    public DateOnly? ClosedOn { get; set; }
    public string? ClosureMode { get; set; }
    public DateOnly? DueOn { get; set; }
    public DateOnly? AppealedOn { get; set; }
    public DateOnly? PerformanceDueOn { get; set; }
    public DateOnly? PerformedOn { get; set; }
    public DateOnly? FollowUpOn { get; set; }
    public string? Satisfied { get; set; }
    public string? Narrative { get; set; }

    public string Line() => string.Join(',', new[]
    {
        Number, Tribunal, Cause, Plaintiffs, Defendants, Amount?.ToString(CultureInfo.InvariantCulture), Day(ReceivedOn), Day(FiledOn), Channel, Procedure, ConvertedFrom, Bench, Judge,
        Day(MediationStartedOn), Day(MediationEndedOn), MediationOutcome, Day(ConfirmationAppliedOn), ConfirmationDecision, Day(ConfirmationDecidedOn), Day(ClosedOn), ClosureMode,
        Day(DueOn), Day(AppealedOn), Day(PerformanceDueOn), Day(PerformedOn), Day(FollowUpOn), Satisfied, Narrative,
    }.Select(Quote));

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Quote(string? cell) => cell is null ? "" : cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
