using System.Globalization;
using Triage.Api.Court;
using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;
using Triage.Tests.Support;

namespace Triage.Tests.Court;

public sealed class SampleCourtTests
{
    private static readonly CourtSetup Sample = LoadSample();

    private static CourtSetup LoadSample()
    {
        var load = CourtSetup.Load(CourtFiles.Sample);
        Assert.True(load.Errors.Count == 0, string.Join('\n', load.Errors));
        return load.Setup!;
    }

    [Fact]
    public void The_sample_court_has_the_staff_of_a_county_court()
    {
        Assert.Equal("wenyang", Sample.Court.Code);
        Assert.Equal(6, Sample.Tribunals.Count(tribunal => tribunal.Kind == TribunalKind.Tribunal));
        Assert.Equal("court", Sample.Headquarters.Code);
        Assert.NotNull(Sample.FindTribunal("dongzhuang"));
        Assert.Equal(17, Sample.Judges.Count());
        Assert.Equal(19, Sample.People.Count(person => person.Position == Position.Assistant));
        Assert.Equal(30, Sample.People.Count(person => person.Position == Position.ContractStaff));
        Assert.True(Sample.Villages.Count >= 120);
    }

    [Fact]
    public void Every_tribunal_has_a_triage_officer_one_or_two_fast_teams_a_family_team_and_a_land_team_where_there_is_farmland()
    {
        foreach (var tribunal in Sample.Tribunals)
        {
            Assert.Equal(tribunal.Code, Sample.TriageOfficerOf(tribunal.Code).Tribunal);
            var teams = Sample.Teams.Where(team => team.Tribunal == tribunal.Code).ToList();
            Assert.InRange(teams.Count(team => team.Type == Route.FastTrack), 1, 2);
            Assert.Single(teams, team => team.Type == Route.FamilyTeam);
            Assert.Equal(tribunal.Farmland ? 1 : 0, teams.Count(team => team.Type == Route.LandTeam));
        }
    }

    [Fact]
    public void Five_police_rooms_hold_eleven_mediators()
    {
        var rooms = Sample.Organisations.Where(organisation => organisation.Kind == OrganisationKind.PoliceRoom).Select(room => room.Id).ToHashSet();
        Assert.Equal(5, rooms.Count);
        Assert.Equal(11, Sample.Mediators.Count(mediator => rooms.Contains(mediator.Organisation)));
    }

    [Fact]
    public void Every_route_to_a_team_finds_one_in_every_tribunal_for_every_family()
    {
        foreach (var tribunal in Sample.Tribunals)
        {
            foreach (var family in Families.Names.Keys.Where(family => family != Families.Administrative))
            {
                Assert.NotNull(Sample.TeamFor(tribunal.Code, Route.FastTrack, family));
                Assert.NotNull(Sample.TeamFor(tribunal.Code, Route.OrdinaryTeam, family));
            }
            Assert.NotNull(Sample.TeamFor(tribunal.Code, Route.FamilyTeam, "family"));
            Assert.NotNull(Sample.TeamFor(tribunal.Code, Route.LandTeam, "land"));
            Assert.Equal("court-labour", Sample.TeamFor(tribunal.Code, Route.SpecialisedTeam, "labour")!.Code);
        }
    }

    [Fact]
    public void A_team_that_serves_the_cause_goes_before_one_that_serves_all()
    {
        var on = new DateOnly(2026, 11, 16);
        Assert.Equal("dongzhuang-fast-2", Sample.TeamFor("dongzhuang", Route.FastTrack, "lending", Sample.Causes.Find("民间借贷纠纷", on))!.Code);
        Assert.Equal("dongzhuang-fast-1", Sample.TeamFor("dongzhuang", Route.FastTrack, "neighbour", Sample.Causes.Find("相邻关系纠纷", on))!.Code);
        // The fourth-level cause is served by the team that names its parent.
        Assert.Equal("court-building", Sample.TeamFor("shimen", Route.SpecialisedTeam, "contract", Sample.Causes.Find("农村建房施工合同纠纷", on))!.Code);
        Assert.Equal("dongzhuang-family", Sample.TeamFor("dongzhuang", Route.OrdinaryTeam, "contract")!.Code);
    }

    [Theory]
    [InlineData("李家洼村", "dongzhuang")]
    [InlineData("李家洼", "dongzhuang")]
    [InlineData(" 东庄镇 李家洼村 ", "dongzhuang")]
    [InlineData("汶阳县东庄镇李家洼村", "dongzhuang")]
    [InlineData("东庄镇张家庄", "dongzhuang")]
    [InlineData("鹿台镇张家庄村", "nanhu")]
    [InlineData("张家庄", null)] // two towns have one
    [InlineData("没有这个村", null)]
    public void A_village_names_its_tribunal_with_or_without_its_town_and_its_ending(string text, string? tribunal) =>
        Assert.Equal(tribunal, Sample.TribunalOfVillage(text)?.Code);

    [Fact]
    public void A_mediator_with_a_tie_to_a_party_may_not_take_the_matter()
    {
        var mediator = Sample.Mediators.First(candidate => candidate.Kin.Count > 0 && candidate.Tribunals.Contains("dongzhuang"));
        var known = Sample.Known(mediator);
        foreach (var (name, barred) in new[] { ("无关之人", false), (mediator.Kin[0], true), (mediator.Name, true), (string.Join('\u3000', mediator.Kin[0].ToCharArray()), true) })
        {
            var c = CasesInEachState.In(CaseState.AwaitingMediator, true) with { Parties = [new Party { Role = PartyRole.Plaintiff, Name = "李波" }, new Party { Role = PartyRole.Defendant, Name = name }] };
            Assert.Equal(barred, Conflicts.OfMediator(c, known, Sample.NameOf)?.Citation is { Law: "特邀调解规定", Article: "15" });
        }
    }

    [Fact]
    public void One_human_under_two_ids_is_one_with_all_ties()
    {
        var both = Sample.People.First(person => Sample.FindMediator(person.Id) is not null);
        Assert.Equal([both.Id], Sample.Known(both.Id, both.Name).Ids);
        var doubled = Sample with { People = [.. Sample.People, both with { Id = "X99", Name = string.Join(' ', both.Name.ToCharArray()) }], Ties = [new Tie("X99", TieKind.Household, "李强")] };
        var known = doubled.Known("X99", both.Name);
        Assert.Equal([both.Id, "X99"], known.Ids.Order(StringComparer.Ordinal));
        Assert.Contains(doubled.Known(both.Id, both.Name).Ties, tie => tie is { Kind: TieKind.Household, Name: "李强" });
    }

    [Fact]
    public void Specialised_rooms_take_only_their_field()
    {
        var women = Sample.Organisations.Single(organisation => organisation.Kind == OrganisationKind.WomensFederationRoom).Id;
        Assert.Contains(Sample.MediatorsFor("shimen", "family"), mediator => mediator.Organisation == women);
        Assert.DoesNotContain(Sample.MediatorsFor("shimen", "labour"), mediator => mediator.Organisation == women);
    }

    [Theory]
    [InlineData("mediator")]
    [InlineData("mediator2")]
    [InlineData("assessor")]
    public void The_demonstration_mediators_take_every_civil_family_at_dongzhuang_and_mediator3_none(string userName)
    {
        var mediator = Sample.FindMediator(Sample.FindAccount(userName)!.Person)!;
        foreach (var family in Families.Names.Keys.Where(family => family != Families.Administrative))
            Assert.True(CourtSetup.Serves(mediator, "dongzhuang", family));
        Assert.False(CourtSetup.Serves(Sample.FindMediator(Sample.FindAccount("mediator3")!.Person)!, "dongzhuang", "family"));
    }

    [Fact]
    public void The_assessor_who_mediates_is_one_human_in_both_files()
    {
        var id = Sample.FindAccount("assessor")!.Person;
        Assert.Equal(Position.LayAssessor, Sample.FindPerson(id)!.Position);
        Assert.Equal(Sample.FindPerson(id)!.Name, Sample.FindMediator(id)!.Name);
    }

    [Fact]
    public void There_is_one_demonstration_account_per_role_and_a_second_set_elsewhere()
    {
        string[] first = ["clerk", "officer", "mediator", "mediator2", "assessor", "judge", "head", "president", "leader", "data", "sysadmin", "secadmin", "auditor"];
        Assert.All(first, userName => Assert.NotNull(Sample.FindAccount(userName)));
        Assert.Equal(Enum.GetValues<Role>().Order(), first.SelectMany(userName => Sample.FindAccount(userName)!.Roles).Distinct().Order());
        Assert.All(["president", "leader", "data", "sysadmin", "secadmin", "auditor"], userName => Assert.Null(Sample.FindAccount(userName)!.Tribunal));
        Assert.All(["clerk2", "officer2", "judge2", "head2"], userName => Assert.Equal("liuquan", Sample.FindAccount(userName)!.Tribunal));
        Assert.Equal("shimen", Sample.FindAccount("mediator3")!.Tribunal);
    }

    [Theory]
    [InlineData("2026-10-10", nameof(DayKind.AdjustedWorkday))]
    [InlineData("2026-10-07", nameof(DayKind.Holiday))]
    [InlineData("2026-10-08", nameof(DayKind.Workday))]
    [InlineData("2025-10-08", nameof(DayKind.Holiday))]
    [InlineData("2024-05-11", nameof(DayKind.AdjustedWorkday))]
    [InlineData("2026-11-21", nameof(DayKind.Weekend))]
    [InlineData("2028-01-03", nameof(DayKind.Unknown))]
    public void The_calendar_knows_2024_to_2027(string date, string kind) => Assert.Equal(kind, Sample.Calendar.Kind(DateOnly.Parse(date, CultureInfo.InvariantCulture)).ToString());

    [Fact]
    public void The_lunar_festivals_of_2027_are_those_of_the_lunisolar_calendar()
    {
        var lunar = new ChineseLunisolarCalendar();
        Assert.Equal([2024, 2025, 2026, 2027], Sample.Calendar.Years);
        Assert.Equal(0, lunar.GetLeapMonth(2027));
        Assert.True(Sample.Calendar.IsProvisional(2027));
        Assert.False(Sample.Calendar.IsProvisional(2026));
        foreach (var (month, day, name) in new[] { (1, 1, "春节"), (5, 5, "端午节"), (8, 15, "中秋节") })
            Assert.Equal(name, Sample.Calendar.NameOf(DateOnly.FromDateTime(lunar.ToDateTime(2027, month, day, 0, 0, 0, 0))));
    }

    [Fact]
    public void The_wage_in_force_is_the_last_one_published()
    {
        Assert.Equal(2024, Sample.WageOn(new(2026, 6, 29))!.Year);
        Assert.Equal(2025, Sample.WageOn(new(2026, 6, 30))!.Year);
        Assert.Null(Sample.WageOn(new(2021, 1, 1)));
        var wage = Sample.WageOn(new(2026, 11, 16))!.Amount;
        Assert.Equal(0.5m, Sample.WageRatio(wage / 2, new(2026, 11, 16)));
    }

    [Fact]
    public void A_cause_is_found_by_name_in_the_version_of_the_day()
    {
        var old = Sample.Causes.Find("民间借贷纠纷", new(2025, 12, 31))!;
        var now = Sample.Causes.Find("民间借贷纠纷", new(2026, 1, 1))!;
        Assert.Equal(("C21-103-3", "C26-108-3"), (old.Code, now.Code));
        Assert.Equal(now, Sample.Causes.Successor(old, new(2026, 1, 1)));
        Assert.Equal(["民间借贷纠纷", "借款合同纠纷", "合同纠纷"], Sample.Causes.PathUp(now).Select(cause => cause.Name));
        Assert.Equal(3, Sample.Causes.Find("不当得利纠纷", new(2026, 1, 1))!.Level);
        Assert.Null(Sample.Causes.Find("超龄劳动者用工纠纷", new(2025, 12, 31)));
        Assert.Equal("neighbour", Sample.Causes.Find("相邻用水、排水纠纷", new(2026, 11, 16))!.Family);
    }

    [Fact]
    public void Every_family_but_the_administrative_one_has_causes() =>
        Assert.Equal(
            Families.Names.Keys.Where(family => family != Families.Administrative).Order(),
            Sample.Causes.InForce(new(2026, 11, 16)).Select(cause => cause.Family).Distinct().Order());
}
