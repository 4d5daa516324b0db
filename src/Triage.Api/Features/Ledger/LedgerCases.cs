using System.Globalization;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;
using Route = Triage.Api.Domain.Route;

namespace Triage.Api.Features.Ledger;

/// <summary>From a line of the ledger to a case and back, so that a file makes the round trip unchanged.</summary>
/// <remarks>What a line leaves empty and a case must have is filled in and named in <see cref="CourtCase.Assumed"/>; it is not written back.</remarks>
internal sealed class LedgerCases(CourtSetup court, ClockCatalogue clocks, DateOnly today)
{
    private const string ReceivedOn = "receivedOn", ChannelMember = "channel", DueOn = "trial.dueOn", Mode = "closure.mode", AppliedOn = "confirmation.appliedOn";

    private readonly Dictionary<(string Name, DateOnly On), CaseCause> _causes = [];
    private readonly ILookup<string, Person> _people = court.People.Where(person => person.HearsCases).ToLookup(person => person.Name, StringComparer.Ordinal);

    public CourtCase ToCase(LedgerRow r, string id, DateTimeOffset at)
    {
        var received = r.ReceivedOn ?? r.FiledOn!.Value;
        var due = r.DueOn ?? DueAfter(r);
        List<string> assumed = [];
        if (r.ReceivedOn is null) assumed.Add(ReceivedOn);
        if (r.Channel is null) assumed.Add(ChannelMember);
        if (r.FiledOn is null) assumed.Add(CourtCase.NumberedOn);
        if (r.DueOn is null && due is not null) assumed.Add(DueOn);
        if (r is { ClosedOn: not null, ClosureMode: null }) assumed.Add(Mode);
        if (r is { ConfirmationDecidedOn: not null, ConfirmationAppliedOn: null }) assumed.Add(AppliedOn);
        return new CourtCase
        {
            Id = id,
            State = StateOf(r),
            Regime = court.Court.Regime,
            Tribunal = r.Tribunal,
            Channel = r.Channel ?? Channel.Counter,
            ReceivedOn = received,
            FiledOn = r.FiledOn,
            ClosedOn = r.ClosedOn,
            Numbers = [new CaseNumber(KindOf(r.Number), r.Number, r.FiledOn ?? received)],
            Parties = [.. r.Plaintiffs.Select(name => Party(PartyRole.Plaintiff, name)), .. r.Defendants.Select(name => Party(PartyRole.Defendant, name))],
            Narrative = r.Narrative ?? "",
            Amount = r.Amount,
            Cause = r.Cause is { } cause ? CauseOf(cause, received) : null,
            Route = r.MediationStartedOn is not null || r.MediationEndedOn is not null ? Route.Mediation : null,
            Procedure = r.Procedure,
            Bench = r.Bench,
            Judge = r.Judge is { } judge ? JudgeOf(judge, r.Tribunal) : null,
            Mediation = MediationOf(r),
            Confirmation = r.ConfirmationAppliedOn is not null || r.ConfirmationDecidedOn is not null
                ? new ConfirmationRecord
                {
                    Applicants = [.. r.Plaintiffs, .. r.Defendants],
                    AppliedOn = (r.ConfirmationAppliedOn ?? r.ConfirmationDecidedOn)!.Value,
                    Decision = r.ConfirmationDecision,
                    DecidedOn = r.ConfirmationDecidedOn,
                }
                : null,
            Trial = r.FiledOn is null ? null : new TrialRecord
            {
                AssignedOn = r.Judge is null ? null : r.FiledOn,
                DueOn = due,
                DueOnStated = r.DueOn is not null,
                ProcedureChanges = r.ConvertedFrom is { } from ? [new ProcedureChange(from, r.Procedure!.Value, r.Bench ?? Bench.Sole, r.ClosedOn ?? r.FiledOn.Value, "台账导入")] : [],
            },
            Closure = r.ClosedOn is { } closedOn
                ? new ClosureRecord(r.ClosureMode ?? ClosureMode.Other, new(LedgerWords.Modes.Write(r.ClosureMode ?? ClosureMode.Other), closedOn), [])
                {
                    Performance = r is { PerformanceDueOn: { } orderedOn, MediationOutcome: not MediationOutcome.Agreed } ? [new("", orderedOn, r.PerformedOn)] : [],
                }
                : null,
            Appeals = r.AppealedOn is { } appealedOn ? [new AppealRecord("", appealedOn)] : [],
            FollowUps = r is { FollowUpOn: { } visitedOn, Satisfied: { } satisfied } ? [new FollowUpRecord(visitedOn, r.PerformedOn is not null, satisfied, null, 1)] : [],
            CreatedAt = at,
            Assumed = assumed,
        };
    }

    /// <summary>What is kept as it was written although no table knows it, or the law does not allow for it: somebody may have mistyped it.</summary>
    public IReadOnlyList<RowProblem> Doubts(LedgerRow r)
    {
        List<RowProblem>? doubts = null;
        foreach (var odd in LedgerDoubts.Of(r, court, () => Cells(r, codes: false))) (doubts ??= []).Add(odd);
        if (r.Cause is { } cause && CauseOf(cause, r.ReceivedOn ?? r.FiledOn!.Value).Code.Length == 0) (doubts ??= []).Add(new("案由", $"案由表中没有“{cause}”，已照录，按“其他”统计"));
        if (r.Judge is { } judge && court.FindPerson(JudgeOf(judge, r.Tribunal)) is null)
            (doubts ??= []).Add(new("承办法官", _people[judge].Any() ? $"有多名法官叫“{judge}”，已照录，未归到人" : $"人员表中没有法官“{judge}”，已照录"));
        return doubts ?? (IReadOnlyList<RowProblem>)[];
    }

    /// <summary>Null where the case has no number but its receipt's: the ledger does not hold it yet.</summary>
    public LedgerRow? ToRow(CourtCase c)
    {
        var number = c.Numbers.FirstOrDefault(one => one.Kind == NumberKinds.FirstInstance) ?? c.Numbers.LastOrDefault(one => one.Kind != NumberKinds.Receipt);
        if (number is null) return null;
        var performance = c.Mediation?.Agreement?.Performance is [var agreed, ..] ? agreed : c.Closure?.Performance is [var ordered, ..] ? ordered : null;
        var visit = c.FollowUps.Count > 0 ? c.FollowUps[^1] : null;
        return new LedgerRow
        {
            Number = number.Number,
            Tribunal = c.Tribunal,
            Cause = c.Cause?.Name,
            Plaintiffs = [.. c.Parties.Where(p => p.Role is PartyRole.Plaintiff or PartyRole.Applicant).Select(p => p.Name)],
            Defendants = [.. c.Parties.Where(p => p.Role is PartyRole.Defendant or PartyRole.Respondent).Select(p => p.Name)],
            Amount = c.Amount,
            ReceivedOn = Stated(ReceivedOn, c.ReceivedOn),
            FiledOn = c.FiledOn,
            Channel = Stated(ChannelMember, c.Channel),
            Procedure = c.Procedure,
            ConvertedFrom = c.Trial?.ProcedureChanges is [var first, ..] ? first.From : null,
            Bench = c.Bench,
            Judge = c.Judge is { } judge ? court.NameOf(judge) ?? judge : null,
            MediationStartedOn = c.Mediation?.StartedOn,
            MediationEndedOn = c.Mediation?.EndedOn,
            MediationOutcome = c.Mediation?.Outcome,
            ConfirmationAppliedOn = c.Confirmation is { } confirmation ? Stated(AppliedOn, confirmation.AppliedOn) : null,
            ConfirmationDecision = c.Confirmation?.Decision,
            ConfirmationDecidedOn = c.Confirmation?.DecidedOn,
            ClosedOn = c.ClosedOn,
            ClosureMode = c.Closure is { } closure ? Stated(Mode, closure.Mode) : null,
            DueOn = c.Trial?.DueOn is { } due ? Stated(DueOn, due) : null,
            AppealedOn = c.Appeals.Count > 0 ? c.Appeals.Min(appeal => appeal.On) : null,
            PerformanceDueOn = performance?.DueOn,
            PerformedOn = performance?.PerformedOn,
            FollowUpOn = visit?.On,
            Satisfied = visit?.Satisfied,
            Narrative = c.Narrative.Length == 0 ? null : c.Narrative,
        };

        T? Stated<T>(string member, T value) where T : struct => c.Assumed.Contains(member) ? null : value;
    }

    /// <summary>The cells of a row in the order of <see cref="LedgerColumns"/>.</summary>
    /// <param name="codes">Codes instead of names for tribunals, for machines.</param>
    public string?[] Cells(LedgerRow r, bool codes) =>
    [
        r.Number, codes || court.FindTribunal(r.Tribunal) is not { } tribunal ? r.Tribunal : LedgerReader.ShortName(court, tribunal), r.Cause,
        List(r.Plaintiffs), List(r.Defendants), r.Amount?.ToString(CultureInfo.InvariantCulture), Date(r.ReceivedOn), Date(r.FiledOn),
        r.Channel is { } channel ? LedgerWords.Channels.Write(channel) : null,
        r.Procedure is { } procedure ? LedgerWords.Procedures.Write(procedure) : null, r.ConvertedFrom is { } from ? LedgerWords.Procedures.Write(from) : null,
        r.Bench is { } bench ? LedgerWords.Benches.Write(bench) : null, r.Judge, Date(r.MediationStartedOn), Date(r.MediationEndedOn),
        r.MediationOutcome is { } outcome ? LedgerWords.Outcomes.Write(outcome) : null, Date(r.ConfirmationAppliedOn),
        r.ConfirmationDecision is { } decision ? LedgerWords.Decisions.Write(decision) : null, Date(r.ConfirmationDecidedOn), Date(r.ClosedOn),
        r.ClosureMode is { } mode ? LedgerWords.Modes.Write(mode) : null, Date(r.DueOn), Date(r.AppealedOn), Date(r.PerformanceDueOn), Date(r.PerformedOn), Date(r.FollowUpOn),
        r.Satisfied is { } satisfied ? LedgerWords.YesNo(satisfied) : null, r.Narrative,
    ];

    private static string? Date(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? List(IReadOnlyList<string> names) => names.Count == 0 ? null : string.Join('；', names);

    /// <summary>The trial limit of the procedure, counted from the day after filing (民事诉讼法 152, 164, 168, 187): the nominal day, as ledgers keep it.</summary>
    private DateOnly? DueAfter(LedgerRow r) => r is { FiledOn: { } filed, Procedure: { } procedure } && clocks.For(Spans.Trial, procedure, court.Court.Regime, filed) is { } rule
        ? rule.Unit == ClockUnit.Month ? filed.AddMonths(rule.Length) : filed.AddDays(rule.Length) : null;

    /// <summary>A case closed longer ago than a file may lie open is taken to be archived: nobody is reminded of history.</summary>
    private CaseState StateOf(LedgerRow r) => r switch
    {
        { AppealedOn: not null } => CaseState.Appealed,
        { Satisfied: false } => CaseState.Redo,
        { ClosedOn: { } closedOn } when closedOn.AddDays(clocks.LengthOf(Spans.Archive, closedOn)) < today => CaseState.Archived,
        { Satisfied: true } => CaseState.FollowUp,
        { ClosedOn: not null } => CaseState.Closed,
        { MediationStartedOn: not null, MediationEndedOn: null } => CaseState.Mediating,
        { ConfirmationDecision: ConfirmationDecision.Confirmed } => CaseState.Confirmed,
        { ConfirmationDecision: not null } => CaseState.ConfirmationRefused,
        { ConfirmationAppliedOn: not null } => CaseState.ConfirmationReview,
        { MediationOutcome: MediationOutcome.Agreed } => CaseState.Agreed,
        { FiledOn: not null, Judge: not null } => CaseState.Assigned,
        { FiledOn: not null } => CaseState.Filed,
        { MediationOutcome: MediationOutcome.Withdrawn or MediationOutcome.SettledPrivately } => CaseState.Withdrawn,
        { MediationOutcome: not null } => CaseState.MediationFailed,
        _ => CaseState.Received,
    };

    private static MediationRecord? MediationOf(LedgerRow r)
    {
        if ((r.MediationStartedOn ?? r.MediationEndedOn) is not { } since) return null;
        return new MediationRecord
        {
            QueuedAt = new DateTimeOffset(since.ToDateTime(TimeOnly.MinValue), ChinaTime.Offset),
            Attempt = 1,
            StartedOn = r.MediationStartedOn,
            EndedOn = r.MediationEndedOn,
            Outcome = r.MediationOutcome,
            Agreement = r is { MediationOutcome: MediationOutcome.Agreed, MediationEndedOn: { } signed }
                ? new MediationAgreement("", signed, signed, r.PerformanceDueOn is { } due ? [new("", due, r.PerformedOn)] : [])
                : null,
        };
    }

    public static bool IsFirstInstance(string? number) => number is not null && KindOf(number) == NumberKinds.FirstInstance;

    /// <summary>Of a number that is of none of the kinds we know.</summary>
    public const string OtherNumber = "other";

    private static string KindOf(string number) => KindOf(CaseNumbers.Parse(number));

    public static string KindOf(CaseNumberParts number) => number.TypeWord switch
    {
        "民初" => NumberKinds.FirstInstance,
        "收" => NumberKinds.Receipt,
        "民诉前调" or "诉前调" => NumberKinds.PreFilingMediation,
        "诉前调确" => NumberKinds.Confirmation,
        "民特" => NumberKinds.SpecialProcedure,
        "诉前调书" or "人调" or "人调字" => NumberKinds.MediationAgreement,
        _ => OtherNumber,
    };

    private static Party Party(PartyRole role, string name) => new() { Role = role, Name = name, Kind = PartyKinds.Of(name) };

    /// <summary>The cause in force on the day, else the same name in any version; an unknown name is kept as it was written.</summary>
    private CaseCause CauseOf(string name, DateOnly on)
    {
        if (_causes.TryGetValue((name, on), out var known)) return known;
        var cause = court.Causes.Find(name, on) ?? court.Causes.All.LastOrDefault(one => one.Name == name);
        return _causes[(name, on)] = cause is null ? new CaseCause("", name, "other") : new CaseCause(cause.Code, name, cause.Family);
    }

    private string JudgeOf(string name, string tribunal) =>
        court.FindPerson(name)?.Id
        ?? (_people[name].Where(person => person.Tribunal == tribunal).ToList() is [var own] ? own.Id : _people[name].ToList() is [var only] ? only.Id : name);
}
