using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Triage.Api.Http.Accounts;

/// <summary>Time-based one-time passwords (RFC 6238) over the framework's HMAC, as every authenticator app makes them: SHA-1, six digits, thirty seconds.</summary>
internal static class OneTimeCodes
{
    public const int Digits = 6, StepSeconds = 30;
    /// <summary>RFC 4226, 4: at least 128 bits, 160 recommended.</summary>
    public const int SecretBytes = 20;
    /// <summary>A clock that is half a minute off, or a slow typist (RFC 6238, 5.2: at most one step).</summary>
    private const int Drift = 1;

    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static long StepAt(DateTimeOffset instant) => instant.ToUnixTimeSeconds() / StepSeconds;

    public static string Of(ReadOnlySpan<byte> secret, long step, int digits = Digits, HashAlgorithmName algorithm = default)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> mac = stackalloc byte[SHA512.HashSizeInBytes];
        mac = mac[..CryptographicOperations.HmacData(algorithm.Name is null ? HashAlgorithmName.SHA1 : algorithm, secret, counter, mac)];
        var number = BinaryPrimitives.ReadUInt32BigEndian(mac[(mac[^1] & 0xF)..]) & 0x7FFF_FFFF;
        return (number % (uint)Math.Pow(10, digits)).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    /// <returns>The step whose code was typed; null for a wrong one, and for one of a step that was used already.</returns>
    public static long? Match(ReadOnlySpan<byte> secret, string typed, DateTimeOffset now, long lastStep)
    {
        long? matched = null;
        var asked = Encoding.UTF8.GetBytes(typed);
        for (var step = StepAt(now) - Drift; step <= StepAt(now) + Drift; step++)
            // No early end: how long it takes says nothing about which code would have been right.
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Of(secret, step)), asked) && step > lastStep)
                matched ??= step;
        return matched;
    }

    /// <summary>For typing into an app by hand (RFC 4648), without padding.</summary>
    public static string Text(ReadOnlySpan<byte> secret)
    {
        var text = new StringBuilder((secret.Length * 8 + 4) / 5);
        var (bits, held) = (0, 0);
        foreach (var one in secret)
        {
            bits = (bits << 8) | one;
            for (held += 8; held >= 5; held -= 5) _ = text.Append(Base32[(bits >> (held - 5)) & 31]);
            bits &= (1 << held) - 1;
        }
        return (held > 0 ? text.Append(Base32[(bits << (5 - held)) & 31]) : text).ToString();
    }

    /// <summary>What an authenticator app reads out of the picture.</summary>
    public static string Uri(string issuer, string userName, ReadOnlySpan<byte> secret) =>
        // Short, for an old camera: SHA-1, six digits and thirty seconds are what an app takes where nothing is said.
        $"otpauth://totp/{System.Uri.EscapeDataString(userName)}?secret={Text(secret)}&issuer={System.Uri.EscapeDataString(issuer)}";
}
