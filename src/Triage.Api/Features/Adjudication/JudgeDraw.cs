using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Rules;
using Route = Triage.Api.Domain.Route;

namespace Triage.Api.Features.Adjudication;

/// <summary>Who was drawn, with the record that proves it; or why nobody could be.</summary>
internal sealed record DrawnJudge(string Judge, string? Team, AssignmentDraw Draw);

/// <summary>Random assignment balanced by weighted open load. Reads the loads in the transaction that assigns, so that two filings never see the same urn.</summary>
internal sealed class JudgeDraw(CourtSetup court, CaseStore store, RuleBook rules, TimeProvider time)
{
    private static readonly CaseState[] Open = [CaseState.Assigned, CaseState.Preparing, CaseState.InTrial, CaseState.Suspended];

    /// <param name="team">Only this team, where an officer named it; null for every team that serves the route.</param>
    public async Task<(DrawnJudge? Drawn, Refusal? Refusal)> DrawAsync(WriteUnit unit, CourtCase c, Route route, string? team, string? reason = null)
    {
        var today = CourtDay();
        var teams = team is not null && court.FindTeam(team) is { } named ? [named] : court.TeamsFor(c.Tribunal, route, c.Cause?.Family, CauseOf(c));
        if (teams.Count == 0) teams = court.TeamsFor(c.Tribunal, Route.OrdinaryTeam, null, null);
        var judges = teams.SelectMany(one => one.Members).Distinct().Select(court.FindPerson).OfType<Person>().Where(person => person.HearsCases).ToList();
        var excluded = new Dictionary<string, string>(StringComparer.Ordinal);
        var year = await HeardAsync(unit, new DateOnly(today.Year, 1, 1));
        foreach (var judge in judges)
            if ((Against(c, judge, today) ?? OverQuota(court, judge, year)) is { } why) excluded[judge.Id] = why;
        // Everybody of the teams is barred: the tribunal's other judges, then nobody.
        if (judges.All(judge => excluded.ContainsKey(judge.Id)))
            foreach (var other in court.Judges.Where(person => person.Tribunal == c.Tribunal && judges.All(judge => judge.Id != person.Id)))
            {
                judges.Add(other);
                if (Against(c, other, today) is { } why) excluded[other.Id] = why;
            }
        if (await SeriesJudgeAsync(unit, c, today) is { } series && judges.Any(judge => judge.Id == series) && !excluded.ContainsKey(series))
        {
            foreach (var other in judges.Where(judge => judge.Id != series && !excluded.ContainsKey(judge.Id))) excluded[other.Id] = "系列、关联案件由同一审判组织审理";
            reason ??= "系列、关联案件归同一审判组织";
        }
        var loads = await LoadsAsync(unit);
        var draw = Assignment.Draw(Seed(), judges.Select(judge => new AssignmentCandidate(judge.Id, loads.GetValueOrDefault(judge.Id))), excluded, reason);
        return draw is null
            ? (null, new Refusal(RefusalCodes.StateConflict, $"没有可以承办的法官：{string.Join("；", excluded.Select(pair => $"{court.NameOf(pair.Key)}：{pair.Value.TrimEnd('。')}"))}。请由庭长指定或者报请院长调配。", "No judge is left to draw from."))
            : (new(draw.Drawn, TeamOf(draw.Drawn, teams), draw with { Excluded = excluded.Concat(MembersWithTies(c, TeamOf(draw.Drawn, teams))).ToDictionary() }), null);
    }

    /// <summary>An officer names the judge. Who mediated the case, or has to step back, cannot be named either.</summary>
    public (DrawnJudge? Drawn, Refusal? Refusal) Designate(CourtCase c, string judge, string reason)
    {
        if (court.FindPerson(judge) is not { HearsCases: true } person)
            return (null, Guards.Field("judge", $"没有编号为“{judge}”的法官。"));
        if (person.Tribunal != c.Tribunal && person.Tribunal != court.Headquarters.Code)
            return (null, Guards.Field("judge", $"{person.Name}不在本庭。"));
        if (Conflicts.AgainstJudge(c, court.Known(judge, person.Name), court.NameOf) is { } conflict)
            return (null, conflict);
        if (person.OnLeave(CourtDay()))
            return (null, Guards.Field("judge", $"{person.Name}不能承办：休假、外出。"));
        var team = TeamOf(judge, court.Teams);
        return (new(judge, team, new AssignmentDraw(0, [judge], [], MembersWithTies(c, team), judge, Designated: true, reason)), null);
    }

    /// <summary>Assistants, clerks and assessors of the team that got the case are not drawn; whoever of them has a tie keeps out of it, and the record says so.</summary>
    private Dictionary<string, string> MembersWithTies(CourtCase c, string? team)
    {
        var tied = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in (team is null ? null : court.FindTeam(team))?.Members.Select(court.FindPerson).OfType<Person>().Where(person => !person.HearsCases) ?? [])
            if (Conflicts.OfStaff(c, court.Known(member.Id, member.Name)) is { } tie) tied[member.Id] = tie.Detail;
        return tied;
    }

    private string? Against(CourtCase c, Person judge, DateOnly today) =>
        Conflicts.AgainstJudge(c, court.Known(judge.Id, judge.Name), court.NameOf)?.Detail ?? (judge.OnLeave(today) ? "休假、外出" : null);

    /// <summary>Of every hundred cases of the teams that a leader belongs to, so many are the leader's own, and not more (院领导办案定额).</summary>
    public static string? OverQuota(CourtSetup court, Person judge, IReadOnlyDictionary<string, int> heard)
    {
        if (judge.LeaderQuota == 0) return null;
        var colleagues = court.Teams.Where(team => team.Members.Contains(judge.Id)).SelectMany(team => team.Members).Distinct();
        var (own, all) = (heard.GetValueOrDefault(judge.Id), colleagues.Sum(member => heard.GetValueOrDefault(member)));
        return (own + 1) * 100 > judge.LeaderQuota * (all + 1) && own > 0 ? $"院领导本年度办案已达定额（{judge.LeaderQuota}%）" : null;
    }

    /// <summary>The judge who already has a case of this plaintiff and cause, or a case that was linked as a series.</summary>
    private async Task<string?> SeriesJudgeAsync(WriteUnit unit, CourtCase c, DateOnly today)
    {
        foreach (var link in c.Links.Where(link => link.Relation is "series" or "related" or "merged"))
            if (await store.FindAsync(unit.Connection, link.CaseId) is { Judge: { } linked }) return linked;
        if (c.Cause is not { Code.Length: > 0 } cause) return null;
        var plaintiffs = c.Parties.Where(party => party.Role is PartyRole.Plaintiff or PartyRole.Applicant).ToArray();
        var others = await store.FindByPeopleAsync(unit.Connection, plaintiffs, 20, CancellationToken.None);
        return others.FirstOrDefault(other => other.Id != c.Id && other.Judge is not null && other.Tribunal == c.Tribunal && other.Cause?.Code == cause.Code && Open.Contains(other.State)
            && other.FiledOn >= today.AddDays(-rules.Workload.SeriesDays)
            && other.Parties.Any(party => party.Role is PartyRole.Plaintiff or PartyRole.Applicant && plaintiffs.Any(own => own.Name == party.Name)))?.Judge;
    }

    private async Task<Dictionary<string, double>> LoadsAsync(WriteUnit unit)
    {
        var loads = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var row in await unit.QueryAsync<LoadRow>(OpenCases(unit.Connection), new { States = Open.Select(EnumText.Of).ToArray() }))
            loads[row.Judge] = loads.GetValueOrDefault(row.Judge) + row.Cases * rules.Workload.WeightOf(
                EnumText.TryParse<Procedure>(row.Procedure, out var procedure) ? procedure : null, EnumText.TryParse<Bench>(row.Bench, out var bench) ? bench : null);
        return loads;
    }

    private static async Task<Dictionary<string, int>> HeardAsync(WriteUnit unit, DateOnly since) =>
        (await unit.QueryAsync<LoadRow>(FiledSince, new { since })).ToDictionary(row => row.Judge, row => (int)row.Cases);

    private Cause? CauseOf(CourtCase c) => c.Cause is { Code.Length: > 0 } cause ? court.Causes.Find(cause.Code, c.ReceivedOn) : null;

    private static string? TeamOf(string judge, IReadOnlyList<Team> teams) => teams.FirstOrDefault(team => team.Members.Contains(judge))?.Code;

    private DateOnly CourtDay() => Http.CourtTime.Today(time);

    /// <summary>Nobody can choose it, and the record shows it.</summary>
    private static long Seed()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        // 53 bits: the seed travels as a JSON number, which many clients keep no more exactly.
        return BinaryPrimitives.ReadInt64LittleEndian(bytes) & 0x1F_FFFF_FFFF_FFFF;
    }

    private static string OpenCases(DbConnection connection) =>
        $"select judge, procedure, bench, count(*) as cases from cases where judge is not null and {connection.In("state", "@States")} group by judge, procedure, bench";

    private const string FiledSince = "select judge, count(*) as cases from cases where judge is not null and filed_on >= @since group by judge";

    private sealed record LoadRow
    {
        public string Judge { get; init; } = "";
        public string? Procedure { get; init; }
        public string? Bench { get; init; }
        public long Cases { get; init; }
    }
}
