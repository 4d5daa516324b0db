using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Triage.Api.Data;

namespace Triage.Api.Http.Accounts;

/// <param name="LastStep">Of the last code that was accepted; it and earlier ones are refused (RFC 6238, 5.2).</param>
/// <param name="RecoveryCodes">Those that are left; each opens once.</param>
internal sealed record SecondFactor(byte[] Secret, DateTimeOffset EnrolledAt, long LastStep, IReadOnlyList<string> RecoveryCodes);

/// <summary>Second factors as they lie in the database: sealed like the bodies of cases, bound to the account.</summary>
internal sealed class SecondFactors(Sealer sealer, SignInPolicy policy, TimeProvider time)
{
    private const int RecoveryLength = 12, RecoveryGroup = 4;

    /// <summary>Without the characters that are taken for one another.</summary>
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    public (byte[] Sealed, byte[] Secret) Offer(string userName)
    {
        var secret = RandomNumberGenerator.GetBytes(OneTimeCodes.SecretBytes);
        return (sealer.Seal(OfferOf(userName), secret), secret);
    }

    /// <summary>The offer comes into force with its first code.</summary>
    /// <returns>Null for a wrong code.</returns>
    public (byte[] Sealed, IReadOnlyList<string> RecoveryCodes)? Accept(string userName, byte[] offer, string code)
    {
        var secret = sealer.Unseal(OfferOf(userName), offer);
        if (OneTimeCodes.Match(secret, Plain(code), time.Unmoved().GetUtcNow(), -1) is not { } step) return null;
        IReadOnlyList<string> codes = [.. Enumerable.Range(0, policy.SecondFactor.RecoveryCodes).Select(_ => Words(RecoveryLength, RecoveryGroup))];
        return (Seal(userName, new SecondFactor(secret, time.Unmoved().GetUtcNow(), step, codes)), codes);
    }

    /// <summary>A code of the app, or a recovery code.</summary>
    /// <returns>The factor as it is to be kept now; null for a wrong code, and for one that was used already.</returns>
    public (byte[] Sealed, bool Recovery, int CodesLeft)? Use(string userName, byte[] factor, string code)
    {
        var known = Open(userName, factor);
        var typed = Plain(code);
        if (OneTimeCodes.Match(known.Secret, typed, time.Unmoved().GetUtcNow(), known.LastStep) is { } step)
            return (Seal(userName, known with { LastStep = step }), false, known.RecoveryCodes.Count);
        var bytes = Encoding.UTF8.GetBytes(typed);
        string? used = null;
        foreach (var one in known.RecoveryCodes)
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Plain(one)), bytes)) used = one;
        if (used is null) return null;
        IReadOnlyList<string> left = [.. known.RecoveryCodes.Where(one => one != used)];
        return (Seal(userName, known with { RecoveryCodes = left }), true, left.Count);
    }

    public SecondFactor Open(string userName, byte[] factor) =>
        JsonSerializer.Deserialize(sealer.Unseal(FactorOf(userName), factor), SecondFactorJson.Default.SecondFactor)!;

    /// <summary>Random, to be read out and typed: k7fm-3xqz-…</summary>
    public static string Words(int length, int group) => string.Join('-', RandomNumberGenerator.GetString(Letters, length).Chunk(group).Select(part => new string(part)));

    private byte[] Seal(string userName, SecondFactor factor) => sealer.Seal(FactorOf(userName), JsonSerializer.SerializeToUtf8Bytes(factor, SecondFactorJson.Default.SecondFactor));

    /// <summary>As somebody types it: in groups, in capitals, full-width.</summary>
    private static string Plain(string code) => string.Concat(code.Normalize(NormalizationForm.FormKC).Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static string FactorOf(string userName) => "second-factor:" + userName;

    private static string OfferOf(string userName) => "second-factor-offer:" + userName;
}

[JsonSerializable(typeof(SecondFactor))]
internal sealed partial class SecondFactorJson : JsonSerializerContext;
