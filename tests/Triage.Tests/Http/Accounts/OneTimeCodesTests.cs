using System.Security.Cryptography;
using System.Text;
using Triage.Api.Http.Accounts;

namespace Triage.Tests.Http.Accounts;

public sealed class OneTimeCodesTests
{
    private const string Seed = "1234567890123456789012345678901234567890123456789012345678901234";

    /// <summary>RFC 6238, appendix B.</summary>
    [Theory]
    [InlineData(59, "94287082", "46119246", "90693936")]
    [InlineData(1111111109, "07081804", "68084774", "25091201")]
    [InlineData(1111111111, "14050471", "67062674", "99943326")]
    [InlineData(1234567890, "89005924", "91819424", "93441116")]
    [InlineData(2000000000, "69279037", "90698825", "38618901")]
    [InlineData(20000000000, "65353130", "77737706", "47863826")]
    public void The_codes_are_those_of_the_rfc(long seconds, string sha1, string sha256, string sha512)
    {
        var step = OneTimeCodes.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds));
        Assert.Equal(sha1, OneTimeCodes.Of(Encoding.ASCII.GetBytes(Seed[..20]), step, 8));
        Assert.Equal(sha256, OneTimeCodes.Of(Encoding.ASCII.GetBytes(Seed[..32]), step, 8, HashAlgorithmName.SHA256));
        Assert.Equal(sha512, OneTimeCodes.Of(Encoding.ASCII.GetBytes(Seed), step, 8, HashAlgorithmName.SHA512));
        // Six digits are the last six of the eight.
        Assert.Equal(sha1[2..], OneTimeCodes.Of(Encoding.ASCII.GetBytes(Seed[..20]), step));
    }

    /// <summary>RFC 4648, section 10, without padding.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void The_secret_is_written_as_apps_read_it(string bytes, string text) => Assert.Equal(text, OneTimeCodes.Text(Encoding.ASCII.GetBytes(bytes)));

    [Fact]
    public void A_code_holds_half_a_minute_to_either_side_and_opens_once()
    {
        var secret = RandomNumberGenerator.GetBytes(OneTimeCodes.SecretBytes);
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_010);
        var step = OneTimeCodes.StepAt(now);
        foreach (var drift in new[] { -1, 0, 1 })
            Assert.Equal(step + drift, OneTimeCodes.Match(secret, OneTimeCodes.Of(secret, step + drift), now, -1));
        Assert.Null(OneTimeCodes.Match(secret, OneTimeCodes.Of(secret, step - 2), now, -1));
        Assert.Null(OneTimeCodes.Match(secret, OneTimeCodes.Of(secret, step + 2), now, -1));
        // Used, and those before it: never again.
        Assert.Null(OneTimeCodes.Match(secret, OneTimeCodes.Of(secret, step), now, step));
        Assert.Null(OneTimeCodes.Match(secret, OneTimeCodes.Of(secret, step - 1), now, step));
        Assert.Equal(step + 1, OneTimeCodes.Match(secret, OneTimeCodes.Of(secret, step + 1), now, step));
        Assert.Null(OneTimeCodes.Match(secret, "", now, -1));
    }

    [Fact]
    public void The_address_names_the_court_and_the_account() => Assert.Equal(
        "otpauth://totp/clerk?secret=MZXW6&issuer=%E6%B1%B6%E9%98%B3%E5%8E%BF%E4%BA%BA%E6%B0%91%E6%B3%95%E9%99%A2",
        OneTimeCodes.Uri("汶阳县人民法院", "clerk", "foo"u8));
}
