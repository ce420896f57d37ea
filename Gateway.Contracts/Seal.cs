using System.Security.Cryptography;
using System.Text;

namespace Platform.Gateway.Contracts;

/// <summary>Seals what is entrusted to a browser (sessions, the protection of forms, receipts) with the secret that gateways and silos share
/// already: what one sealed another opens, and after a restart, with no ring of keys to keep in step.</summary>
/// <remarks>Each message has a key of its own: HKDF-SHA256 (RFC 5869) of the secret, a random salt and the purpose; then AES-256-GCM.</remarks>
/// <param name="secrets">The first closes; all of them open, so that one can be changed without anybody noticing.</param>
/// <param name="purpose">What is sealed for one purpose opens for no other.</param>
public sealed class Seal(IReadOnlyList<byte[]> secrets, string purpose)
{
    const int SaltSize = 32;
    const int TagSize = 16;
    static readonly byte[] Nonce = new byte[12];

    /// <summary>A seal for a narrower purpose.</summary>
    // The length before each part: "a" in "bc" is another purpose than "ab" in "c".
    public Seal For(string part) => new(secrets, $"{purpose}/{part.Length}:{part}");

    /// <summary>Seals a message.</summary>
    public byte[] Close(ReadOnlySpan<byte> message)
    {
        var text = new byte[SaltSize + TagSize + message.Length];
        var salt = text.AsSpan(0, SaltSize);
        RandomNumberGenerator.Fill(salt);
        using var cipher = Cipher(secrets[0], salt);
        cipher.Encrypt(Nonce, message, text.AsSpan(SaltSize + TagSize), text.AsSpan(SaltSize, TagSize));
        return text;
    }

    /// <summary>The message, or null where it was not sealed by us, for this purpose.</summary>
    public byte[]? Open(ReadOnlySpan<byte> text)
    {
        if (text.Length < SaltSize + TagSize)
            return null;
        foreach (var secret in secrets)
            if (Open(secret, text) is { } message)
                return message;
        return null;
    }

    byte[]? Open(byte[] secret, ReadOnlySpan<byte> text)
    {
        using var cipher = Cipher(secret, text[..SaltSize]);
        var message = new byte[text.Length - SaltSize - TagSize];
        try
        {
            cipher.Decrypt(Nonce, text[(SaltSize + TagSize)..], text.Slice(SaltSize, TagSize), message);
            return message;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    AesGcm Cipher(byte[] secret, ReadOnlySpan<byte> salt)
    {
        Span<byte> key = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, key, salt, Encoding.UTF8.GetBytes(purpose));
        return new(key, TagSize);
    }
}
