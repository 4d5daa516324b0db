using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;
using static Triage.Tests.Domain.Clocks.Cases;

namespace Triage.Tests.Domain.Clocks;

/// <summary>What must be true of any case: seeds are printed, and a seed that failed can be put in.</summary>
public sealed class DeadlinePropertyTests
{
    private static readonly string[] Grounds = ["public_notice", "appraisal", "settlement", "jurisdiction", "audit", "stay"];
    private static readonly Procedure[] Procedures = [Procedure.SmallClaims, Procedure.Simple, Procedure.Ordinary];

    private readonly int _seed = Environment.GetEnvironmentVariable("TRIAGE_TEST_SEED") is { } seed ? int.Parse(seed) : Random.Shared.Next();

    public DeadlinePropertyTests() => TestContext.Current.TestOutputHelper!.WriteLine($"seed {_seed}");

    [Fact]
    public void Days_left_out_equal_the_union_and_every_day_is_explained()
    {
        var random = new Random(_seed);
        for (var round = 0; round < 3_000; round++)
        {
            var c = AnyTrial(random);
            var reading = Ours.TrialOf(c)!;
            var context = $"seed {_seed}, round {round}";

            // Day by day, without intervals: the limit uses up one day of its length on every day that no ground covers.
            var rule = reading.Rule;
            var left = c.FiledOn!.Value.AddMonths(rule.Length).DayNumber - c.FiledOn.Value.DayNumber;
            var (day, out_) = (c.FiledOn.Value, 0);
            while (left > 0)
            {
                day = day.AddDays(1);
                if (c.Trial!.Suspensions.Any(one => one.From <= day && day <= one.To)) out_++;
                else left--;
            }
            // A stretch that begins on the day after the last one does not count; one that begins on the last day does, and pushes the last day behind itself.
            Assert.True(reading.DueOn >= day, $"{context}: {reading.DueOn} < {day}");
            Assert.True(reading.DeductedDays == Covered(c, c.FiledOn.Value.AddDays(1), reading.DueOn!.Value), context);
            Assert.True(reading.DueOn!.Value.DayNumber - c.FiledOn.Value.DayNumber == reading.Steps.Where(step => step.Kind != CountStepKind.RolledOver).Sum(step => step.Days), context);
            Assert.True(reading.RolledOn >= reading.DueOn, context);
        }
    }

    [Fact]
    public void A_conversion_never_lengthens_beyond_the_new_limit_the_lawful_extension_and_the_days_left_out()
    {
        var random = new Random(_seed);
        for (var round = 0; round < 2_000; round++)
        {
            var c = AnyTrial(random);
            if (random.Next(2) == 0) c = c with { Trial = c.Trial! with { Extensions = [new(null, 1, c.FiledOn!.Value.AddDays(20), "特殊情况", true, c.FiledOn.Value.AddDays(30), c.Procedure)] } };
            var to = Procedures[random.Next(Procedures.Length)];
            var converted = c with { Procedure = to, Trial = c.Trial! with { ProcedureChanges = [new(c.Procedure!.Value, to, Bench.Panel, c.FiledOn!.Value.AddDays(40), "案情复杂")] } };
            var reading = Ours.TrialOf(converted)!;
            var carried = to == c.Procedure ? converted.Trial!.Extensions.Sum(extension => extension.Months ?? 0) : 0;
            var most = c.FiledOn!.Value.AddMonths(reading.Rule.Length + carried).AddDays(reading.DeductedDays);
            Assert.True(reading.DueOn == most, $"seed {_seed}, round {round}: {reading.DueOn} instead of {most}");
        }
    }

    [Fact]
    public void A_new_calendar_moves_only_open_clocks()
    {
        var random = new Random(_seed);
        var moved = 0;
        for (var round = 0; round < 1_000; round++)
        {
            var open = AnyTrial(random);
            var closedOn = open.FiledOn!.Value.AddDays(random.Next(1, 120));
            var closed = Ours.Keep(open with { State = CaseState.Closed, ClosedOn = closedOn });
            var calendars = Ours.Calendars.With(2026, AnyYear(random, 2026)).With(2027, AnyYear(random, 2027));
            var later = new CaseClocks(Shipped, calendars);
            var (before, after) = (Ours.Of(closed), later.Of(closed));
            foreach (var (was, @is) in before.Zip(after).Where(pair => pair.First.Ended))
                Assert.True(was.DueOn == @is.DueOn && was.RolledOn == @is.RolledOn && was.Steps.SequenceEqual(@is.Steps), $"seed {_seed}, round {round}, {was.Rule.Id}");
            moved += Ours.Of(open).Zip(later.Of(open)).Count(pair => pair.First.RolledOn != pair.Second.RolledOn);
        }
        Assert.True(moved > 0, $"seed {_seed}: no open clock moved, so the test shows nothing");
    }

    [Fact]
    public void A_union_covers_exactly_the_days_of_its_parts()
    {
        var random = new Random(_seed);
        for (var round = 0; round < 2_000; round++)
        {
            var parts = Enumerable.Range(0, random.Next(1, 6)).Select(_ => Stretch(random, On("2026-03-01"))).Select(one => new Deduction(one.Ground, one.From, one.To)).ToList();
            var runs = DayRuns.Union(parts);
            var days = parts.SelectMany(part => Enumerable.Range(part.From.DayNumber, part.To!.Value.DayNumber - part.From.DayNumber + 1)).Distinct().Count();
            Assert.True(runs.Sum(run => run.Days) == days, $"seed {_seed}, round {round}");
            Assert.True(runs.Zip(runs.Skip(1)).All(pair => pair.First.To!.Value.AddDays(1) < pair.Second.From), $"seed {_seed}, round {round}");
        }
    }

    private static int Covered(CourtCase c, DateOnly from, DateOnly to) =>
        Enumerable.Range(from.DayNumber, to.DayNumber - from.DayNumber + 1).Select(DateOnly.FromDayNumber).Count(day => c.Trial!.Suspensions.Any(one => one.From <= day && day <= one.To));

    private static CourtCase AnyTrial(Random random)
    {
        var filed = On("2026-01-05").AddDays(random.Next(200));
        var c = Filed(filed.ToString("yyyy-MM-dd"), Procedures[random.Next(Procedures.Length)]);
        return c with { Trial = c.Trial! with { Suspensions = [.. Enumerable.Range(0, random.Next(0, 5)).Select(_ => Stretch(random, filed))] } };
    }

    private static Suspension Stretch(Random random, DateOnly near)
    {
        var from = near.AddDays(random.Next(-10, 150));
        return new(Grounds[random.Next(Grounds.Length)], from, from.AddDays(random.Next(0, 50)));
    }

    private static IEnumerable<CalendarDay> AnyYear(Random random, int year) => Enumerable.Range(0, 40)
        .Select(_ => new DateOnly(year, 1, 1).AddDays(random.Next(365))).Distinct().Select(day => new CalendarDay(day, DayMark.Holiday, "节", false, "random"));
}
