using Dapper;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http.Accounts;

namespace Triage.Api.Http;

/// <summary>Passwords of the accounts: hashed slowly, locked after repeated failures, all of it on record.</summary>
internal sealed class Credentials(
    Database database, UserDirectory directory, Sessions sessions, AuditChain audit, SecondFactors factors, SignInPolicy policy, TimeProvider time,
    IOptions<SessionOptions> options, IConfiguration configuration, IHostEnvironment environment) : IDisposable
{
    private const string DemoSetting = "demo_accounts";
    private const int ShortestInitialPassword = 12;
    private const int OneTimeLength = 16, OneTimeGroup = 4;

    /// <summary>Still the password that was shown, and neither locked nor disabled since.</summary>
    private const string Unchanged = "password_hash = @PasswordHash and disabled_at is null and (locked_until is null or locked_until <= @now)";

    /// <summary>210,000 rounds of PBKDF2-HMAC-SHA512 (OWASP); an older hash is renewed at the next sign-in.</summary>
    private readonly PasswordHasher<string> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }));
    /// <summary>A tenth of a second of processor each: a crowd at the door must not take the cores from those inside.</summary>
    private readonly SemaphoreSlim _doors = new(Math.Max(1, Environment.ProcessorCount / 2));
    private readonly SessionOptions _options = options.Value;
    /// <summary>What is entered in the audit chain goes by the court's day, everything else by this.</summary>
    private readonly TimeProvider _door = time.Unmoved();
    private readonly UnknownNames _unknown = new(time.Unmoved(), options.Value.FailuresBeforeLock, TimeSpan.FromMinutes(options.Value.LockMinutes));

    /// <summary>Gives every account of the set-up that has none its first password. Runs at start.</summary>
    /// <exception cref="InvalidOperationException">Published demonstration passwords in production, or none at all, or a name of the set-up that somebody else was given.</exception>
    public async Task PrepareAsync(CancellationToken ct)
    {
        var (known, demo) = await database.ReadAsync(async (c, token) => (
            (await c.QueryAsync<(string UserName, string? Person)>(new CommandDefinition("select user_name, person from accounts", cancellationToken: token))).ToDictionary(row => row.UserName, row => row.Person, StringComparer.Ordinal),
            await c.ExecuteScalarAsync<string>(new CommandDefinition("select value from settings where name = @DemoSetting", new { DemoSetting }, cancellationToken: token)) is not null), ct);
        var initial = configuration["Accounts:InitialPassword"];
        if (environment.IsProduction() && (demo || initial == directory.DemoPassword || (initial is null && directory.DemoPassword is not null)))
            throw new InvalidOperationException(
                "生产环境（ASPNETCORE_ENVIRONMENT=Production）不得使用公开密码的演示账号。请用 Accounts__InitialPassword 设置初始密码并使用新的数据库；仅作演示时请设 ASPNETCORE_ENVIRONMENT=Development。");
        // The row of an added account has another person's password and second factor; whoever holds them would be the new owner of the name.
        if (directory.All.Where(account => known.GetValueOrDefault(account.UserName) is { } person && person != account.PersonId).Select(account => account.UserName).ToList() is { Count: > 0 } taken)
            throw new InvalidOperationException($"法院设置（accounts.csv）中的用户名已由管理员开给他人：{string.Join("、", taken)}。请在 accounts.csv 中改用别的用户名。");
        var missing = directory.All.Where(account => !known.ContainsKey(account.UserName)).ToList();
        if (missing.Count == 0) return;
        var password = initial ?? directory.DemoPassword ?? throw new InvalidOperationException("有账号尚无密码：请用 Accounts__InitialPassword 设置初始密码。");
        if (initial is { Length: < ShortestInitialPassword })
            throw new InvalidOperationException($"Accounts__InitialPassword 至少 {ShortestInitialPassword} 个字符。");
        // One hash for all: the password is the same, and thirteen slow hashes would hold up the start.
        var hash = _hasher.HashPassword("", password);
        _ = await database.WriteAsync(async unit =>
        {
            foreach (var account in missing)
                _ = await unit.ExecuteAsync("""
                    insert into accounts (user_name, password_hash, failures, changed_at) values (@UserName, @hash, 0, @now)
                    on conflict (user_name) do nothing
                    """, new { account.UserName, hash, now = _door.GetUtcNow() });
            if (initial is null)
                _ = await unit.ExecuteAsync("insert into settings (name, value) values (@DemoSetting, 'true') on conflict (name) do nothing", new { DemoSetting });
            return 0;
        }, ct);
    }

    /// <param name="code">Of the authenticator, or a recovery code; looked at for accounts that have a second factor.</param>
    /// <returns>A session, or why not and, for a locked account, when to come again.</returns>
    public async Task<(NewSession? Session, CurrentUser? User, Problem? Problem)> SignInAsync(string userName, string password, string? code, CancellationToken ct)
    {
        var (account, row, problem) = await EnterAsync(userName, password, ct);
        if (problem is not null) return (null, null, problem);
        if (row!.DisabledAt is not null)
            return (null, null, Problems.From(ProblemCodes.AccountDisabled, "请联系系统管理员；新开的全院账号由安全管理员放行。", "Ask the system administrator; a new account for the whole court is released by the security administrator."));
        if (row.PasswordExpiresAt is { } expired && expired <= _door.GetUtcNow())
            return (null, null, Problems.From(ProblemCodes.OneTimePasswordExpired, "请联系系统管理员重新发放。", "Ask the system administrator for another one."));
        if (row.SecondFactor is not null && string.IsNullOrWhiteSpace(code))
            return (null, null, Problems.From(ProblemCodes.SecondFactorRequired, "请输入身份验证器上的六位数字，或者一个恢复码。", "Type the six digits of your authenticator, or a recovery code."));
        var (session, stale) = await database.WriteAsync<(NewSession?, bool)>(async unit =>
        {
            if (row.SecondFactor is not null && !await UseFactorAsync(unit, userName, code!)) return (null, false);
            // Looked at once more where nobody can come between: of many guesses at once none opens what the others have locked, and a password that was just replaced opens nothing.
            const string Sql = $"update accounts set failures = 0, locked_until = null, signed_in_at = @now where user_name = @userName and {Unchanged}";
            if (await unit.ExecuteAsync(Sql, new { userName, now = _door.GetUtcNow(), row.PasswordHash }) == 0)
            {
                unit.Discard();
                return (null, true);
            }
            await audit.AppendAsync(unit, new HistoryEntry(time.GetUtcNow(), userName, null, HistoryEvents.SignedIn));
            return (await sessions.BeginAsync(unit, userName), false);
        }, ct);
        if (stale) return (null, null, await FailAsync(userName, HistoryEvents.SignInFailed, ct) ?? Wrong());
        if (session is null)
            return (null, null, await FailAsync(userName, HistoryEvents.SecondFactorFailed, ct) ?? Problems.From(ProblemCodes.SecondFactorInvalid, "请用身份验证器上新的一组数字；每组数字只能用一次。", "Use the next digits of your authenticator; each opens once."));
        return (session, CurrentUser.From(account!) with { Duties = policy.DutiesOf(row.Facts, account!.Roles, _door.GetUtcNow()) }, null);
    }

    public async Task SignOutAsync(string userName, string token, CancellationToken ct)
    {
        _ = await database.WriteAsync(async unit =>
        {
            await sessions.EndAsync(unit, token);
            await audit.AppendAsync(unit, new HistoryEntry(time.GetUtcNow(), userName, null, HistoryEvents.SignedOut));
            return 0;
        }, ct);
        sessions.Forget(userName);
    }

    /// <summary>The owner's own change. Every session of the account ends; the one that is returned goes on.</summary>
    public async Task<(NewSession? Session, CurrentUser? User, Problem? Problem)> ChangePasswordAsync(CurrentUser user, string current, string next, CancellationToken ct)
    {
        var (account, row, problem) = await EnterAsync(user.UserName, current, ct);
        if (problem is not null) return (null, null, Wrongly(problem, "currentPassword"));
        IReadOnlyList<string> reasons = [.. PasswordRules.Problems(policy, account!, next, [directory.DemoPassword, configuration["Accounts:InitialPassword"]]), .. next == current ? ["须与原密码不同。"] : Array.Empty<string>()];
        if (reasons.Count > 0)
            return (null, null, Problems.From(new Refusal(RefusalCodes.FieldInvalid, "新密码不符合要求。", "The new password breaks a rule.") { Errors = new Dictionary<string, string[]> { ["newPassword"] = [.. reasons] } }));
        var hash = await HashAsync(next, ct);
        var now = _door.GetUtcNow();
        var session = await database.WriteAsync(async unit =>
        {
            const string Sql = $"""
                update accounts set password_hash = @hash, password_kind = 'own', password_expires_at = null, changed_at = @now, failures = 0, locked_until = null
                where user_name = @UserName and {Unchanged}
                """;
            if (await unit.ExecuteAsync(Sql, new { hash, now, user.UserName, row!.PasswordHash }) == 0) return null;
            _ = await Sessions.EndAllAsync(unit, user.UserName);
            await audit.AppendAsync(unit, new HistoryEntry(time.GetUtcNow(), user.UserName, null, HistoryEvents.PasswordChanged));
            return await sessions.BeginAsync(unit, user.UserName);
        }, ct);
        sessions.Forget(user.UserName);
        if (session is null) return (null, null, Problems.From(ProblemCodes.AccountConflict, "账号刚被他人更改，请重新登录。", "The account has just been changed; sign in again."));
        var facts = row!.Facts with { PasswordKind = PasswordKind.Own, ChangedAt = now };
        return (session, user with { Duties = policy.DutiesOf(facts, user.Roles, now) }, null);
    }

    /// <summary>The owner shows the password again before something that a stolen session must not do. Failures count.</summary>
    public async Task<Problem?> AskPasswordAgainAsync(CurrentUser user, string password, CancellationToken ct) =>
        (await EnterAsync(user.UserName, password, ct)).Problem is { } problem ? Wrongly(problem, "password") : null;

    /// <summary>Counts a wrong code like a wrong password.</summary>
    /// <returns>The lock, where this was one failure too many or others have locked the account meanwhile.</returns>
    public async Task<Problem?> FailAsync(string userName, string action, CancellationToken ct)
    {
        var (now, until) = (_door.GetUtcNow(), _door.GetUtcNow() + TimeSpan.FromMinutes(_options.LockMinutes));
        var locked = await database.WriteAsync<DateTimeOffset?>(async unit =>
        {
            if ((await unit.FirstOrDefaultAsync<AccountRow>("select locked_until from accounts where user_name = @userName", new { userName }))?.LockedUntil is { } already && already > now) return already;
            var failures = await unit.FirstOrDefaultAsync<int>("update accounts set failures = failures + 1 where user_name = @userName returning failures", new { userName });
            var locks = failures >= _options.FailuresBeforeLock;
            if (locks)
                _ = await unit.ExecuteAsync("update accounts set failures = 0, locked_until = @until where user_name = @userName", new { userName, until });
            await audit.AppendAsync(unit, new HistoryEntry(time.GetUtcNow(), userName, null, locks ? HistoryEvents.AccountLocked : action));
            return locks ? until : null;
        }, ct);
        return locked is { } end ? Locked(end) : null;
    }

    public static string NewOneTimePassword() => SecondFactors.Words(OneTimeLength, OneTimeGroup);

    public async Task<string> HashAsync(string password, CancellationToken ct)
    {
        await _doors.WaitAsync(ct);
        try
        {
            return _hasher.HashPassword("", password);
        }
        finally
        {
            _ = _doors.Release();
        }
    }

    /// <summary>A code of the account's factor, taken so that nobody can use it again. False for a wrong one and while the account is locked.</summary>
    public async Task<bool> UseFactorAsync(WriteUnit unit, string userName, string code)
    {
        const string Sql = "select second_factor, locked_until from accounts where user_name = @userName";
        // Read again inside the unit: a code that opened once must not open a second time, and a lock counts for those already on their way.
        if (await unit.FirstOrDefaultAsync<AccountRow>(Sql, new { userName }) is not { SecondFactor: { } factor } row || row.LockedUntil > _door.GetUtcNow()) return false;
        if (factors.Use(userName, factor, code) is not { } used) return false;
        _ = await unit.ExecuteAsync("update accounts set second_factor = @Sealed where user_name = @userName", new { used.Sealed, userName });
        if (used.Recovery) await audit.AppendAsync(unit, new HistoryEntry(time.GetUtcNow(), userName, null, HistoryEvents.RecoveryCodeUsed) { Reason = $"尚余 {used.CodesLeft} 个" });
        return true;
    }

    private async Task<(UserAccount? Account, AccountRow? Row, Problem? Problem)> EnterAsync(string userName, string password, CancellationToken ct)
    {
        const string Sql = """
            select password_hash, locked_until, password_kind, changed_at, password_expires_at, disabled_at, person, roles, tribunal, second_factor
            from accounts where user_name = @userName
            """;
        var row = await database.ReadAsync((c, token) => c.QueryFirstOrDefaultAsync<AccountRow>(new CommandDefinition(Sql, new { userName }, cancellationToken: token)), ct);
        var account = directory.Find(userName, row?.Facts.Added);
        if (account is null) row = null;
        if ((row is null ? _unknown.LockedUntil(userName) : row.LockedUntil) is { } until && until > _door.GetUtcNow()) return (null, null, Locked(until));
        var result = await VerifyAsync(row, password, ct);
        if (row is null) return (null, null, _unknown.Fail(userName) is { } locked ? Locked(locked) : Wrong());
        if (result == PasswordVerificationResult.Failed) return (null, null, await FailAsync(userName, HistoryEvents.SignInFailed, ct) ?? Wrong());
        if (result == PasswordVerificationResult.SuccessRehashNeeded)
        {
            var renewed = _hasher.HashPassword("", password);
            if (await database.WriteAsync(unit => unit.ExecuteAsync("update accounts set password_hash = @renewed where user_name = @userName and password_hash = @PasswordHash", new { renewed, userName, row.PasswordHash }), ct) > 0)
                row = row with { PasswordHash = renewed };
        }
        return (account, row, null);
    }

    /// <summary>Takes as long for a name that does not exist, which is locked like one that does, so that names cannot be tried out.</summary>
    private async Task<PasswordVerificationResult> VerifyAsync(AccountRow? row, string password, CancellationToken ct)
    {
        await _doors.WaitAsync(ct);
        try
        {
            if (row is not null) return _hasher.VerifyHashedPassword("", row.PasswordHash, password);
            _ = _hasher.HashPassword("", password);
            return PasswordVerificationResult.Failed;
        }
        finally
        {
            _ = _doors.Release();
        }
    }

    private static Problem Wrong() => Problems.From(ProblemCodes.InvalidCredentials, "用户名或密码不正确。", "The user name or the password is wrong.");

    /// <summary>Who is signed in and mistypes is told beside the field; 401 would say that the session has ended.</summary>
    private static Problem Wrongly(Problem problem, string field) =>
        problem.Refusal.Code == ProblemCodes.InvalidCredentials ? Problems.Field(field, "密码不正确。", "The password is wrong.") : problem;

    private Problem Locked(DateTimeOffset until)
    {
        var wait = until - _door.GetUtcNow();
        return new Problem(new Refusal(ProblemCodes.AccountLocked, $"请于 {Math.Ceiling(wait.TotalMinutes)} 分钟后再试。", $"Try again in {Math.Ceiling(wait.TotalMinutes)} minutes.")) { RetryAfter = wait };
    }

    public void Dispose() => _doors.Dispose();

    private sealed record AccountRow
    {
        public string PasswordHash { get; init; } = "";
        public DateTimeOffset? LockedUntil { get; init; }
        public string PasswordKind { get; init; } = "own";
        public DateTimeOffset ChangedAt { get; init; }
        public DateTimeOffset? PasswordExpiresAt { get; init; }
        public DateTimeOffset? DisabledAt { get; init; }
        public string? Person { get; init; }
        public string? Roles { get; init; }
        public string? Tribunal { get; init; }
        public byte[]? SecondFactor { get; init; }

        public AccountFacts Facts => AccountFacts.Of(PasswordKind, ChangedAt, SecondFactor is not null, Person, Roles, Tribunal);
    }
}
