using System.Text;
using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;
using Route = Triage.Api.Domain.Route;

namespace Triage.Api.Court;

/// <summary>One county court as data: who works where, who serves whom, what is in force. Immutable; read once at start.</summary>
internal sealed record CourtSetup
{
    public required Court Court { get; init; }
    public required IReadOnlyList<Tribunal> Tribunals { get; init; }
    public required IReadOnlyList<Team> Teams { get; init; }
    public required IReadOnlyList<Person> People { get; init; }
    public required IReadOnlyList<Organisation> Organisations { get; init; }
    public required IReadOnlyList<Mediator> Mediators { get; init; }
    public required IReadOnlyList<Tie> Ties { get; init; }
    public required IReadOnlyList<Village> Villages { get; init; }
    public required IReadOnlyList<Station> Stations { get; init; }
    public required IReadOnlyList<Account> Accounts { get; init; }
    public required WorkingCalendar Calendar { get; init; }
    public required WageTable Wages { get; init; }
    public required CauseTable Causes { get; init; }

    /// <summary>Reads the CSV files of a directory. Every error of every file is reported at once; with one error there is no set-up.</summary>
    public static CourtSetupLoad Load(string directory) => new CourtSetupReader(directory).Read();

    public Tribunal Headquarters => Tribunals.First(tribunal => tribunal.Kind == TribunalKind.Headquarters);

    /// <summary>The judges of the establishment (员额法官); leaders with a quota also hear cases but are not counted here.</summary>
    public IEnumerable<Person> Judges => People.Where(person => person.Position == Position.Judge);

    public Tribunal? FindTribunal(string code) => Tribunals.FirstOrDefault(tribunal => tribunal.Code == code);

    public Person? FindPerson(string id) => People.FirstOrDefault(person => person.Id == id);

    public Mediator? FindMediator(string id) => Mediators.FirstOrDefault(mediator => mediator.Id == id);

    public Organisation? FindOrganisation(string id) => Organisations.FirstOrDefault(organisation => organisation.Id == id);

    public Team? FindTeam(string code) => Teams.FirstOrDefault(team => team.Code == code);

    public Account? FindAccount(string userName) => Accounts.FirstOrDefault(account => account.UserName == userName);

    /// <summary>Name of a person or mediator; null for an unknown id.</summary>
    public string? NameOf(string id) => FindPerson(id)?.Name ?? FindMediator(id)?.Name;

    /// <summary>What a person may be at most: the roles of people.csv, and mediator for who stands in the roster.</summary>
    public IReadOnlyList<Role> RolesOf(string id) =>
        [.. (FindPerson(id)?.Roles ?? []).Where(role => role != Role.Mediator), .. FindMediator(id) is null ? Array.Empty<Role>() : [Role.Mediator]];

    /// <summary>Roles that belong to no tribunal.</summary>
    public static bool IsCourtWide(Role role) => CourtSetupChecks.CourtWide.Contains(role);

    /// <summary>A human with every id and every known tie: whoever bears the same name is taken for the same person.</summary>
    /// <param name="id">Null for somebody from outside, who may still be on a list under that name.</param>
    public KnownPerson Known(string? id, string name)
    {
        var mediators = Mediators.Where(m => m.Id == id || Conflicts.Same(m.Name, name)).ToArray();
        string[] ids = [.. People.Where(p => p.Id == id || Conflicts.Same(p.Name, name)).Select(p => p.Id).Concat(mediators.Select(m => m.Id)).Distinct()];
        return new KnownPerson(ids, name, [.. mediators.SelectMany(m => m.Kin).Select(kin => new PersonalTie(TieKind.NearRelative, kin)),
            .. Ties.Where(tie => ids.Contains(tie.Person)).Select(tie => new PersonalTie(tie.Relation, tie.Name))]);
    }

    public KnownPerson Known(Mediator mediator) => Known(mediator.Id, mediator.Name);

    /// <summary>The named 程序分流员 of a tribunal; loading has made sure that there is exactly one.</summary>
    public Person TriageOfficerOf(string tribunal) => People.Single(person => person.Tribunal == tribunal && person.Roles.Contains(Role.TriageOfficer));

    /// <summary>The team of a tribunal that a route leads to: one that serves the cause, then one that serves the family, then one that serves all;
    /// where the tribunal has none, the same search at the headquarters. Null when nobody serves it.</summary>
    public Team? TeamFor(string tribunal, Route route, string? family = null, Cause? cause = null) =>
        TeamOf(tribunal, route, family, cause) ?? (tribunal == Headquarters.Code ? null : TeamOf(Headquarters.Code, route, family, cause));

    /// <summary>Mediators on the roster of a tribunal who take the family; ties are <see cref="Conflicts"/>' business.</summary>
    public IEnumerable<Mediator> MediatorsFor(string tribunal, string? family) => Mediators.Where(mediator => Serves(mediator, tribunal, family));

    public static bool Serves(Mediator mediator, string tribunal, string? family) =>
        mediator.Tribunals.Contains(tribunal) && (family is null || mediator.Families.Contains(family));

    /// <summary>Villages that a text may mean: with or without 村, with or without the town before it (东庄镇李家洼村, 李家洼). Two towns may have a village of one name.</summary>
    public IReadOnlyList<Village> VillagesNamed(string text)
    {
        var wanted = Plain(text);
        var matches = Villages.Where(village => NamesVillage(wanted, village)).ToList();
        var inTown = matches.Where(village => wanted.Contains(village.Town, StringComparison.Ordinal)).ToList();
        return inTown.Count > 0 ? inTown : matches;
    }

    /// <summary>The tribunal that serves a village; null when the name is unknown or two tribunals serve villages of that name.</summary>
    public Tribunal? TribunalOfVillage(string text)
    {
        var codes = VillagesNamed(text).Select(village => village.Tribunal).Distinct().ToList();
        return codes is [var code] ? FindTribunal(code) : null;
    }

    /// <summary>The average wage in force in the court's province on a day (解释272).</summary>
    public WageFigure? WageOn(DateOnly day) => Wages.InForce(Court.Province, Court.WageSeries, day);

    /// <summary>A claim as a share of the average wage in force: up to 0.5 small claims apply, up to 2 by agreement (民诉法165). Null when no wage was published.</summary>
    public decimal? WageRatio(decimal amount, DateOnly day) => WageOn(day) is { } wage ? amount / wage.Amount : null;

    /// <summary>Every team that could take it, the best first; those of the headquarters where the tribunal has none.</summary>
    public IReadOnlyList<Team> TeamsFor(string tribunal, Route route, string? family = null, Cause? cause = null) =>
        TeamsOf(tribunal, route, family, cause) is { Count: > 0 } own ? own : TeamsOf(Headquarters.Code, route, family, cause);

    private Team? TeamOf(string tribunal, Route route, string? family, Cause? cause) => TeamsOf(tribunal, route, family, cause).FirstOrDefault();

    private List<Team> TeamsOf(string tribunal, Route route, string? family, Cause? cause)
    {
        var path = cause is null ? [] : Causes.PathUp(cause).Select(at => at.Name).ToHashSet();
        return [.. Teams
            .Where(team => team.Tribunal == tribunal && (team.Type == route || team.AlsoServes.Contains(route)))
            .Select(team => (Team: team, Fit: Fit(team)))
            .Where(candidate => candidate.Fit > 0)
            // A team of the very type goes before one that only also serves the route.
            .OrderByDescending(candidate => candidate.Team.Type == route).ThenByDescending(candidate => candidate.Fit)
            .Select(candidate => candidate.Team)];

        // The families and causes of a team describe its own type; what it also serves it serves whole.
        int Fit(Team team) =>
            team.Type != route ? 1 :
            team.Causes.Any(path.Contains) ? 3 :
            family is not null && team.Families.Contains(family) ? 2 :
            team.Families.Count == 0 || (family is null && cause is null) ? 1 : 0;
    }

    // Typed at a counter: full-width letters and blanks between the characters of a name are the same name.
    private static string Plain(string text) => string.Concat(text.Normalize(NormalizationForm.FormKC).Where(letter => !char.IsWhiteSpace(letter)));

    private static bool NamesVillage(string wanted, Village village)
    {
        var core = WithoutSuffix(village.Name);
        var asked = WithoutSuffix(wanted);
        return asked == core || asked == village.Town + core || (asked.EndsWith(core, StringComparison.Ordinal) && asked.Contains(village.Town, StringComparison.Ordinal));
    }

    private static string WithoutSuffix(string name) =>
        name.EndsWith("村委会", StringComparison.Ordinal) ? name[..^3] :
        name.EndsWith("社区", StringComparison.Ordinal) ? name[..^2] :
        name.EndsWith('村') ? name[..^1] : name;
}

/// <param name="File">File name, e.g. villages.csv.</param>
/// <param name="Line">Line in the file, the header being 1; 0 for the file as a whole.</param>
/// <param name="Column">Name of the column; empty for the row as a whole.</param>
/// <param name="Reason">What is wrong, in Chinese, for the person who edits the file.</param>
internal sealed record SetupError(string File, int Line, string Column, string Reason)
{
    public override string ToString() => (Line, Column) switch
    {
        (0, _) => $"{File}：{Reason}",
        (_, "") => $"{File} 第{Line}行：{Reason}",
        _ => $"{File} 第{Line}行 {Column} 列：{Reason}",
    };
}

/// <summary>Either the set-up or every reason why there is none.</summary>
internal sealed record CourtSetupLoad(CourtSetup? Setup, IReadOnlyList<SetupError> Errors);
