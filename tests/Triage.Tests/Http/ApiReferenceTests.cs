using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace Triage.Tests.Http;

public sealed class ApiReferenceTests
{
    private const string Browser = "/usr/bin/chromium";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string WebRoot => Path.Combine(
        typeof(ApiReferenceTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "RepositoryRoot").Value!, "src", "Triage.Api", "wwwroot");

    [Fact]
    public async Task Without_its_script_the_page_says_how_to_get_it()
    {
        await using var host = await HttpHost.StartAsync();
        using var answer = await host.SendAsync(HttpMethod.Get, "/scalar");
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("npm ci", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_shows_the_endpoints_and_asks_nobody_else()
    {
        if (!File.Exists(Browser)) Assert.Skip("needs Debian's chromium: apt-get install chromium");
        if (!File.Exists(Path.Combine(WebRoot, "lib", "scalar", "standalone.js"))) Assert.Skip("needs npm: the build copies the page's script from node_modules");
        await using var host = await HttpHost.StartAsync(webRoot: WebRoot);
        var log = Path.Combine(host.Folder, "net.json");
        var start = new ProcessStartInfo(Browser) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[
            "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-default-apps",
            $"--user-data-dir={Path.Combine(host.Folder, "profile")}", $"--log-net-log={log}", "--window-size=1400,1000", "--timeout=20000", "--virtual-time-budget=15000", "--dump-dom",
            new Uri(host.Client.BaseAddress!, "/scalar").ToString()])
            start.ArgumentList.Add(argument);
        using var browser = Process.Start(start)!;
        var page = await browser.StandardOutput.ReadToEndAsync(Token);
        var complaints = await browser.StandardError.ReadToEndAsync(Token);
        await browser.WaitForExitAsync(Token);
        Assert.True(page.Contains("/api/v1/session", StringComparison.Ordinal), complaints);

        using var net = JsonDocument.Parse(await File.ReadAllTextAsync(log, Token));
        // Only what the page asked for: the browser itself talks to its maker, whatever page it shows.
        var asked = net.RootElement.GetProperty("events").EnumerateArray()
            .Where(one => one.TryGetProperty("params", out var details) && details.TryGetProperty("url", out _)
                && details.TryGetProperty("initiator", out var initiator) && initiator.GetString() == host.Client.BaseAddress!.GetLeftPart(UriPartial.Authority))
            .Select(one => new Uri(one.GetProperty("params").GetProperty("url").GetString()!)).Distinct().ToList();
        Assert.Contains(asked, url => url.AbsolutePath == "/openapi/v1.json");
        Assert.All(asked.Where(url => url.Scheme is not ("data" or "blob")), url => Assert.Equal("127.0.0.1", url.Host));
    }
}
