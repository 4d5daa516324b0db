using System.Collections.Frozen;
using Triage.Api.Domain;
using Triage.Api.Http.Accounts;

namespace Triage.Api.Http;

/// <param name="PersonId">Id of the person or mediator in the court's set-up.</param>
/// <param name="Tribunal">Null for those who see the whole court.</param>
internal sealed record UserAccount(string UserName, string PersonId, string Name, IReadOnlyList<Role> Roles, string? Tribunal);

/// <summary>Who may sign in: comes from the court's set-up, so a role taken away there is gone with the next request. That holds for accounts that were added later, too.</summary>
/// <param name="demoPassword">The published password of the sample accounts; null where the set-up is a court's own.</param>
/// <param name="admit">An added account as the set-up lets it be; null where its person or every role of it is gone.</param>
internal sealed class UserDirectory(IEnumerable<UserAccount> accounts, string? demoPassword, Func<string, AddedAccount, UserAccount?>? admit = null)
{
    private readonly FrozenDictionary<string, UserAccount> _accounts = accounts.ToFrozenDictionary(account => account.UserName, StringComparer.Ordinal);

    /// <summary>What an authenticator app shows beside the codes.</summary>
    public string Issuer { get; init; } = "繁简分流";

    public string? DemoPassword => demoPassword;

    public IReadOnlyCollection<UserAccount> All => _accounts.Values;

    public UserAccount? Find(string userName, AddedAccount? added) =>
        _accounts.GetValueOrDefault(userName) ?? (added is null ? null : admit?.Invoke(userName, added));
}
