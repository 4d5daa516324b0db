using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;
using Route = Triage.Api.Domain.Route;

namespace Triage.Api.Court;

/// <summary>Turns the CSV files into records and hands them to <see cref="CourtSetupChecks"/>. One method a file, so that a column is found in one guess.</summary>
internal sealed class CourtSetupReader(string directory)
{
    private readonly List<SetupError> _errors = [];

    public CourtSetupLoad Read()
    {
        var tables = new CourtTables
        {
            Courts = Rows("court.csv", ["code", "name", "province", "county", "number_code", "regime", "group_size", "wage_series"], Court),
            Tribunals = Rows("tribunals.csv", ["code", "name", "kind", "seat", "towns", "farmland"], Tribunal),
            Teams = Rows("teams.csv", ["code", "tribunal", "name", "type", "also_serves", "families", "causes", "members", "cap"], Team),
            People = Rows("people.csv", ["id", "name", "position", "tribunal", "roles", "languages", "leave", "leader_quota"], Person),
            Organisations = Rows("organisations.csv", ["id", "name", "kind", "host", "tribunals", "families"], Organisation),
            Mediators = Rows("mediators.csv",
                ["id", "name", "organisation", "tribunals", "families", "languages", "kin", "max_load", "background", "notes"], Mediator),
            // A court without this file knows no ties but those of mediators.csv.
            Ties = File.Exists(Path.Combine(directory, "ties.csv")) ? Rows("ties.csv", ["person", "relation", "name"], Tie) : [],
            Villages = Rows("villages.csv", ["id", "name", "town", "tribunal", "distance_km", "liaison"], Village),
            Stations = Rows("stations.csv", ["id", "name", "kind", "town", "tribunal", "open_days", "reception_days"], Station),
            Accounts = Rows("accounts.csv", ["user_name", "person", "roles", "tribunal"], Account),
            Calendar = Rows("calendar.csv", ["date", "kind", "name", "provisional", "source"], CalendarDay),
            Wages = Rows("wages.csv", ["province", "year", "published_on", "amount", "series", "source", "verified"], Wage),
            Causes = Rows("causes.csv", ["code", "parent", "level", "number", "name", "family", "valid_from", "valid_to", "replaced_by"], Cause),
        };
        CourtSetupChecks.Check(tables);
        return _errors.Count > 0
            ? new(null, [.. _errors.OrderBy(error => error.File, StringComparer.Ordinal).ThenBy(error => error.Line)])
            : new(SetupOf(tables), []);
    }

    private static CourtSetup SetupOf(CourtTables tables) => new()
    {
        Court = tables.Courts[0].Value,
        Tribunals = Values(tables.Tribunals),
        Teams = Values(tables.Teams),
        People = Values(tables.People),
        Organisations = Values(tables.Organisations),
        Mediators = [.. tables.Mediators.Select(row => CourtSetupChecks.WithInherited(row.Value, tables.Organisations))],
        Ties = Values(tables.Ties),
        Villages = Values(tables.Villages),
        Stations = Values(tables.Stations),
        Accounts = Values(tables.Accounts),
        Calendar = new(Values(tables.Calendar)),
        Wages = new(Values(tables.Wages)),
        Causes = new(Values(tables.Causes)),
    };

    private static IReadOnlyList<T> Values<T>(IReadOnlyList<Parsed<T>> rows) => [.. rows.Select(row => row.Value)];

    private IReadOnlyList<Parsed<T>> Rows<T>(string file, IReadOnlyList<string> columns, Func<CsvRow, T> parse)
    {
        var before = _errors.Count;
        var rows = CsvTable.Read(directory, file, columns, _errors);
        if (rows.Count == 0 && _errors.Count == before) _errors.Add(new(file, 0, "", "没有数据行"));
        return [.. rows.Select(row => new Parsed<T>(row, parse(row)))];
    }

    private static Court Court(CsvRow row) => new(
        row.Text("code"), row.Text("name"), row.Text("province"), row.Text("county"), row.Text("number_code"), row.Text("regime"),
        row.Int("group_size", least: 2), row.Text("wage_series"));

    private static Tribunal Tribunal(CsvRow row) => new(
        row.Text("code"), row.Text("name"), row.Choice<TribunalKind>("kind"), row.Text("seat"), row.List("towns"), row.Bool("farmland"));

    private static Team Team(CsvRow row) => new(
        row.Text("code"), row.Text("tribunal"), row.Text("name"), row.Choice<Route>("type"), row.Choices<Route>("also_serves"),
        row.List("families"), row.List("causes"), row.RequiredList("members"), row.Int("cap", least: 1));

    private static Person Person(CsvRow row) => new(
        row.Text("id"), row.Text("name"), row.Choice<Position>("position"), row.Text("tribunal"), row.Choices<Role>("roles"),
        row.List("languages"), row.Periods("leave"), row.Int("leader_quota", most: 100));

    private static Organisation Organisation(CsvRow row) => new(
        row.Text("id"), row.Text("name"), row.Choice<OrganisationKind>("kind"), row.Text("host"), row.RequiredList("tribunals"), row.RequiredList("families"));

    private static Mediator Mediator(CsvRow row) => new(
        row.Text("id"), row.Text("name"), row.Text("organisation"), row.List("tribunals"), row.List("families"), row.List("languages"), row.List("kin"),
        row.Int("max_load", least: 1), row.Text("background"), row.Optional("notes"));

    private static Tie Tie(CsvRow row) => new(row.Text("person"), row.Choice<TieKind>("relation"), row.Text("name"));

    private static Village Village(CsvRow row) => new(
        row.Text("id"), row.Text("name"), row.Text("town"), row.Text("tribunal"), row.Decimal("distance_km"), row.Text("liaison"));

    private static Station Station(CsvRow row) => new(
        row.Text("id"), row.Text("name"), row.Choice<StationKind>("kind"), row.Text("town"), row.Text("tribunal"),
        row.Choices<DayOfWeek>("open_days"), DaysOfMonth(row, "reception_days"));

    private static Account Account(CsvRow row) => new(row.Text("user_name"), row.Text("person"), row.Choices<Role>("roles"), row.Optional("tribunal"));

    private static CalendarDay CalendarDay(CsvRow row) => new(
        row.Date("date"), row.Choice<DayMark>("kind"), row.Text("name"), row.Bool("provisional"), row.Text("source"));

    private static WageFigure Wage(CsvRow row) => new(
        row.Text("province"), row.Int("year", least: 2000, most: 2100), row.Date("published_on"), row.Decimal("amount", least: 1), row.Text("series"), row.Text("source"),
        row.Bool("verified"));

    private static Cause Cause(CsvRow row) => new(
        row.Text("code"), row.Optional("parent"), row.Int("level", least: 1, most: 4), row.Optional("number"), row.Text("name"), row.Text("family"),
        row.Date("valid_from"), row.OptionalDate("valid_to"), row.Optional("replaced_by"));

    private static List<int> DaysOfMonth(CsvRow row, string column)
    {
        var days = new List<int>();
        foreach (var item in row.List(column))
            if (int.TryParse(item, out var day) && day is >= 1 and <= 31) days.Add(day);
            else row.Fail(column, $"“{item}”不是每月的日期（1—31）");
        return days;
    }
}

/// <summary>A record with the row it came from, so that a check across files can still name the line.</summary>
internal sealed record Parsed<T>(CsvRow Row, T Value);

internal sealed class CourtTables
{
    public required IReadOnlyList<Parsed<Court>> Courts { get; init; }
    public required IReadOnlyList<Parsed<Tribunal>> Tribunals { get; init; }
    public required IReadOnlyList<Parsed<Team>> Teams { get; init; }
    public required IReadOnlyList<Parsed<Person>> People { get; init; }
    public required IReadOnlyList<Parsed<Organisation>> Organisations { get; init; }
    public required IReadOnlyList<Parsed<Mediator>> Mediators { get; init; }
    public required IReadOnlyList<Parsed<Tie>> Ties { get; init; }
    public required IReadOnlyList<Parsed<Village>> Villages { get; init; }
    public required IReadOnlyList<Parsed<Station>> Stations { get; init; }
    public required IReadOnlyList<Parsed<Account>> Accounts { get; init; }
    public required IReadOnlyList<Parsed<CalendarDay>> Calendar { get; init; }
    public required IReadOnlyList<Parsed<WageFigure>> Wages { get; init; }
    public required IReadOnlyList<Parsed<Cause>> Causes { get; init; }
}
