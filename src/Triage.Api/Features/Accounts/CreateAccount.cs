using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Api.Http.Accounts;

namespace Triage.Api.Features.Accounts;

/// <summary>An account for a person of the court who has none, with a password that opens nothing but the change of it. It is shown this once.</summary>
/// <remarks>One that reaches beyond a tribunal opens nothing at all before the security administrator has released it: who gives the password cannot also be the one who uses it.</remarks>
internal static class CreateAccount
{
    public static async Task<Results<CreatedAnswer<NewAccountResponse>, Problem>> Handle(CreateAccountRequest body, IdempotencyKey key, CurrentUser user, Idempotency idempotency, Credentials credentials,
        UserDirectory directory, SignInPolicy policy, CourtSetup court, AuditChain audit, TimeProvider time, CancellationToken ct)
    {
        if (AccountRules.Refuse(court, body) is { } refusal) return Problems.From(refusal);
        var password = Credentials.NewOneTimePassword();
        var hash = await credentials.HashAsync(password, ct);
        return await idempotency.CreateAsync<CreateAccountRequest, NewAccountResponse>(key, body, async unit =>
        {
            var now = time.Unmoved().GetUtcNow();
            var expires = now.AddHours(policy.OneTimePasswordHours);
            var roles = string.Join(' ', body.Roles.Select(EnumText.Of));
            if (AccountRules.Holding(await AccountRow.AllAsync(unit.Connection), body.PersonId, directory, policy, now) is { } held)
                return new Refusal(ProblemCodes.AccountConflict, $"{held.Name}已有账号“{held.UserName}”，一人一个账号；忘记密码的，请重置密码。", $"{held.Name} has the account '{held.UserName}' already.");
            DateTimeOffset? heldBack = body.Roles.Any(CourtSetup.IsCourtWide) ? now : null;
            if (await unit.ExecuteAsync(Sql, new { body.UserName, hash, now, expires, heldBack, Person = body.PersonId, roles, body.Tribunal }) == 0)
                return new Refusal(ProblemCodes.AccountConflict, $"用户名“{body.UserName}”已有人使用。", "The user name is taken.");
            await audit.AppendAsync(unit, new HistoryEntry(time.GetUtcNow(), user.UserName, Role.SystemAdmin, HistoryEvents.AccountCreated) { Reason = $"{body.UserName}：{court.NameOf(body.PersonId)}，{roles}" });
            var row = await AccountRow.FindAsync(unit.Connection, body.UserName);
            return Creation<NewAccountResponse>.Created(new NewAccountResponse(row!.Response(directory, policy, now)!, password, expires), $"/api/v1/accounts/{body.UserName}", 1);
        }, ct);
    }

    private const string Sql = """
        insert into accounts (user_name, password_hash, failures, changed_at, password_kind, password_expires_at, disabled_at, person, roles, tribunal)
        values (@UserName, @hash, 0, @now, 'one_time', @expires, @heldBack, @Person, @roles, @Tribunal)
        on conflict (user_name) do nothing
        """;
}

/// <param name="PersonId">Id in people.csv or mediators.csv; GET /accounts/people lists them.</param>
/// <param name="Roles">Among those that the set-up gives the person.</param>
/// <param name="Tribunal">Null for roles that see the whole court.</param>
internal sealed record CreateAccountRequest(string UserName, string PersonId, IReadOnlyList<Role> Roles, string? Tribunal = null);

/// <param name="Password">One-time: it opens nothing but the change of it, until it runs out.</param>
internal sealed record NewAccountResponse(AccountResponse Account, string Password, DateTimeOffset PasswordExpiresAt);
