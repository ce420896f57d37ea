using System.Security.Cryptography;
using System.Text;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Identities;

namespace Platform.Grains.Contacts;

/// <summary>The platform's secret that keeps contact points unreadable where they must be unique. It never changes: claims are found by it.</summary>
/// <param name="Value">At least 16 bytes.</param>
public sealed record ClaimSecret(ReadOnlyMemory<byte> Value)
{
    /// <inheritdoc/>
    public override string ToString() => nameof(ClaimSecret);
}

/// <summary>Stands for a mail or phone in claims: HMAC-SHA256, so that a stolen table cannot be searched for a known number (RFC 2104).</summary>
public sealed class ContactPointDigest
{
    readonly byte[] _secret;

    /// <summary>Digests by a secret.</summary>
    /// <exception cref="ArgumentException">The secret is shorter than 16 bytes.</exception>
    public ContactPointDigest(ClaimSecret secret) => _secret = secret.Value.Length >= 16
        ? secret.Value.ToArray()
        : throw new ArgumentException("The claim secret has fewer than 16 bytes.", nameof(secret));

    /// <summary>The claim of a contact point.</summary>
    public ClaimKey Of(ContactPointKind kind, string value)
    {
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(value), digest);
        return new(kind is ContactPointKind.Email ? "email" : "phone", Convert.ToHexStringLower(digest));
    }

    /// <summary>The claim of a contact point.</summary>
    public ClaimKey Of(ContactPoint point) => Of(point.Kind, point.Value);

    /// <summary>The claim of a contact point, and those under which earlier releases may have kept it.</summary>
    public IEnumerable<ClaimKey> Every(ContactPoint point) =>
        ContactPointParser.Earlier(point).Prepend(point.Value).Select(value => Of(point.Kind, value));
}
