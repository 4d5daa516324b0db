using Microsoft.Playwright;
using Triage.Api.Http.Accounts;

namespace Triage.Tests.WebConsole;

/// <summary>A court of its own opens: everybody comes with the one initial password, and leaves the door with a password and, where the role needs it, a phone of their own.</summary>
[Collection(Desk.Counter)]
public sealed class FirstSignInTests(Desk desk) : IAsyncLifetime
{
    private const string Initial = "the court's first one", Own = "Maizi-shu-le-7";

    private readonly string _court = Directory.CreateTempSubdirectory("triage-court-").FullName;
    private ConsoleService? _service;

    public async ValueTask InitializeAsync()
    {
        Desk.NeedsChromium();
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "sample", "court"), "*.csv")) File.Copy(file, Path.Combine(_court, Path.GetFileName(file)));
        _service = await ConsoleService.StartAsync(false, ("Court__Directory", _court), ("Accounts__InitialPassword", Initial));
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null) await _service.DisposeAsync();
        Directory.Delete(_court, recursive: true);
    }

    [Theory]
    [InlineData("president", 1366, 768)]
    [InlineData("leader", 390, 844)]
    public async Task The_door_asks_for_a_new_password_then_for_a_phone_and_then_opens(string userName, int width, int height)
    {
        var page = await desk.OpenAsync(_service, width, height);
        List<string> faults = [];
        page.PageError += (_, fault) => faults.Add(fault);
        page.Console += (_, message) => { if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal)) faults.Add(message.Text); };
        _ = await page.GotoAsync("/");
        await EnterAsync(page, userName, Initial);
        await page.GetByRole(AriaRole.Heading, new() { Name = "请先设定自己的密码" }).WaitForAsync();
        await Assertions.Expect(page.Locator(".who")).ToHaveCountAsync(0);
        await Desk.NoBarriersAsync(page, "first password");
        await Desk.ShownAsync(page, "first-password");
        // By keyboard alone: the first field has the focus.
        await page.Keyboard.TypeAsync("Admin@123456");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("Admin@123456");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("[data-path=newPassword] .error")).ToContainTextAsync("最常见的密码");
        await Desk.NoBarriersAsync(page, "first password refused");
        await page.GetByLabel("新密码＊", new() { Exact = true }).FillAsync(Own);
        await page.GetByLabel("再输一次新密码").FillAsync(Own);
        await page.GetByLabel("再输一次新密码").PressAsync("Enter");

        await page.GetByRole(AriaRole.Heading, new() { Name = "请登记第二因子" }).WaitForAsync();
        await page.Locator("svg.qr").WaitForAsync();
        await Desk.NoBarriersAsync(page, "enrolment");
        await Desk.ShownAsync(page, "second-factor");
        var secret = Secret(await page.Locator("code.key").InnerTextAsync());
        await page.GetByLabel("六位数字").FillAsync("000000");
        await page.GetByRole(AriaRole.Button, new() { Name = "启用" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-path=code] .error")).ToContainTextAsync("验证码不正确");
        await page.GetByLabel("六位数字").FillAsync(Code(secret));
        await page.GetByRole(AriaRole.Button, new() { Name = "启用" }).ClickAsync();
        await page.Locator(".codes li").First.WaitForAsync();
        await Desk.NoBarriersAsync(page, "recovery codes");
        await Desk.ShownAsync(page, "recovery-codes");
        var recovery = await page.Locator(".codes li").First.InnerTextAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "我已抄下" }).ClickAsync();
        await page.Locator(".who").WaitForAsync();

        // The next day: the code is asked for after the password, and a recovery code does as well.
        await page.GetByRole(AriaRole.Button, new() { Name = "退出" }).ClickAsync();
        await EnterAsync(page, userName, Own);
        await Assertions.Expect(page.GetByLabel("动态验证码")).ToBeFocusedAsync();
        await Desk.NoBarriersAsync(page, "code");
        await Desk.ShownAsync(page, "sign-in-code");
        await page.Keyboard.TypeAsync("123456");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("动态验证码不正确");
        await page.GetByLabel("动态验证码").FillAsync(recovery);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".who").WaitForAsync();
        await page.Locator(".who").ClickAsync();
        await Assertions.Expect(page.Locator(".account-desk")).ToContainTextAsync("恢复码还剩 9 个");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "取消第二因子" })).ToHaveCountAsync(0);
        await Desk.NoBarriersAsync(page, "account");
        await Desk.ShownAsync(page, "account");
        Assert.Empty(faults);
    }

    [Fact]
    public async Task Whoever_reloads_the_page_half_way_is_at_the_door_again_and_gets_no_further()
    {
        var page = await desk.OpenAsync(_service);
        _ = await page.GotoAsync("/");
        await EnterAsync(page, "clerk", Initial);
        await page.GetByRole(AriaRole.Heading, new() { Name = "请先设定自己的密码" }).WaitForAsync();
        Assert.Equal(403, (await page.APIRequest.GetAsync("/api/v1/cases")).Status);
        _ = await page.ReloadAsync();
        await page.GetByLabel("用户名").WaitForAsync();
        await Assertions.Expect(page.Locator("#bar nav a")).ToHaveCountAsync(0);
    }

    private static async Task EnterAsync(IPage page, string userName, string password)
    {
        await page.GetByLabel("用户名").FillAsync(userName);
        await page.GetByLabel("密码").FillAsync(password);
        await page.GetByLabel("密码").PressAsync("Enter");
    }

    private static string Code(byte[] secret) => OneTimeCodes.Of(secret, OneTimeCodes.StepAt(TimeProvider.System.GetUtcNow()));

    private static byte[] Secret(string text)
    {
        var bits = string.Concat(text.Where(char.IsLetterOrDigit).Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }
}
