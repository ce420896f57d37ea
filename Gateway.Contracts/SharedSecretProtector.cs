using System.Security.Cryptography;
using System.Text;

namespace Platform.Gateway.Contracts;

/// <summary>Authenticated encryption of what is handed to a browser (sessions, antiforgery tokens, receipts) under the secret that gateways and
/// silos share: what one process protects, every other unprotects, also after a restart, without a key ring to keep in step.</summary>
/// <remarks>Each message has its own key: HKDF-SHA256 (RFC 5869) of the secret, a random salt and the purpose; then AES-256-GCM.</remarks>
/// <param name="secrets">The first encrypts; all of them decrypt, so that a secret can be rotated without ending sessions.</param>
/// <param name="purpose">What is protected for one purpose cannot be unprotected for another.</param>
public sealed class SharedSecretProtector(IReadOnlyList<byte[]> secrets, string purpose)
{
    const int SaltSize = 32;
    const int TagSize = 16;
    static readonly byte[] Nonce = new byte[12];

    /// <summary>A protector for a narrower purpose.</summary>
    // The length precedes each part: "a" in "bc" is another purpose than "ab" in "c".
    public SharedSecretProtector CreateProtector(string part) => new(secrets, $"{purpose}/{part.Length}:{part}");

    /// <summary>Encrypts and authenticates a message.</summary>
    public byte[] Protect(ReadOnlySpan<byte> plaintext)
    {
        var protectedData = new byte[SaltSize + TagSize + plaintext.Length];
        var salt = protectedData.AsSpan(0, SaltSize);
        RandomNumberGenerator.Fill(salt);
        using var cipher = CreateCipher(secrets[0], salt);
        cipher.Encrypt(Nonce, plaintext, protectedData.AsSpan(SaltSize + TagSize), protectedData.AsSpan(SaltSize, TagSize));
        return protectedData;
    }

    /// <summary>The message, or null where none of the secrets protected it for this purpose.</summary>
    public byte[]? Unprotect(ReadOnlySpan<byte> protectedData)
    {
        if (protectedData.Length < SaltSize + TagSize)
            return null;
        foreach (var secret in secrets)
            if (TryUnprotect(secret, protectedData) is { } plaintext)
                return plaintext;
        return null;
    }

    byte[]? TryUnprotect(byte[] secret, ReadOnlySpan<byte> protectedData)
    {
        using var cipher = CreateCipher(secret, protectedData[..SaltSize]);
        var plaintext = new byte[protectedData.Length - SaltSize - TagSize];
        try
        {
            cipher.Decrypt(Nonce, protectedData[(SaltSize + TagSize)..], protectedData.Slice(SaltSize, TagSize), plaintext);
            return plaintext;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    AesGcm CreateCipher(byte[] secret, ReadOnlySpan<byte> salt)
    {
        Span<byte> key = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, key, salt, Encoding.UTF8.GetBytes(purpose));
        return new(key, TagSize);
    }
}
