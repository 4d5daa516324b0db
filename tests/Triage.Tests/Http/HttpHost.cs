using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Features.Session;
using Triage.Api.Http;
using Triage.Api.Http.Accounts;
using Triage.Tests.Support;

namespace Triage.Tests.Http;

/// <summary>The HTTP foundation on a real port over a real SQLite file, with a few endpoints that show what every slice relies on.</summary>
internal sealed class HttpHost : IAsyncDisposable
{
    public const string Password = "demo-please-change";

    private readonly string _folder;
    private readonly bool _keepFolder;
    private readonly WebApplication _app;

    private HttpHost(WebApplication app, string folder, bool keepFolder)
    {
        (_app, _folder, _keepFolder) = (app, folder, keepFolder);
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
    }

    public HttpClient Client { get; }
    public string Folder => _folder;
    public StringBuilder Log { get; private init; } = new();
    public IServiceProvider Services => _app.Services;
    public MovingClock Clock { get; private init; } = new();

    public static async Task<HttpHost> StartAsync(string? folder = null, string environment = "Development", Action<IDictionary<string, string?>>? settings = null, bool keepFolder = false,
        string? webRoot = null, SignInPolicy? policy = null)
    {
        folder ??= Directory.CreateTempSubdirectory("triage-http-").FullName;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = folder, EnvironmentName = environment, ApplicationName = "Triage.Tests", WebRootPath = webRoot });
        var values = new Dictionary<string, string?>();
        settings?.Invoke(values);
        _ = builder.Configuration.AddInMemoryCollection(values);
        _ = builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var clock = new MovingClock();
        var log = new StringBuilder();
        _ = builder.Logging.SetMinimumLevel(LogLevel.Information).AddProvider(new TextLog(log));
        _ = builder.Services.AddSingleton<TimeProvider>(clock).AddRoutingCore();
        _ = builder.AddTriageData().AddTriageHttp();
        _ = builder.Services.AddSingleton(new UserDirectory(
        [
            new UserAccount("clerk", "p1", "张书记员", [Role.Clerk], "dongzhuang"),
            new UserAccount("leader", "p2", "李院领导", [Role.Leader], null),
        ], Password)).AddSingleton(policy ?? Shipped.DemoSignIn);
        var app = builder.Build();
        _ = app.UseTriageHttp();
        var api = app.MapGroup("/api/v1");
        api.MapSession();
        _ = api.MapPost("/things", CreateThing).RequireRoles(Role.Clerk).CreatesWithKey();
        _ = api.MapPost("/things/{id}", ChangeThing).RequireRoles(Role.Clerk).ChangesCase();
        _ = api.MapPost("/echo", (ThingRequest body) => TypedResults.Ok(body)).OpenToAll();
        _ = api.MapGet("/page", (int? limit) => TypedResults.Ok(limit)).OpenToAll();
        _ = api.MapGet("/leaders", () => TypedResults.NoContent()).RequireRoles(Role.Leader);
        _ = api.MapGet("/undeclared", () => TypedResults.NoContent());
        _ = api.MapGet("/bug", IResult () => throw new InvalidOperationException("身份证 110105194912310021")).OpenToAll();
        await app.StartAsync();
        return new HttpHost(app, folder, keepFolder) { Clock = clock, Log = log };
    }

    public async Task<HttpResponseMessage> SignInAsync(string userName = "clerk", string password = Password) =>
        await Client.PostAsJsonAsync("/api/v1/session", new { userName, password });

    public async Task<string> TokenAsync(string userName = "clerk")
    {
        using var answer = await SignInAsync(userName);
        Assert.True((int)answer.StatusCode == 200, Log.ToString());
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["accessToken"]!.GetValue<string>();
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token = null, string? body = null, string type = "application/json", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers) _ = request.Headers.TryAddWithoutValidation(name, value);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            _ = request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }
        return await Client.SendAsync(request);
    }

    /// <summary>Checks the form that every refusal has, and returns it.</summary>
    public static async Task<JsonElement> ProblemAsync(HttpResponseMessage answer, int status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode} instead of {status}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("traceId").GetString()!);
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        return problem;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (!_keepFolder) Directory.Delete(_folder, recursive: true);
    }

    private static Task<Results<CreatedAnswer<ThingResponse>, Problem>> CreateThing(ThingRequest body, IdempotencyKey key, Idempotency idempotency, CancellationToken ct) =>
        idempotency.CreateAsync<ThingRequest, ThingResponse>(key, body, async unit =>
        {
            if (body.Name == "拒绝") return new Refusal(RefusalCodes.FieldInvalid, "不行。", "No.");
            var id = Guid.NewGuid().ToString("n");
            _ = await unit.ExecuteAsync("insert into settings (name, value) values (@id, @Name)", new { id, body.Name });
            return Creation<ThingResponse>.Created(new ThingResponse(id, body.Name), $"/api/v1/things/{id}", 1);
        }, ct);

    private static Results<Ok<ThingResponse>, Problem> ChangeThing(string id, ThingRequest body, IfMatch match, HttpContext http)
    {
        if (match.Refuse(3) is { } refusal) return Problems.From(refusal);
        http.Response.SetETag(4);
        return TypedResults.Ok(new ThingResponse(id, body.Name));
    }

    private sealed class TextLog(StringBuilder log) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;
        public void Dispose() { }
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (log) _ = log.AppendLine(formatter(state, exception)).Append(exception);
        }
    }
}

/// <summary>A clock that stands on a real start and is moved by hand.</summary>
internal sealed class MovingClock : TimeProvider
{
    private TimeSpan _shift;

    public static MovingClock At(DateTimeOffset start) => new() { _shift = start - System.GetUtcNow() };

    public void Move(TimeSpan by) => _shift += by;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _shift;

    public override long GetTimestamp() => System.GetTimestamp() + (long)(_shift.TotalSeconds * TimestampFrequency);
}

internal sealed record ThingRequest(string Name, int? Count = null, IReadOnlyList<ThingPart>? Parts = null, Route? Route = null, IReadOnlyDictionary<string, bool>? Facts = null);

internal sealed record ThingPart(string Name);

internal sealed record ThingResponse(string Id, string Name);
