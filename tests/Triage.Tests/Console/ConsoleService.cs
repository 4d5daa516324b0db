using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Triage.Tests.Support;

namespace Triage.Tests.WebConsole;

/// <summary>The service as a court runs it: its own process, a real SQLite file, a port of its own. It can be killed and started again on the same file.</summary>
internal sealed class ConsoleService : IAsyncDisposable
{
    public const string Password = "demo-please-change";

    private readonly string _folder = Directory.CreateTempSubdirectory("triage-console-").FullName;
    private readonly HttpClient _http = new();
    private Process? _process;

    private readonly bool _sampleCases;
    private readonly (string Name, string Value)[] _settings;

    private ConsoleService(int port, bool sampleCases, (string Name, string Value)[] settings) => (Address, _sampleCases, _settings) = (new Uri($"http://127.0.0.1:{port}"), sampleCases, settings);

    public Uri Address { get; }

    public string Folder => _folder;

    /// <param name="sampleCases">With the sample year of 4,218 cases, as a first start has them.</param>
    /// <param name="settings">As in the environment, e.g. Features__PublicQuery.</param>
    public static async Task<ConsoleService> StartAsync(bool sampleCases = false, params (string Name, string Value)[] settings)
    {
        var service = new ConsoleService(FreePort(), sampleCases, settings);
        await service.StartAgainAsync();
        return service;
    }

    /// <param name="changed">Settings that are others from now on.</param>
    public async Task StartAgainAsync(params (string Name, string Value)[] changed)
    {
        var project = Path.Combine(Repository.Root, "src", "Triage.Api");
        // bin/Debug/net10.0 of the tests tells which build of the service belongs to them.
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var program = Path.Combine(project, "bin", output.Parent!.Name, output.Name, "Triage.Api.dll");
        var start = new ProcessStartInfo("dotnet", [program, "--contentRoot", project]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["Urls"] = Address.ToString().TrimEnd('/');
        start.Environment["Database__ConnectionString"] = $"Data Source={Path.Combine(_folder, "console.db")}";
        start.Environment["Sample__Cases"] = _sampleCases ? "true" : "false";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        foreach (var (name, value) in _settings.Concat(changed)) start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(90); await Task.Delay(100))
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"The service ended with {_process.ExitCode}.");
            try
            {
                using var answer = await _http.GetAsync(new Uri(Address, "/health/live"));
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }
        throw new TimeoutException("The service did not answer within 90 seconds.");
    }

    /// <summary>As a power cut ends it: no time to finish anything.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>A caller of the contract beside the browser, to see what the service really holds.</summary>
    public async Task<HttpClient> SignInAsync(string userName)
    {
        using var answer = await _http.PostAsJsonAsync(new Uri(Address, "/api/v1/session"), new { userName, password = Password });
        _ = answer.EnsureSuccessStatusCode();
        var session = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return new HttpClient { BaseAddress = new Uri(Address, "/api/v1/"), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", session.GetProperty("accessToken").GetString()) } };
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await KillAsync();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
