using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using Triage.Api.Data;
using Triage.Api.Domain;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Triage.Api.Http;

/// <summary>Header Idempotency-Key, scoped to the user and the endpoint. A handler takes it as a parameter.</summary>
internal sealed record IdempotencyKey(string? Key, string UserName, string Endpoint)
{
    public const string Header = "Idempotency-Key";
    private const int MaxLength = 200;

    public static ValueTask<IdempotencyKey?> BindAsync(HttpContext context, ParameterInfo _) => ValueTask.FromResult<IdempotencyKey?>(new IdempotencyKey(
        context.Request.Headers.TryGetValue(Header, out var values) ? values.ToString() : null,
        context.Features.Get<CurrentUser>()?.UserName ?? "",
        $"{context.Request.Method} {context.Request.Path}"));

    public Refusal? Refuse() => Key is null || (Key.Length is > 0 and <= MaxLength && Key.All(c => c is > ' ' and <= '~'))
        ? null
        : new Refusal(ProblemCodes.IdempotencyKeyInvalid, $"Idempotency-Key 须为 1 至 {MaxLength} 个可见 ASCII 字符。", $"Idempotency-Key must be 1 to {MaxLength} visible ASCII characters.");
}

/// <summary>What the work of an idempotent request came to: something new, or a refusal.</summary>
internal sealed record Creation<T>(T? Value, string? Location, int Version, Refusal? Refusal)
{
    public static Creation<T> Created(T value, string location, int version) => new(value, location, version, null);

    public static implicit operator Creation<T>(Refusal refusal) => new(default, null, 0, refusal);
}

/// <summary>201 with the bytes that were stored, the first time as at every replay.</summary>
internal sealed class CreatedAnswer<T>(byte[] body, string? location, string? etag) : IResult, IEndpointMetadataProvider, IStatusCodeHttpResult
{
    public byte[] Body => body;

    int? IStatusCodeHttpResult.StatusCode => StatusCodes.Status201Created;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = StatusCodes.Status201Created;
        response.Headers.Location = location;
        response.Headers.ETag = etag;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status201Created, typeof(T), ["application/json"]));
}

/// <summary>Runs a creation once per key: the answer is stored in the transaction that created, so it survives a cut connection and a restart.</summary>
internal sealed class Idempotency(Database database, Sealer sealer, TimeProvider time, IOptions<JsonOptions> json)
{
    private static readonly PreparedSql Find = new(
        "select body_hash, location, etag, body from idempotency where user_name = @user_name and endpoint = @endpoint and key = @key");

    private static readonly PreparedSql Insert = new("""
        insert into idempotency (user_name, endpoint, key, body_hash, status, location, etag, body, created_at)
        values (@user_name, @endpoint, @key, @body_hash, 201, @location, @etag, @body, @created_at)
        """);

    private readonly JsonSerializerOptions _json = json.Value.SerializerOptions;

    /// <param name="body">What was asked for; compared by value, so blanks and the order of members do not matter.</param>
    /// <param name="work">Runs in a write unit, at most once per key. A refusal undoes it and is not remembered.</param>
    public async Task<Results<CreatedAnswer<T>, Problem>> CreateAsync<TBody, T>(
        IdempotencyKey key, TBody body, Func<WriteUnit, Task<Creation<T>>> work, CancellationToken ct)
    {
        if (key.Refuse() is { } malformed) return Problems.From(malformed);
        var hash = key.Key is null ? [] : SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(body, _json));
        var (answer, refusal) = await database.WriteAsync(async unit =>
        {
            if (key.Key is not null && await FindAsync<T>(unit, key, hash) is { } known) return known;
            var creation = await work(unit);
            if (creation.Refusal is not null)
            {
                unit.Discard();
                return (null, creation.Refusal);
            }
            var bytes = JsonSerializer.SerializeToUtf8Bytes(creation.Value, _json);
            var etag = ETags.Of(creation.Version);
            if (key.Key is not null)
                _ = await unit.ExecuteAsync(Insert, key.UserName, key.Endpoint, key.Key, hash, creation.Location, etag, sealer.Seal(Context(key), bytes), time.GetUtcNow());
            return (new CreatedAnswer<T>(bytes, creation.Location, etag), null);
        }, ct);
        return refusal is null ? answer! : Problems.From(refusal);
    }

    private async Task<(CreatedAnswer<T>?, Refusal?)?> FindAsync<T>(WriteUnit unit, IdempotencyKey key, byte[] hash)
    {
        await using var row = await unit.ReadAsync(Find, key.UserName, key.Endpoint, key.Key);
        if (!await row.ReadAsync()) return null;
        if (!row.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(hash))
            return (null, new Refusal(ProblemCodes.IdempotencyKeyReused, "请换用新的 Idempotency-Key，或发送与首次完全相同的内容。", "Use a new Idempotency-Key, or send the same body as the first time."));
        return (new CreatedAnswer<T>(sealer.Unseal(Context(key), row.GetFieldValue<byte[]>(3)), row.GetString(1), row.GetString(2)), null);
    }

    private static string Context(IdempotencyKey key) => $"idempotency:{key.UserName}:{key.Endpoint}:{key.Key}";
}
