using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Triage.Api.Data;

/// <summary>Keeps personal data out of the file in clear: AES-256-GCM under a key that the key ring outside the database protects.</summary>
/// <remarks>A sealed value is bound to what it belongs to: moved to another row it does not open.</remarks>
internal sealed class Sealer : IDisposable
{
    private const byte Format = 1;
    private const int KeySize = 32, NonceSize = 12, TagSize = 16, HeaderSize = 1 + sizeof(int);
    private const int KeyId = 1;

    private readonly byte[] _bodyKey;
    private readonly byte[] _searchKey;
    private readonly byte[] _auditKey;
    /// <summary>One cipher per thread: a cipher object keeps state while it works.</summary>
    private readonly ThreadLocal<AesGcm> _cipher;

    public Sealer(ReadOnlySpan<byte> master)
    {
        var secret = master.ToArray();
        _bodyKey = Derive(secret, "body");
        _searchKey = Derive(secret, "search");
        _auditKey = Derive(secret, "audit");
        _cipher = new ThreadLocal<AesGcm>(() => new AesGcm(_bodyKey, TagSize), trackAllValues: true);
        CryptographicOperations.ZeroMemory(secret);
    }

    /// <summary>Reads the key of this database, or makes one at the first start.</summary>
    /// <exception cref="InvalidOperationException">The key ring that protected it is missing.</exception>
    public static async Task<Sealer> LoadAsync(Database database, IDataProtectionProvider protection, TimeProvider time, CancellationToken ct)
    {
        var protector = protection.CreateProtector("Triage.SealingKeys.v1");
        var stored = await database.WriteAsync(async unit =>
        {
            if (await unit.FirstOrDefaultAsync<byte[]>("select protected from sealing_keys where id = @id", new { id = KeyId }) is { } known) return known;
            var fresh = protector.Protect(RandomNumberGenerator.GetBytes(KeySize));
            _ = await unit.ExecuteAsync("insert into sealing_keys (id, protected, created_at) values (@id, @fresh, @now)", new { id = KeyId, fresh, now = time.GetUtcNow() });
            return fresh;
        }, ct);
        try
        {
            return new Sealer(protector.Unprotect(stored));
        }
        catch (CryptographicException missing)
        {
            throw new InvalidOperationException("数据库的密钥无法解开：密钥目录（App_Data/keys）缺失或不是这个数据库的。请从备份恢复该目录。", missing);
        }
    }

    /// <param name="context">What the value belongs to, e.g. <c>case:</c> and the id.</param>
    public byte[] Seal(string context, ReadOnlySpan<byte> plain)
    {
        var sealedValue = new byte[HeaderSize + NonceSize + TagSize + plain.Length];
        sealedValue[0] = Format;
        BinaryPrimitives.WriteInt32LittleEndian(sealedValue.AsSpan(1), KeyId);
        var nonce = sealedValue.AsSpan(HeaderSize, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        _cipher.Value!.Encrypt(nonce, plain, sealedValue.AsSpan(HeaderSize + NonceSize + TagSize), sealedValue.AsSpan(HeaderSize + NonceSize, TagSize), Encoding.UTF8.GetBytes(context));
        return sealedValue;
    }

    /// <exception cref="CryptographicException">Altered, cut, or sealed for something else.</exception>
    public byte[] Unseal(string context, ReadOnlySpan<byte> sealedValue)
    {
        if (sealedValue.Length < HeaderSize + NonceSize + TagSize || sealedValue[0] != Format || BinaryPrimitives.ReadInt32LittleEndian(sealedValue[1..]) != KeyId)
            throw new CryptographicException("Not a sealed value of this database.");
        var plain = new byte[sealedValue.Length - HeaderSize - NonceSize - TagSize];
        _cipher.Value!.Decrypt(sealedValue.Slice(HeaderSize, NonceSize), sealedValue[(HeaderSize + NonceSize + TagSize)..],
            sealedValue.Slice(HeaderSize + NonceSize, TagSize), plain, Encoding.UTF8.GetBytes(context));
        return plain;
    }

    /// <summary>What a person is found by: the same for names that differ only in width, case and blanks.</summary>
    public byte[] NameKey(string name) => SearchKey("name", NormaliseName(name));

    /// <summary>What an identity number or an organisation's credit code is found by.</summary>
    public byte[] IdNumberKey(string idNumber) => SearchKey("id", NormaliseName(idNumber));

    /// <summary>What a matter is found by under its number at another body: the same in any width, with any blanks and any brackets.</summary>
    public byte[] SourceKey(string reference) => SearchKey("source", CaseNumbers.Normalise(reference));

    /// <summary>What a row of a file is known again by; the row cannot be read or guessed from it.</summary>
    public byte[] RowKey(string row) => SearchKey("row", row);

    internal byte[] AuditMac(ReadOnlySpan<byte> entry) => HMACSHA256.HashData(_auditKey, entry);

    internal static string NormaliseName(string name) => !name.AsSpan().ContainsAnyExceptInRange('\u4E00', '\u9FA5')
        ? name // has one form only
        : string.Concat(name.Normalize(NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format)).ToUpperInvariant();

    private byte[] SearchKey(string kind, string value) => HMACSHA256.HashData(_searchKey, Encoding.UTF8.GetBytes($"{kind}:{value}"));

    private static byte[] Derive(byte[] master, string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, master, KeySize, info: Encoding.UTF8.GetBytes("triage/" + purpose));

    public void Dispose()
    {
        foreach (var cipher in _cipher.Values) cipher.Dispose();
        _cipher.Dispose();
    }
}
