using Microsoft.Playwright;

namespace Triage.Tests.WebConsole;

/// <summary>The parties' own page: a phone, no sign-in, three fields.</summary>
[Collection(Desk.Counter)]
public sealed class ProgressPageTests(Desk desk)
{
    [Theory]
    [InlineData(390, 844)]
    [InlineData(1366, 768)]
    public async Task A_party_asks_by_keyboard_and_reads_the_stage_and_the_date(int width, int height)
    {
        Desk.NeedsChromium();
        await using var service = await ConsoleService.StartAsync(false, ("Features__PublicQuery", "true"));
        var received = await Desk.RegisterAsync(service, "郑查询", "冯查询", Desk.Ditch, amount: 3200);
        var number = received.GetProperty("numbers")[0].GetProperty("number").GetString()!;
        var page = await desk.OpenAsync(service, width, height);
        List<string> elsewhere = [], faults = [];
        page.Request += (_, request) => { if (!request.Url.StartsWith(service.Address.ToString(), StringComparison.Ordinal)) elsewhere.Add(request.Url); };
        page.PageError += (_, fault) => faults.Add(fault);
        page.Console += (_, message) => { if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal)) faults.Add(message.Text); };
        _ = await page.GotoAsync("/progress");
        await page.GetByLabel("案号或者收件号").WaitForAsync();
        await Desk.NoBarriersAsync(page, "progress");
        await Desk.ShownAsync(page, "progress");

        await page.GetByRole(AriaRole.Button, new() { Name = "查询" }).ClickAsync();
        await Assertions.Expect(page.Locator(".error:not([hidden])")).ToHaveCountAsync(3);
        await Desk.NoBarriersAsync(page, "progress with errors");
        await page.GetByLabel("案号或者收件号").FocusAsync();
        await page.Keyboard.TypeAsync(number.Replace("（", "(", StringComparison.Ordinal).Replace("）", ") ", StringComparison.Ordinal));
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("王不对");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("００１１");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("没有查到相符的案件");
        await Desk.NoBarriersAsync(page, "progress, nothing found");
        await Desk.ShownAsync(page, "progress-nothing");
        await page.GetByLabel("您的姓名").FillAsync("郑 查询");
        await page.GetByLabel("您的姓名").PressAsync("Enter");
        await Assertions.Expect(page.Locator(".answer .stage")).ToHaveTextAsync("正在安排调解员");
        await Assertions.Expect(page.Locator(".answer")).ToContainTextAsync("星期");
        await Desk.NoBarriersAsync(page, "progress, found");
        await Desk.ShownAsync(page, "progress-found");
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), "it scrolls sideways");

        await page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        // What was typed and answered is not typed again for another language.
        await Assertions.Expect(page.GetByLabel("Your name")).ToHaveValueAsync("郑 查询");
        await Assertions.Expect(page.Locator(".answer .stage")).ToHaveTextAsync("A mediator is being found");
        await Desk.NoBarriersAsync(page, "progress in English");
        // Nothing that was typed stays on the phone.
        Assert.Equal(0, await page.EvaluateAsync<int>("() => sessionStorage.length"));
        Assert.Equal("[\"triage.language\"]", await page.EvaluateAsync<string>("() => JSON.stringify(Object.keys(localStorage))"));
        Assert.Empty(elsewhere);
        Assert.Empty(faults);
    }

    [Fact]
    public async Task A_court_that_has_not_switched_it_on_shows_no_page()
    {
        Desk.NeedsChromium();
        var page = await desk.OpenAsync();
        Assert.Equal(404, (await page.GotoAsync("/progress"))!.Status);
    }
}
