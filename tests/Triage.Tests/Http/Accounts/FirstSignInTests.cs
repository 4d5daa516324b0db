using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Triage.Api.Data;
using Triage.Api.Http.Accounts;
using Triage.Tests.Support;

namespace Triage.Tests.Http.Accounts;

/// <summary>A court of its own, as it opens: one initial password for all, which opens nothing but the change of it.</summary>
public sealed class FirstSignInTests
{
    private const string Initial = "a court's own password", Own = "Maizi-shu-le-7";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Task<HttpHost> StartAsync(string? folder = null, bool keepFolder = false) => HttpHost.StartAsync(folder, environment: "Production", policy: Shipped.StrictSignIn, keepFolder: keepFolder,
        settings: values => values["Accounts:InitialPassword"] = Initial);

    private static async Task<JsonElement> SignInAsync(HttpHost host, string userName, string password, string? code = null)
    {
        using var answer = await host.Client.PostAsJsonAsync("/api/v1/session", new { userName, password, code }, Token);
        Assert.True((int)answer.StatusCode == 200, await answer.Content.ReadAsStringAsync(Token));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
    }

    private static string[] Duties(JsonElement session) => [.. session.GetProperty("duties").EnumerateArray().Select(duty => duty.GetString()!)];

    private static async Task<JsonElement> ChangeAsync(HttpHost host, string token, string current, string next)
    {
        using var answer = await host.SendAsync(HttpMethod.Post, "/api/v1/session/password", token, JsonSerializer.Serialize(new { currentPassword = current, newPassword = next }));
        Assert.True((int)answer.StatusCode == 200, await answer.Content.ReadAsStringAsync(Token));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
    }

    [Fact]
    public async Task The_initial_password_opens_nothing_but_its_own_change()
    {
        await using var host = await StartAsync();
        var first = await SignInAsync(host, "clerk", Initial);
        Assert.Equal(["change_password"], Duties(first));
        var token = first.GetProperty("accessToken").GetString()!;
        using var me = await host.SendAsync(HttpMethod.Get, "/api/v1/session", token);
        Assert.Equal(["change_password"], Duties(await me.Content.ReadFromJsonAsync<JsonElement>(Token)));
        using var work = await host.SendAsync(HttpMethod.Post, "/api/v1/things", token, """{"name":"a"}""");
        _ = await HttpHost.ProblemAsync(work, 403, "password_change_required");
        using var undeclared = await host.SendAsync(HttpMethod.Get, "/api/v1/undeclared", token);
        _ = await HttpHost.ProblemAsync(undeclared, 403, "password_change_required");
        using var factor = await host.SendAsync(HttpMethod.Post, "/api/v1/session/second-factor/removal", token, $$"""{"password":"{{Initial}}"}""");
        _ = await HttpHost.ProblemAsync(factor, 403, "password_change_required");
        using var open = await host.SendAsync(HttpMethod.Post, "/api/v1/echo", token, """{"name":"a"}""");
        Assert.Equal(200, (int)open.StatusCode);

        var second = await ChangeAsync(host, token, Initial, Own);
        Assert.Empty(Duties(second));
        using var after = await host.SendAsync(HttpMethod.Post, "/api/v1/things", second.GetProperty("accessToken").GetString(), """{"name":"a"}""");
        Assert.Equal(201, (int)after.StatusCode);
        using var old = await host.SendAsync(HttpMethod.Get, "/api/v1/session", token);
        _ = await HttpHost.ProblemAsync(old, 401, "not_authenticated");
        using var again = await host.SignInAsync(password: Initial);
        _ = await HttpHost.ProblemAsync(again, 401, "invalid_credentials");
        Assert.Empty(Duties(await SignInAsync(host, "clerk", Own)));
    }

    [Fact]
    public async Task A_new_password_must_be_good_and_new_and_the_old_one_known()
    {
        await using var host = await StartAsync();
        var token = (await SignInAsync(host, "clerk", Initial)).GetProperty("accessToken").GetString()!;
        foreach (var (current, next, field) in new[] { ("wrong", Own, "currentPassword"), (Initial, Initial, "newPassword"), (Initial, "Clerk-2026-xx", "newPassword"), (Initial, "Admin@123456", "newPassword"), (Initial, "short", "newPassword") })
        {
            using var answer = await host.SendAsync(HttpMethod.Post, "/api/v1/session/password", token, JsonSerializer.Serialize(new { currentPassword = current, newPassword = next }));
            Assert.True((await HttpHost.ProblemAsync(answer, 422, "field_invalid")).GetProperty("errors").TryGetProperty(field, out _), next);
        }
        // Wrong ones count here as at the door.
        for (var i = 0; i < 5; i++)
        {
            using var guess = await host.SendAsync(HttpMethod.Post, "/api/v1/session/password", token, JsonSerializer.Serialize(new { currentPassword = "guess", newPassword = Own }));
            if ((int)guess.StatusCode != 429) continue;
            _ = await HttpHost.ProblemAsync(guess, 429, "account_locked");
            return;
        }
        Assert.Fail("guessing went on");
    }

    [Fact]
    public async Task A_changed_password_ends_every_other_session()
    {
        await using var host = await HttpHost.StartAsync();
        var (here, elsewhere) = (await host.TokenAsync(), await host.TokenAsync());
        using var before = await host.SendAsync(HttpMethod.Get, "/api/v1/session", elsewhere);
        Assert.Equal(200, (int)before.StatusCode);
        _ = await ChangeAsync(host, here, HttpHost.Password, Own);
        using var after = await host.SendAsync(HttpMethod.Get, "/api/v1/session", elsewhere);
        _ = await HttpHost.ProblemAsync(after, 401, "not_authenticated");
    }

    [Fact]
    public async Task A_role_that_needs_a_second_factor_gets_no_further_without_one()
    {
        await using var host = await StartAsync();
        var first = await SignInAsync(host, "leader", Initial);
        Assert.Equal(["change_password", "enrol_second_factor"], Duties(first));
        var session = await ChangeAsync(host, first.GetProperty("accessToken").GetString()!, Initial, Own);
        Assert.Equal(["enrol_second_factor"], Duties(session));
        using var refused = await host.SendAsync(HttpMethod.Get, "/api/v1/leaders", session.GetProperty("accessToken").GetString());
        _ = await HttpHost.ProblemAsync(refused, 403, "second_factor_enrolment_required");
    }

    [Fact]
    public async Task A_database_from_before_asks_for_new_passwords_at_the_next_sign_in()
    {
        string folder, token;
        await using (var demo = await HttpHost.StartAsync(settings: values => values["Accounts:InitialPassword"] = Initial, keepFolder: true))
            (folder, token) = (demo.Folder, (await SignInAsync(demo, "clerk", Initial)).GetProperty("accessToken").GetString()!);
        await using var court = await StartAsync(folder);
        using var work = await court.SendAsync(HttpMethod.Post, "/api/v1/things", token, """{"name":"a"}""");
        _ = await HttpHost.ProblemAsync(work, 403, "password_change_required");
    }

    [Fact]
    public async Task Neither_a_secret_nor_a_recovery_code_lies_in_clear()
    {
        string folder;
        string[] planted;
        await using (var host = await HttpHost.StartAsync(keepFolder: true))
        {
            folder = host.Folder;
            var (database, factors, audit) = ((Database)host.Services.GetService(typeof(Database))!, (SecondFactors)host.Services.GetService(typeof(SecondFactors))!, (AuditChain)host.Services.GetService(typeof(AuditChain))!);
            var (offer, secret) = factors.Offer("clerk");
            var accepted = factors.Accept("clerk", offer, OneTimeCodes.Of(secret, OneTimeCodes.StepAt(host.Clock.GetUtcNow())))!.Value;
            _ = await database.WriteAsync(unit => unit.ExecuteAsync("update accounts set second_factor = @Sealed, second_factor_offer = @offer", new { accepted.Sealed, offer }), Token);
            // Bound to the account: in another's row it does not open.
            _ = Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => factors.Open("leader", accepted.Sealed));
            planted = [OneTimeCodes.Text(secret), Convert.ToBase64String(secret), accepted.RecoveryCodes[0], accepted.RecoveryCodes[0].Replace("-", "", StringComparison.Ordinal)];
            Assert.True((await database.ReadAsync((c, ct) => audit.VerifyAsync(c, null, ct), Token)).Intact);
        }
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
            Assert.All(planted, text => Assert.True(File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.ASCII.GetBytes(text)) < 0, file));
        Directory.Delete(folder, recursive: true);
    }
}
