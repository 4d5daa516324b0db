using System.Text.Json;
using Microsoft.Playwright;

namespace Triage.Tests.WebConsole;

/// <summary>On a phone, as mediators use it.</summary>
[Collection(Desk.Collection)]
public sealed class MediatorDeskTests(Desk desk)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_waits_is_masked_until_it_is_taken()
    {
        Desk.NeedsChromium();
        _ = await Desk.RegisterAsync(desk.Service, "水遮名", "水被告", Desk.Ditch, amount: 3200);
        var page = await PhoneAsync("mediator", "waiting");
        var card = page.Locator(".case-card", new() { HasText = "水某某" }).First;
        await Assertions.Expect(card).Not.ToContainTextAsync("水遮名");
        await card.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("水遮名");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { NameRegex = new("打电话") })).ToHaveAttributeAsync("href", "tel:13805380011");
        await Assertions.Expect(page.Locator(".notice.info")).ToContainTextAsync("剩");
    }

    [Fact]
    public async Task A_case_that_a_colleague_took_first_is_not_taken_twice()
    {
        Desk.NeedsChromium();
        var id = (await Desk.RegisterAsync(desk.Service, "窦抢先", "窦被告", Desk.Ditch, amount: 3200)).GetProperty("id").GetString();
        var page = await PhoneAsync("mediator", "waiting");
        var card = page.Locator(".case-card", new() { HasText = "窦某某" }).First;
        await card.WaitForAsync();
        using (var colleague = await desk.Service.SignInAsync("mediator2"))
        using (var claim = await colleague.PostAsync("mediation/queue/claim", new StringContent($$"""{"caseId":"{{id}}"}""", System.Text.Encoding.UTF8, "application/json"), Token))
            Assert.True(claim.IsSuccessStatusCode);
        await card.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.Locator(".toast.warn")).ToContainTextAsync("刚被同事领走");
        await Assertions.Expect(page.Locator(".case-card", new() { HasText = "窦某某" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_case_goes_back_with_a_reason_and_not_without()
    {
        Desk.NeedsChromium();
        var id = (await Desk.RegisterAsync(desk.Service, "章退回", "章被告", Desk.Ditch, amount: 3200)).GetProperty("id").GetString();
        var page = await TakenAsync("章某某");
        await page.GetByRole(AriaRole.Button, new() { Name = "退回队列" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "退回", Exact = true }).ClickAsync();
        await Assertions.Expect(dialog.Locator(".error")).ToHaveTextAsync("请填写理由");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "不属专长领域" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "退回", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".toast").Last).ToContainTextAsync("已退回队列");
        using var api = await desk.Service.SignInAsync("head");
        var after = JsonElement.Parse(await api.GetStringAsync($"cases/{id}", Token));
        Assert.Equal("awaiting_mediator", after.GetProperty("state").GetString());
        Assert.Equal("不属专长领域", after.GetProperty("mediation").GetProperty("returns")[0].GetProperty("reason").GetString());
    }

    private async Task<IPage> PhoneAsync(string userName, string tab)
    {
        var page = await desk.SignedInAsync(userName, width: 390, height: 844);
        _ = await page.EvaluateAsync("tab => { location.hash = `#/mediator/${tab}`; }", tab);
        await page.Locator(".subnav [aria-current]", new() { HasText = tab == "waiting" ? "待领取" : "我的案件" }).WaitForAsync();
        return page;
    }

    private async Task<IPage> TakenAsync(string masked)
    {
        var page = await PhoneAsync("mediator", "waiting");
        await page.Locator(".case-card", new() { HasText = masked }).First.GetByRole(AriaRole.Button).ClickAsync();
        await page.Locator(".mediation .people").WaitForAsync();
        return page;
    }
}
