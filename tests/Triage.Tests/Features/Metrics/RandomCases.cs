using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Tests.Data;

namespace Triage.Tests.Features.Metrics;

/// <summary>Cases with random but possible lives, for figures that must hold for all of them.</summary>
internal sealed class RandomCases(int seed, IReadOnlyList<string> tribunals, DateOnly first, DateOnly last)
{
    private static readonly (string Code, string Family)[] Causes = [("C26-1", "family"), ("C26-10", "family"), ("C21-103-3", "lending"), ("C26-108-3", "lending"), ("", "land"), ("C26-1", "land")];
    private static readonly Route[] Routes = [Route.Mediation, Route.FastTrack, Route.OrdinaryTeam];
    private readonly Random _random = new(seed);
    private int _next;

    public CourtCase Next()
    {
        var id = $"case-{++_next:D6}";
        var receivedOn = Day(first, last);
        return Live(new CourtCase
        {
            Id = id,
            State = CaseState.Filed,
            Regime = "REGISTER_FIRST_2025",
            Tribunal = Pick(tribunals),
            Channel = Pick(Enum.GetValues<Channel>()),
            ReceivedOn = receivedOn,
            Parties = [new Party { Role = PartyRole.Plaintiff, Name = "甲" + id }, new Party { Role = PartyRole.Defendant, Name = "乙" + id }],
            Narrative = "",
            CreatedAt = At(receivedOn),
        });
    }

    /// <summary>The same case with another life: later events, corrected dates, another tribunal.</summary>
    public CourtCase Live(CourtCase c)
    {
        var filed = Chance(0.9) ? Day(c.ReceivedOn, c.ReceivedOn.AddDays(15)) : (DateOnly?)null;
        var closed = filed is { } since && Chance(0.7) ? Day(since, since.AddDays(200)) : (DateOnly?)null;
        var procedure = Pick(Enum.GetValues<Procedure>());
        var mediationStart = Chance(0.4) ? Day(c.ReceivedOn, c.ReceivedOn.AddDays(10)) : (DateOnly?)null;
        var mediationEnd = mediationStart is { } begun && Chance(0.8) ? Day(begun, begun.AddDays(50)) : (DateOnly?)null;
        var (cause, family) = Pick(Causes);
        var triage = Chance(0.7) ? Proposal(Chance(0.8) ? Day(c.ReceivedOn, c.ReceivedOn.AddDays(12)) : null) : null;
        var outcome = Pick(Enum.GetValues<MediationOutcome>());
        return c with
        {
            Tribunal = Chance(0.05) ? Pick(tribunals) : c.Tribunal,
            FiledOn = filed,
            ClosedOn = closed,
            Procedure = procedure,
            Cause = Chance(0.9) ? new CaseCause(cause, "某纠纷", family) : null,
            Triage = triage,
            // Once left to a person, always: a later proposal does not undo it.
            LeftToAPerson = c.LeftToAPerson || triage is { Abstained: true },
            Route = Pick(Routes),
            SecondTriage = Chance(0.15) ? new SecondTriage("新事实", c.ReceivedOn, null, Proposal(null)) : null,
            Numbers = filed is { } on ? [new CaseNumber(Chance(0.93) ? NumberKinds.FirstInstance : NumberKinds.Confirmation, $"（2026）鲁0997民初{_next}号", on)] : [],
            Facts = Chance(0.05) ? new Dictionary<string, bool> { ["statusConfirmation"] = true } : new Dictionary<string, bool>(),
            Closure = closed is { } end ? new ClosureRecord(Pick(Enum.GetValues<ClosureMode>()), new("判决书", end), []) { Performance = Chance(0.2) ? Items(end) : [] } : null,
            Trial = filed is { } start ? new TrialRecord
            {
                DueOn = Chance(0.9) ? start.AddMonths(3) : null,
                ProcedureChanges = Chance(0.1) ? [new(Procedure.Simple, procedure, Bench.Sole, start, "案情复杂")] : [],
            } : null,
            Appeals = closed is { } day && Chance(0.15) ? [new("甲", day.AddDays(_random.Next(1, 40))), .. Chance(0.3) ? [new AppealRecord("乙", day.AddDays(15))] : (AppealRecord[])[]] : [],
            Mediation = mediationStart is { } from ? new MediationRecord
            {
                QueuedAt = default,
                StartedOn = from,
                EndedOn = mediationEnd,
                Outcome = mediationEnd is null ? null : outcome,
                Agreement = mediationEnd is { } signed && outcome == MediationOutcome.Agreed ? new("", signed, signed, Items(signed)) : null,
            } : null,
            Confirmation = mediationEnd is { } agreed && outcome == MediationOutcome.Agreed && Chance(0.6)
                ? new ConfirmationRecord { Applicants = [], AppliedOn = agreed, DecidedOn = Chance(0.8) ? agreed.AddDays(_random.Next(1, 45)) : null, Decision = Pick(Enum.GetValues<ConfirmationDecision>()) }
                : null,
            FollowUps = closed is { } over && Chance(0.5) ? [.. Enumerable.Range(1, _random.Next(1, 4)).Select(i => new FollowUpRecord(over.AddDays(20 * i), true, Chance(0.8), null, i))] : [],
        };
    }

    public DateOnly Day(DateOnly from, DateOnly to) => from.AddDays(_random.Next(to.DayNumber - from.DayNumber + 1));

    public T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    public bool Chance(double probability) => _random.NextDouble() < probability;

    private TriageRecord Proposal(DateOnly? confirmedOn) => new()
    {
        Route = Pick(Routes),
        Abstained = Chance(0.3),
        Complexity = new(10, 60, []),
        Model = new("m1", "2026-01-01"),
        DecidedBy = confirmedOn is { } day ? new("person", "officer", At(day), null) : null,
    };

    private static DateTimeOffset At(DateOnly day) => new(day.ToDateTime(new TimeOnly(9, 0)), TimeSpan.FromHours(8));

    private PerformanceItem[] Items(DateOnly since) => [.. Enumerable.Range(0, _random.Next(1, 4)).Select(i =>
        new PerformanceItem("付款", since.AddDays(_random.Next(0, 90)), Chance(0.7) ? since.AddDays(_random.Next(0, 120)) : null, Chance(0.1)))];
}

/// <summary>Random cases as a court has them: stored, later changed, each recorded on its day; <see cref="Live"/> is what the database should hold.</summary>
internal sealed class RandomCourt(TestDatabase test, RandomCases random)
{
    public Dictionary<string, CourtCase> Live { get; } = [];

    public async Task ReceiveAsync(DateTimeOffset at, CancellationToken ct)
    {
        var c = random.Next();
        _ = await test.Database.WriteAsync(async unit => { await test.Cases.InsertAsync(unit, c, new HistoryEntry(at, "clerk", Role.Clerk, "received")); return 0; }, ct);
        Live[c.Id] = c;
    }

    /// <summary>Another cause, another tribunal, another life.</summary>
    public async Task ChangeAsync(DateTimeOffset at, CancellationToken ct)
    {
        var before = random.Pick([.. Live.Values]);
        var after = random.Live(before) with { Numbers = before.Numbers, FiledOn = before.Numbers.Count > 0 ? before.FiledOn : null };
        if (after.FiledOn is null || after.ClosedOn < after.FiledOn) after = after with { ClosedOn = null, Appeals = [] };
        Assert.True(await test.Database.WriteAsync(unit => test.Cases.SaveAsync(unit, after, before.Version, new HistoryEntry(at, "judge", Role.Judge, "changed") { Before = before }), ct));
        Live[before.Id] = after with { Version = before.Version + 1 };
    }
}
