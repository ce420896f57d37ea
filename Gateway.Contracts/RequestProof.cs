using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Platform.Gateway.Contracts;

/// <summary>Binds a <see cref="SignedContext"/> to one request: its method, target and body, for seconds. Without it, who once saw a context could
/// ask anything in that person's name until it expires.</summary>
/// <remarks>The text is <c>SECONDS.base64url(SHA-256 of the body).base64url(HMAC-SHA256)</c>; of a body that is a stream the second part is
/// <c>-</c>. Signed once for each attempt; some two microseconds.</remarks>
public static class RequestProof
{
    /// <summary>The header, beside <see cref="SignedContext.Header"/>.</summary>
    public const string Header = "Platform-Proof";

    /// <summary>How far, in seconds, the clocks of gateway and silo may be apart, the way between them included.</summary>
    public const long ToleranceSeconds = 10;

    const string Streamed = "-";

    /// <summary>The proof of a request whose body is known.</summary>
    /// <param name="secret">Shared by gateways and silos.</param>
    /// <param name="method">Of HTTP; HEAD counts as GET.</param>
    /// <param name="target">Path and query as they are sent.</param>
    /// <param name="context">The value of <see cref="SignedContext.Header"/>.</param>
    /// <param name="body">Empty where there is none.</param>
    /// <param name="now">Unix seconds.</param>
    public static string Sign(ReadOnlySpan<byte> secret, string method, string target, string context, ReadOnlySpan<byte> body, long now)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, digest);
        return Sign(secret, method, target, context, Base64Url.EncodeToString(digest), now);
    }

    /// <summary>The proof of a request whose body is relayed as it comes: bound to method and target alone.</summary>
    public static string SignStreamed(ReadOnlySpan<byte> secret, string method, string target, string context, long now) =>
        Sign(secret, method, target, context, Streamed, now);

    /// <summary>Whether a gateway of this secret made the proof for such a request; its time and the body remain to be checked.</summary>
    /// <param name="proof">The header.</param>
    /// <param name="secret">As at <see cref="Sign(ReadOnlySpan{byte}, string, string, string, ReadOnlySpan{byte}, long)"/>.</param>
    /// <param name="method">Of HTTP.</param>
    /// <param name="target">Path and query as received.</param>
    /// <param name="context">The value of <see cref="SignedContext.Header"/>.</param>
    /// <param name="signedAt">Unix seconds.</param>
    /// <param name="bodyDigest">The SHA-256 of the body; null where it is a stream.</param>
    public static bool Verify(
        string? proof, ReadOnlySpan<byte> secret, string method, string target, string context, out long signedAt, out byte[]? bodyDigest)
    {
        (signedAt, bodyDigest) = (0, null);
        if (proof is not { Length: > 0 and < 200 } || proof.Split('.') is not [var seconds, var digest, var signature])
            return false;
        if (!long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out signedAt))
            return false;
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes], shown = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Compute(secret, method, target, context, digest, seconds, expected);
        if (!TryDecode(signature, shown) || !CryptographicOperations.FixedTimeEquals(expected, shown))
            return false;
        if (digest == Streamed)
            return true;
        bodyDigest = new byte[SHA256.HashSizeInBytes];
        return TryDecode(digest, bodyDigest);
    }

    /// <summary>It was signed within the tolerance of now.</summary>
    public static bool IsTimely(long signedAt, DateTimeOffset now) => Math.Abs(now.ToUnixTimeSeconds() - signedAt) <= ToleranceSeconds;

    static string Sign(ReadOnlySpan<byte> secret, string method, string target, string context, string digest, long now)
    {
        var seconds = now.ToString(CultureInfo.InvariantCulture);
        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Compute(secret, method, target, context, digest, seconds, signature);
        return string.Concat(seconds, ".", digest, "." + Base64Url.EncodeToString(signature));
    }

    // Lines, none of which can hold the end of one. A context alone is signed without any: neither signature can stand for the other.
    static void Compute(
        ReadOnlySpan<byte> secret, string method, string target, string context, string digest, string seconds, Span<byte> signature)
    {
        string[] lines = [seconds, digest, method == "HEAD" ? "GET" : method, target, context];
        var buffer = ArrayPool<byte>.Shared.Rent(lines.Sum(static line => Encoding.UTF8.GetMaxByteCount(line.Length) + 1));
        var length = 0;
        foreach (var line in lines)
        {
            length += Encoding.UTF8.GetBytes(line, buffer.AsSpan(length));
            buffer[length++] = (byte)'\n';
        }
        HMACSHA256.HashData(secret, buffer.AsSpan(0, length), signature);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    // Not TryDecodeFromChars: it throws where the text is not base64.
    static bool TryDecode(string text, Span<byte> bytes) =>
        Base64Url.DecodeFromChars(text, bytes, out _, out var length) is OperationStatus.Done && length == bytes.Length;
}
