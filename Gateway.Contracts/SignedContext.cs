using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Platform.Gateway.Contracts;

/// <summary>Who asks, as the gateway vouches for it to a silo, in the header <see cref="Header"/>. A silo refuses a request without one.</summary>
/// <remarks>Gateway and silo share nothing but this and
/// <see cref="TenantDirectory"/>. The text is <c>base64url(json).base64url(HMAC-SHA256(secret, the first part))</c>.</remarks>
/// <param name="Tenant">Whose host was asked.</param>
/// <param name="Subject">Opaque and stable: <c>agent:camille</c>, <c>key:demo</c>; <c>visitor</c> for someone who has not signed in.</param>
/// <param name="Role">One of <see cref="Roles"/>.</param>
/// <param name="Expires">Unix seconds; refused after it.</param>
public sealed record SignedContext(string Tenant, string Subject, string Role, long Expires)
{
    /// <summary>The header that carries it from gateway to silo; stripped from whatever comes from outside.</summary>
    public const string Header = "Platform-Context";

    /// <summary>The name that answers carry (F21), or null.</summary>
    public string? Name { get; init; }

    /// <summary>The service the person acts for, or null.</summary>
    public string? Service { get; init; }

    /// <summary>What a machine's key allows; empty for people, whose role decides.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The sectors granted to an agent (F12); <c>*</c> for all.</summary>
    public IReadOnlyList<string> Sectors { get; init; } = [];

    /// <summary>The proven mail address of a signed-in citizen, or null.</summary>
    public string? Email { get; init; }

    /// <summary>The text for the header.</summary>
    public string Sign(ReadOnlySpan<byte> secret)
    {
        var body = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this, JsonSerializerOptions.Web));
        return body + "." + Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(body)));
    }

    /// <summary>Its time is not over.</summary>
    public bool Holds(DateTimeOffset now) => Expires >= now.ToUnixTimeSeconds();

    /// <summary>The context that a text vouches for, or null where the signature does not hold. Whether its time does is asked of it.</summary>
    public static SignedContext? Read(string? text, ReadOnlySpan<byte> secret)
    {
        if (text is not { Length: > 0 and < 8192 } || text.IndexOf('.', StringComparison.Ordinal) is var dot && dot <= 0)
            return null;
        var signature = new byte[HMACSHA256.HashSizeInBytes];
        // Not TryDecode: it throws where the text is no base64, and a stranger may write anything here.
        if (Base64Url.DecodeFromChars(text.AsSpan(dot + 1), signature, out _, out var length) is not OperationStatus.Done || length != signature.Length)
            return null;
        var body = text[..dot];
        if (!CryptographicOperations.FixedTimeEquals(signature, HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(body))))
            return null;
        return JsonSerializer.Deserialize<SignedContext>(Base64Url.DecodeFromChars(body), JsonSerializerOptions.Web);
    }
}

/// <summary>The roles that a context may carry.</summary>
public static class Roles
{
    /// <summary>Someone who has not signed in.</summary>
    public const string Visitor = "visitor";
    /// <summary>A signed-in citizen.</summary>
    public const string Citizen = "citizen";
    /// <summary>First or second level, within the sectors granted.</summary>
    public const string Agent = "agent";
    /// <summary>Sees every flow of the tenant.</summary>
    public const string Supervisor = "supervisor";
    /// <summary>Sets services, rules and brand.</summary>
    public const string Administrator = "administrator";
    /// <summary>Runs the platform; sees no file.</summary>
    public const string Operations = "operations";
    /// <summary>A program with a key; its scopes decide.</summary>
    public const string Machine = "machine";

    /// <summary>The gateway itself, asking for the <see cref="TenantDirectory"/>; its tenant is <c>-</c>.</summary>
    public const string Gateway = "gateway";
}
