using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Triage.Api.Data;
using Triage.Api.Http;
using Triage.Tests.Data;
using Triage.Tests.Http;

namespace Triage.Tests.Support;

/// <summary>The whole service as it ships, on a real port over a database of its own: a SQLite file, or a schema of the PostgreSQL that TRIAGE_TEST_POSTGRES names.</summary>
/// <remarks>Today is 2026-11-20 (a Friday) and moves only by <see cref="Move"/>. Sessions are begun directly: slow passwords are SessionTests' business.</remarks>
internal sealed class TriageService : IAsyncDisposable
{
    private readonly WebApplicationFactory<Sessions> _factory;
    private readonly TestDatabase.Place _place;
    private readonly Dictionary<string, string> _tokens = [];

    private TriageService(TestDatabase.Place place, Dictionary<string, string?> settings)
    {
        _place = place;
        settings.TryAdd("Database:Provider", place.Options.Provider == DatabaseProvider.Sqlite ? "sqlite" : "postgresql");
        settings.TryAdd("Database:ConnectionString", place.Options.Provider == DatabaseProvider.Sqlite ? $"Data Source={Path.Combine(place.Folder, "triage.db")}" : place.Options.ConnectionString);
        settings.TryAdd("Keys:Directory", Path.Combine(place.Folder, "keys"));
        settings.TryAdd("Sample:Cases", "false");
        settings.TryAdd("Banner", "false");
        settings.TryAdd("Urls", "http://127.0.0.1:0");
        _factory = new WebApplicationFactory<Sessions>().WithWebHostBuilder(host =>
        {
            foreach (var (name, value) in settings)
                host.UseSetting(name, value);
            host.ConfigureLogging(log => log.ClearProviders());
            host.ConfigureServices(services => services.AddSingleton<TimeProvider>(Clock));
        });
        _factory.UseKestrel(0);
        _factory.StartServer();
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(_factory.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()),
        };
    }

    public HttpClient Client { get; }
    public MovingClock Clock { get; } = MovingClock.At(new DateTimeOffset(2026, 11, 20, 9, 0, 0, CourtTime.Offset));
    public IServiceProvider Services => _factory.Services;
    public string Folder => _place.Folder;
    /// <summary>For a second process on the same PostgreSQL.</summary>
    public string? ConnectionString => _place.Options.ConnectionString;

    public static TriageService Start(string provider = "sqlite", params (string Name, string? Value)[] settings) =>
        new(TestDatabase.Place.Of(provider), settings.ToDictionary(s => s.Name, s => s.Value));

    /// <summary>The service as this person uses it: clerk, officer, mediator, … of data/sample/court/accounts.csv.</summary>
    public async Task<ApiUser> As(string userName)
    {
        if (!_tokens.TryGetValue(userName, out var token))
            _tokens[userName] = token = (await Services.GetRequiredService<Database>().WriteAsync(
                unit => Services.GetRequiredService<Sessions>().BeginAsync(unit, userName), CancellationToken.None)).Token;
        return new ApiUser(Client, token);
    }

    /// <summary>Time goes by. Sessions end with it, so everybody signs in anew.</summary>
    public void Move(TimeSpan by)
    {
        Clock.Move(by);
        _tokens.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _factory.DisposeAsync();
        _place.Dispose();
    }
}

/// <summary>An answer: status, body, version.</summary>
internal sealed record Answer(int Status, JsonNode? Body, string? ETag, HttpResponseHeaders Headers)
{
    /// <summary>The version of the case that was answered.</summary>
    public int Version => int.Parse(ETag!.Trim('"'), CultureInfo.InvariantCulture);
    public string Id => Text("id");
    public string State => Text("state");
    public string Code => Text("code");

    public string Text(string path)
    {
        var node = path.Split('.').Aggregate(Body, (at, name) => int.TryParse(name, out var index) ? at?[index] : at?[name]);
        return node is null ? "" : node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString();
    }

    /// <summary>Fails with what was answered instead.</summary>
    public Answer Expect(int status)
    {
        Assert.True(Status == status, $"{Status} instead of {status}: {Body?.ToJsonString(Readable)}");
        return this;
    }

    public Answer ExpectProblem(int status, string code)
    {
        Expect(status);
        Assert.Equal(code, Code);
        return this;
    }

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}

/// <summary>One signed-in person. Paths are relative to /api/v1.</summary>
internal sealed class ApiUser(HttpClient client, string token)
{
    /// <summary>For requests that are no JSON.</summary>
    public AuthenticationHeaderValue Authorization { get; } = new("Bearer", token);

    public Task<Answer> Get(string path) => Send(HttpMethod.Get, path, null);

    /// <summary>An answer that is no JSON, e.g. a sheet.</summary>
    public async Task<string> Text(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1" + path);
        request.Headers.Authorization = Authorization;
        using var response = await client.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode}");
        return await response.Content.ReadAsStringAsync();
    }

    /// <param name="body">An anonymous object, a JsonNode or null for no body.</param>
    /// <param name="version">Sent as If-Match.</param>
    /// <param name="key">Sent as Idempotency-Key.</param>
    public Task<Answer> Post(string path, object? body = null, int? version = null, string? key = null) => Send(HttpMethod.Post, path, body, version, key);

    /// <summary>Acts on the case as it now is.</summary>
    public async Task<Answer> Act(string caseId, string action, object? body = null)
    {
        var now = (await Get($"/cases/{caseId}")).Expect(200);
        return await Post($"/cases/{caseId}/{action}", body ?? new { }, now.Version);
    }

    public async Task<Answer> Send(HttpMethod method, string path, object? body, int? version = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, "/api/v1" + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (version is { } v)
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{v}\"");
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        if (body is not null)
            request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body, Web), Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var json = response.Content.Headers.ContentType?.MediaType is "application/json" or "application/problem+json" && text.Length > 0 ? JsonNode.Parse(text) : null;
        return new Answer((int)response.StatusCode, json, response.Headers.ETag?.Tag, response.Headers);
    }

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
}
