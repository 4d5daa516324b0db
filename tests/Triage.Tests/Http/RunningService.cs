using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using Triage.Api.Data;

namespace Triage.Tests.Http;

/// <summary>The service as a user starts it: a process of its own, which can be killed.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output;

    private RunningService(Process process, StringBuilder output, string folder, Uri address) => (_process, _output, Folder, Address) = (process, output, folder, address);

    public string Folder { get; }
    public Uri Address { get; }
    public string Output { get { lock (_output) return _output.ToString(); } }

    /// <param name="largestFile">Kilobytes at which the system refuses to let a file grow (Unix): the disk that fails in the middle of a write.</param>
    public static async Task<RunningService> StartAsync(string folder, int port = 0, int? largestFile = null)
    {
        var assembly = typeof(Database).Assembly.Location;
        var start = largestFile is { } kilobytes
            ? new ProcessStartInfo("bash", ["-c", $"trap '' XFSZ; ulimit -f {kilobytes}; exec dotnet \"$0\"", assembly])
            : new ProcessStartInfo("dotnet", [assembly]);
        (start.WorkingDirectory, start.RedirectStandardOutput, start.RedirectStandardError) = (folder, true, true);
        if (largestFile is not null) start.Environment["DOTNET_EnableWriteXorExecute"] = "0"; // the runtime's own double mapping is a file too
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Urls"] = $"http://127.0.0.1:{port}";
        start.Environment["Database__ConnectionString"] = $"Data Source={Path.Combine(folder, "triage.db")}";
        start.Environment["Keys__Directory"] = Path.Combine(folder, "keys");
        start.Environment["Sample__Cases"] = "false";
        var process = Process.Start(start)!;
        var output = new StringBuilder();
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Hear(object _, DataReceivedEventArgs line)
        {
            if (line.Data is null) return;
            lock (output) _ = output.AppendLine(line.Data);
            const string Mark = "Now listening on: ";
            if (line.Data.IndexOf(Mark, StringComparison.Ordinal) is >= 0 and var at) _ = listening.TrySetResult(new Uri(line.Data[(at + Mark.Length)..].Trim()));
        }
        process.OutputDataReceived += Hear;
        process.ErrorDataReceived += Hear;
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => { lock (output) _ = listening.TrySetException(new InvalidOperationException($"The service ended: {output}")); };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var address = await listening.Task.WaitAsync(TimeSpan.FromSeconds(60));
        return new RunningService(process, output, folder, address);
    }

    /// <summary>SIGKILL: nothing is flushed, nothing says goodbye.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public int ExitCode => _process.ExitCode;

    public Task WaitForExitAsync(CancellationToken ct) => _process.WaitForExitAsync(ct);

    public HttpClient Client(string? token = null)
    {
        var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(30) };
        if (token is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public async Task<string> TokenAsync(string userName)
    {
        using var client = Client();
        using var answer = await client.PostAsJsonAsync("/api/v1/session", new { userName, password = HttpHost.Password });
        Assert.True(answer.IsSuccessStatusCode, Output);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString()!;
    }

    public static JsonObject Submission(int number) => new()
    {
        ["channel"] = "counter",
        ["parties"] = new JsonArray(
            new JsonObject { ["role"] = "plaintiff", ["kind"] = "person", ["name"] = $"原告{number}", ["phone"] = "13912345678", ["contact"] = "reachable" },
            new JsonObject { ["role"] = "defendant", ["kind"] = "person", ["name"] = $"被告{number}" }),
        ["narrative"] = $"第{number}件：去年秋天他家浇水把我家的地冲了，找了几次都不肯赔。",
        ["claims"] = new JsonArray("赔偿损失"),
        ["amount"] = 3200.50,
        ["facts"] = new JsonObject { ["undisputed"] = true },
        ["mediationWish"] = "agree",
        ["acceptProposal"] = true,
    };

    /// <summary>Opens what a stopped service left behind, with its own keys.</summary>
    public static async Task<(Database Database, Sealer Sealer)> OpenAsync(string folder)
    {
        var database = Database.Open(new DatabaseOptions { ConnectionString = $"Data Source={Path.Combine(folder, "triage.db")}" }, folder, NullLogger.Instance);
        var keys = DataProtectionProvider.Create(new DirectoryInfo(Path.Combine(folder, "keys")), builder => builder.SetApplicationName("triage"));
        return (database, await Sealer.LoadAsync(database, keys, TimeProvider.System, CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }
}
