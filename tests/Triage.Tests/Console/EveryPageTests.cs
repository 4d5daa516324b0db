using System.Text.Json;
using Microsoft.Playwright;

namespace Triage.Tests.WebConsole;

/// <summary>What holds for every page: no barrier that axe-core knows of, no request to another host, light enough for a bad line.</summary>
[Collection(Desk.Chambers)]
public sealed class EveryPageTests(Desk desk)
{
    private const string Divorce = "我和被告结婚十二年，婚后他常喝酒，喝多了就动手打我，去年冬天把我打得住院三天，派出所出过警。我要求离婚，孩子由我抚养。";

    [Theory]
    [InlineData(1366, 768)]
    [InlineData(390, 844)]
    public async Task No_page_has_a_barrier(int width, int height)
    {
        Desk.NeedsChromium();
        _ = await Desk.RegisterAsync(desk.Service, $"金页面{width}", "金被告", Divorce, new { statusClaim = true });
        var waiting = await Desk.RegisterAsync(desk.Service, $"陶页面{width}", "陶被告", Desk.Ditch, amount: 3200);
        var id = waiting.GetProperty("id").GetString()!;

        var page = await desk.OpenAsync(width: width, height: height);
        List<string> elsewhere = [], faults = [];
        page.Request += (_, request) => { if (!request.Url.StartsWith(desk.Service.Address.ToString(), StringComparison.Ordinal)) elsewhere.Add(request.Url); };
        page.PageError += (_, fault) => faults.Add(fault);
        page.Console += (_, message) => { if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal)) faults.Add(message.Text); };
        _ = await page.GotoAsync("/");
        await page.GetByLabel("用户名").WaitForAsync();
        await Desk.NoBarriersAsync(page, "sign-in");
        await Desk.SignInAsync(page, "clerk");
        await page.Locator(".table").First.WaitForAsync();
        await Desk.NoBarriersAsync(page, "clerk");
        await Desk.FillAsync(page, "潘页面", "潘被告");
        await page.Locator(".proposal").WaitForAsync();
        await Desk.NoBarriersAsync(page, "intake");
        await Desk.Field(page, "parties[0].idNumber").FillAsync("370921199001011235");
        await Desk.Submit(page).ClickAsync();
        await Desk.NoBarriersAsync(page, "intake with an error");
        await Desk.Field(page, "parties[0].idNumber").FillAsync("");
        await Desk.Submit(page).ClickAsync();
        await page.Locator(".sheet").WaitForAsync();
        await Desk.NoBarriersAsync(page, "receipt");
        foreach (var (address, landmark) in new[] { ("cases", ".table"), ($"case/{id}", ".timeline"), ("import", ".drop"), ("nowhere", "h1") })
        {
            _ = await page.EvaluateAsync("to => { location.hash = `#/${to}`; }", address);
            await page.Locator(landmark).First.WaitForAsync();
            await Desk.ShownAsync(page, $"page-{address.Split('/')[0]}");
            await Desk.NoBarriersAsync(page, address);
        }

        await SwitchToAsync(page, "officer");
        await page.Locator(".decision").WaitForAsync();
        await page.Locator(".decision .choices button:not([aria-disabled='true'])").First.ClickAsync();
        await Desk.ShownAsync(page, "page-officer");
        await Desk.NoBarriersAsync(page, "officer");
        await SwitchToAsync(page, "mediator");
        await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).WaitForAsync();
        await Desk.NoBarriersAsync(page, "mediator");
        _ = await page.EvaluateAsync("() => { location.hash = '#/mediator/waiting'; }");
        await page.Locator(".case-card button").First.ClickAsync();
        await page.Locator(".mediation-desk .people").WaitForAsync();
        await Desk.NoBarriersAsync(page, "mediation");
        await page.GetByRole(AriaRole.Button, new() { Name = "退回队列" }).ClickAsync();
        await Desk.NoBarriersAsync(page, "dialog");

        Assert.Empty(elsewhere);
        Assert.Empty(faults);
    }

    [Fact]
    public async Task The_first_load_is_lighter_than_forty_kilobytes()
    {
        Desk.NeedsChromium();
        var page = await desk.OpenAsync();
        // The other desks and the service worker come afterwards, behind the scenes; what is counted is what the person waits for.
        await page.Context.RouteAsync("**/sw.js", route => route.AbortAsync());
        _ = await page.GotoAsync("/");
        await page.GetByLabel("用户名").WaitForAsync();
        var bytes = await page.EvaluateAsync<int>("() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource').filter(e => !e.name.includes('/parts/'))].reduce((sum, e) => sum + e.transferSize, 0)");
        Assert.InRange(bytes, 10_000, 40_000);
    }

    [Fact]
    public async Task Everything_that_makes_up_the_console_is_kept_and_nothing_else()
    {
        Desk.NeedsChromium();
        var page = await desk.SignedInAsync("clerk");
        var kept = JsonElement.Parse(await page.EvaluateAsync<string>("""
            async () => {
                await navigator.serviceWorker.ready;
                const name = (await caches.keys()).find(n => n.startsWith('console-'));
                return JSON.stringify((await (await caches.open(name)).keys()).map(r => new URL(r.url).pathname));
            }
            """)).EnumerateArray().Select(path => path.GetString()!).ToArray();
        Assert.Contains("/", kept);
        Assert.Contains(kept, path => path.StartsWith("/parts/intake.", StringComparison.Ordinal));
        Assert.DoesNotContain(kept, path => path.StartsWith("/api", StringComparison.Ordinal) || path.StartsWith("/lib", StringComparison.Ordinal));
    }

    private static async Task SwitchToAsync(IPage page, string userName)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "退出" }).ClickAsync();
        await Desk.SignInAsync(page, userName);
    }
}
