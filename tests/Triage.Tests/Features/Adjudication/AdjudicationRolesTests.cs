using Triage.Tests.Support;

namespace Triage.Tests.Features.Adjudication;

/// <summary>Every endpoint of the slices about trial and deadlines, every account.</summary>
public sealed class AdjudicationRolesTests
{
    private static readonly string[] Accounts = ["clerk", "officer", "mediator", "judge", "head", "president", "leader", "data", "sysadmin", "secadmin", "auditor"];

    [Fact]
    public async Task Each_endpoint_is_open_to_the_roles_it_names_and_to_nobody_else()
    {
        await using var service = TriageService.Start();
        var id = (await Trials.Assigned(service)).Id;
        (string Method, string Path, string[] May)[] table =
        [
            ("POST", $"/cases/{id}/filing", ["clerk", "officer", "head"]),
            ("POST", $"/cases/{id}/assignment", ["officer", "head"]),
            ("GET", $"/cases/{id}/assignment", ["clerk", "officer", "mediator", "judge", "head", "president", "leader", "data"]),
            ("POST", $"/cases/{id}/recusal", ["clerk", "officer", "judge", "head"]),
            ("POST", $"/cases/{id}/recusal/decision", ["head", "president"]),
            ("POST", $"/cases/{id}/participants", ["clerk", "officer", "judge", "head"]),
            ("POST", $"/cases/{id}/procedure", ["judge", "head"]),
            ("POST", $"/cases/{id}/suspensions", ["judge", "head"]),
            ("POST", $"/cases/{id}/limit-extension", ["judge", "head"]),
            ("POST", $"/cases/{id}/limit-extension/decision", ["president"]),
            ("POST", $"/cases/{id}/events", ["clerk", "judge", "head"]),
            ("POST", $"/cases/{id}/closure", ["judge", "head"]),
            ("POST", $"/cases/{id}/appeal", ["clerk", "judge", "head"]),
            ("GET", $"/cases/{id}/deadlines", ["clerk", "officer", "mediator", "judge", "head", "president", "leader", "data"]),
            ("GET", "/worklist", ["clerk", "officer", "mediator", "judge", "head", "president", "leader"]),
            ("PUT", "/calendar/2026", ["sysadmin"]),
        ];
        foreach (var (method, path, may) in table)
            foreach (var account in Accounts)
            {
                var answer = await (await service.As(account)).Send(new HttpMethod(method), path, method == "GET" ? null : "{}", method == "POST" ? 1 : null);
                if (may.Contains(account)) Assert.False(answer is { Status: 403, Code: "wrong_role" } or { Status: 401 or >= 500 }, $"{account} {method} {path}: {answer.Status} {answer.Body?.ToJsonString()}");
                else Assert.True(answer is { Status: 403, Code: "wrong_role" }, $"{account} {method} {path}: {answer.Status}");
            }
        // Another tribunal's people may not touch it, whatever their role.
        foreach (var path in table.Where(row => row.Method == "POST" && row.May.Contains("officer")).Select(row => row.Path))
            Assert.Equal((403, "other_tribunal"), await Outcome(await service.As("officer2"), path));
    }

    private static async Task<(int, string)> Outcome(ApiUser user, string path)
    {
        var answer = await user.Post(path, new { person = "J02", ground = "x", @as = "agent", name = "王", reason = "x" }, version: 1);
        return (answer.Status, answer.Code);
    }
}
