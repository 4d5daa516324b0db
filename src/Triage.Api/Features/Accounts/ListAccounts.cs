using System.Data.Common;
using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Api.Http.Accounts;

namespace Triage.Api.Features.Accounts;

internal static class ListAccounts
{
    public static async Task<Ok<AccountsResponse>> Handle(Database database, UserDirectory directory, SignInPolicy policy, TimeProvider time, CancellationToken ct) =>
        TypedResults.Ok(new AccountsResponse(await database.ReadAsync(async (connection, _) => (await AccountRow.AllAsync(connection))
            .Select(row => row.Response(directory, policy, time.Unmoved().GetUtcNow())).OfType<AccountResponse>().ToArray(), ct)));
}

internal sealed record AccountsResponse(IReadOnlyList<AccountResponse> Items);

internal enum AccountState
{
    Active,
    Locked,
    Disabled,
    /// <summary>Added with a role that sees the whole court, and not yet released by the security administrator.</summary>
    AwaitingRelease,
}

/// <param name="Added">True where an administrator added it; else it comes from the court's set-up.</param>
/// <param name="PasswordExpiresAt">Of a one-time password.</param>
/// <param name="SecondFactorRequired">True where a role of it needs one.</param>
internal sealed record AccountResponse(string UserName, string PersonId, string Name, IReadOnlyList<Role> Roles, string? Tribunal, bool Added, AccountState State, PasswordKind Password,
    DateTimeOffset? PasswordExpiresAt, bool SecondFactor, bool SecondFactorRequired, DateTimeOffset? SignedInAt);

/// <summary>Who may be given an account, and with which roles at most: the set-up says so, not the administrator.</summary>
internal static class ListPeople
{
    public static Ok<AccountPeopleResponse> Handle(CourtSetup court) => TypedResults.Ok(new AccountPeopleResponse([.. AccountRules.People(court)]));
}

internal sealed record AccountPeopleResponse(IReadOnlyList<AccountPerson> Items);

/// <param name="Tribunals">Where; a mediator may serve several.</param>
internal sealed record AccountPerson(string PersonId, string Name, IReadOnlyList<Role> Roles, IReadOnlyList<string> Tribunals);

/// <summary>A row of accounts, without its secrets.</summary>
internal sealed record AccountRow
{
    private const string Columns = """
        user_name, password_kind, changed_at, password_expires_at, locked_until, disabled_at, signed_in_at, person, roles, tribunal, case when second_factor is null then 0 else 1 end as factors
        """;

    public string UserName { get; init; } = "";
    public string PasswordKind { get; init; } = "";
    public DateTimeOffset ChangedAt { get; init; }
    public DateTimeOffset? PasswordExpiresAt { get; init; }
    public DateTimeOffset? LockedUntil { get; init; }
    public DateTimeOffset? DisabledAt { get; init; }
    public DateTimeOffset? SignedInAt { get; init; }
    public string? Person { get; init; }
    public string? Roles { get; init; }
    public string? Tribunal { get; init; }
    public int Factors { get; init; }

    public static Task<IEnumerable<AccountRow>> AllAsync(DbConnection connection) => connection.QueryAsync<AccountRow>($"select {Columns} from accounts order by user_name");

    public static Task<AccountRow?> FindAsync(DbConnection connection, string userName) =>
        connection.QueryFirstOrDefaultAsync<AccountRow>($"select {Columns} from accounts where user_name = @userName", new { userName });

    /// <summary>Null for an account that the set-up no longer knows: nobody can sign in with it.</summary>
    public AccountResponse? Response(UserDirectory directory, SignInPolicy policy, DateTimeOffset now)
    {
        var facts = AccountFacts.Of(PasswordKind, ChangedAt, Factors > 0, Person, Roles, Tribunal);
        if (directory.Find(UserName, facts.Added) is not { } account) return null;
        var state = DisabledAt is null ? LockedUntil > now ? AccountState.Locked : AccountState.Active
            : facts.Added is not null && SignedInAt is null && account.Roles.Any(CourtSetup.IsCourtWide) ? AccountState.AwaitingRelease : AccountState.Disabled;
        return new AccountResponse(UserName, account.PersonId, account.Name, account.Roles, account.Tribunal, facts.Added is not null, state, facts.PasswordKind, PasswordExpiresAt,
            facts.HasSecondFactor, account.Roles.Any(policy.SecondFactor.Roles.Contains), SignedInAt);
    }
}
