using System.Text.Json;
using Microsoft.Playwright;

namespace Triage.Tests.WebConsole;

[Collection(Desk.Chambers)]
public sealed class CasePageTests(Desk desk)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_page_tells_who_what_why_and_what_happened()
    {
        Desk.NeedsChromium();
        var page = await OpenAsync("clerk", await Desk.RegisterAsync(desk.Service, "葛故事", "葛被告", Desk.Ditch, amount: 3200));
        var main = page.Locator("#main");
        foreach (var part in (string[])["葛故事", "葛被告", "13805380011", "三亩玉米减产", "3,200.00 元", "民初案号", "相邻", "已确认", "收件", "确认分流"])
            await Assertions.Expect(main).ToContainTextAsync(part);
        await Assertions.Expect(page.Locator(".history .timeline li")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Every_day_of_a_clock_is_explained_with_its_article()
    {
        Desk.NeedsChromium();
        var page = await OpenAsync("clerk", await Desk.RegisterAsync(desk.Service, "范期限", "范被告", Desk.Ditch, amount: 3200));
        var clock = page.Locator(".clock", new() { HasText = "立案审查" });
        await clock.Locator("summary").First.ClickAsync();
        await Assertions.Expect(clock.Locator("tbody tr").First).ToContainTextAsync("不计");
        await clock.Locator("tbody .article summary").First.ClickAsync();
        await Assertions.Expect(clock.Locator("tbody blockquote").First).ToContainTextAsync("期间开始的时和日，不计算在期间内");
    }

    [Fact]
    public async Task Whoever_may_not_know_the_parties_sees_no_names()
    {
        Desk.NeedsChromium();
        var page = await OpenAsync("leader", await Desk.RegisterAsync(desk.Service, "奚保密", "奚被告", Desk.Ditch, amount: 3200));
        await Assertions.Expect(page.Locator("#main")).ToContainTextAsync("奚某某");
        await Assertions.Expect(page.Locator("#main")).Not.ToContainTextAsync("奚保密");
        await Assertions.Expect(page.Locator("#main")).Not.ToContainTextAsync("13805380011");
    }

    [Fact]
    public async Task A_deficiency_is_told_once_and_printed()
    {
        Desk.NeedsChromium();
        var registered = await Desk.RegisterAsync(desk.Service, "范补正", "范被告", "他欠我的钱不还，我要起诉，借条在家里没有带来，名字和住址也说不清楚。", new { statusClaim = true });
        var page = await OpenAsync("clerk", registered);
        await page.GetByRole(AriaRole.Button, new() { Name = "一次性告知补正" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "告知并打印" }).ClickAsync();
        await Assertions.Expect(dialog.Locator(".error").First).ToHaveTextAsync("请填写补正内容");
        await Desk.Field(page, "items").FillAsync("被告的身份信息\n借条原件");
        await Desk.Field(page, "due").FillAsync(DateTime.UtcNow.AddDays(10).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await dialog.GetByRole(AriaRole.Button, new() { Name = "告知并打印" }).ClickAsync();
        await Assertions.Expect(page.Locator(".notice-items li")).ToHaveCountAsync(2);
        await Desk.NoBarriersAsync(page, "notice");
        using var api = await desk.Service.SignInAsync("head");
        Assert.Equal("deficient", JsonElement.Parse(await api.GetStringAsync($"cases/{registered.GetProperty("id").GetString()}", Token)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_step_that_the_state_or_the_role_forbids_is_not_offered()
    {
        Desk.NeedsChromium();
        var registered = await Desk.RegisterAsync(desk.Service, "彭按钮", "彭被告", Desk.Ditch, amount: 3200);
        var clerk = await OpenAsync("clerk", registered);
        await Assertions.Expect(clerk.GetByRole(AriaRole.Button, new() { Name = "采纳建议" })).ToHaveCountAsync(0);
        await Assertions.Expect(clerk.GetByRole(AriaRole.Button, new() { Name = "一次性告知补正" })).ToHaveCountAsync(0);
        var leader = await OpenAsync("leader", registered);
        await Assertions.Expect(leader.GetByRole(AriaRole.Button, new() { Name = "回执" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_list_keeps_its_filter_when_one_comes_back_to_it()
    {
        Desk.NeedsChromium();
        _ = await Desk.RegisterAsync(desk.Service, "郎筛选", "郎被告", Desk.Ditch, amount: 3200);
        var page = await desk.SignedInAsync("clerk");
        await page.Locator("#bar").GetByRole(AriaRole.Link, new() { Name = "案件" }).ClickAsync();
        await page.GetByLabel("查找").FillAsync("郎筛选");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await page.Locator("tbody tr a[href^='#/case/']").ClickAsync();
        await page.Locator(".history .timeline").WaitForAsync();
        _ = await page.GoBackAsync();
        await Assertions.Expect(page.GetByLabel("查找")).ToHaveValueAsync("郎筛选");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
    }

    private async Task<IPage> OpenAsync(string userName, JsonElement registered)
    {
        var page = await desk.SignedInAsync(userName);
        _ = await page.EvaluateAsync("id => { location.hash = `#/case/${id}`; }", registered.GetProperty("id").GetString());
        await page.Locator(".history .timeline li").First.WaitForAsync();
        return page;
    }
}
