using Microsoft.Playwright;

namespace Triage.Tests.WebConsole;

/// <summary>The service goes away under each desk and comes back: it is said, nothing typed is lost, and the page opens by itself.</summary>
[Collection(Desk.Counter)]
public sealed class CutLineTests(Desk desk)
{
    [Fact]
    public async Task Every_desk_says_that_the_line_is_cut_and_opens_by_itself_when_it_is_back()
    {
        Desk.NeedsChromium();
        await using var service = await ConsoleService.StartAsync();
        _ = await Trials.AssignedAsync(service, "断线甲", "断线乙", TestContext.Current.CancellationToken);
        List<(IPage Page, string Landmark)> desks = [];
        foreach (var (userName, landmark) in new[] { ("judge", ".judge-desk .table"), ("officer", ".review .empty, .decision"), ("mediator", ".mediator-desk .empty, .mediator-desk .cards"), ("leader", ".figures-grid") })
        {
            var page = await desk.SignedInAsync(userName, service);
            await page.Locator(landmark).First.WaitForAsync();
            desks.Add((page, landmark));
        }
        await service.KillAsync();
        foreach (var (page, _) in desks)
        {
            await page.Locator("#bar nav a[aria-current]").EvaluateAsync("one => { const to = one.getAttribute('href'); location.hash = '#/none'; location.hash = to; }");
            await Assertions.Expect(page.Locator(".unreachable").First).ToBeVisibleAsync();
            await Assertions.Expect(page.Locator(".line-sign")).ToHaveTextAsync("网络中断");
        }
        await service.StartAgainAsync();
        foreach (var (page, landmark) in desks)
        {
            await Assertions.Expect(page.Locator(landmark).First).ToBeVisibleAsync(new() { Timeout = 30_000 });
            await Assertions.Expect(page.Locator(".line-sign")).ToHaveTextAsync("已连接");
        }
    }

    [Fact]
    public async Task A_form_that_could_not_be_sent_keeps_what_was_typed_and_is_sent_with_the_next_click()
    {
        Desk.NeedsChromium();
        await using var service = await ConsoleService.StartAsync();
        var id = await Trials.AssignedAsync(service, "断线丙", "断线丁", TestContext.Current.CancellationToken);
        var page = await desk.SignedInAsync("judge", service);
        _ = await page.EvaluateAsync("id => { location.hash = `#/trial/${id}`; }", id);
        await page.GetByRole(AriaRole.Button, new() { Name = "登记事项" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("事项").SelectOptionAsync("hearing");
        await Desk.Field(page, "note").FillAsync("当庭核对了借条原件");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "日期：今天" }).ClickAsync();
        await service.KillAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "登记", Exact = true }).ClickAsync();
        await Assertions.Expect(dialog.Locator(".unreachable")).ToBeVisibleAsync();
        await service.StartAgainAsync();
        await Assertions.Expect(page.Locator(".line-sign")).ToHaveTextAsync("已连接", new() { Timeout = 30_000 });
        await Assertions.Expect(Desk.Field(page, "note")).ToHaveValueAsync("当庭核对了借条原件");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "登记", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".timeline")).ToContainTextAsync("当庭核对了借条原件");
    }
}
