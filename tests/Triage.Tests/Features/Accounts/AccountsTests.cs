using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Triage.Api.Data;
using Triage.Api.Http.Accounts;
using Triage.Tests.Data;
using Triage.Tests.Http;
using Triage.Tests.Support;

namespace Triage.Tests.Features.Accounts;

public sealed class AccountsTests
{
    private const string Own = "Maizi-shu-le-7", Other = "Shaichang-shang-8";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<Answer> SignIn(TriageService service, string userName, string password, string? code = null)
    {
        using var response = await service.Client.PostAsJsonAsync("/api/v1/session", new { userName, password, code }, Token);
        return new Answer((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonNode>(Token), null, response.Headers);
    }

    private static ApiUser As(TriageService service, Answer signedIn) => new(service.Client, signedIn.Expect(200).Text("accessToken"));

    private static object Because => new { reason = "院办公室书面通知" };

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task An_account_is_added_used_stopped_and_opened_again(string provider)
    {
        await using var service = TriageService.Start(provider);
        var admin = await service.As("sysadmin");
        var person = (await admin.Get("/accounts/people")).Expect(200).Body!["items"]!.AsArray().First(p => p!["roles"]!.AsArray().Any(r => r!.GetValue<string>() == "clerk") && p["tribunals"]![0]!.GetValue<string>() == "shimen")!;
        var body = new { userName = "shimen.clerk", personId = person["personId"]!.GetValue<string>(), roles = new[] { "clerk" }, tribunal = "shimen" };
        var added = (await admin.Post("/accounts", body, key: "k1")).Expect(201);
        Assert.Equal("one_time", added.Text("account.password"));
        Assert.Equal("true", added.Text("account.added"));
        // The answer was lost on the line: the same key gives the same password, not a second account.
        Assert.Equal(added.Text("password"), (await admin.Post("/accounts", body, key: "k1")).Expect(201).Text("password"));
        (await admin.Post("/accounts", body, key: "k2")).ExpectProblem(409, "account_conflict");

        var first = await SignIn(service, "shimen.clerk", added.Text("password"));
        Assert.Equal("[\"change_password\"]", first.Expect(200).Text("duties"));
        (await As(service, first).Get("/cases")).ExpectProblem(403, "password_change_required");
        var clerk = As(service, await As(service, first).Post("/session/password", new { currentPassword = added.Text("password"), newPassword = Own }));
        (await clerk.Get("/cases")).Expect(200);
        (await clerk.Get("/cases?tribunal=dongzhuang")).ExpectProblem(403, "other_tribunal");
        Assert.Equal(person["name"]!.GetValue<string>(), (await clerk.Get("/session")).Text("user.name"));

        (await admin.Post("/accounts/shimen.clerk/disable", Because)).Expect(200);
        (await clerk.Get("/cases")).ExpectProblem(401, "not_authenticated");
        (await SignIn(service, "shimen.clerk", Own)).ExpectProblem(403, "account_disabled");
        (await SignIn(service, "shimen.clerk", "wrong")).ExpectProblem(401, "invalid_credentials");
        (await admin.Post("/accounts/shimen.clerk/disable", Because)).ExpectProblem(409, "account_conflict");
        (await admin.Post("/accounts/shimen.clerk/enable", Because)).Expect(200);
        (await clerk.Get("/cases")).ExpectProblem(401, "not_authenticated");
        Assert.Equal("[]", (await SignIn(service, "shimen.clerk", Own)).Expect(200).Text("duties"));

        var actions = await Actions(service);
        Assert.Equal(["account_created", "signed_in", "password_changed", "account_disabled", "sign_in_failed", "account_enabled", "signed_in"], actions);
    }

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_reset_password_opens_once_and_runs_out(string provider)
    {
        await using var service = TriageService.Start(provider);
        var judge = As(service, await SignIn(service, "judge", HttpHost.Password));
        var reset = (await (await service.As("sysadmin")).Post("/accounts/judge/password-reset", Because)).Expect(200);
        (await judge.Get("/cases")).ExpectProblem(401, "not_authenticated");
        (await SignIn(service, "judge", HttpHost.Password)).ExpectProblem(401, "invalid_credentials");
        // Even in the demonstration, whose initial passwords may stay.
        var first = As(service, await SignIn(service, "judge", reset.Text("password")));
        (await first.Get("/worklist")).ExpectProblem(403, "password_change_required");
        service.Move(TimeSpan.FromHours(73));
        (await SignIn(service, "judge", reset.Text("password"))).ExpectProblem(403, "one_time_password_expired");
        var second = (await (await service.As("sysadmin")).Post("/accounts/judge/password-reset", Because)).Expect(200);
        (await As(service, await SignIn(service, "judge", second.Text("password"))).Post("/session/password", new { currentPassword = second.Text("password"), newPassword = Own })).Expect(200);
        (await SignIn(service, "judge", second.Text("password"))).ExpectProblem(401, "invalid_credentials");
        (await SignIn(service, "judge", Own)).Expect(200);
    }

    [Fact]
    public async Task An_administrator_gives_no_role_that_the_set_up_does_not_and_touches_no_own_account()
    {
        await using var service = TriageService.Start();
        var admin = await service.As("sysadmin");
        var clerk = Shipped.Court.FindAccount("clerk")!.Person;
        (await admin.Post("/accounts", new { userName = "boss", personId = clerk, roles = new[] { "president" } })).ExpectProblem(422, "field_invalid");
        (await admin.Post("/accounts", new { userName = "boss", personId = clerk, roles = new[] { "clerk" }, tribunal = "shimen" })).ExpectProblem(422, "field_invalid");
        (await admin.Post("/accounts", new { userName = "boss", personId = "nobody", roles = new[] { "clerk" }, tribunal = "shimen" })).ExpectProblem(422, "field_invalid");
        (await admin.Post("/accounts", new { userName = "system", personId = clerk, roles = new[] { "clerk" }, tribunal = "dongzhuang" })).ExpectProblem(422, "field_invalid");
        (await admin.Post("/accounts/sysadmin/password-reset", Because)).ExpectProblem(409, "account_conflict");
        (await admin.Post("/accounts/sysadmin/disable", Because)).ExpectProblem(409, "account_conflict");
        (await admin.Post("/accounts/clerk/disable", new { reason = " " })).ExpectProblem(422, "field_invalid");
        (await admin.Post("/accounts/nobody/disable", Because)).ExpectProblem(404, "not_found");
        // The last system administrator's account cannot be shut from outside either.
        (await (await service.As("secadmin")).Post("/accounts/sysadmin/disable", Because)).ExpectProblem(409, "account_conflict");
        (await (await service.As("secadmin")).Post("/accounts/clerk/disable", Because)).Expect(200);
        (await (await service.As("secadmin")).Post("/accounts/clerk/enable", Because)).ExpectProblem(403, "wrong_role");
        (await (await service.As("president")).Get("/accounts")).ExpectProblem(403, "wrong_role");
        var listed = (await (await service.As("auditor")).Get("/accounts")).Expect(200).Body!["items"]!.AsArray();
        Assert.Equal("disabled", listed.Single(a => a!["userName"]!.GetValue<string>() == "clerk")!["state"]!.GetValue<string>());
        Assert.Equal(Shipped.Court.Accounts.Count, listed.Count);
    }

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Nobody_gets_a_second_account_and_one_for_the_whole_court_opens_when_another_administrator_releases_it(string provider)
    {
        await using var service = TriageService.Start(provider);
        var (admin, security) = (await service.As("sysadmin"), await service.As("secadmin"));
        foreach (var (person, role) in new[] { ("P001", "president"), ("S03", "security_admin") })
            (await admin.Post("/accounts", new { userName = "twin", personId = person, roles = new[] { role } })).ExpectProblem(409, "account_conflict");

        var added = (await admin.Post("/accounts", new { userName = "leader2", personId = "L02", roles = new[] { "leader" } })).Expect(201);
        Assert.Equal("awaiting_release", added.Text("account.state"));
        (await admin.Post("/accounts", new { userName = "twin", personId = "L02", roles = new[] { "leader" } })).ExpectProblem(409, "account_conflict");
        (await SignIn(service, "leader2", added.Text("password"))).ExpectProblem(403, "account_disabled");
        (await admin.Post("/accounts/leader2/enable", Because)).ExpectProblem(403, "wrong_role");
        var reset = (await admin.Post("/accounts/leader2/password-reset", Because)).Expect(200);
        (await SignIn(service, "leader2", reset.Text("password"))).ExpectProblem(403, "account_disabled");
        Assert.Equal("active", (await security.Post("/accounts/leader2/enable", Because)).Expect(200).Text("state"));
        (await SignIn(service, "leader2", reset.Text("password"))).Expect(200);
        // Once it was in use it is stopped and opened like any other.
        (await admin.Post("/accounts/leader2/disable", Because)).Expect(200);
        (await security.Post("/accounts/leader2/enable", Because)).ExpectProblem(403, "wrong_role");
        (await admin.Post("/accounts/leader2/enable", Because)).Expect(200);

        // Who moves gets another account in place of the stopped one, which then stays so.
        (await admin.Post("/accounts/clerk/disable", Because)).Expect(200);
        (await admin.Post("/accounts", new { userName = "clerk.new", personId = Shipped.Court.FindAccount("clerk")!.Person, roles = new[] { "clerk" }, tribunal = "dongzhuang" })).Expect(201);
        (await admin.Post("/accounts/clerk/enable", Because)).ExpectProblem(409, "account_conflict");
    }

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_second_factor_is_enrolled_asked_for_and_opens_once_with_each_code(string provider)
    {
        await using var service = TriageService.Start(provider);
        var user = As(service, await SignIn(service, "leader", HttpHost.Password));
        (await user.Post("/session/second-factor", new { password = "wrong" })).ExpectProblem(422, "field_invalid");
        var offer = (await user.Post("/session/second-factor", new { password = HttpHost.Password })).Expect(200);
        Assert.Contains($"secret={offer.Text("secret")}&", offer.Text("uri"), StringComparison.Ordinal);
        var picture = offer.Body!["picture"]!.AsArray().Select(row => row!.GetValue<string>()).ToArray();
        Assert.All(picture, row => Assert.Equal(picture.Length, row.Length));
        // Not in force before its first code was typed.
        (await SignIn(service, "leader", HttpHost.Password)).Expect(200);
        user = As(service, await SignIn(service, "leader", HttpHost.Password));
        (await user.Post("/session/second-factor/confirm", new { code = "000000" })).ExpectProblem(422, "field_invalid");
        var recovery = (await user.Post("/session/second-factor/confirm", new { code = Code(service, offer) })).Expect(200).Body!["recoveryCodes"]!.AsArray().Select(c => c!.GetValue<string>()).ToArray();
        Assert.Equal(10, recovery.Distinct().Count());

        (await SignIn(service, "leader", HttpHost.Password)).ExpectProblem(401, "second_factor_required");
        (await SignIn(service, "leader", "wrong", Code(service, offer))).ExpectProblem(401, "invalid_credentials");
        // The code that enrolled it was used; so is every other once it has opened.
        (await SignIn(service, "leader", HttpHost.Password, Code(service, offer))).ExpectProblem(401, "second_factor_invalid");
        service.Move(TimeSpan.FromSeconds(60));
        var code = Code(service, offer);
        user = As(service, await SignIn(service, "leader", HttpHost.Password, $" {code[..3]} {code[3..]} "));
        (await SignIn(service, "leader", HttpHost.Password, code)).ExpectProblem(401, "second_factor_invalid");
        (await SignIn(service, "leader", HttpHost.Password, recovery[3].ToUpperInvariant())).Expect(200);
        (await SignIn(service, "leader", HttpHost.Password, recovery[3])).ExpectProblem(401, "second_factor_invalid");
        Assert.Equal("9", (await user.Get("/session/second-factor")).Expect(200).Text("recoveryCodesLeft"));

        // A stolen session and the password replace nothing.
        service.Move(TimeSpan.FromMinutes(1));
        user = As(service, await SignIn(service, "leader", HttpHost.Password, Code(service, offer)));
        (await user.Post("/session/second-factor", new { password = HttpHost.Password })).ExpectProblem(422, "field_invalid");
        (await user.Post("/session/second-factor/removal", new { password = HttpHost.Password })).ExpectProblem(422, "field_invalid");
        (await user.Post("/session/second-factor/removal", new { password = HttpHost.Password, code = recovery[0] })).Expect(204);
        (await SignIn(service, "leader", HttpHost.Password)).Expect(200);
        var actions = await Actions(service);
        Assert.Contains("second_factor_enrolled", actions);
        Assert.Contains("second_factor_removed", actions);
        Assert.Equal(2, actions.Count(action => action == "recovery_code_used"));
    }

    [Fact]
    public async Task Wrong_codes_lock_the_account_and_only_one_of_many_at_once_opens()
    {
        await using var service = TriageService.Start();
        var secret = await Enrolled(service, "data");
        var code = OneTimeCodes.Of(secret, OneTimeCodes.StepAt(service.Clock.GetUtcNow()) + 1);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SignIn(service, "data", HttpHost.Password, code)));
        Assert.Equal([200, 401, 401, 401], answers.Select(answer => answer.Status).Order());
        service.Move(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 5; i++)
            _ = await SignIn(service, "data", HttpHost.Password, "123456");
        (await SignIn(service, "data", HttpHost.Password, OneTimeCodes.Of(secret, OneTimeCodes.StepAt(service.Clock.GetUtcNow())))).ExpectProblem(429, "account_locked");
    }

    [Fact]
    public async Task A_lost_phone_is_the_security_administrators_business()
    {
        await using var service = TriageService.Start();
        _ = await Enrolled(service, "data");
        var admin = await service.As("sysadmin");
        (await admin.Post("/accounts/data/second-factor-reset", Because)).ExpectProblem(403, "wrong_role");
        // The password alone, given by the system administrator, does not open.
        var reset = (await admin.Post("/accounts/data/password-reset", Because)).Expect(200);
        (await SignIn(service, "data", reset.Text("password"))).ExpectProblem(401, "second_factor_required");
        (await (await service.As("secadmin")).Post("/accounts/data/second-factor-reset", Because)).Expect(200);
        (await SignIn(service, "data", reset.Text("password"))).Expect(200);
        (await (await service.As("secadmin")).Post("/accounts/data/second-factor-reset", Because)).ExpectProblem(409, "account_conflict");
    }

    [Fact]
    public async Task A_court_of_its_own_has_the_strict_rules_without_saying_so()
    {
        var directory = Directory.CreateTempSubdirectory("triage-court-").FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "sample", "court"), "*.csv")) File.Copy(file, Path.Combine(directory, Path.GetFileName(file)));
        await using (var service = TriageService.Start("sqlite", ("Court:Directory", directory), ("Accounts:InitialPassword", "the court's first one")))
        {
            var first = await SignIn(service, "president", "the court's first one");
            Assert.Equal("[\"change_password\",\"enrol_second_factor\"]", first.Expect(200).Text("duties"));
            var user = As(service, await As(service, first).Post("/session/password", new { currentPassword = "the court's first one", newPassword = Other }));
            (await user.Get("/metrics/alerts")).ExpectProblem(403, "second_factor_enrolment_required");
            var offer = (await user.Post("/session/second-factor", new { password = Other })).Expect(200);
            (await user.Post("/session/second-factor/confirm", new { code = Code(service, offer) })).Expect(200);
            (await user.Get("/metrics/alerts")).Expect(200);
            (await user.Post("/session/second-factor/removal", new { password = Other })).ExpectProblem(409, "account_conflict");
        }
        Directory.Delete(directory, recursive: true);
    }

    private static string Code(TriageService service, Answer offer) => OneTimeCodes.Of(FromBase32(offer.Text("secret")), OneTimeCodes.StepAt(service.Clock.GetUtcNow()));

    private static async Task<byte[]> Enrolled(TriageService service, string userName)
    {
        var user = As(service, await SignIn(service, userName, HttpHost.Password));
        var offer = (await user.Post("/session/second-factor", new { password = HttpHost.Password })).Expect(200);
        (await user.Post("/session/second-factor/confirm", new { code = Code(service, offer) })).Expect(200);
        return FromBase32(offer.Text("secret"));
    }

    /// <summary>As an authenticator app reads it.</summary>
    private static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }

    private static async Task<string[]> Actions(TriageService service)
    {
        var database = service.Services.GetRequiredService<Database>();
        Assert.True((await database.ReadAsync((c, ct) => service.Services.GetRequiredService<AuditChain>().VerifyAsync(c, null, ct), Token)).Intact);
        return await database.ReadAsync(async (c, _) => (await c.QueryAsync<string>("select action from history where case_id is null order by seq")).ToArray(), Token);
    }
}
