using System.Data.Common;
using Dapper;
using Triage.Api.Court;
using Triage.Api.Data;

namespace Triage.Api.Http;

/// <summary>Who an account is: records keep the user name, people read a name.</summary>
internal static class AccountNames
{
    /// <returns>By user name; one whose person has left the set-up is not in it.</returns>
    public static async Task<Dictionary<string, string>> ReadAsync(DbConnection connection, UserDirectory directory, CourtSetup court, IEnumerable<string> userNames, CancellationToken ct)
    {
        var wanted = userNames.ToHashSet(StringComparer.Ordinal);
        var names = directory.All.Where(account => wanted.Contains(account.UserName)).ToDictionary(account => account.UserName, account => account.Name, StringComparer.Ordinal);
        var missing = wanted.Where(name => !names.ContainsKey(name)).ToArray();
        if (missing.Length == 0)
            return names;
        foreach (var (userName, person) in await connection.QueryAsync<(string, string)>(new CommandDefinition(
            $"select user_name, person from accounts where person is not null and {connection.In("user_name", "@missing")}", new { missing }, cancellationToken: ct)))
            if (court.NameOf(person) is { } name)
                names[userName] = name;
        return names;
    }
}
