using System.Text.RegularExpressions;
using Triage.Api.Court;
using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Api.Http.Accounts;

namespace Triage.Api.Features.Accounts;

/// <summary>What an account that is added may be: a person of the set-up, with roles that the set-up gives. Who keeps the accounts cannot make anybody president.</summary>
internal static partial class AccountRules
{
    private const string Reserved = "system public anonymous";

    public static IEnumerable<AccountPerson> People(CourtSetup court) =>
        court.People.Select(person => new AccountPerson(person.Id, person.Name, court.RolesOf(person.Id), court.FindMediator(person.Id)?.Tribunals ?? [person.Tribunal]))
            .Concat(court.Mediators.Where(mediator => court.FindPerson(mediator.Id) is null).Select(mediator => new AccountPerson(mediator.Id, mediator.Name, [Role.Mediator], mediator.Tribunals)))
            .Where(person => person.Roles.Count > 0);

    public static Refusal? Refuse(CourtSetup court, CreateAccountRequest body)
    {
        var fields = new FieldErrors();
        if (!UserName().IsMatch(body.UserName) || Reserved.Split(' ').Contains(body.UserName)) fields.Add("userName", "用户名为 2 至 32 个小写字母、数字或 . _ -，以字母开头。");
        var person = People(court).FirstOrDefault(one => one.PersonId == body.PersonId);
        if (person is null) fields.Add("personId", "法院设置中没有此人，或者此人没有任何角色。");
        if (body.Roles.Count == 0) fields.Add("roles", "至少要有一个角色。");
        foreach (var (index, role) in body.Roles.Index().Where(pair => person is not null && !person.Roles.Contains(pair.Item)))
            fields.Add($"roles[{index}]", "法院设置没有给此人这个角色（people.csv、mediators.csv）。");
        if (body.Roles.Distinct().Count() != body.Roles.Count) fields.Add("roles", "角色不得重复。");
        var wide = body.Roles.All(CourtSetup.IsCourtWide);
        if (person is not null && body.Roles.Count > 0)
            if (wide && body.Tribunal is not null) fields.Add("tribunal", "这些角色面向全院，不属于某一个法庭。");
            else if (!wide && !person.Tribunals.Contains(body.Tribunal ?? "")) fields.Add("tribunal", $"须为此人所在的法庭：{string.Join("、", person.Tribunals)}。");
        return fields.Refusal;
    }

    /// <summary>The account that a person has, in use or waiting for its release; null where there is none, or all are stopped.</summary>
    public static AccountResponse? Holding(IEnumerable<AccountRow> rows, string personId, UserDirectory directory, SignInPolicy policy, DateTimeOffset now) =>
        rows.Select(row => row.Response(directory, policy, now)).OfType<AccountResponse>().FirstOrDefault(account => account.PersonId == personId && account.State != AccountState.Disabled);

    [GeneratedRegex(@"^[a-z][a-z0-9._-]{1,31}\z")]
    private static partial Regex UserName();
}
