using Microsoft.Playwright;

namespace Triage.Tests.WebConsole;

[Collection(Desk.Counter)]
public sealed class SignInTests(Desk desk)
{
    [Fact]
    public async Task A_wrong_password_is_said_beside_the_field_and_nobody_is_let_in()
    {
        Desk.NeedsChromium();
        var page = await desk.OpenAsync();
        _ = await page.GotoAsync("/");
        await page.GetByLabel("用户名").FillAsync("clerk");
        await page.GetByLabel("密码").FillAsync("not-the-password");
        await page.GetByLabel("密码").PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("用户名或密码不正确");
        await Assertions.Expect(page.Locator(".who")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("clerk", "收件登记 案件 台账导入")]
    [InlineData("officer", "人工甄别 案件")]
    [InlineData("mediator", "调解")]
    public async Task Only_the_desks_of_the_role_are_shown(string userName, string first)
    {
        Desk.NeedsChromium();
        var page = await desk.SignedInAsync(userName);
        var shown = string.Join(' ', await page.Locator("#bar nav a").AllInnerTextsAsync());
        Assert.StartsWith(first, shown, StringComparison.Ordinal);
        Assert.Equal(userName == "clerk", shown.Contains("收件登记", StringComparison.Ordinal));
        Assert.Equal(userName == "mediator", shown.Contains("调解", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_desk_of_another_role_does_not_open_by_its_address()
    {
        Desk.NeedsChromium();
        var page = await desk.SignedInAsync("clerk");
        _ = await page.EvaluateAsync("() => { location.hash = '#/officer'; }");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("没有这个页面");
    }

    [Fact]
    public async Task Signing_out_ends_the_session_on_the_service_too()
    {
        Desk.NeedsChromium();
        var page = await desk.SignedInAsync("clerk");
        var cookies = await page.Context.CookiesAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "退出" }).ClickAsync();
        await page.GetByLabel("用户名").WaitForAsync();
        await page.Context.AddCookiesAsync(cookies.Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = desk.Service.Address.ToString() }));
        var answer = await page.APIRequest.GetAsync("/api/v1/session");
        Assert.Equal(401, answer.Status);
    }

    [Fact]
    public async Task The_session_that_ends_in_the_middle_of_a_form_takes_nothing_with_it()
    {
        Desk.NeedsChromium();
        var page = await desk.SignedInAsync("clerk");
        await Desk.FillAsync(page, "钱会话", "赵会话");
        await page.Locator(".proposal").WaitForAsync();
        await page.Context.ClearCookiesAsync();
        await Desk.Submit(page).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog).ToContainTextAsync("填写的内容都在");
        // Esc, however often, is no way around it.
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("Escape");
        // The name is known: what is missing is typed at once.
        await Assertions.Expect(dialog.GetByLabel("密码")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(ConsoleService.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".sheet").WaitForAsync();
        Assert.Equal(1, await Desk.CountAsync(desk.Service, "钱会话", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Whoever_leaves_the_desk_is_signed_out_and_finds_everything_again()
    {
        Desk.NeedsChromium();
        var page = await desk.SignedInAsync("clerk");
        await Desk.FillAsync(page, "钱离开", "赵离开");
        await page.EvaluateAsync("() => localStorage.setItem('triage.lastSeen', String(Date.now() - 16 * 60000))");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog).ToContainTextAsync("登录已自动退出", new() { Timeout = 15_000 });
        Assert.Equal("hidden", await page.Locator("#main").EvaluateAsync<string>("e => getComputedStyle(e).visibility"));
        Assert.Equal(401, (await page.APIRequest.GetAsync("/api/v1/session")).Status);
        await dialog.GetByLabel("密码").FillAsync(ConsoleService.Password);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        await Assertions.Expect(Desk.Field(page, "narrative")).ToHaveValueAsync(Desk.Ditch);
    }

    /// <summary>A browser compares what it keeps with its own clock, which knows nothing of the court's day that was moved.</summary>
    [Theory]
    [InlineData("2019-03-04")]
    [InlineData("2031-08-15")]
    public async Task A_court_day_far_from_the_real_one_lets_people_in_and_keeps_them(string today)
    {
        Desk.NeedsChromium();
        await using var service = await ConsoleService.StartAsync(settings: ("Clock__Today", today));
        var page = await desk.SignedInAsync("clerk", service, forgetful: true);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("收件登记");
        var cookie = Assert.Single(await page.Context.CookiesAsync(), c => c.Name == "triage_session");
        Assert.InRange(DateTimeOffset.FromUnixTimeSeconds((long)cookie.Expires) - DateTimeOffset.UtcNow, TimeSpan.FromHours(11), TimeSpan.FromHours(13));
        _ = await page.ReloadAsync();
        await page.Locator(".who").WaitForAsync();
        await Assertions.Expect(page.GetByLabel("密码")).ToHaveCountAsync(0);
        Assert.Contains(today, await (await page.APIRequest.GetAsync("/api/v1/session")).TextAsync(), StringComparison.Ordinal);
        // The same court on another day, as a demonstration goes on: whoever was in stays in, and whoever comes gets in.
        await service.KillAsync();
        await service.StartAgainAsync(("Clock__Today", today == "2019-03-04" ? "2031-08-15" : "2019-03-04"));
        Assert.Equal(200, (await page.APIRequest.GetAsync("/api/v1/session")).Status);
        _ = await desk.SignedInAsync("officer", service, forgetful: true);
    }

    [Fact]
    public async Task What_one_person_has_open_is_not_there_for_the_next()
    {
        Desk.NeedsChromium();
        var id = (await Desk.RegisterAsync(desk.Service, "钱留窗", "赵留窗", "我和被告结婚十二年，婚后他常喝酒，喝多了就动手打我。我要求离婚，孩子由我抚养。", new { statusClaim = true })).GetProperty("id").GetString();
        var page = await desk.SignedInAsync("officer");
        _ = await page.EvaluateAsync("id => { location.hash = `#/case/${id}`; }", id);
        await page.GetByRole(AriaRole.Button, new() { Name = "一次性告知补正" }).ClickAsync();
        await Desk.Field(page, "items").FillAsync("钱留窗的身份证复印件");
        await page.Context.ClearCookiesAsync();
        await Desk.Field(page, "due").FillAsync("2099-01-04");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "告知并打印" }).ClickAsync();
        var again = page.Locator("dialog.sign-in");
        await again.WaitForAsync();
        Assert.Equal("hidden", await page.Locator("dialog:not(.sign-in)").EvaluateAsync<string>("e => getComputedStyle(e).visibility"));
        await again.GetByRole(AriaRole.Button, new() { Name = "不是我，换人登录" }).ClickAsync();
        await Desk.SignInAsync(page, "clerk2");
        await Assertions.Expect(page.Locator("dialog")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task English_is_one_click_away_and_stays()
    {
        Desk.NeedsChromium();
        var page = await desk.SignedInAsync("clerk");
        await page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Intake");
        _ = await page.ReloadAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
    }
}
