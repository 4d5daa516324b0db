using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Triage.Api.Data;

namespace Triage.Tests.Data;

public sealed class SealerTests
{
    [Fact]
    public void What_was_sealed_opens_only_unchanged_and_in_its_own_place()
    {
        using var sealer = new Sealer(RandomNumberGenerator.GetBytes(32));
        var plain = RandomNumberGenerator.GetBytes(2048);
        var box = sealer.Seal("case:1", plain);
        Assert.Equal(plain, sealer.Unseal("case:1", box));
        Assert.NotEqual(box, sealer.Seal("case:1", plain));
        Assert.ThrowsAny<CryptographicException>(() => sealer.Unseal("case:2", box));
        for (var i = 0; i < box.Length; i += 97)
        {
            var bent = box.ToArray();
            bent[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => sealer.Unseal("case:1", bent));
        }
        Assert.ThrowsAny<CryptographicException>(() => sealer.Unseal("case:1", box.AsSpan(0, 20)));
    }

    [Fact]
    public async Task The_key_survives_a_restart_and_a_lost_key_ring_is_said_plainly()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var test = TestDatabase.Create("sqlite");
        var ring = new DirectoryInfo(Path.Combine(test.Folder, "keys"));
        byte[] box;
        using (var first = await Sealer.LoadAsync(test.Database, DataProtectionProvider.Create(ring), TimeProvider.System, ct)) box = first.Seal("x", "甲"u8);
        await test.Reopen();
        using (var second = await Sealer.LoadAsync(test.Database, DataProtectionProvider.Create(ring), TimeProvider.System, ct)) Assert.Equal("甲"u8, second.Unseal("x", box));
        var other = DataProtectionProvider.Create(new DirectoryInfo(Path.Combine(test.Folder, "other-keys")));
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Sealer.LoadAsync(test.Database, other, TimeProvider.System, ct));
        Assert.Contains("密钥", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sealing_two_kilobytes_costs_microseconds()
    {
        using var sealer = new Sealer(RandomNumberGenerator.GetBytes(32));
        var plain = RandomNumberGenerator.GetBytes(2048);
        for (var i = 0; i < 2000; i++) _ = sealer.Seal("case:1", plain);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 10_000; i++) _ = sealer.Seal("case:1", plain);
        var each = watch.Elapsed.TotalMicroseconds / 10_000;
        TestContext.Current.TestOutputHelper!.WriteLine($"{each:f1} µs");
        Assert.True(each < 200, $"{each:f1} µs"); // ten times what a quiet machine needs
    }
}
