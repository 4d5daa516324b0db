using System.Net.Http.Json;
using System.Text.Json;
using Triage.Api.Data;

namespace Triage.Tests.Http;

public sealed class SessionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Signing_in_gives_a_token_and_signing_out_ends_it_at_once()
    {
        await using var host = await HttpHost.StartAsync();
        using var signedIn = await host.SignInAsync();
        var answer = await signedIn.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal("clerk", answer.GetProperty("user").GetProperty("userName").GetString());
        Assert.Equal("clerk", answer.GetProperty("user").GetProperty("roles")[0].GetString());
        Assert.Equal("dongzhuang", answer.GetProperty("user").GetProperty("tribunal").GetString());
        var token = answer.GetProperty("accessToken").GetString()!;
        using var me = await host.SendAsync(HttpMethod.Get, "/api/v1/session", token);
        Assert.Equal("张书记员", (await me.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("user").GetProperty("name").GetString());
        using var signedOut = await host.SendAsync(HttpMethod.Delete, "/api/v1/session", token);
        Assert.Equal(204, (int)signedOut.StatusCode);
        using var after = await host.SendAsync(HttpMethod.Get, "/api/v1/session", token);
        _ = await HttpHost.ProblemAsync(after, 401, "not_authenticated");
    }

    [Fact]
    public async Task A_session_survives_a_restart_of_the_service()
    {
        string token, folder;
        await using (var first = await HttpHost.StartAsync(keepFolder: true)) (token, folder) = (await first.TokenAsync(), first.Folder);
        await using var second = await HttpHost.StartAsync(folder);
        using var me = await second.SendAsync(HttpMethod.Get, "/api/v1/session", token);
        Assert.Equal(200, (int)me.StatusCode);
    }

    [Fact]
    public async Task The_token_is_not_kept_in_clear()
    {
        string token, folder;
        await using (var host = await HttpHost.StartAsync(keepFolder: true)) (token, folder) = (await host.TokenAsync(), host.Folder);
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            var bytes = await File.ReadAllBytesAsync(file, Token);
            Assert.True(bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(token)) < 0, file);
            Assert.True(bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(HttpHost.Password)) < 0, file);
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Idle_and_old_sessions_end_and_busy_ones_go_on()
    {
        await using var host = await HttpHost.StartAsync();
        var (busy, idle) = (await host.TokenAsync(), await host.TokenAsync("leader"));
        for (var minute = 0; minute < 40; minute += 20)
        {
            host.Clock.Move(TimeSpan.FromMinutes(20));
            using var go = await host.SendAsync(HttpMethod.Get, "/api/v1/session", busy);
            Assert.Equal(200, (int)go.StatusCode);
        }
        using var idleAnswer = await host.SendAsync(HttpMethod.Get, "/api/v1/session", idle);
        _ = await HttpHost.ProblemAsync(idleAnswer, 401, "not_authenticated");
        for (var minute = 40; minute < 12 * 60; minute += 20)
        {
            host.Clock.Move(TimeSpan.FromMinutes(20));
            using var go = await host.SendAsync(HttpMethod.Get, "/api/v1/session", busy);
        }
        using var old = await host.SendAsync(HttpMethod.Get, "/api/v1/session", busy);
        _ = await HttpHost.ProblemAsync(old, 401, "not_authenticated");
    }

    [Fact]
    public async Task A_third_session_ends_the_first()
    {
        await using var host = await HttpHost.StartAsync();
        var tokens = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            tokens.Add(await host.TokenAsync());
            host.Clock.Move(TimeSpan.FromSeconds(1));
        }
        var statuses = new List<int>();
        foreach (var token in tokens)
        {
            using var answer = await host.SendAsync(HttpMethod.Get, "/api/v1/session", token);
            statuses.Add((int)answer.StatusCode);
        }
        Assert.Equal([401, 200, 200], statuses);
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_for_a_while()
    {
        await using var host = await HttpHost.StartAsync();
        for (var i = 0; i < 4; i++)
        {
            using var wrong = await host.SignInAsync(password: "wrong");
            _ = await HttpHost.ProblemAsync(wrong, 401, "invalid_credentials");
        }
        using var fifth = await host.SignInAsync(password: "wrong");
        _ = await HttpHost.ProblemAsync(fifth, 429, "account_locked");
        using var right = await host.SignInAsync();
        _ = await HttpHost.ProblemAsync(right, 429, "account_locked");
        Assert.InRange(right.Headers.RetryAfter!.Delta!.Value.TotalMinutes, 14, 15);
        using var unknown = await host.SignInAsync("nobody", "wrong");
        _ = await HttpHost.ProblemAsync(unknown, 401, "invalid_credentials");
        host.Clock.Move(TimeSpan.FromMinutes(16));
        using var later = await host.SignInAsync();
        Assert.Equal(200, (int)later.StatusCode);
        var database = (Database)host.Services.GetService(typeof(Database))!;
        var audit = (AuditChain)host.Services.GetService(typeof(AuditChain))!;
        var verdict = await database.ReadAsync((c, ct) => audit.VerifyAsync(c, null, ct), Token);
        Assert.True(verdict.Intact);
        Assert.Equal(6, verdict.Entries);
    }

    [Fact]
    public async Task A_name_that_nobody_has_is_locked_like_any_other()
    {
        await using var host = await HttpHost.StartAsync();
        async Task<(int, TimeSpan?)[]> TryAsync(string userName)
        {
            var answers = new List<(int, TimeSpan?)>();
            for (var i = 0; i < 7; i++)
            {
                if (i == 6) host.Clock.Move(TimeSpan.FromMinutes(16));
                using var answer = await host.SignInAsync(userName, "wrong");
                answers.Add(((int)answer.StatusCode, answer.Headers.RetryAfter?.Delta is { } wait ? TimeSpan.FromMinutes(Math.Ceiling(wait.TotalMinutes)) : null));
            }
            return [.. answers];
        }
        var known = await TryAsync("clerk");
        Assert.Equal([401, 401, 401, 401, 429, 429, 401], known.Select(answer => answer.Item1));
        Assert.Equal(known, await TryAsync("nobody"));
    }

    [Fact]
    public async Task Of_many_guesses_at_once_none_opens_what_the_others_have_locked()
    {
        await using var host = await HttpHost.StartAsync();
        var database = (Database)host.Services.GetService(typeof(Database))!;
        var hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // The writer is busy: every password has been looked at before the first failure is counted.
        var busy = database.WriteAsync(async unit => { await hold.Task; return 0; }, Token);
        var guesses = Enumerable.Range(0, 5).Select(_ => host.SignInAsync(password: "wrong")).ToList();
        await Task.Delay(TimeSpan.FromSeconds(3), Token);
        var right = host.SignInAsync();
        await Task.Delay(TimeSpan.FromSeconds(3), Token);
        hold.SetResult();
        _ = await busy;
        _ = await HttpHost.ProblemAsync(await right, 429, "account_locked");
        Assert.Equal([401, 401, 401, 401, 429], (await Task.WhenAll(guesses)).Select(answer => (int)answer.StatusCode).Order());
    }

    [Fact]
    public async Task A_password_that_was_replaced_meanwhile_begins_no_session()
    {
        await using var host = await HttpHost.StartAsync();
        var database = (Database)host.Services.GetService(typeof(Database))!;
        var hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var busy = database.WriteAsync(async unit => { await hold.Task; return 0; }, Token);
        var reset = database.WriteAsync(unit => unit.ExecuteAsync("update accounts set password_hash = 'x' where user_name = 'clerk'"), Token);
        var signIn = host.SignInAsync();
        await Task.Delay(TimeSpan.FromSeconds(3), Token);
        hold.SetResult();
        _ = (await busy, await reset);
        _ = await HttpHost.ProblemAsync(await signIn, 401, "invalid_credentials");
        Assert.Equal(0, await database.ReadAsync((c, _) => Dapper.SqlMapper.ExecuteScalarAsync<int>(c, "select count(*) from sessions"), Token));
    }

    [Fact]
    public async Task A_crowd_at_the_door_is_told_when_to_come_again()
    {
        await using var host = await HttpHost.StartAsync(settings: values => values["Session:SignInBurst"] = "3");
        // All at once: a slow machine refills the bucket while it waits for one after the other.
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => host.SignInAsync($"nobody{i}", "wrong")));
        var refused = answers.First(answer => (int)answer.StatusCode == 429);
        _ = await HttpHost.ProblemAsync(refused, 429, "too_many_requests");
        Assert.NotNull(refused.Headers.RetryAfter);
    }

    [Fact]
    public async Task The_wrong_role_and_the_undeclared_endpoint_are_closed()
    {
        await using var host = await HttpHost.StartAsync();
        var clerk = await host.TokenAsync();
        using var role = await host.SendAsync(HttpMethod.Get, "/api/v1/leaders", clerk);
        _ = await HttpHost.ProblemAsync(role, 403, "wrong_role");
        using var leader = await host.SendAsync(HttpMethod.Get, "/api/v1/leaders", await host.TokenAsync("leader"));
        Assert.Equal(204, (int)leader.StatusCode);
        using var undeclared = await host.SendAsync(HttpMethod.Get, "/api/v1/undeclared", clerk);
        _ = await HttpHost.ProblemAsync(undeclared, 403, "wrong_role");
        using var garbage = await host.SendAsync(HttpMethod.Get, "/api/v1/session", "garbage");
        _ = await HttpHost.ProblemAsync(garbage, 401, "not_authenticated");
    }

    [Fact]
    public async Task A_cookie_reads_but_only_our_own_pages_change_with_it()
    {
        await using var host = await HttpHost.StartAsync();
        using var signedIn = await host.SignInAsync();
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        var pair = cookie.Split(';')[0];
        using var read = await host.SendAsync(HttpMethod.Get, "/api/v1/session", headers: ("Cookie", pair));
        Assert.Equal(200, (int)read.StatusCode);
        using var foreign = await host.SendAsync(HttpMethod.Post, "/api/v1/things", null, """{"name":"a"}""", headers: [("Cookie", pair), ("Origin", "http://elsewhere")]);
        _ = await HttpHost.ProblemAsync(foreign, 401, "not_authenticated");
        using var own = await host.SendAsync(HttpMethod.Post, "/api/v1/things", null, """{"name":"a"}""", headers: [("Cookie", pair), ("Sec-Fetch-Site", "same-origin")]);
        Assert.Equal(201, (int)own.StatusCode);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.0.0.0/8, 127.0.0.0/8", true)]
    public async Task Behind_a_proxy_that_the_court_names_the_cookie_goes_over_https_alone(string proxies, bool secure)
    {
        await using var host = await HttpHost.StartAsync(settings: values => values["Proxy:Addresses"] = proxies);
        (string, string)[] forwarded = [("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "203.0.113.7")];
        using var signedIn = await host.SendAsync(HttpMethod.Post, "/api/v1/session", null, $$"""{"userName":"clerk","password":"{{HttpHost.Password}}"}""", headers: forwarded);
        Assert.Equal(200, (int)signedIn.StatusCode);
        Assert.Equal(secure, signedIn.Headers.GetValues("Set-Cookie").Single().Contains("secure", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_proxy_without_an_address_is_refused_at_the_start() =>
        Assert.Contains("Proxy__Addresses", (await Assert.ThrowsAsync<InvalidOperationException>(() => HttpHost.StartAsync(settings: values => values["Proxy:Addresses"] = "nginx"))).Message, StringComparison.Ordinal);

    [Theory, InlineData("p9", false), InlineData("p1", true)]
    public async Task A_name_of_the_set_up_inherits_nobody_elses_password(string person, bool starts)
    {
        string folder;
        await using (var host = await HttpHost.StartAsync(keepFolder: true))
        {
            folder = host.Folder;
            // As an administrator had added it before the set-up named it.
            _ = await ((Database)host.Services.GetService(typeof(Database))!).WriteAsync(unit => unit.ExecuteAsync("update accounts set person = @person, roles = 'clerk', tribunal = 'dongzhuang' where user_name = 'clerk'", new { person }), Token);
        }
        if (starts)
        {
            await using var again = await HttpHost.StartAsync(folder);
            return;
        }
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => HttpHost.StartAsync(folder));
        Assert.Contains("clerk", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Published_passwords_never_reach_production()
    {
        var fresh = await Assert.ThrowsAsync<InvalidOperationException>(() => HttpHost.StartAsync(environment: "Production"));
        Assert.Contains("演示账号", fresh.Message, StringComparison.Ordinal);

        string folder;
        await using (var demo = await HttpHost.StartAsync(keepFolder: true)) folder = demo.Folder;
        var used = await Assert.ThrowsAsync<InvalidOperationException>(() => HttpHost.StartAsync(folder, "Production", values => values["Accounts:InitialPassword"] = "a court's own password"));
        Assert.Contains("演示账号", used.Message, StringComparison.Ordinal);

        await using var own = await HttpHost.StartAsync(environment: "Production", settings: values => values["Accounts:InitialPassword"] = "a court's own password");
        using var signedIn = await own.SignInAsync(password: "a court's own password");
        Assert.Equal(200, (int)signedIn.StatusCode);
        using var demoPassword = await own.SignInAsync();
        _ = await HttpHost.ProblemAsync(demoPassword, 401, "invalid_credentials");
    }
}
