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
            ("POST", $"/cases/{id}/recusal/decision", ["judge", "head", "president"]),
            ("POST", $"/cases/{id}/recusal/review", ["clerk", "officer", "judge", "head"]),
            ("POST", $"/cases/{id}/recusal/review/decision", ["judge", "head", "president"]),
            ("POST", $"/cases/{id}/evidence-period", ["judge", "head"]),
            ("POST", $"/cases/{id}/evidence-period/extension", ["clerk", "judge", "head"]),
            ("POST", $"/cases/{id}/evidence-period/extension/decision", ["judge", "head"]),
            ("POST", $"/cases/{id}/limit-extension/superior", ["judge", "head", "president"]),
            ("POST", $"/cases/{id}/limit-extension/superior/decision", ["president"]),
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
        (string Account, string Path, object Body)[] strangers =
        [
            ("officer2", "filing", new { filedOn = "2026-11-20" }),
            ("officer2", "assignment", new { judge = "J02", reason = "改派" }),
            ("officer2", "recusal", new { person = "J02", ground = "亲戚" }),
            ("head2", "recusal/decision", new { person = "J02", granted = true }),
            ("officer2", "recusal/review", new { person = "J02", ground = "亲戚" }),
            ("head2", "recusal/review/decision", new { person = "J02", granted = true }),
            ("judge2", "evidence-period", new { days = 7 }),
            ("judge2", "evidence-period/extension", new { party = "李波", days = 5, reason = "证人在外地" }),
            ("judge2", "evidence-period/extension/decision", new { granted = true }),
            ("judge2", "limit-extension/superior", new { months = 1, court = "泰安市中级人民法院", reason = "复杂" }),
            ("officer2", "participants", new { name = "王律师", @as = "agent" }),
            ("judge2", "procedure", new { procedure = "ordinary", reason = "复杂" }),
            ("judge2", "suspensions", new { ground = "stay", from = "2026-11-20" }),
            ("judge2", "limit-extension", new { months = 1 }),
            ("judge2", "events", new { kind = "hearing" }),
            ("judge2", "closure", Trials.Closure("judgment", "2026-11-20", ("李波", "in_person", "2026-11-20"))),
            ("judge2", "appeal", new { party = "李波" }),
        ];
        foreach (var (account, path, body) in strangers)
            (await (await service.As(account)).Post($"/cases/{id}/{path}", body, version: 1)).ExpectProblem(403, "other_tribunal");
    }
}
