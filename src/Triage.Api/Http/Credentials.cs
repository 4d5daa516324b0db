using Dapper;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Triage.Api.Data;
using Triage.Api.Domain;

namespace Triage.Api.Http;

/// <summary>Passwords of the accounts: hashed slowly, locked after repeated failures, all of it on record.</summary>
internal sealed class Credentials(
    Database database, UserDirectory directory, Sessions sessions, AuditChain audit, TimeProvider time, IOptions<SessionOptions> options, IConfiguration configuration, IHostEnvironment environment) : IDisposable
{
    private const string DemoSetting = "demo_accounts";
    private const int ShortestInitialPassword = 12;

    /// <summary>210,000 rounds of PBKDF2-HMAC-SHA512 (OWASP); an older hash is renewed at the next sign-in.</summary>
    private readonly PasswordHasher<UserAccount> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }));
    /// <summary>A tenth of a second of processor each: a crowd at the door must not take the cores from those inside.</summary>
    private readonly SemaphoreSlim _doors = new(Math.Max(1, Environment.ProcessorCount / 2));
    private readonly SessionOptions _options = options.Value;

    /// <summary>Gives every account that has none its first password. Runs at start.</summary>
    /// <exception cref="InvalidOperationException">Published demonstration passwords in production, or none at all.</exception>
    public async Task PrepareAsync(CancellationToken ct)
    {
        var (known, demo) = await database.ReadAsync(async (c, token) => (
            (await c.QueryAsync<string>(new CommandDefinition("select user_name from accounts", cancellationToken: token))).ToHashSet(StringComparer.Ordinal),
            await c.ExecuteScalarAsync<string>(new CommandDefinition("select value from settings where name = @DemoSetting", new { DemoSetting }, cancellationToken: token)) is not null), ct);
        var initial = configuration["Accounts:InitialPassword"];
        if (environment.IsProduction() && (demo || initial == directory.DemoPassword || (initial is null && directory.DemoPassword is not null)))
            throw new InvalidOperationException(
                "生产环境（ASPNETCORE_ENVIRONMENT=Production）不得使用公开密码的演示账号。请用 Accounts__InitialPassword 设置初始密码并使用新的数据库；仅作演示时请设 ASPNETCORE_ENVIRONMENT=Development。");
        var missing = directory.All.Where(account => !known.Contains(account.UserName)).ToList();
        if (missing.Count == 0) return;
        var password = initial ?? directory.DemoPassword ?? throw new InvalidOperationException("有账号尚无密码：请用 Accounts__InitialPassword 设置初始密码。");
        if (initial is { Length: < ShortestInitialPassword })
            throw new InvalidOperationException($"Accounts__InitialPassword 至少 {ShortestInitialPassword} 个字符。");
        // One hash for all: the password is the same, and thirteen slow hashes would hold up the start.
        var hash = _hasher.HashPassword(missing[0], password);
        _ = await database.WriteAsync(async unit =>
        {
            foreach (var account in missing)
                _ = await unit.ExecuteAsync("""
                    insert into accounts (user_name, password_hash, failures, changed_at) values (@UserName, @hash, 0, @now)
                    on conflict (user_name) do nothing
                    """, new { account.UserName, hash, now = time.GetUtcNow() });
            if (initial is null)
                _ = await unit.ExecuteAsync("insert into settings (name, value) values (@DemoSetting, 'true') on conflict (name) do nothing", new { DemoSetting });
            return 0;
        }, ct);
    }

    /// <returns>A session, or why not and, for a locked account, when to come again.</returns>
    public async Task<(NewSession? Session, UserAccount? Account, Problem? Problem)> SignInAsync(string userName, string password, CancellationToken ct)
    {
        const string Sql = "select password_hash, locked_until from accounts where user_name = @userName";
        var account = directory.Find(userName);
        var row = account is null ? null : await database.ReadAsync((c, token) => c.QueryFirstOrDefaultAsync<AccountRow>(new CommandDefinition(Sql, new { userName }, cancellationToken: token)), ct);
        if (row?.LockedUntil is { } until && until > time.GetUtcNow()) return (null, null, Locked(until));
        var result = await VerifyAsync(account, row, password, ct);
        if (account is null || row is null || result == PasswordVerificationResult.Failed)
            return (null, null, row is null ? Wrong() : await FailAsync(account!, ct));
        var renewed = result == PasswordVerificationResult.SuccessRehashNeeded ? _hasher.HashPassword(account, password) : row.PasswordHash;
        var session = await database.WriteAsync(async unit =>
        {
            _ = await unit.ExecuteAsync("update accounts set failures = 0, locked_until = null, password_hash = @renewed where user_name = @userName", new { userName, renewed });
            await audit.AppendAsync(unit, new HistoryEntry(time.GetUtcNow(), userName, null, "signed_in"));
            return await sessions.BeginAsync(unit, userName);
        }, ct);
        return (session, account, null);
    }

    public Task<int> SignOutAsync(string userName, string token, CancellationToken ct) => database.WriteAsync(async unit =>
    {
        await sessions.EndAsync(unit, token);
        await audit.AppendAsync(unit, new HistoryEntry(time.GetUtcNow(), userName, null, "signed_out"));
        return 0;
    }, ct);

    /// <summary>Takes as long for a name that does not exist, so that names cannot be tried out.</summary>
    private async Task<PasswordVerificationResult> VerifyAsync(UserAccount? account, AccountRow? row, string password, CancellationToken ct)
    {
        await _doors.WaitAsync(ct);
        try
        {
            if (account is not null && row is not null) return _hasher.VerifyHashedPassword(account, row.PasswordHash, password);
            _ = _hasher.HashPassword(new UserAccount("", "", "", [], null), password);
            return PasswordVerificationResult.Failed;
        }
        finally
        {
            _ = _doors.Release();
        }
    }

    private async Task<Problem> FailAsync(UserAccount account, CancellationToken ct)
    {
        var until = time.GetUtcNow() + TimeSpan.FromMinutes(_options.LockMinutes);
        var locked = await database.WriteAsync(async unit =>
        {
            var failures = await unit.FirstOrDefaultAsync<int>("update accounts set failures = failures + 1 where user_name = @UserName returning failures", new { account.UserName });
            var locks = failures >= _options.FailuresBeforeLock;
            if (locks)
                _ = await unit.ExecuteAsync("update accounts set failures = 0, locked_until = @until where user_name = @UserName", new { account.UserName, until });
            await audit.AppendAsync(unit, new HistoryEntry(time.GetUtcNow(), account.UserName, null, locks ? "account_locked" : "sign_in_failed"));
            return locks;
        }, ct);
        return locked ? Locked(until) : Wrong();
    }

    private static Problem Wrong() => Problems.From(ProblemCodes.InvalidCredentials, "用户名或密码不正确。", "The user name or the password is wrong.");

    private Problem Locked(DateTimeOffset until)
    {
        var wait = until - time.GetUtcNow();
        return new Problem(new Refusal(ProblemCodes.AccountLocked, $"请于 {Math.Ceiling(wait.TotalMinutes)} 分钟后再试。", $"Try again in {Math.Ceiling(wait.TotalMinutes)} minutes.")) { RetryAfter = wait };
    }

    public void Dispose() => _doors.Dispose();

    private sealed record AccountRow
    {
        public string PasswordHash { get; init; } = "";
        public DateTimeOffset? LockedUntil { get; init; }
    }
}
