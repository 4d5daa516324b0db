using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Dapper;
using Triage.Api.Data;

namespace Triage.Tests.Http;

/// <summary>What was acknowledged is there, once, whatever happens to the process or the wire.</summary>
public sealed class CrashTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_again_and_again_under_load_it_loses_nothing_and_doubles_nothing()
    {
        const int Kills = 4, Clients = 12;
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var folder = Directory.CreateTempSubdirectory("triage-kill-").FullName;
        var acknowledged = new ConcurrentDictionary<string, string>();
        var serviceReady = new TaskCompletionSource<RunningService>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stop = new CancellationTokenSource();

        var service = await RunningService.StartAsync(folder);
        var token = await service.TokenAsync("clerk");
        serviceReady.SetResult(service);
        var next = 0;
        var clients = Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var number = Interlocked.Increment(ref next);
                while (!await TrySubmitAsync(await Volatile.Read(ref serviceReady).Task, token, number, acknowledged)) await Task.Delay(20, Token);
            }
        }, Token)).ToList();

        var readyAgain = new List<double>();
        for (var kill = 0; kill < Kills; kill++)
        {
            // By work done, not by time: a slow machine is then killed in the middle of as much.
            for (var until = acknowledged.Count + random.Next(20, 120); acknowledged.Count < until;) await Task.Delay(1, Token);
            var waiting = new TaskCompletionSource<RunningService>(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref serviceReady, waiting);
            await service.KillAsync();
            var watch = Stopwatch.StartNew();
            await service.DisposeAsync();
            service = await RunningService.StartAsync(folder);
            readyAgain.Add(watch.Elapsed.TotalSeconds);
            waiting.SetResult(service);
        }
        await stop.CancelAsync();
        await Task.WhenAll(clients);
        await service.KillAsync();
        await service.DisposeAsync();
        TestContext.Current.TestOutputHelper!.WriteLine($"{acknowledged.Count} acknowledged, ready again after {string.Join(", ", readyAgain.Select(seconds => $"{seconds:f1}"))} s");

        var (database, sealer) = await RunningService.OpenAsync(folder);
        await using (database)
        using (sealer)
        {
            var ids = await database.ReadAsync(async (c, _) => (await c.QueryAsync<string>("select id from cases")).ToList(), Token);
            Assert.Equal(acknowledged.Values.Order(StringComparer.Ordinal), ids.Order(StringComparer.Ordinal));
            var numbers = await database.ReadAsync(async (c, _) => (await c.QueryAsync<(string Word, int Seq)>("select type_word, seq from case_numbers where seq is not null")).ToList(), Token);
            Assert.NotEmpty(numbers);
            foreach (var word in numbers.GroupBy(number => number.Word)) Assert.Equal(Enumerable.Range(1, word.Count()), word.Select(number => number.Seq).Order());
            var verdict = await database.ReadAsync((c, ct) => new AuditChain(sealer).VerifyAsync(c, null, ct), Token);
            Assert.True(verdict.Intact, verdict.Fault);
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Connections_cut_after_sending_leave_exactly_one_case_for_each_key()
    {
        const int Keys = 300;
        var folder = Directory.CreateTempSubdirectory("triage-cut-").FullName;
        await using (var service = await RunningService.StartAsync(folder))
        {
            var token = await service.TokenAsync("clerk");
            await Parallel.ForAsync(0, Keys, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Token }, async (number, _) =>
            {
                if (number % 3 == 0) await SendAndCutAsync(service.Address, token, number);
            });
            var acknowledged = new ConcurrentDictionary<string, string>();
            await Parallel.ForAsync(0, Keys, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Token }, async (number, _) =>
                Assert.True(await TrySubmitAsync(service, token, number, acknowledged), service.Output));
            Assert.Equal(Keys, acknowledged.Values.Distinct().Count());
        }
        var (database, sealer) = await RunningService.OpenAsync(folder);
        await using (database) Assert.Equal(Keys, await database.ReadAsync((c, _) => c.ExecuteScalarAsync<int>("select count(*) from cases"), Token));
        sealer.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_second_process_on_the_same_file_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory("triage-second-").FullName;
        await using (var first = await RunningService.StartAsync(folder))
        {
            var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => RunningService.StartAsync(folder));
            Assert.Contains("另一个进程", refused.Message, StringComparison.Ordinal);
            using var client = first.Client();
            Assert.True((await client.GetAsync("/health/ready", Token)).IsSuccessStatusCode);
        }
        Directory.Delete(folder, recursive: true);
    }

    /// <returns>False where no answer came; the same key is then sent again.</returns>
    private static async Task<bool> TrySubmitAsync(RunningService service, string token, int number, ConcurrentDictionary<string, string> acknowledged)
    {
        using var client = service.Client(token);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/cases") { Content = JsonContent.Create(RunningService.Submission(number)) };
        request.Headers.Add("Idempotency-Key", $"key-{number}");
        try
        {
            using var answer = await client.SendAsync(request, Token);
            var text = await answer.Content.ReadAsStringAsync(Token);
            Assert.True((int)answer.StatusCode == 201, text);
            acknowledged[$"key-{number}"] = JsonDocument.Parse(text).RootElement.GetProperty("id").GetString()!;
            return true;
        }
        catch (Exception cut) when (cut is HttpRequestException or IOException or TaskCanceledException)
        {
            return false;
        }
    }

    private static async Task SendAndCutAsync(Uri address, string token, int number)
    {
        var body = Encoding.UTF8.GetBytes(RunningService.Submission(number).ToJsonString());
        using var socket = new TcpClient { LingerState = new LingerOption(true, 0) };
        await socket.ConnectAsync(address.Host, address.Port, Token);
        var head = $"POST /api/v1/cases HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: key-{number}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n";
        await socket.GetStream().WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. body], Token);
        if (number % 2 == 0) await Task.Delay(number % 7, Token);
    }
}
