using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Triage.Tests.WebConsole;

/// <summary>What comes out of the printer: complete, on A4, without buttons, with nothing cut off.</summary>
[Collection(Desk.Chambers)]
public sealed partial class PaperTests(Desk desk)
{
    /// <summary>A4 less the margins of the print style, in CSS pixels.</summary>
    private const int PaperWidth = 690;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_board_is_printed_whole()
    {
        Desk.NeedsChromium();
        _ = await Trials.AssignedAsync(desk.Service, "纸面甲", "纸面乙", Token);
        var page = await desk.SignedInAsync("leader");
        await page.Locator(".chart canvas").First.WaitForAsync();
        await Assertions.Expect(page.Locator(".loading")).ToHaveCountAsync(0);
        Assert.InRange(await PagesAsync(page), 2, 7);
        await OnPaperAsync(page);
        Assert.All(await page.Locator(".chart canvas").EvaluateAllAsync<int[]>("all => all.map(one => Math.round(one.getBoundingClientRect().width))"), width => Assert.InRange(width, 200, PaperWidth));
        await Assertions.Expect(page.Locator("#printed")).ToContainTextAsync("打印于");
    }

    [Fact]
    public async Task A_case_is_printed_with_every_day_of_its_clocks()
    {
        Desk.NeedsChromium();
        var id = await Trials.AssignedAsync(desk.Service, "纸面丙", "纸面丁", Token);
        var page = await desk.SignedInAsync("judge");
        _ = await page.EvaluateAsync("id => { location.hash = `#/case/${id}`; }", id);
        await page.Locator(".history .timeline li").First.WaitForAsync();
        await page.Locator(".clock").First.WaitForAsync();
        Assert.InRange(await PagesAsync(page), 2, 7);
        await OnPaperAsync(page);
        await Assertions.Expect(page.Locator(".clock:not([open])")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".clock tbody tr").First).ToBeVisibleAsync();
        foreach (var hidden in (string[])["#bar", ".menu", ".page-head .actions"])
            await Assertions.Expect(page.Locator(hidden).First).ToBeHiddenAsync();
    }

    private static async Task OnPaperAsync(IPage page)
    {
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        // The sheet is 794 pixels wide, what may be written on 690.
        await page.SetViewportSizeAsync(794, 1000);
        _ = await page.EvaluateAsync("width => { document.body.style.width = `${width}px`; window.dispatchEvent(new Event('beforeprint')); }", PaperWidth);
        Assert.Empty(await page.EvaluateAsync<string[]>("width => [...document.querySelectorAll('#main *')].filter(one => one.getClientRects().length && !one.closest('.hidden') && one.getBoundingClientRect().right > width + 2).map(one => `${one.tagName} ${one.className}`).slice(0, 5)", PaperWidth));
    }

    private static async Task<int> PagesAsync(IPage page) =>
        PageObject().Count(Encoding.Latin1.GetString(await page.PdfAsync(new() { Format = "A4", PreferCSSPageSize = true })));

    [GeneratedRegex(@"/Type\s*/Page\b(?!s)")]
    private static partial Regex PageObject();
}
