using System.Text.Json;
using System.Text.Json.Serialization;
using Triage.Api.Data;
using Triage.Api.Domain;

namespace Triage.Api.Http.Accounts;

/// <summary>sign-in.json: what a password must be, who needs a second factor. The court's own stands in its directory; else the one that ships in Rules holds.</summary>
internal sealed record SignInPolicy
{
    public const string Name = "sign-in.json";

    public required string Source { get; init; }
    /// <summary>A published court with published passwords. Production takes the shipped policy instead.</summary>
    public bool Demonstration { get; init; }
    /// <summary>The password of the first start opens nothing but the change of it.</summary>
    public required bool InitialPasswordMustChange { get; init; }
    /// <summary>How long a password that an administrator gave opens the door.</summary>
    public required int OneTimePasswordHours { get; init; }
    /// <summary>One of <see cref="PasswordProfiles"/>.</summary>
    public required string PasswordProfile { get; init; }
    public required IReadOnlyDictionary<string, PasswordPolicy> PasswordProfiles { get; init; }
    /// <summary>Refused in any spelling of capitals, and with little added to them.</summary>
    public required IReadOnlyList<string> CommonPasswords { get; init; }
    public required SecondFactorPolicy SecondFactor { get; init; }

    [JsonIgnore]
    public PasswordPolicy Password => PasswordProfiles[PasswordProfile];

    /// <summary>What must be done before anything else may be.</summary>
    public IReadOnlyList<SessionDuty> DutiesOf(AccountFacts facts, IEnumerable<Role> roles, DateTimeOffset now) =>
    [
        .. MustChange(facts, now) ? [SessionDuty.ChangePassword] : Array.Empty<SessionDuty>(),
        .. !facts.HasSecondFactor && roles.Any(SecondFactor.Roles.Contains) ? [SessionDuty.EnrolSecondFactor] : Array.Empty<SessionDuty>(),
    ];

    private bool MustChange(AccountFacts facts, DateTimeOffset now) => facts.PasswordKind switch
    {
        PasswordKind.Initial => InitialPasswordMustChange,
        PasswordKind.OneTime => true,
        PasswordKind.Own => Password.MaxAgeDays > 0 && now - facts.ChangedAt > TimeSpan.FromDays(Password.MaxAgeDays),
    };

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    /// <returns>Null, and an error, where the file is not as it must be.</returns>
    public static SignInPolicy? Read(string path, List<string> errors)
    {
        try
        {
            var policy = JsonSerializer.Deserialize<SignInPolicy>(File.ReadAllBytes(path), Options)!;
            if (!policy.PasswordProfiles.TryGetValue(policy.PasswordProfile, out var password))
                errors.Add($"{Name}：passwordProfiles 中没有“{policy.PasswordProfile}”。");
            else if (password is not { Shortest: >= 8 and <= 64, Kinds: >= 1 and <= 4, MaxAgeDays: >= 0 } || policy is not { OneTimePasswordHours: > 0, SecondFactor.RecoveryCodes: >= 1 and <= 20 })
                errors.Add($"{Name}：shortest 应为 8 至 64，kinds 应为 1 至 4，maxAgeDays 不小于 0，oneTimePasswordHours 大于 0，recoveryCodes 应为 1 至 20。");
            else
                return policy;
        }
        catch (Exception wrong) when (wrong is JsonException or IOException)
        {
            errors.Add($"{Name}：{wrong.Message}");
        }
        return null;
    }
}

/// <param name="Shortest">Least characters.</param>
/// <param name="Kinds">How many of capitals, small letters, digits and other characters must occur.</param>
/// <param name="MaxAgeDays">A new one after so long; 0: never.</param>
internal sealed record PasswordPolicy(int Shortest, int Kinds, int MaxAgeDays);

/// <param name="Roles">Who needs one; everybody else may have one.</param>
internal sealed record SecondFactorPolicy(IReadOnlyList<Role> Roles, int RecoveryCodes);

/// <summary>What a session must do before it may do anything else.</summary>
internal enum SessionDuty { ChangePassword, EnrolSecondFactor }

internal enum PasswordKind { Initial, OneTime, Own }

/// <summary>What the database knows of an account, as far as its sessions depend on it.</summary>
/// <param name="Added">Null for an account of the court's set-up.</param>
internal sealed record AccountFacts(PasswordKind PasswordKind, DateTimeOffset ChangedAt, bool HasSecondFactor, AddedAccount? Added)
{
    /// <param name="roles">Words of the contract, separated by blanks.</param>
    public static AccountFacts Of(string passwordKind, DateTimeOffset changedAt, bool hasSecondFactor, string? person, string? roles, string? tribunal) =>
        new(EnumText.Parse<PasswordKind>(passwordKind), changedAt, hasSecondFactor,
            person is null ? null : new AddedAccount(person, [.. (roles ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(EnumText.Parse<Role>)], tribunal));
}

/// <summary>An account that an administrator added.</summary>
internal sealed record AddedAccount(string Person, IReadOnlyList<Role> Roles, string? Tribunal);
