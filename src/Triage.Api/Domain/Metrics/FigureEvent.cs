namespace Triage.Api.Domain.Metrics;

/// <summary>What can be counted of a case. The numbers are stored; a new kind takes a new number.</summary>
internal enum FigureKind
{
    Filed = 1,
    /// <summary>Amount: days from filing to closing.</summary>
    Closed = 2,
    /// <summary>Dated by the appeal.</summary>
    Appealed = 3,
    /// <summary>The same appeal dated by the closing: the cohort view.</summary>
    ClosureAppealed = 4,
    MediationEnded = 5,
    Confirmed = 6,
    PerformanceDue = 7,
    /// <summary>Dated by the day it was due.</summary>
    Performed = 8,
    /// <summary>Dated by the receipt.</summary>
    IntakeDecided = 9,
    /// <summary>Dated by the receipt; counts from the day after it was due.</summary>
    IntakePending = 10,
    /// <summary>Dated by the day it was due.</summary>
    TaskDone = 11,
    TaskPending = 12,
    FollowedUp = 13,
    Triaged = 14,
    RouteConfirmed = 15,
}

/// <summary>What more is to be said of it. Stored as bits.</summary>
[Flags]
internal enum FigureMarks
{
    None = 0,
    InTime = 1,
    /// <summary>Simple procedure, small claims included (民诉法 第十三章).</summary>
    Simple = 2,
    SmallClaims = 4,
    Converted = 8,
    /// <summary>Closed by a mediation statement or withdrawn.</summary>
    Settled = 16,
    /// <summary>Not barred from mediation (民诉法解释 143).</summary>
    Mediable = 32,
    /// <summary>Mediation agreed or settled privately.</summary>
    Resolved = 64,
    Agreed = 128,
    Satisfied = 256,
    Unsatisfied = 512,
    Abstained = 1024,
    Repeated = 2048,
    Overridden = 4096,
}

/// <summary>One countable thing of one case. No personal data.</summary>
/// <param name="Item">Which of several of a kind, from 0.</param>
/// <param name="Day">The day it is counted on.</param>
/// <param name="Family">Kind of dispute; null while nobody has said.</param>
/// <param name="Amount">What is summed where the measure is no count; else 1.</param>
/// <param name="Due">It counts only once this day has passed.</param>
internal readonly record struct FigureEvent(FigureKind Kind, int Item, DateOnly Day, string Tribunal, string? Family, FigureMarks Marks, int Amount, DateOnly? Due);

/// <summary>A countable thing with the days between which it was true by the case's own dates; for a case taken over from an older ledger.</summary>
/// <param name="Until">The first day on which it no longer was; null while it is.</param>
internal readonly record struct DatedFigure(FigureEvent Event, DateOnly From, DateOnly? Until);
