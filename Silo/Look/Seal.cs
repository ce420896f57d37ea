using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Platform.Look;

/// <summary>Seals what pages entrust to a browser (the protection of forms, receipts) with the secret that all silos share already:
/// a form that one silo showed is accepted by another, and after a restart, with no ring of keys to keep in step.</summary>
/// <remarks>Settings: <c>Edge:Secret</c>, and during a rotation <c>Edge:PreviousSecret</c>. Each message has a key of its own:
/// HKDF-SHA256 (RFC 5869) of the secret, a random salt and the purpose; then AES-256-GCM.</remarks>
sealed class Seal : IDataProtector
{
    const int SaltSize = 32;
    const int TagSize = 16;
    static readonly byte[] Nonce = new byte[12];

    readonly IReadOnlyList<byte[]> _secrets;
    readonly string _purpose;

    Seal(IReadOnlyList<byte[]> secrets, string purpose) => (_secrets, _purpose) = (secrets, purpose);

    public Seal(IConfiguration configuration)
        : this([.. new[] { "Edge:Secret", "Edge:PreviousSecret" }.Select(name => configuration[name])
            .OfType<string>().Where(text => text.Length > 0).Select(Convert.FromBase64String)], "pages")
    {
    }

    // The length before each part: "a" in "bc" is another purpose than "ab" in "c".
    public IDataProtector CreateProtector(string purpose) => new Seal(_secrets, $"{_purpose}/{purpose.Length}:{purpose}");

    public byte[] Protect(byte[] plaintext)
    {
        var sealedText = new byte[SaltSize + TagSize + plaintext.Length];
        var salt = sealedText.AsSpan(0, SaltSize);
        RandomNumberGenerator.Fill(salt);
        using var cipher = Cipher(_secrets[0], salt);
        cipher.Encrypt(Nonce, plaintext, sealedText.AsSpan(SaltSize + TagSize), sealedText.AsSpan(SaltSize, TagSize));
        return sealedText;
    }

    public byte[] Unprotect(byte[] protectedData)
    {
        if (protectedData.Length < SaltSize + TagSize)
            throw new CryptographicException("Too short to be sealed by us.");
        foreach (var secret in _secrets)
            if (Open(secret, protectedData) is { } plaintext)
                return plaintext;
        throw new CryptographicException("Not sealed by us, or for another purpose.");
    }

    byte[]? Open(byte[] secret, byte[] protectedData)
    {
        using var cipher = Cipher(secret, protectedData.AsSpan(0, SaltSize));
        var plaintext = new byte[protectedData.Length - SaltSize - TagSize];
        try
        {
            cipher.Decrypt(Nonce, protectedData.AsSpan(SaltSize + TagSize), protectedData.AsSpan(SaltSize, TagSize), plaintext);
            return plaintext;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    AesGcm Cipher(byte[] secret, ReadOnlySpan<byte> salt)
    {
        Span<byte> key = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, key, salt, Encoding.UTF8.GetBytes(_purpose));
        return new(key, TagSize);
    }
}
