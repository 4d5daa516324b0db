using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Triage.Tests.Http;

/// <summary>Whatever is sent, the answer is a success or a problem that says what is wrong; never a failure of ours.</summary>
/// <remarks>TRIAGE_TEST_SEED repeats a run.</remarks>
public sealed class FuzzTests
{
    private static readonly string[] Strange =
    [
        "null", "true", "0", "-1", "1e400", "0.1234567890123456789", "99999999999999999999", "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"2026-02-30\"", "\"9999-12-31\"",
        "\"0001-01-01\"", "\"＝1+1\"", "\"' or 1=1 --\"", "\"../../etc/passwd\"", "[]", "{}", "[[[[[[]]]]]]", "[null]", "{\"\":null}", "\"\\u202e\"", "\"🌾\"",
    ];

    [Fact]
    public async Task No_body_makes_the_service_fail()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("TRIAGE_TEST_SEED"), out var given) ? given : Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var folder = Directory.CreateTempSubdirectory("triage-fuzz-").FullName;
        await using (var service = await RunningService.StartAsync(folder))
        {
            using var clerk = service.Client(await service.TokenAsync("clerk"));
            using var mediator = service.Client(await service.TokenAsync("mediator"));
            (HttpClient Client, string Path, JsonNode Body)[] targets =
            [
                (clerk, "/api/v1/cases", RunningService.Submission(1)),
                (clerk, "/api/v1/triage/preview", RunningService.Submission(1)),
                (clerk, "/api/v1/cases/none/facts", JsonNode.Parse("""{"facts":{"appraisal":true},"reason":"补充"}""")!),
                (clerk, "/api/v1/cases/none/triage/confirm", JsonNode.Parse("""{"route":"mediation","reason":"同意"}""")!),
                (mediator, "/api/v1/mediation/queue/claim", JsonNode.Parse("""{"caseId":"none"}""")!),
                (clerk, "/api/v1/session", JsonNode.Parse("""{"userName":"nobody","password":"x"}""")!),
            ];
            var statuses = new SortedDictionary<int, int>();
            for (var i = 0; i < 900; i++)
            {
                // Signing in costs a tenth of a second each by design.
                var (client, path, body) = targets[i % 60 == 0 ? 5 : random.Next(5)];
                var text = Mutate(body.ToJsonString(), random);
                using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(text) };
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                if (random.Next(3) == 0) _ = request.Headers.TryAddWithoutValidation("If-Match", random.Next(2) == 0 ? "\"1\"" : "nonsense");
                if (random.Next(3) == 0) _ = request.Headers.TryAddWithoutValidation("Idempotency-Key", $"k{random.Next(20)}");
                await CheckAsync(service, client, request, statuses, $"{path} {Encoding.UTF8.GetString(text)}");
            }
            string[] queries = ["limit=0", "limit=x", "limit=201", "cursor=x", "cursor=%00", "state=nowhere", "from=2026-13-01", "q=%25", "q=%E2%80%AE", "state=", "a=b", "tribunal='", "cursor=MjAyNi0wMS0wMXw"];
            foreach (var query in queries)
                foreach (var path in (string[])["/api/v1/cases", "/api/v1/mediation/queue", "/api/v1/causes", "/api/v1/calendar/99999", "/api/v1/cases/%2e%2e%2f", "/api/v1/cases/%E2%80%AE"])
                {
                    using var request = new HttpRequestMessage(HttpMethod.Get, $"{path}?{query}");
                    await CheckAsync(service, path.Contains("mediation", StringComparison.Ordinal) ? mediator : clerk, request, statuses, request.RequestUri!.ToString());
                }
            TestContext.Current.TestOutputHelper!.WriteLine(string.Join(", ", statuses.Select(pair => $"{pair.Key}: {pair.Value}")));
            Assert.DoesNotContain("Unhandled failure", service.Output, StringComparison.Ordinal);
        }
        Directory.Delete(folder, recursive: true);
    }

    private static async Task CheckAsync(RunningService service, HttpClient client, HttpRequestMessage request, SortedDictionary<int, int> statuses, string what)
    {
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var status = (int)answer.StatusCode;
        statuses[status] = statuses.GetValueOrDefault(status) + 1;
        Assert.True(status < 500, $"{status} for {what}\n{service.Output}");
        if (status < 400) return;
        Assert.True(answer.Content.Headers.ContentType?.MediaType == "application/problem+json", $"{status} without a problem for {what}");
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.False(string.IsNullOrEmpty(problem.RootElement.GetProperty("code").GetString()), what);
    }

    private static byte[] Mutate(string json, Random random)
    {
        switch (random.Next(8))
        {
            case 0: // other bytes
                var bytes = Encoding.UTF8.GetBytes(json);
                for (var i = 0; i <= random.Next(4); i++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                return bytes;
            case 1: // cut or doubled
                var half = Encoding.UTF8.GetBytes(json).AsSpan(0, random.Next(json.Length));
                return random.Next(2) == 0 ? half.ToArray() : [.. half, .. Encoding.UTF8.GetBytes(json)];
            case 2: // raw text that JSON nodes would tidy up
                var member = json.IndexOf(':', StringComparison.Ordinal) + 1;
                return Encoding.UTF8.GetBytes(string.Concat(json.AsSpan(0, member), Strange[random.Next(Strange.Length)], ",\"x\":", json.AsSpan(member)));
            default: // another value in some place
                var root = JsonNode.Parse(json)!;
                var places = Places(root).ToList();
                places[random.Next(places.Count)](JsonNode.Parse(Strange[random.Next(Strange.Length)] is var text && IsJson(text) ? text : "null"));
                return Encoding.UTF8.GetBytes(root.ToJsonString());
        }
    }

    private static bool IsJson(string text)
    {
        try
        {
            _ = JsonNode.Parse(text)?.ToJsonString();
            return true;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static IEnumerable<Action<JsonNode?>> Places(JsonNode node)
    {
        if (node is JsonObject members)
            foreach (var name in members.Select(member => member.Key).ToList())
            {
                yield return value => members[name] = value;
                yield return _ => members.Remove(name);
                yield return value => members[name + "X"] = value;
                if (members[name] is { } child)
                    foreach (var place in Places(child)) yield return place;
            }
        else if (node is JsonArray items)
            for (var i = 0; i < items.Count; i++)
            {
                var at = i;
                yield return value => items[at] = value;
                if (items[i] is { } child)
                    foreach (var place in Places(child)) yield return place;
            }
    }
}
