using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using Triage.Tests.Support;

namespace Triage.Tests.WebConsole;

/// <summary>On a line of 1 Mbit/s and 300 ms, emulated by Chromium: what a person waits for is two journeys of the line at most, and little of it.</summary>
/// <remarks>Times depend on the machine and are only written down (TRIAGE_MEASURE=1 renews benchmarks/results/console.md); journeys and bytes do not, and are held.</remarks>
[Collection(Desk.Chambers)]
public sealed class SlowLineTests(Desk desk)
{
    private static readonly (string UserName, string Address, string Landmark)[] Desks =
    [
        ("clerk", "clerk", ".clerk-desk .table, .clerk-desk .empty"), ("clerk", "import", ".drop"), ("clerk", "cases", ".cases-desk .table"),
        ("officer", "officer", ".decision, .review .empty"), ("mediator", "mediator", ".mediator-desk .cards, .mediator-desk .empty"), ("judge", "judge", ".judge-desk .table, .judge-desk .empty"),
        ("leader", "board", ".figures-grid"), ("data", "model", ".figures-grid"), ("head", "case/{id}", ".case-desk .people"), ("judge", "trial/{id}", ".trial-desk .people"),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Signing_in_and_every_desk_wait_for_two_journeys_at_most()
    {
        Desk.NeedsChromium();
        await using var service = await ConsoleService.StartAsync(sampleCases: true);
        var id = await Trials.AssignedAsync(service, "路远", "路被告", Token);
        List<Visit> visits = [];

        var door = await desk.OpenAsync(service, forgetful: true);
        _ = await SlowAsync(door);
        await door.AddInitScriptAsync(Watch("input[name=password]"));
        _ = await door.GotoAsync("/", new() { WaitUntil = WaitUntilState.Commit });
        visits.Add(await UsableAsync(door, "sign-in"));

        foreach (var (userName, address, landmark) in Desks)
        {
            var page = await desk.SignedInAsync(userName, service, forgetful: true);
            _ = await page.EvaluateAsync("to => { location.hash = `#/${to}`; }", address.Replace("{id}", id, StringComparison.Ordinal));
            await page.Locator(landmark).First.WaitForAsync(new() { State = WaitForSelectorState.Attached }); // the first table may lie folded
            var line = await SlowAsync(page);
            _ = await line.SendAsync("Network.setCacheDisabled", new() { ["cacheDisabled"] = true });
            await page.AddInitScriptAsync(Watch(landmark));
            _ = await page.ReloadAsync(new() { WaitUntil = WaitUntilState.Commit });
            visits.Add(await UsableAsync(page, $"{address} ({userName})"));
            await page.Context.CloseAsync();
        }

        var afterSignIn = await desk.OpenAsync(service, forgetful: true);
        _ = await afterSignIn.GotoAsync("/");
        // All that the door fetches ahead: on a busy machine the rest would be taken for what the desk waits for.
        await afterSignIn.EvaluateAsync("() => self.$.fetchAll()");
        _ = await SlowAsync(afterSignIn);
        await afterSignIn.GetByLabel("用户名").FillAsync("officer");
        await afterSignIn.GetByLabel("密码").FillAsync(ConsoleService.Password);
        await afterSignIn.EvaluateAsync("() => document.querySelector('.sign-in-form').addEventListener('submit', () => { performance.clearResourceTimings(); window.from = performance.now(); }, true)");
        await afterSignIn.EvaluateAsync(Watch(".decision, .review .empty"));
        await afterSignIn.GetByRole(AriaRole.Button, new() { Name = "登录" }).ClickAsync();
        visits.Add(await UsableAsync(afterSignIn, "from the button “登录” to the officer's desk"));

        var again = await desk.SignedInAsync("clerk", service);
        await again.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => undefined)");
        await again.WaitForFunctionAsync("() => navigator.serviceWorker.controller !== null");
        _ = await SlowAsync(again);
        await again.AddInitScriptAsync(Watch(Desks[0].Landmark));
        _ = await again.ReloadAsync(new() { WaitUntil = WaitUntilState.Commit });
        visits.Add(await UsableAsync(again, "clerk, second visit"));

        if (Environment.GetEnvironmentVariable("TRIAGE_MEASURE") == "1")
            await File.WriteAllTextAsync(Path.Combine(Repository.Root, "benchmarks", "results", "console.md"), Table(visits), Token);
        Assert.Equal(1, visits[0].Journeys);
        Assert.All(visits, visit => Assert.True(visit.Journeys <= 2, $"{visit.What}: {visit.Journeys} journeys: {string.Join(' ', visit.Requests)}"));
        Assert.All(visits, visit => Assert.True(visit.Bytes < 66_000, $"{visit.What}: {visit.Bytes} bytes: {string.Join(' ', visit.Requests)}"));
        // No page waits for the forms of its steps.
        Assert.All(visits.Where(visit => visit.What.Contains('(', StringComparison.Ordinal)), visit => Assert.DoesNotContain(visit.Requests, path => path.Contains("step-forms", StringComparison.Ordinal)));
        // The console itself is on the computer by then: nothing of it is fetched again.
        Assert.DoesNotContain(visits[^1].Requests, path => !path.StartsWith("/api", StringComparison.Ordinal));
    }

    private static async Task<ICDPSession> SlowAsync(IPage page)
    {
        var line = await page.Context.NewCDPSessionAsync(page);
        _ = await line.SendAsync("Network.enable");
        _ = await line.SendAsync("Network.emulateNetworkConditions", new() { ["offline"] = false, ["latency"] = 300, ["downloadThroughput"] = 125_000, ["uploadThroughput"] = 125_000 });
        return line;
    }

    /// <summary>Notes the moment at which what the person came for stands on the page.</summary>
    private static string Watch(string landmark) => $$"""
        (() => {
            window.usable = null;
            const look = () => { if (window.usable === null && document.querySelector({{JsonSerializer.Serialize(landmark)}})) window.usable = performance.now(); };
            new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true });
            look();
        })()
        """;

    /// <summary>The page is the first journey; a request that began only after the whole of another answer had come is one further than that.</summary>
    private static async Task<Visit> UsableAsync(IPage page, string what)
    {
        _ = await page.WaitForFunctionAsync("() => window.usable !== null");
        var measured = JsonElement.Parse(await page.EvaluateAsync<string>("""
            () => {
                const from = window.from ?? 0;
                const all = [...(from ? [] : performance.getEntriesByType('navigation')), ...performance.getEntriesByType('resource')]
                    .filter(e => e.startTime >= from && e.responseEnd > 0 && e.responseEnd <= window.usable && (e.transferSize > 0 || e.entryType === 'navigation'))
                    .map(e => ({ path: new URL(e.name).pathname, start: e.startTime, end: e.responseEnd, bytes: e.transferSize, page: e.entryType === 'navigation' })).sort((a, b) => a.start - b.start);
                for (const one of all) one.journey = one.page ? 1 : 1 + Math.max(from ? 0 : 1, ...all.filter(other => other.end <= one.start).map(other => other.journey));
                const kept = all.filter(e => e.bytes > 0);
                return JSON.stringify({ usable: window.usable - from, journeys: Math.max(0, ...kept.map(e => e.journey)), bytes: kept.reduce((sum, e) => sum + e.bytes, 0), requests: kept.map(e => e.path) });
            }
            """));
        return new Visit(what, measured.GetProperty("usable").GetDouble(), measured.GetProperty("journeys").GetInt32(), measured.GetProperty("bytes").GetInt32(),
            [.. measured.GetProperty("requests").EnumerateArray().Select(path => path.GetString()!)]);
    }

    private static string LoadAverage => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static string Table(IEnumerable<Visit> visits)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"""
            # The console on a slow line

            Written by `SlowLineTests` with `TRIAGE_MEASURE=1` on {DateTime.UtcNow:yyyy-MM-dd}: headless Chromium, its own network emulation (CDP `Network.emulateNetworkConditions`: 300 ms, 1 Mbit/s both ways), the service in its own process
            with the sample year (4,218 cases), browser and service on one machine ({Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, Debug build, load average {LoadAverage}). Empty cache and no service worker except in the last row.
            *Usable*: from the start of the navigation until the desk's own list, form or figures stand on the page. *Journeys*: requests that had to wait for one another. The test holds journeys and bytes; the times are of this machine.
            Before the modules were joined and the first questions asked ahead, the same line took 1.3 s for the page of signing in (13 requests), 2.5 to 2.8 s for most desks and 3.5 to 3.8 s for the officer's desk and the board.

            | Page | usable after, ms | journeys | requests | bytes over the line |
            |---|---:|---:|---:|---:|

            """));
        foreach (var visit in visits)
            _ = text.Append(CultureInfo.InvariantCulture, $"| {visit.What} | {visit.Usable:0} | {visit.Journeys} | {visit.Requests.Count} | {visit.Bytes:#,0} |\n");
        return text.ToString();
    }

    /// <param name="Usable">Milliseconds.</param>
    /// <param name="Bytes">With headers, compressed as sent.</param>
    private sealed record Visit(string What, double Usable, int Journeys, int Bytes, IReadOnlyList<string> Requests);
}
