namespace Triage.Api.Domain.Clocks;

internal enum ClockUnit { Hour, Day, WorkingDay, Month }

/// <summary>What happens when the last day is no working day. InDoubt: no text says so for this period, so both dates are shown and the earlier one warns.</summary>
internal enum HolidayRoll { Rolls, Stays, InDoubt }

/// <summary>Who has to act. A party's period that runs out is a lost right, not the court's delay.</summary>
internal enum ClockBinds { Court, Mediator, Party }

/// <summary>One kind of period as data (Rules/clocks.json): how long, from where, what it is stopped by, and where that is written.</summary>
internal sealed record ClockRule
{
    public required string Id { get; init; }
    /// <summary>K1 to K18; several rules share one where the length depends on the procedure.</summary>
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required string NameEn { get; init; }
    /// <summary>Which stretch of a case it measures, one of <see cref="Spans"/>.</summary>
    public required string Span { get; init; }
    public required ClockBinds Binds { get; init; }
    /// <summary>Empty: whatever the procedure.</summary>
    public IReadOnlyList<Procedure> Procedures { get; init; } = [];
    /// <summary>Empty: whatever the regime.</summary>
    public IReadOnlyList<string> Regimes { get; init; } = [];
    public required ClockUnit Unit { get; init; }
    public required int Length { get; init; }
    public required HolidayRoll Roll { get; init; }
    /// <summary>Where the length is written; null for a practice, which then has a <see cref="Source"/>.</summary>
    public Citation? Citation { get; init; }
    public string? Source { get; init; }
    /// <summary>Grounds on which days are not counted.</summary>
    public IReadOnlyList<string> Deductions { get; init; } = [];
    public ExtensionRule? Extension { get; init; }
    /// <summary>Where the judge sets the length of each: how short and how long; null where the length is fixed.</summary>
    public PeriodBounds? Bounds { get; init; }
    /// <summary>What else the law may mean; its date is shown beside the due date.</summary>
    public IReadOnlyList<LengthDoubt> Doubts { get; init; } = [];
    /// <summary>Days before the due date on which to warn, largest first.</summary>
    public IReadOnlyList<int> Alerts { get; init; } = [];
    /// <summary>In whose daily work list it appears.</summary>
    public IReadOnlyList<Role> Owners { get; init; } = [];
    public required DateOnly EffectiveFrom { get; init; }
    public DateOnly? EffectiveTo { get; init; }
    public string? Note { get; init; }

    public bool InForce(DateOnly day) => EffectiveFrom <= day && (EffectiveTo is not { } last || day <= last);
}

/// <summary>How a period may be lengthened: by how much in all, and by when that must be asked for and decided.</summary>
/// <param name="Most">In the rule's own unit; null where the parties may agree on any length.</param>
/// <param name="RequestDaysBefore">The request is in time this many days before the last day or earlier; null where nobody has to be asked.</param>
/// <param name="Superior">What the superior court may add when the president's is used; null where nobody may.</param>
internal sealed record ExtensionRule(int? Most, Citation Citation, int? RequestDaysBefore, int? DecideDaysBefore, Citation? TimingCitation, SuperiorExtensionRule? Superior = null);

/// <param name="Most">In the rule's own unit.</param>
internal sealed record SuperiorExtensionRule(int Most, Citation Citation, int RequestDaysBefore, int DecideDaysBefore, Citation TimingCitation);

/// <summary>How short and how long a period may be that a judge sets, in days.</summary>
/// <param name="Least">Unless the parties agree on less; null where there is no shortest.</param>
/// <param name="MostWithReason">Where the text says only 一般: the most that a reason can carry.</param>
internal sealed record PeriodBounds(int? Least, int? Most, int? MostWithReason, Citation Citation);

/// <summary>Another length that the texts allow to be read.</summary>
/// <param name="Procedures">Empty: whatever the procedure.</param>
/// <param name="Fact">Only where this fact is true; null for every case.</param>
internal sealed record LengthDoubt(ClockUnit Unit, int Length, IReadOnlyList<Procedure> Procedures, string Text, Citation? Citation, string? Fact = null);

/// <summary>Days that do not count, by ground.</summary>
/// <param name="MostMonths">Only so much of one stretch is left out; null for all of it.</param>
internal sealed record DeductionRule(string Ground, string Name, string NameEn, int? MostMonths, Citation Citation);

/// <summary>Every clock, every ground of deduction and every other limit. Immutable.</summary>
internal sealed class ClockCatalogue(IReadOnlyList<ClockRule> clocks, IReadOnlyList<DeductionRule> deductions, IReadOnlyList<LimitRule> limits)
{
    public IReadOnlyList<ClockRule> Clocks { get; } = clocks;

    public IReadOnlyList<DeductionRule> Deductions { get; } = deductions;

    public IReadOnlyList<LimitRule> Limits { get; } = limits;

    /// <param name="id">One of <see cref="Clocks.Limits"/>.</param>
    public int Limit(string id) => Limits.First(rule => rule.Id == id).Length;

    /// <summary>How long a stretch of a case may take, in the unit of its rule, whatever the procedure and the regime.</summary>
    public int LengthOf(string span, DateOnly startOn) => For(span, null, "", startOn)!.Length;

    public DeductionRule? Deduction(string ground) => Deductions.FirstOrDefault(rule => rule.Ground == ground);

    /// <summary>The rule for a stretch of a case: the version in force when it began, else the oldest. Null where nothing limits it.</summary>
    public ClockRule? For(string span, Procedure? procedure, string regime, DateOnly startOn)
    {
        var candidates = Clocks
            .Where(rule => rule.Span == span && (rule.Procedures.Count == 0 || (procedure is { } p && rule.Procedures.Contains(p))))
            .Where(rule => rule.Regimes.Count == 0 || rule.Regimes.Contains(regime))
            .OrderBy(rule => rule.EffectiveFrom).ToList();
        return candidates.LastOrDefault(rule => rule.InForce(startOn)) ?? candidates.FirstOrDefault();
    }
}
