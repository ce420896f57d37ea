using System.Buffers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Features;

namespace Platform.Web.Access;

/// <summary>Compares a body with the digest that the gateway signed, and leaves it unread for the endpoint.</summary>
static class RequestBodyDigest
{
    /// <exception cref="BadHttpRequestException">The body is too large, or broke off.</exception>
    public static ValueTask<bool> Matches(HttpRequest request, byte[] digest) =>
        request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false }
            ? new(IsDigestOf(default, digest)) : Read(request, digest);

    static async ValueTask<bool> Read(HttpRequest request, byte[] digest)
    {
        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(request.HttpContext.RequestAborted);
            var matches = read.IsCompleted && IsDigestOf(read.Buffer, digest);
            // Examined to its end so that more comes, and consumed nowhere.
            reader.AdvanceTo(read.Buffer.Start, read.IsCompleted ? read.Buffer.Start : read.Buffer.End);
            if (read.IsCompleted)
                return matches;
        }
    }

    static bool IsDigestOf(in ReadOnlySequence<byte> body, byte[] digest)
    {
        Span<byte> computed = stackalloc byte[SHA256.HashSizeInBytes];
        if (body.IsSingleSegment)
            SHA256.HashData(body.FirstSpan, computed);
        else
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var part in body)
                hash.AppendData(part.Span);
            hash.GetHashAndReset(computed);
        }
        return CryptographicOperations.FixedTimeEquals(computed, digest);
    }
}
