using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Triage.Tests.Support;

namespace Triage.Tests.WebConsole;

/// <summary>One browser and one service for the tests of one half of the console; a test that kills the service starts its own.</summary>
/// <remarks>Two halves, side by side: a browser waits most of the time, and one row of all its tests was longer than everything else together.</remarks>
public sealed class Desk : IAsyncLifetime
{
    /// <summary>Where disputes come in and are sorted.</summary>
    public const string Counter = "console: the counter";

    /// <summary>Where they are mediated, tried and read about.</summary>
    public const string Chambers = "console: the chambers";

    private const string Chromium = "/usr/bin/chromium";
    private static readonly string AxeScript = Path.Combine(Repository.Root, "node_modules", "axe-core", "axe.min.js");

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private ConsoleService? _service;

    internal ConsoleService Service => _service!;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium)) return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox", "--disable-gpu", "--lang=zh-CN"] });
        _service = await ConsoleService.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_service is not null) await _service.DisposeAsync();
    }

    internal static void NeedsChromium()
    {
        if (!File.Exists(Chromium)) Assert.Skip("needs Debian's Chromium: apt-get install chromium fonts-noto-cjk");
    }

    /// <summary>A computer of its own: nothing is shared with other pages, not even the drafts.</summary>
    /// <param name="forgetful">Without a service worker: every visit is a first one.</param>
    internal async Task<IPage> OpenAsync(ConsoleService? service = null, int width = 1366, int height = 768, bool forgetful = false)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = (service ?? Service).Address.ToString(),
            Locale = "zh-CN",
            ViewportSize = new() { Width = width, Height = height },
            HasTouch = width < 500,
            ServiceWorkers = forgetful ? ServiceWorkerPolicy.Block : ServiceWorkerPolicy.Allow,
        });
        context.SetDefaultTimeout(20_000);
        return await context.NewPageAsync();
    }

    internal async Task<IPage> SignedInAsync(string userName, ConsoleService? service = null, int width = 1366, int height = 768, bool forgetful = false)
    {
        var page = await OpenAsync(service, width, height, forgetful);
        _ = await page.GotoAsync("/");
        await SignInAsync(page, userName);
        return page;
    }

    internal static async Task SignInAsync(IPage page, string userName)
    {
        await page.GetByLabel("用户名").FillAsync(userName);
        await page.GetByLabel("密码").FillAsync(ConsoleService.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录" }).ClickAsync();
        await page.Locator(".who").WaitForAsync();
    }

    /// <summary>A second Chromium with a profile on the disk, so that it can be killed and come back.</summary>
    internal async Task<IBrowserContext> OpenProfileAsync(string folder) => await _playwright!.Chromium.LaunchPersistentContextAsync(folder,
        new() { ExecutablePath = Chromium, Args = ["--no-sandbox", "--disable-gpu", "--lang=zh-CN"], BaseURL = Service.Address.ToString(), Locale = "zh-CN" });

    public const string Ditch = "我和被告是同村邻居，两家的承包地挨着。今年七月天旱，我浇玉米要从他家地头的水渠过水，他把渠口用土堵了，我浇不上水，三亩玉米减产。我要求他把渠口挖开，并赔偿损失三千二百元。";

    /// <summary>Fills the form of a new dispute between two people, as far as it must be filled.</summary>
    internal static async Task FillAsync(IPage page, string plaintiff, string defendant, string narrative = Ditch, string amount = "3200")
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "登记一件纠纷" }).ClickAsync();
        await Field(page, "parties[0].name").FillAsync(plaintiff);
        await Field(page, "parties[1].name").FillAsync(defendant);
        await Field(page, "amount").FillAsync(amount);
        await Field(page, "narrative").FillAsync(narrative);
    }

    internal static ILocator Field(IPage page, string path) => page.Locator($"[data-path=\"{path}\"]").Locator("input, textarea, select").First;

    internal static ILocator Submit(IPage page) => page.GetByRole(AriaRole.Button, new() { NameRegex = new("^提交(并采纳建议)?$") });

    /// <summary>How many cases there are of a plaintiff, asked of the service itself.</summary>
    internal static async Task<int> CountAsync(ConsoleService service, string plaintiff, CancellationToken ct)
    {
        using var api = await service.SignInAsync("head");
        var page = await api.GetFromJsonAsync<JsonElement>($"cases?q={Uri.EscapeDataString(plaintiff)}", ct);
        return page.GetProperty("items").GetArrayLength();
    }

    /// <summary>Registers a dispute without the browser. Gives the case.</summary>
    internal static async Task<JsonElement> RegisterAsync(ConsoleService service, string plaintiff, string defendant, string narrative, object? facts = null, decimal? amount = null, string? cause = null, bool accept = true, string? contact = null, string claim = "判令被告停止侵害")
    {
        using var api = await service.SignInAsync("clerk");
        using var answer = await api.PostAsJsonAsync("cases", new
        {
            channel = "counter",
            parties = new object[] { new { role = "plaintiff", kind = "person", name = plaintiff, phone = "13805380011", village = "李家洼村" }, new { role = "defendant", kind = "person", name = defendant, contact } },
            narrative,
            amount,
            cause,
            claims = new[] { claim },
            facts = facts ?? new { },
            mediationWish = "unknown",
            acceptProposal = accept,
        });
        _ = answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>With TRIAGE_SCREENS set to a directory: what the page looks like now, for somebody to look at.</summary>
    internal static async Task ShownAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("TRIAGE_SCREENS") is not { Length: > 0 } folder) return;
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{(page.ViewportSize!.Width < 500 ? "phone" : "pc")}.png"), FullPage = true });
    }

    /// <summary>Nothing that axe-core knows of stands in anybody's way on this page (WCAG 2.2 AA).</summary>
    internal static async Task NoBarriersAsync(IPage page, string what)
    {
        if (!File.Exists(AxeScript)) Assert.Skip("needs npm: axe-core comes with 'npm ci' in the repository root");
        await page.EvaluateAsync("() => window.scrollTo(0, 0)");
        await page.EvaluateAsync(await File.ReadAllTextAsync(AxeScript));
        var found = await page.EvaluateAsync<string[]>("""
            async () => (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
                .violations.map(v => `${v.id}: ${v.help} — ${v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(' | ')}`)
            """);
        Assert.True(found.Length == 0, $"{what}: {string.Join("; ", found)}");
    }
}

[CollectionDefinition(Desk.Counter)]
public sealed class CounterDesks : ICollectionFixture<Desk>;

[CollectionDefinition(Desk.Chambers)]
public sealed class ChambersDesks : ICollectionFixture<Desk>;
