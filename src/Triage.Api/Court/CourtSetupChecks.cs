using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;
using Route = Triage.Api.Domain.Route;

namespace Triage.Api.Court;

/// <summary>What no single cell shows: references, duplicates, one triage officer each, versions that overlap. An empty cell was reported where it was read and is skipped here.</summary>
internal static class CourtSetupChecks
{
    public static readonly Role[] CourtWide = [Role.President, Role.Leader, Role.DataStaff, Role.SystemAdmin, Role.SecurityAdmin, Role.Auditor];
    private static readonly Route[] TeamRoutes = [Route.FastTrack, Route.FamilyTeam, Route.LandTeam, Route.SpecialisedTeam, Route.OrdinaryTeam];

    public static void Check(CourtTables tables)
    {
        foreach (var surplus in tables.Courts.Skip(1)) surplus.Row.Fail("", "只能登记一个法院");
        CheckTribunals(tables);
        CheckPeople(tables);
        CheckTeams(tables);
        CheckMediation(tables);
        CheckTies(tables);
        CheckPlaces(tables);
        CheckAccounts(tables);
        CheckCalendar(tables.Calendar);
        CheckWages(tables.Wages);
        CauseChecks.Check(tables.Causes);
    }

    private static void CheckTies(CourtTables tables)
    {
        var known = tables.People.Select(row => row.Value.Id).Concat(tables.Mediators.Select(row => row.Value.Id)).ToHashSet();
        foreach (var (row, tie) in tables.Ties)
            if (tie.Person.Length > 0 && !known.Contains(tie.Person)) row.Fail("person", $"没有编号为“{tie.Person}”的人员或者调解员");
    }

    /// <summary>A mediator whose tribunals or fields are left empty has those of the organisation.</summary>
    public static Mediator WithInherited(Mediator mediator, IReadOnlyList<Parsed<Organisation>> organisations)
    {
        var home = organisations.First(row => row.Value.Id == mediator.Organisation).Value;
        return mediator with
        {
            Tribunals = mediator.Tribunals.Count > 0 ? mediator.Tribunals : home.Tribunals,
            Families = mediator.Families.Count > 0 ? mediator.Families : home.Families,
        };
    }

    /// <summary>Reports every row after the first with the same key.</summary>
    public static void Unique<T>(IReadOnlyList<Parsed<T>> rows, string column, Func<T, string> key)
    {
        foreach (var group in rows.Where(row => key(row.Value).Length > 0).GroupBy(row => key(row.Value), StringComparer.Ordinal))
            foreach (var twice in group.Skip(1))
                twice.Row.Fail(column, $"“{group.Key}”重复，第{group.First().Row.Line}行已登记");
    }

    /// <summary>Reports each name that is not in the set.</summary>
    public static void Known(CsvRow row, string column, IEnumerable<string> names, IReadOnlyCollection<string> known, string what)
    {
        foreach (var name in names)
            if (name.Length > 0 && !known.Contains(name)) row.Fail(column, $"没有{what}“{name}”");
    }

    private static void CheckTribunals(CourtTables tables)
    {
        Unique(tables.Tribunals, "code", tribunal => tribunal.Code);
        var headquarters = tables.Tribunals.Where(row => row.Value.Kind == TribunalKind.Headquarters).ToList();
        foreach (var second in headquarters.Skip(1)) second.Row.Fail("kind", "院机关只能有一个");
        if (headquarters.Count == 0 && tables.Tribunals is [var first, ..]) first.Row.Fail("kind", "缺少院机关（headquarters）");

        var towns = new Dictionary<string, int>();
        foreach (var (row, tribunal) in tables.Tribunals)
            foreach (var town in tribunal.Towns)
                if (!towns.TryAdd(town, row.Line)) row.Fail("towns", $"“{town}”已由第{towns[town]}行的法庭管辖");

        foreach (var (row, tribunal) in tables.Tribunals)
        {
            var officers = tables.People.Where(person => person.Value.Tribunal == tribunal.Code && person.Value.Roles.Contains(Role.TriageOfficer)).ToList();
            if (officers.Count == 0) row.Fail("code", $"“{tribunal.Name}”没有程序分流员（people.csv 中须有且只有一人）");
            foreach (var second in officers.Skip(1))
                second.Row.Fail("roles", $"“{tribunal.Name}”已有程序分流员（第{officers[0].Row.Line}行），只能有一人");
        }
    }

    private static void CheckPeople(CourtTables tables)
    {
        Unique(tables.People, "id", person => person.Id);
        var tribunals = Codes(tables);
        foreach (var (row, person) in tables.People)
        {
            Known(row, "tribunal", [person.Tribunal], tribunals, "法庭");
            if (person.LeaderQuota > 0 && person.Position is not (Position.President or Position.Leader)) row.Fail("leader_quota", "只有院领导可以有办案定额");
            foreach (var (earlier, later) in person.Leave.OrderBy(leave => leave.From).Zip(person.Leave.OrderBy(leave => leave.From).Skip(1)))
                if (later.From <= earlier.To) row.Fail("leave", $"{later.From:yyyy-MM-dd} 起的离岗期间与前一期间重叠");
        }
    }

    private static void CheckTeams(CourtTables tables)
    {
        Unique(tables.Teams, "code", team => team.Code);
        var tribunals = Codes(tables);
        var people = tables.People.GroupBy(row => row.Value.Id).ToDictionary(group => group.Key, group => group.First().Value);
        var causes = tables.Causes.Select(row => row.Value.Name).ToHashSet();
        foreach (var (row, team) in tables.Teams)
        {
            Known(row, "tribunal", [team.Tribunal], tribunals, "法庭");
            Known(row, "families", team.Families, Families.Names.Keys, "纠纷大类");
            Known(row, "causes", team.Causes, causes, "案由");
            Known(row, "members", team.Members, people.Keys, "人员");
            if (!TeamRoutes.Contains(team.Type)) row.Fail("type", "不是团队类型");
            foreach (var route in team.AlsoServes.Except(TeamRoutes)) row.Fail("also_serves", $"“{route}”不是团队类型");

            var members = team.Members.Where(people.ContainsKey).Select(id => people[id]).ToList();
            foreach (var stranger in members.Where(member => member.Tribunal.Length > 0 && member.Tribunal != team.Tribunal))
                row.Fail("members", $"“{stranger.Id}”不在该法庭，而在“{stranger.Tribunal}”");
            if (members.Count > 0 && !members.Any(member => member.HearsCases)) row.Fail("members", "团队中没有法官");
        }
    }

    private static void CheckMediation(CourtTables tables)
    {
        Unique(tables.Organisations, "id", organisation => organisation.Id);
        Unique(tables.Mediators, "id", mediator => mediator.Id);
        var tribunals = Codes(tables);
        foreach (var (row, organisation) in tables.Organisations)
        {
            Known(row, "tribunals", organisation.Tribunals, tribunals, "法庭");
            Known(row, "families", organisation.Families, Families.Names.Keys, "纠纷大类");
        }
        var organisations = tables.Organisations.Select(row => row.Value.Id).ToHashSet();
        var people = tables.People.GroupBy(row => row.Value.Id).ToDictionary(group => group.Key, group => group.First().Value);
        foreach (var (row, mediator) in tables.Mediators)
        {
            Known(row, "organisation", [mediator.Organisation], organisations, "调解组织");
            Known(row, "tribunals", mediator.Tribunals, tribunals, "法庭");
            Known(row, "families", mediator.Families, Families.Names.Keys, "纠纷大类");
            if (people.TryGetValue(mediator.Id, out var person) && person.Name != mediator.Name)
                row.Fail("id", $"“{mediator.Id}”在 people.csv 中是“{person.Name}”，不是“{mediator.Name}”");
        }
    }

    private static void CheckPlaces(CourtTables tables)
    {
        Unique(tables.Villages, "id", village => village.Id);
        Unique(tables.Villages, "name", village => village.Name.Length > 0 ? village.Town + village.Name : "");
        Unique(tables.Stations, "id", station => station.Id);
        foreach (var (row, village) in tables.Villages) CheckPlace(row, village.Tribunal, village.Town, tables);
        foreach (var (row, station) in tables.Stations) CheckPlace(row, station.Tribunal, station.Town, tables);
    }

    private static void CheckPlace(CsvRow row, string code, string town, CourtTables tables)
    {
        Known(row, "tribunal", [code], Codes(tables), "法庭");
        var tribunal = tables.Tribunals.FirstOrDefault(candidate => candidate.Value.Code == code)?.Value;
        if (tribunal is not null && town.Length > 0 && !tribunal.Towns.Contains(town)) row.Fail("town", $"“{town}”不在“{tribunal.Name}”辖区");
    }

    private static void CheckAccounts(CourtTables tables)
    {
        Unique(tables.Accounts, "user_name", account => account.UserName);
        var tribunals = Codes(tables);
        var mediators = tables.Mediators.Select(row => row.Value.Id).ToHashSet();
        var people = tables.People.GroupBy(row => row.Value.Id).ToDictionary(group => group.Key, group => group.First().Value);
        var humans = people.Keys.Concat(mediators).ToHashSet();
        foreach (var (row, account) in tables.Accounts)
        {
            Known(row, "person", [account.Person], humans, "人员或调解员");
            if (account.Roles.Count == 0) row.Fail("roles", "不能为空");
            var enrolled = mediators.Contains(account.Person);
            if (account.Roles.Contains(Role.Mediator) && humans.Contains(account.Person) && !enrolled) row.Fail("person", "不在调解员名册（mediators.csv）");
            if (people.TryGetValue(account.Person, out var person))
            {
                foreach (var role in account.Roles.Except(person.Roles).Where(role => role != Role.Mediator || enrolled))
                    row.Fail("roles", $"“{person.Name}”在 people.csv 中没有该角色（{CsvRow.SnakeCase(role.ToString())}）");
                if (account.Tribunal is not null && tribunals.Contains(account.Tribunal) && account.Tribunal != person.Tribunal)
                    row.Fail("tribunal", $"“{person.Name}”在 people.csv 中属于“{person.Tribunal}”");
            }
            var wide = account.Roles.All(CourtWide.Contains);
            if (account.Tribunal is { } code) Known(row, "tribunal", [code], tribunals, "法庭");
            if (account.Roles.Count > 0 && account.Tribunal is null && !wide) row.Fail("tribunal", "该角色须属于一个法庭");
        }
    }

    private static void CheckCalendar(IReadOnlyList<Parsed<CalendarDay>> rows)
    {
        var dated = rows.Where(row => row.Value.Date != default).ToList();
        foreach (var problem in WorkingCalendar.Problems([.. dated.Select(row => row.Value)])) dated[problem.Index].Row.Fail("date", problem.Reason);
    }

    private static void CheckWages(IReadOnlyList<Parsed<WageFigure>> rows)
    {
        Unique(rows, "year", figure => figure.Province.Length > 0 ? $"{figure.Province} {figure.Year} {figure.Series}" : "");
        foreach (var (row, figure) in rows)
            if (figure.PublishedOn != default && figure.PublishedOn.Year <= figure.Year) row.Fail("published_on", "公布日期应在该年度之后");
    }

    private static HashSet<string> Codes(CourtTables tables) => [.. tables.Tribunals.Select(row => row.Value.Code)];
}
