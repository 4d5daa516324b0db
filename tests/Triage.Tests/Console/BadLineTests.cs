using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace Triage.Tests.WebConsole;

/// <summary>The line is cut, the service is killed, the browser crashes: nothing typed is lost, and a dispute becomes exactly one case.</summary>
[Collection(Desk.Counter)]
public sealed class BadLineTests(Desk desk)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reload_right_after_the_last_key_loses_nothing()
    {
        Desk.NeedsChromium();
        var page = await desk.SignedInAsync("clerk");
        await Desk.FillAsync(page, "沈重载", "沈被告");
        await Desk.Field(page, "narrative").FocusAsync();
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.TypeAsync("最后一句话也在。");
        _ = await page.ReloadAsync();
        await Assertions.Expect(Desk.Field(page, "narrative")).ToHaveValueAsync(Desk.Ditch + "最后一句话也在。");
        await Assertions.Expect(Desk.Field(page, "parties[0].name")).ToHaveValueAsync("沈重载");
    }

    [Fact]
    public async Task A_killed_browser_loses_nothing()
    {
        Desk.NeedsChromium();
        var profile = Directory.CreateTempSubdirectory("triage-profile-").FullName;
        var first = await desk.OpenProfileAsync(profile);
        var page = first.Pages[0];
        _ = await page.GotoAsync("/");
        await Desk.SignInAsync(page, "clerk");
        await Desk.FillAsync(page, "韩崩溃", "韩被告");
        await Assertions.Expect(page.Locator(".saved")).ToContainTextAsync("已存本机");
        await page.WaitForFunctionAsync("() => !Object.keys(localStorage).some(k => k.startsWith('triage.draft.'))"); // durable in IndexedDB
        var dead = new TaskCompletionSource();
        first.Close += (_, _) => dead.TrySetResult();
        KillBrowserOf(profile);
        await dead.Task.WaitAsync(Token);

        await using var second = await desk.OpenProfileAsync(profile);
        page = second.Pages[0];
        _ = await page.GotoAsync("/");
        if (await page.GetByLabel("用户名").CountAsync() > 0) await Desk.SignInAsync(page, "clerk");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^\\d{4}-\\d+$") }).First.ClickAsync();
        await Assertions.Expect(Desk.Field(page, "narrative")).ToHaveValueAsync(Desk.Ditch);
        await Assertions.Expect(Desk.Field(page, "parties[0].name")).ToHaveValueAsync("韩崩溃");
    }

    [Fact]
    public async Task Without_a_line_the_console_opens_and_what_was_submitted_arrives_once_when_it_is_back()
    {
        Desk.NeedsChromium();
        var page = await desk.SignedInAsync("clerk");
        await page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => undefined)");
        await Desk.FillAsync(page, "魏断网", "魏被告");
        await page.Context.SetOfflineAsync(true);
        await Desk.Submit(page).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("待发送");
        await Assertions.Expect(page.Locator(".outbox-sign")).ToHaveTextAsync("1 件待发送");
        _ = await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".line-sign")).ToHaveTextAsync("网络中断");
        await page.Locator("#bar").GetByRole(AriaRole.Link, new() { Name = "收件登记" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Group, new() { Name = "待发送" })).ToContainTextAsync("魏断网");
        Assert.Equal(0, await Desk.CountAsync(desk.Service, "魏断网", Token));

        await page.Context.SetOfflineAsync(false);
        await Assertions.Expect(page.Locator(".sent")).ToContainTextAsync("已登记");
        Assert.Equal(1, await Desk.CountAsync(desk.Service, "魏断网", Token));
    }

    [Fact]
    public async Task A_proposal_that_nobody_could_see_is_not_accepted()
    {
        Desk.NeedsChromium();
        var page = await desk.SignedInAsync("clerk");
        await page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => undefined)");
        await page.Context.SetOfflineAsync(true);
        await Desk.FillAsync(page, "狄没看", "狄被告");
        await Assertions.Expect(page.GetByText("网络中断，暂无建议。")).ToBeVisibleAsync();
        await Assertions.Expect(Desk.Submit(page)).ToHaveTextAsync("提交");
        await Desk.Submit(page).ClickAsync();
        await Assertions.Expect(page.Locator(".outbox-sign")).ToHaveTextAsync("1 件待发送");
        await page.Context.SetOfflineAsync(false);
        await Assertions.Expect(page.Locator(".sheet")).ToContainTextAsync("狄没看", new() { Timeout = 60_000 });
        using var api = await desk.Service.SignInAsync("head");
        var found = (await api.GetFromJsonAsync<JsonElement>("cases?q=狄没看", Token)).GetProperty("items")[0];
        Assert.Equal("in_triage", found.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, found.GetProperty("route").ValueKind);
    }

    [Fact]
    public async Task The_answer_that_is_lost_and_the_service_that_is_killed_still_make_one_case()
    {
        Desk.NeedsChromium();
        await using var service = await ConsoleService.StartAsync();
        var page = await desk.SignedInAsync("clerk", service);
        List<string> keys = [];
        await page.Context.RouteAsync("**/api/v1/cases", async route =>
        {
            if (route.Request.Method != "POST")
            {
                await route.ContinueAsync();
                return;
            }
            keys.Add(route.Request.Headers["idempotency-key"]);
            if (keys.Count > 1)
            {
                await route.ContinueAsync();
                return;
            }
            // The service stores the case; its answer never arrives, and then the service is gone.
            _ = await route.FetchAsync();
            await service.KillAsync();
            await route.AbortAsync();
        });
        await Desk.FillAsync(page, "蒋丢失", "蒋被告");
        await Desk.Submit(page).ClickAsync();
        await Assertions.Expect(page.Locator(".line-sign")).ToHaveTextAsync("网络中断");
        await Assertions.Expect(page.Locator(".outbox-sign")).ToHaveTextAsync("1 件待发送");
        await service.StartAgainAsync();
        await Assertions.Expect(page.Locator(".sheet")).ToContainTextAsync("蒋丢失", new() { Timeout = 60_000 });
        Assert.True(keys.Count > 1);
        _ = Assert.Single(keys.Distinct());
        Assert.Equal(1, await Desk.CountAsync(service, "蒋丢失", Token));
    }

    [Fact]
    public async Task A_busy_service_is_asked_again_and_the_form_waits_its_turn()
    {
        Desk.NeedsChromium();
        var page = await desk.SignedInAsync("clerk");
        var asked = 0;
        await page.Context.RouteAsync("**/api/v1/cases", route => route.Request.Method == "POST" && asked++ == 0
            ? route.FulfillAsync(new() { Status = 503, ContentType = "application/problem+json", Body = """{"title":"系统繁忙，请稍后重试","status":503,"code":"service_busy"}""" })
            : route.ContinueAsync());
        await Desk.FillAsync(page, "卫繁忙", "卫被告");
        await Desk.Submit(page).ClickAsync();
        await page.Locator(".sheet").WaitForAsync();
        Assert.Equal(2, asked);
        Assert.Equal(1, await Desk.CountAsync(desk.Service, "卫繁忙", Token));
    }

    [Fact]
    public async Task A_part_that_is_gone_after_an_update_brings_the_new_console()
    {
        Desk.NeedsChromium();
        var page = await desk.OpenAsync(forgetful: true);
        var (gone, asked) = (true, 0);
        await page.RouteAsync("**/parts/import.*", route => gone ? route.FulfillAsync(new() { Status = 404 }) : route.ContinueAsync());
        await page.RouteAsync("**/health/live", route =>
        {
            // From here on it is the page of the new console that asks.
            (gone, asked) = (false, asked + 1);
            return route.ContinueAsync();
        });
        _ = await page.GotoAsync("/");
        await Desk.SignInAsync(page, "clerk");
        await page.Locator("#bar").GetByRole(AriaRole.Link, new() { Name = "台账导入" }).ClickAsync();
        await Assertions.Expect(page.Locator(".import-desk")).ToBeVisibleAsync();
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Drafts_are_shown_to_nobody_else_at_the_same_computer()
    {
        Desk.NeedsChromium();
        var page = await desk.SignedInAsync("clerk");
        await Desk.FillAsync(page, "蔡隐私", "蔡被告");
        var window = await page.Context.NewPageAsync();
        _ = await window.GotoAsync("/#/clerk");
        await Assertions.Expect(window.Locator("#main")).ToContainTextAsync("蔡隐私");
        var who = await window.Locator(".who strong").InnerTextAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "退出" }).ClickAsync();
        await Desk.SignInAsync(page, "clerk2");
        await page.GetByRole(AriaRole.Heading, new() { Name = "收件登记" }).WaitForAsync();
        await Assertions.Expect(page.Locator("#main")).Not.ToContainTextAsync("蔡隐私");
        // A second window of the first person becomes the second person's too, and sends nothing in the wrong name.
        await Assertions.Expect(window.Locator(".who strong")).Not.ToHaveTextAsync(who);
        await window.GetByRole(AriaRole.Heading, new() { Name = "收件登记" }).WaitForAsync();
        await Assertions.Expect(window.Locator("#main")).Not.ToContainTextAsync("蔡隐私");
    }

    /// <summary>The one Chromium that runs on this profile.</summary>
    private static void KillBrowserOf(string profile)
    {
        foreach (var process in Process.GetProcessesByName("chromium"))
        {
            using (process)
            {
                var words = File.Exists($"/proc/{process.Id}/cmdline") ? File.ReadAllText($"/proc/{process.Id}/cmdline").Split('\0') : [];
                if (words.Contains($"--user-data-dir={profile}") && !words.Any(word => word.StartsWith("--type=", StringComparison.Ordinal))) process.Kill();
            }
        }
    }
}
