using System.Security.Cryptography;

namespace Platform.Storage.Journal;

/// <summary>Seals bytes to their place (AES-256-GCM, NIST SP 800-38D): moved elsewhere, they do not open.</summary>
/// <remarks>The form is one byte for the way of sealing, 12 of nonce, 16 of tag, then the sealed bytes.</remarks>
sealed class SealKey(byte[] bytes)
{
    public const int Length = 32;
    const byte Way = 1;
    const int Nonce = 12, Tag = 16, Head = 1 + Nonce + Tag;

    AesGcm? cipher;

    public static SealKey New() => new(RandomNumberGenerator.GetBytes(Length));

    public ReadOnlyMemory<byte> Bytes => bytes;

    public byte[] Seal(ReadOnlySpan<byte> place, ReadOnlySpan<byte> plain)
    {
        var blob = new byte[Head + plain.Length];
        blob[0] = Way;
        var nonce = blob.AsSpan(1, Nonce);
        RandomNumberGenerator.Fill(nonce);
        lock (bytes) Cipher.Encrypt(nonce, plain, blob.AsSpan(Head), blob.AsSpan(1 + Nonce, Tag), place);
        return blob;
    }

    /// <exception cref="CryptographicException">It was changed, moved, or sealed by another key.</exception>
    public byte[] Open(ReadOnlySpan<byte> place, ReadOnlySpan<byte> blob)
    {
        if (blob.Length < Head || blob[0] != Way) throw new CryptographicException("Not a sealed part.");
        var plain = new byte[blob.Length - Head];
        lock (bytes) Cipher.Decrypt(blob.Slice(1, Nonce), blob[Head..], blob.Slice(1 + Nonce, Tag), plain, place);
        return plain;
    }

    // Making one costs more than using it, and one serves one at a time: a citizen's own grain and those of their requests share a key.
    AesGcm Cipher => cipher ??= new(bytes, Tag);
}
