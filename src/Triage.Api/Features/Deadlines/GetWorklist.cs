using System.Data.Common;
using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;
using Triage.Api.Http;

namespace Triage.Api.Features.Deadlines;

/// <summary>What this person has to see to today: late, due today, due soon; the most urgent first. A judge and a mediator see their own cases, a leader what is late.</summary>
internal static class GetWorklist
{
    public static readonly Role[] Readers = [Role.Clerk, Role.TriageOfficer, Role.Mediator, Role.Judge, Role.TribunalHead, Role.President, Role.Leader];

    /// <summary>States in which a period of the parties runs and nothing of the court's need be due.</summary>
    private static readonly string[] PartyStates = [.. new[] { CaseState.Deficient, CaseState.Agreed, CaseState.Closed, CaseState.NotAccepted }.Select(EnumText.Of)];

    /// <summary>The same in a trial: time to answer, evidence. They are watched by those at the tribunal, not by leaders.</summary>
    private static readonly string[] TrialStates = [.. PartyStates, .. new[] { CaseState.Assigned, CaseState.Preparing, CaseState.InTrial }.Select(EnumText.Of)];
    /// <summary>What any judge of the tribunal may have to decide before the case has one.</summary>
    private static readonly string[] BeforeAJudge = [Spans.ConfirmationReview, Spans.ProtectionOrder, Spans.ProtectionOrderUrgent];

    /// <summary>The longest warning of Rules/clocks.json is fifteen days, and a request for more time is announced as long before that again.</summary>
    private const int Horizon = 30;
    private const int MostCases = 2_000;
    private const int DefaultLimit = 100, MostLimit = 500;

    public static async Task<Results<Ok<WorklistResponse>, Problem>> Handle(CurrentUser user, Database database, CaseStore store, CourtSetup court, CalendarStore calendar,
        TimeProvider time, CancellationToken ct, string? role = null, string? level = null, string? tribunal = null, int? limit = null)
    {
        if (Refuse(user, role, level, limit, tribunal) is { } refusal)
            return Problems.From(refusal);
        IReadOnlyList<Role> roles = role is null ? user.Roles : [EnumText.Parse<Role>(role)];
        var today = time.Today();
        var where = new
        {
            Tribunal = user.Tribunal ?? tribunal,
            Judge = OnlyOwn(roles, Role.Judge) ? user.PersonId : null,
            Mediator = OnlyOwn(roles, Role.Mediator) ? user.PersonId : null,
            Organisation = court.FindMediator(user.PersonId)?.Organisation ?? "",
            Horizon = today.AddDays(Horizon),
            Far = DateOnly.MaxValue,
            PartyStates = roles.Any(own => own is Role.Judge or Role.Clerk) ? TrialStates : PartyStates,
            Most = MostCases,
        };
        var cases = await database.ReadAsync(async (connection, token) => (await connection.QueryAsync<CaseRow>(new CommandDefinition(
            Sql(connection, where.Tribunal, where.Judge, where.Mediator), where, cancellationToken: token))).Select(store.Open).ToArray(), ct);
        var items = cases.SelectMany(c => Items(c, roles, user, court, calendar.Clocks, today, time.Now()))
            .OrderByDescending(item => item.Level).ThenBy(item => item.DueOn).ThenBy(item => item.DueAt).ThenBy(item => item.CaseId, StringComparer.Ordinal).ToArray();
        var shown = level is null ? items : [.. items.Where(item => item.Level == EnumText.Parse<ClockLevel>(level))];
        return TypedResults.Ok(new WorklistResponse(today, Count(items), [.. shown.Take(limit ?? DefaultLimit)], shown.Length));
    }

    private static IEnumerable<WorkItem> Items(CourtCase c, IReadOnlyList<Role> roles, CurrentUser user, CourtSetup court, CaseClocks clocks, DateOnly today, DateTimeOffset now)
    {
        var (refusal, masked) = CaseAccess.Of(user, c, court);
        if (refusal is not null) yield break;
        var unassigned = c.Judge is null && OnlyOwn(roles, Role.Judge);
        var readings = clocks.Of(c);
        if (unassigned) readings = [.. readings.Where(reading => BeforeAJudge.Contains(reading.Rule.Span))];
        var names = new PartyNames(c, masked);
        var number = c.Numbers.Count > 0 ? c.Numbers[^1].Number : null;
        foreach (var reading in readings)
        {
            var urgency = reading.LevelOn(today, now);
            if (urgency != ClockLevel.None && Concerns(roles, reading.Rule.Owners, urgency))
                yield return new(c.Id, number, c.Tribunal, c.State, c.Cause?.Name, "clock", reading.Rule.Id, reading.Rule.Code, reading.Rule.Name, names.Shown(reading.Span.Subject), reading.DueOn!.Value,
                    reading.RolledOn, reading.DaysLeftOn(today)!.Value, urgency, string.Join("", reading.WarningsOn(today, now).Take(2)), c.Judge, c.Mediator, reading.DueAt);
            // The day to ask for more time is before the day on which the limit itself warns.
            else if (reading.ExtensionDays().RequestBy is { } ask && ask >= today && ask.DayNumber - today.DayNumber <= 5 && reading.StatusOn(today) == ClockStatus.Running && Concerns(roles, reading.Rule.Owners, ClockLevel.Notice))
                yield return new(c.Id, number, c.Tribunal, c.State, c.Cause?.Name, "extension_request", reading.Rule.Id, reading.Rule.Code, reading.Rule.Name, null, ask, null, ask.DayNumber - today.DayNumber,
                    ask == today ? ClockLevel.Today : ClockLevel.Notice, $"审限{reading.DueOn:yyyy-MM-dd}届满，确需{(reading.PresidentHasGivenAll() ? $"再延长的最迟应于{ask:yyyy-MM-dd}报请上级人民法院批准" : $"延长的最迟应于{ask:yyyy-MM-dd}提出申请")}。", c.Judge, c.Mediator);
        }
        if (unassigned) yield break;
        foreach (var task in CaseTasks.Of(masked ? Masking.Mask(c) : c, readings))
        {
            var left = task.DueOn.DayNumber - today.DayNumber;
            var urgency = left < 0 ? ClockLevel.Overdue : left == 0 ? ClockLevel.Today : left <= 2 ? ClockLevel.Urgent : ClockLevel.Notice;
            // A letter is answered by its addressee; heads see what their people owe.
            if (task.Kind == "reminder" && task.Person != user.PersonId && !roles.Any(own => own is Role.TribunalHead or Role.Leader)) continue;
            if (Concerns(roles, task.Owners, urgency))
                yield return new(c.Id, number, c.Tribunal, c.State, c.Cause?.Name, task.Kind, null, null, task.Text, null, task.DueOn, null, left, urgency, task.Text, c.Judge, c.Mediator);
        }
    }

    private static bool Concerns(IReadOnlyList<Role> roles, IReadOnlyList<Role> owners, ClockLevel urgency) =>
        roles.Any(owners.Contains) || (urgency == ClockLevel.Overdue && roles.Contains(Role.Leader));

    private static bool OnlyOwn(IReadOnlyList<Role> roles, Role role) =>
        roles.Contains(role) && !roles.Any(other => other is Role.Clerk or Role.TriageOfficer or Role.TribunalHead or Role.President or Role.Leader || (other != role && other is Role.Judge or Role.Mediator));

    private static Dictionary<string, int> Count(IReadOnlyList<WorkItem> items) =>
        new[] { ClockLevel.Overdue, ClockLevel.Today, ClockLevel.Urgent, ClockLevel.Notice }.ToDictionary(EnumText.Of, level => items.Count(item => item.Level == level));

    private static Refusal? Refuse(CurrentUser user, string? role, string? level, int? limit, string? tribunal) =>
        role is not null && (!EnumText.TryParse<Role>(role, out var asked) || !user.Is(asked)) ? Bad("role", "只能查看自己所任角色的清单。")
        : level is not null && (!EnumText.TryParse<ClockLevel>(level, out var known) || known == ClockLevel.None) ? Bad("level", "level 应为 overdue、today、urgent 或 notice。")
        : limit is < 1 or > MostLimit ? Bad("limit", $"limit 应为 1 至 {MostLimit}。")
        : tribunal is not null ? user.RefuseTribunal(tribunal)
        : null;

    private static Refusal Bad(string field, string reason) => new(RefusalCodes.BadQuery, reason, $"'{field}' is not valid.") { Errors = new Dictionary<string, string[]> { [field] = [reason] } };

    private static string Sql(DbConnection connection, string? tribunal, string? judge, string? mediator) => $"""
        select {CaseStore.Columns} from cases
        where (due_on <= @Horizon or {connection.In("state", "@PartyStates")})
          {(tribunal is null ? "" : "and tribunal = @Tribunal")} {(judge is null ? "" : "and (judge = @Judge or judge is null)")} {(mediator is null ? "" : "and (mediator = @Mediator or offered_to = @Mediator or offered_to = @Organisation)")}
        order by coalesce(due_on, @Far), id limit @Most
        """;
}

/// <param name="Counts">How many items of each level there are, whatever level was asked for.</param>
internal sealed record WorklistResponse(DateOnly AsOf, IReadOnlyDictionary<string, int> Counts, IReadOnlyList<WorkItem> Items, int Total);

/// <param name="Kind">clock, extension_request, mediation_offer, second_triage, extension_decision, superior_extension_decision, evidence_extension_decision or reminder.</param>
/// <param name="DaysLeft">Negative once it is late.</param>
/// <param name="DueAt">The moment, where hours are counted.</param>
internal sealed record WorkItem(string CaseId, string? Number, string Tribunal, CaseState State, string? Cause, string Kind, string? Clock, string? Code, string Name, string? Subject, DateOnly DueOn,
    DateOnly? RolledOn, int DaysLeft, ClockLevel Level, string Text, string? Judge, string? Mediator, DateTimeOffset? DueAt = null);
