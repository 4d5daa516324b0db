using System.Collections.Frozen;
using Triage.Api.Domain;

namespace Triage.Api.Http;

/// <param name="PersonId">Id of the person or mediator in the court's set-up.</param>
/// <param name="Tribunal">Null for those who see the whole court.</param>
internal sealed record UserAccount(string UserName, string PersonId, string Name, IReadOnlyList<Role> Roles, string? Tribunal);

/// <summary>Who may sign in: comes from the court's set-up, so a role taken away there is gone with the next request.</summary>
/// <param name="demoPassword">The published password of the sample accounts; null where the set-up is a court's own.</param>
internal sealed class UserDirectory(IEnumerable<UserAccount> accounts, string? demoPassword)
{
    private readonly FrozenDictionary<string, UserAccount> _accounts = accounts.ToFrozenDictionary(account => account.UserName, StringComparer.Ordinal);

    public string? DemoPassword => demoPassword;

    public IReadOnlyCollection<UserAccount> All => _accounts.Values;

    public UserAccount? Find(string userName) => _accounts.GetValueOrDefault(userName);
}
