using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Tests.Http;

public sealed class ProblemTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_refusal_of_the_domain_has_a_status()
    {
        var codes = typeof(RefusalCodes).GetFields().Select(field => (string)field.GetRawConstantValue()!).ToList();
        Assert.NotEmpty(codes);
        Assert.All(codes, code => Assert.InRange(ProblemCodes.Of(code).Status, 400, 599));
        Assert.Equal(ProblemCodes.All.Count, ProblemCodes.All.DistinctBy(code => code.Code).Count());
        Assert.All(ProblemCodes.All, code => Assert.Matches("^[a-z]+(_[a-z]+)*$", code.Code));
    }

    [Fact]
    public async Task The_language_follows_the_request()
    {
        await using var host = await HttpHost.StartAsync();
        using var chinese = await host.SendAsync(HttpMethod.Get, "/api/v1/leaders");
        Assert.Equal("尚未登录或登录已失效", (await HttpHost.ProblemAsync(chinese, 401, "not_authenticated")).GetProperty("title").GetString());
        using var english = await host.SendAsync(HttpMethod.Get, "/api/v1/leaders", headers: ("Accept-Language", "en-GB, zh;q=0.5"));
        Assert.Equal("Not signed in, or the session has ended", (await HttpHost.ProblemAsync(english, 401, "not_authenticated")).GetProperty("title").GetString());
        using var neither = await host.SendAsync(HttpMethod.Get, "/api/v1/leaders", headers: ("Accept-Language", "fr;q=0.9, zh;q=0.2, en;q=0.1"));
        Assert.Equal("zh-CN", neither.Content.Headers.ContentLanguage.Single());
    }

    [Fact]
    public async Task What_routing_refuses_is_a_problem_too()
    {
        await using var host = await HttpHost.StartAsync();
        var token = await host.TokenAsync();
        using var missing = await host.SendAsync(HttpMethod.Get, "/api/v1/nowhere");
        _ = await HttpHost.ProblemAsync(missing, 404, "not_found");
        using var method = await host.SendAsync(HttpMethod.Put, "/api/v1/things", token);
        _ = await HttpHost.ProblemAsync(method, 405, "method_not_allowed");
        using var query = await host.SendAsync(HttpMethod.Get, "/api/v1/page?limit=many");
        Assert.True((await HttpHost.ProblemAsync(query, 400, "bad_query")).GetProperty("errors").TryGetProperty("limit", out _));
        // The size is refused before the body is read: a client that does not ask first may lose the answer with the broken connection.
        using var large = await host.SendAsync(HttpMethod.Post, "/api/v1/echo", body: $$"""{"name":"{{new string('x', 2 << 20)}}"}""", headers: ("Expect", "100-continue"));
        _ = await HttpHost.ProblemAsync(large, 413, "body_too_large");
        using var control = await host.SendAsync(HttpMethod.Get, "/api/v1/page?limit=%01");
        _ = await HttpHost.ProblemAsync(control, 400, "invalid_text");
    }

    [Fact]
    public async Task A_null_in_the_path_is_answered_with_a_problem()
    {
        await using var host = await HttpHost.StartAsync();
        using var socket = new TcpClient();
        await socket.ConnectAsync(host.Client.BaseAddress!.Host, host.Client.BaseAddress.Port, Token);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes("GET /api/v1/%00 HTTP/1.1\r\nHost: x\r\n\r\n"), Token);
        var answer = await new StreamReader(stream).ReadToEndAsync(Token);
        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        var head = answer[..answer.IndexOf("\r\n\r\n", StringComparison.Ordinal)];
        Assert.Contains("Content-Type: application/problem+json", head, StringComparison.Ordinal);
        Assert.Contains("Connection: close", head, StringComparison.Ordinal);
        var length = int.Parse(System.Text.RegularExpressions.Regex.Match(head, "Content-Length: ([0-9]+)").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        var problem = JsonNode.Parse(Encoding.UTF8.GetBytes(answer[(head.Length + 4)..]).AsSpan(0, length))!;
        Assert.Equal("malformed_request", problem["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_bug_tells_the_client_a_number_and_nothing_else()
    {
        await using var host = await HttpHost.StartAsync();
        using var answer = await host.SendAsync(HttpMethod.Get, "/api/v1/bug");
        var problem = await HttpHost.ProblemAsync(answer, 500, "internal_error");
        Assert.DoesNotContain("110105", problem.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Versions_are_asked_for_and_compared()
    {
        await using var host = await HttpHost.StartAsync();
        var token = await host.TokenAsync();
        const string Body = """{"name":"a"}""";
        using var none = await host.SendAsync(HttpMethod.Post, "/api/v1/things/1", token, Body);
        _ = await HttpHost.ProblemAsync(none, 428, "version_required");
        foreach (var stale in (string[])["\"2\"", "W/\"3\"", "\"three\"", "\"-3\""])
        {
            using var answer = await host.SendAsync(HttpMethod.Post, "/api/v1/things/1", token, Body, headers: ("If-Match", stale));
            _ = await HttpHost.ProblemAsync(answer, 412, "stale_version");
        }
        using var right = await host.SendAsync(HttpMethod.Post, "/api/v1/things/1", token, Body, headers: ("If-Match", "\"1\", \"3\""));
        Assert.Equal(200, (int)right.StatusCode);
        Assert.Equal("\"4\"", right.Headers.ETag!.Tag);
    }

    [Fact]
    public async Task Headers_keep_browsers_at_home_and_queries_out_of_the_log()
    {
        await using var host = await HttpHost.StartAsync();
        using var answer = await host.SendAsync(HttpMethod.Get, "/api/v1/page?limit=1&idcard=110105194912310021");
        Assert.StartsWith("default-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.False(answer.Headers.Contains("Server"));
        using var bug = await host.SendAsync(HttpMethod.Get, "/api/v1/bug?idcard=110105194912310099");
        lock (host.Log)
        {
            Assert.Contains("Unhandled failure of GET", host.Log.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("idcard", host.Log.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_document_lists_the_codes_and_every_refusal()
    {
        await using var host = await HttpHost.StartAsync();
        using var answer = await host.SendAsync(HttpMethod.Get, "/openapi/v1.json");
        var document = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token))!;
        Assert.StartsWith("3.1", document["openapi"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(ProblemCodes.All.Select(code => code.Code), document["x-problem-codes"]!.AsArray().Select(code => code!["code"]!.GetValue<string>()));
        var create = document["paths"]!["/api/v1/things"]!["post"]!;
        Assert.Contains(create["parameters"]!.AsArray(), parameter => parameter!["name"]!.GetValue<string>() == "Idempotency-Key");
        foreach (var status in (string[])["201", "400", "401", "403", "422", "500", "503"])
            Assert.True(create["responses"]!.AsObject().ContainsKey(status), status);
        var problem = create["responses"]!["422"]!["content"]!["application/problem+json"]!["schema"]!["$ref"]!.GetValue<string>();
        Assert.Equal("#/components/schemas/ProblemResponse", problem);
        Assert.NotNull(document["components"]!["schemas"]!["ProblemResponse"]!["properties"]!["traceId"]);
        Assert.Equal("clerk", create["x-roles"]![0]!.GetValue<string>());
        Assert.NotNull(create["security"]);
        var change = document["paths"]!["/api/v1/things/{id}"]!["post"]!;
        Assert.Contains(change["parameters"]!.AsArray(), parameter => parameter!["name"]!.GetValue<string>() == "If-Match" && parameter["required"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Ready_means_writable()
    {
        await using var host = await HttpHost.StartAsync();
        using var live = await host.SendAsync(HttpMethod.Get, "/health/live");
        Assert.Equal(200, (int)live.StatusCode);
        using var ready = await host.SendAsync(HttpMethod.Get, "/health/ready");
        var checks = JsonDocument.Parse(await ready.Content.ReadAsStringAsync(Token)).RootElement;
        Assert.Equal(200, (int)ready.StatusCode);
        Assert.Equal(["audit", "database", "disk", "keepers"], checks.GetProperty("checks").EnumerateObject().Select(check => check.Name));
        var database = (Triage.Api.Data.Database)host.Services.GetService(typeof(Triage.Api.Data.Database))!;
        var pages = await database.WriteAsync(unit => unit.FirstOrDefaultAsync<int>("pragma page_count"), Token);
        await database.WriteAsync(unit => unit.ExecuteAsync($"pragma max_page_count = {pages}"), Token);
        var token = await host.TokenAsync();
        using var full = await host.SendAsync(HttpMethod.Post, "/api/v1/things", token, $$"""{"name":"{{new string('满', 60_000)}}"}""");
        _ = await HttpHost.ProblemAsync(full, 507, "storage_full");
        using var reads = await host.SendAsync(HttpMethod.Get, "/api/v1/session", token);
        Assert.Equal(200, (int)reads.StatusCode);
    }
}
