using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Extensions.Options;
using Triage.Api.Data;
using Triage.Api.Http.Accounts;

namespace Triage.Api.Http;

/// <param name="Token">Shown once; only its hash is kept.</param>
internal sealed record NewSession(string Token, DateTimeOffset ExpiresAt);

/// <param name="Facts">What the account's row says.</param>
internal sealed record FoundSession(string UserName, AccountFacts Facts);

/// <summary>Who is signed in: opaque tokens over a table on the server, so that a session can be ended from here.</summary>
internal sealed class Sessions(Database database, TimeProvider time, IOptions<SessionOptions> options)
{
    private const int TokenBytes = 32;
    /// <summary>How long a session is believed without looking: a second process that ends it is heard within this time.</summary>
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);
    private const int MostRemembered = 10_000;

    private readonly ConcurrentDictionary<string, Remembered> _remembered = new(StringComparer.Ordinal);
    private readonly SessionOptions _options = options.Value;
    private readonly TimeProvider _door = time.Unmoved();

    private TimeSpan Idle => TimeSpan.FromMinutes(_options.IdleMinutes);

    /// <summary>Begins a session inside the sign-in's unit; the oldest ends where there are too many.</summary>
    public async Task<NewSession> BeginAsync(WriteUnit unit, string userName)
    {
        var now = _door.GetUtcNow();
        var session = new NewSession(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes)), now + TimeSpan.FromHours(_options.AbsoluteHours));
        const string Surplus = """
            delete from sessions where user_name = @userName and token_hash not in
                (select token_hash from sessions where user_name = @userName and expires_at > @now and seen_at > @idleSince order by created_at desc, token_hash limit @keep)
            returning token_hash
            """;
        foreach (var ended in await unit.QueryAsync<byte[]>(Surplus, new { userName, now, idleSince = now - Idle, keep = _options.Parallel - 1 }))
            _ = _remembered.TryRemove(Convert.ToHexString(ended), out _);
        const string Insert = """
            insert into sessions (token_hash, user_name, created_at, seen_at, expires_at) values (@hash, @userName, @now, @now, @expiresAt)
            """;
        _ = await unit.ExecuteAsync(Insert, new { hash = Hash(session.Token), userName, now, expiresAt = session.ExpiresAt });
        return session;
    }

    /// <returns>Null where the session does not exist, has run out, or its account is disabled.</returns>
    public async Task<FoundSession?> FindAsync(string token, CancellationToken ct)
    {
        var hash = Hash(token);
        var key = Convert.ToHexString(hash);
        var now = _door.GetUtcNow();
        if (!_remembered.TryGetValue(key, out var known) || _door.GetElapsedTime(known.LookedAt) > Believed)
        {
            const string Sql = """
                select s.user_name, s.seen_at, s.expires_at, a.password_kind, a.changed_at, a.person, a.roles, a.tribunal, case when a.second_factor is null then 0 else 1 end as factors
                from sessions s join accounts a on a.user_name = s.user_name where s.token_hash = @hash and a.disabled_at is null
                """;
            var row = await database.ReadAsync((c, token) => c.QueryFirstOrDefaultAsync<SessionRow>(new CommandDefinition(Sql, new { hash }, cancellationToken: token)), ct);
            if (row is null)
            {
                _ = _remembered.TryRemove(key, out _);
                return null;
            }
            known = new Remembered(new FoundSession(row.UserName, row.Facts), row.SeenAt, row.ExpiresAt, _door.GetTimestamp());
            if (_remembered.Count >= MostRemembered) _remembered.Clear();
            _remembered[key] = known;
        }
        if (now >= known.ExpiresAt || now - known.SeenAt >= Idle) return null;
        if (now - known.SeenAt >= SeenEvery) await MarkSeenAsync(key, hash, known, now, ct);
        return known.Session;
    }

    public async Task EndAsync(WriteUnit unit, string token)
    {
        var hash = Hash(token);
        _ = await unit.ExecuteAsync("delete from sessions where token_hash = @hash", new { hash });
        _ = _remembered.TryRemove(Convert.ToHexString(hash), out _);
    }

    /// <summary>Every session of one account, inside the unit that is the reason; <see cref="Forget"/> follows once it is kept.</summary>
    public static Task<int> EndAllAsync(WriteUnit unit, string userName) => unit.ExecuteAsync("delete from sessions where user_name = @userName", new { userName });

    /// <summary>What this process remembers of an account's sessions: the next request looks again.</summary>
    public void Forget(string userName)
    {
        foreach (var (key, known) in _remembered)
            if (known.Session.UserName == userName) _ = _remembered.TryRemove(key, out _);
    }

    private async Task MarkSeenAsync(string key, byte[] hash, Remembered known, DateTimeOffset now, CancellationToken ct)
    {
        _remembered[key] = known with { SeenAt = now };
        try
        {
            _ = await database.WriteAsync(unit => unit.ExecuteAsync("update sessions set seen_at = @now where token_hash = @hash", new { now, hash }), ct);
        }
        catch (StorageException)
        {
            // Reading goes on with a full disk; the session is then only as long as this process remembers it.
        }
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private sealed record Remembered(FoundSession Session, DateTimeOffset SeenAt, DateTimeOffset ExpiresAt, long LookedAt);

    private sealed record SessionRow
    {
        public string UserName { get; init; } = "";
        public DateTimeOffset SeenAt { get; init; }
        public DateTimeOffset ExpiresAt { get; init; }
        public string PasswordKind { get; init; } = "";
        public DateTimeOffset ChangedAt { get; init; }
        public string? Person { get; init; }
        public string? Roles { get; init; }
        public string? Tribunal { get; init; }
        public int Factors { get; init; }

        public AccountFacts Facts => AccountFacts.Of(PasswordKind, ChangedAt, Factors > 0, Person, Roles, Tribunal);
    }
}
