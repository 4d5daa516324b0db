using Triage.Api.Data;

namespace Triage.Tests.Http;

public sealed class IdempotencyTests
{
    private const string ThingsPath = "/api/v1/things";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_key_and_body_replay_the_first_answer_even_after_a_restart()
    {
        string folder, token, first;
        await using (var host = await HttpHost.StartAsync(keepFolder: true))
        {
            (folder, token) = (host.Folder, await host.TokenAsync());
            first = await Create(host, token, "k1", """{"name":"甲","count":1}""");
            Assert.Equal(first, await Create(host, token, "k1", """{ "count": 1, "name": "甲" }"""));
            Assert.NotEqual(first, await Create(host, token, "k2", """{"name":"甲","count":1}"""));
            Assert.NotEqual(first, await Create(host, token, null, """{"name":"甲","count":1}"""));
        }
        await using var again = await HttpHost.StartAsync(folder);
        Assert.Equal(first, await Create(again, token, "k1", """{"name":"甲","count":1}"""));
        Assert.Equal(3, await Things(again));
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        await using var host = await HttpHost.StartAsync();
        var token = await host.TokenAsync();
        _ = await Create(host, token, "k1", """{"name":"甲"}""");
        using var other = await host.SendAsync(HttpMethod.Post, ThingsPath, token, """{"name":"乙"}""", headers: ("Idempotency-Key", "k1"));
        _ = await HttpHost.ProblemAsync(other, 422, "idempotency_key_reused");
        foreach (var bad in (string[])["", "a b", new string('x', 201)])
        {
            using var answer = await host.SendAsync(HttpMethod.Post, ThingsPath, token, """{"name":"甲"}""", headers: ("Idempotency-Key", bad));
            _ = await HttpHost.ProblemAsync(answer, 400, "idempotency_key_invalid");
        }
    }

    [Fact]
    public async Task A_refusal_is_not_remembered()
    {
        await using var host = await HttpHost.StartAsync();
        var token = await host.TokenAsync();
        using var refused = await host.SendAsync(HttpMethod.Post, ThingsPath, token, """{"name":"拒绝"}""", headers: ("Idempotency-Key", "k1"));
        _ = await HttpHost.ProblemAsync(refused, 422, "field_invalid");
        _ = await Create(host, token, "k1", """{"name":"甲"}""");
        Assert.Equal(1, await Things(host));
    }

    [Fact]
    public async Task Many_at_once_with_one_key_make_one_thing()
    {
        await using var host = await HttpHost.StartAsync();
        var token = await host.TokenAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Create(host, token, $"k{i % 4}", """{"name":"甲"}""")));
        Assert.Equal(4, answers.Distinct().Count());
        Assert.Equal(4, await Things(host));
    }

    private static async Task<string> Create(HttpHost host, string token, string? key, string body)
    {
        using var answer = await host.SendAsync(HttpMethod.Post, ThingsPath, token, body, headers: key is null ? [] : [("Idempotency-Key", key)]);
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True((int)answer.StatusCode == 201, text);
        Assert.Equal("\"1\"", answer.Headers.ETag!.Tag);
        return $"{answer.Headers.Location} {text}";
    }

    private static Task<int> Things(HttpHost host) =>
        ((Database)host.Services.GetService(typeof(Database))!).ReadAsync((c, _) => Dapper.SqlMapper.ExecuteScalarAsync<int>(c, "select count(*) from settings where length(name) = 32"), Token);
}
