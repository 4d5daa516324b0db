using Microsoft.Playwright;

namespace Triage.Tests.WebConsole;

[Collection(Desk.Counter)]
public sealed class AccountsDeskTests(Desk desk)
{
    private const string Own = "Maizi shule, qiyue";

    [Theory]
    [InlineData(1366, 768)]
    [InlineData(390, 844)]
    public async Task An_account_is_opened_its_password_handed_over_and_it_is_stopped(int width, int height)
    {
        Desk.NeedsChromium();
        await using var service = await ConsoleService.StartAsync();
        var page = await desk.SignedInAsync("sysadmin", service, width, height);
        await page.Locator(".accounts-desk .table").WaitForAsync();
        await Desk.NoBarriersAsync(page, "accounts");
        await Desk.ShownAsync(page, "accounts");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "停用 sysadmin" })).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "开立账号" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("人员").SelectOptionAsync("C02");
        await dialog.GetByLabel("用户名").FillAsync("Bad Name");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "开立", Exact = true }).ClickAsync();
        await Assertions.Expect(dialog.Locator("[data-path=userName] .error")).ToContainTextAsync("小写字母");
        await Desk.NoBarriersAsync(page, "new account");
        await Desk.ShownAsync(page, "account-new");
        await dialog.GetByLabel("用户名").FillAsync("clerk.liu");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "开立", Exact = true }).ClickAsync();
        await page.Locator("code.password").WaitForAsync();
        await Desk.NoBarriersAsync(page, "one-time password");
        await Desk.ShownAsync(page, "account-password");
        var password = await page.Locator("code.password").InnerTextAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "已经交给本人" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "停用 clerk.liu" }).WaitForAsync();

        // The person, at another computer.
        var theirs = await desk.OpenAsync(service, width, height);
        _ = await theirs.GotoAsync("/");
        await theirs.GetByLabel("用户名").FillAsync("clerk.liu");
        await theirs.GetByLabel("密码").FillAsync(password);
        await theirs.GetByRole(AriaRole.Button, new() { Name = "登录" }).ClickAsync();
        await theirs.GetByLabel("新密码＊", new() { Exact = true }).FillAsync(Own);
        await theirs.GetByLabel("再输一次新密码").FillAsync(Own);
        await theirs.GetByRole(AriaRole.Button, new() { Name = "修改密码" }).ClickAsync();
        await theirs.GetByRole(AriaRole.Button, new() { Name = "登记一件纠纷" }).WaitForAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "停用 clerk.liu" }).ClickAsync();
        dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "停用" }).ClickAsync();
        await Assertions.Expect(dialog.Locator(".error:not([hidden])")).ToContainTextAsync("理由");
        await dialog.GetByLabel("理由").FillAsync("调离");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "停用" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "恢复 clerk.liu" }).WaitForAsync();
        Assert.Equal(401, (await theirs.APIRequest.GetAsync("/api/v1/session")).Status);
        _ = await theirs.ReloadAsync();
        await theirs.GetByLabel("用户名").FillAsync("clerk.liu");
        await theirs.GetByLabel("密码").FillAsync(Own);
        await theirs.GetByRole(AriaRole.Button, new() { Name = "登录" }).ClickAsync();
        await Assertions.Expect(theirs.GetByRole(AriaRole.Alert)).ToContainTextAsync("账号已停用");
    }

    [Fact]
    public async Task What_an_administrator_may_not_do_is_not_shown_and_is_refused_if_called()
    {
        Desk.NeedsChromium();
        var page = await desk.SignedInAsync("secadmin");
        await page.Locator(".accounts-desk .table").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "停用 clerk", Exact = true }).WaitForAsync();
        foreach (var name in new[] { "开立账号", "重置密码" })
            await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = name })).ToHaveCountAsync(0);
        Assert.Equal(403, (await page.APIRequest.PostAsync("/api/v1/accounts/clerk/password-reset", new() { DataObject = new { reason = "试" }, Headers = new Dictionary<string, string> { ["Origin"] = desk.Service.Address.ToString().TrimEnd('/') } })).Status);
        await page.GetByRole(AriaRole.Button, new() { Name = "退出" }).ClickAsync();
        await Desk.SignInAsync(page, "auditor");
        await page.Locator(".accounts-desk .table").WaitForAsync();
        await Assertions.Expect(page.Locator(".accounts-desk .table button")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Link, new() { Name = "审计" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "核验全部记录" }).ClickAsync();
        await Assertions.Expect(page.Locator(".audit-desk .notice")).ToContainTextAsync("完整");
        await Desk.NoBarriersAsync(page, "audit");
        await Desk.ShownAsync(page, "audit");
        await page.GetByRole(AriaRole.Button, new() { Name = "退出" }).ClickAsync();
        await Desk.SignInAsync(page, "clerk");
        foreach (var address in new[] { "accounts", "audit" })
        {
            _ = await page.EvaluateAsync("to => { location.hash = `#/${to}`; }", address);
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("没有这个页面");
        }
    }

    [Fact]
    public async Task Everybody_changes_the_password_and_may_have_a_second_factor()
    {
        Desk.NeedsChromium();
        await using var service = await ConsoleService.StartAsync();
        var page = await desk.SignedInAsync("judge", service);
        await page.Locator(".who").ClickAsync();
        await page.GetByLabel("原密码").FillAsync("wrong");
        await page.GetByLabel("新密码＊", new() { Exact = true }).FillAsync(Own);
        await page.GetByLabel("再输一次新密码").FillAsync(Own);
        await page.GetByRole(AriaRole.Button, new() { Name = "修改密码" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-path=currentPassword] .error")).ToContainTextAsync("密码不正确");
        await page.GetByLabel("原密码").FillAsync(ConsoleService.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "修改密码" }).ClickAsync();
        await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("密码已修改");
        // The session goes on under its new token.
        await page.GetByRole(AriaRole.Button, new() { Name = "登记", Exact = true }).ClickAsync();
        await page.Locator(".account-desk").GetByLabel("密码＊", new() { Exact = true }).FillAsync(Own);
        await page.GetByRole(AriaRole.Button, new() { Name = "取得新的二维码" }).ClickAsync();
        await page.Locator("svg.qr").WaitForAsync();
        await Desk.NoBarriersAsync(page, "account with an offer");
        await Desk.ShownAsync(page, "account-offer");
    }

    [Fact]
    public async Task Whoever_was_away_too_long_finds_the_draft_after_a_reload_and_nobody_else_does()
    {
        Desk.NeedsChromium();
        var page = await desk.SignedInAsync("clerk");
        await Desk.FillAsync(page, "孙离席", "周离席");
        await page.Locator(".proposal").WaitForAsync();
        await page.EvaluateAsync("() => localStorage.setItem('triage.lastSeen', String(Date.now() - 16 * 60000))");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("登录已自动退出", new() { Timeout = 15_000 });
        _ = await page.ReloadAsync();
        await page.GetByLabel("用户名").WaitForAsync();
        await Assertions.Expect(page.GetByText("孙离席")).ToHaveCountAsync(0);
        await Desk.SignInAsync(page, "clerk2");
        // The address of the draft stands in the bar of the browser still.
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("没有这份草稿");
        _ = await page.EvaluateAsync("() => { location.hash = '#/clerk'; }");
        await page.GetByRole(AriaRole.Button, new() { Name = "登记一件纠纷" }).WaitForAsync();
        await Assertions.Expect(page.GetByText("孙离席")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "退出" }).ClickAsync();
        await Desk.SignInAsync(page, "clerk");
        await page.GetByText("孙离席").First.WaitForAsync();
    }
}
