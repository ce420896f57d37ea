using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Platform.Gateway.Contracts;

/// <summary>The authenticated caller of a request, signed by the gateway for a silo, in the header <see cref="Header"/>. A silo refuses a request
/// without one.</summary>
/// <remarks>The text is <c>base64url(json).base64url(HMAC-SHA256(secret, the first part))</c>.</remarks>
/// <param name="Tenant">The tenant whose host was requested; <c>-</c> where the gateway calls for itself.</param>
/// <param name="Subject">Opaque and stable: <c>agent:camille</c>, <c>key:demo</c>; <c>visitor</c> for someone who has not signed in.</param>
/// <param name="Role">One of <see cref="Roles"/>.</param>
/// <param name="Expires">Unix seconds; refused after it.</param>
public sealed record SignedContext(string Tenant, string Subject, string Role, long Expires)
{
    /// <summary>The header from gateway to silo; the gateway drops it from requests of the public.</summary>
    public const string Header = "Platform-Context";

    /// <summary>The name that answers to citizens carry (F21), or null.</summary>
    public string? Name { get; init; }

    /// <summary>The service the person acts for, or null.</summary>
    public string? Service { get; init; }

    /// <summary>What an API key allows; empty for people, whose role decides.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The sectors granted to an agent (F12); <c>*</c> for all.</summary>
    public IReadOnlyList<string> Sectors { get; init; } = [];

    /// <summary>The verified mail address of a signed-in citizen, or null.</summary>
    public string? Email { get; init; }

    /// <summary>The value of the header.</summary>
    public string Sign(ReadOnlySpan<byte> secret)
    {
        var payload = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this, JsonSerializerOptions.Web));
        return payload + "." + Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(payload)));
    }

    /// <summary>It has not expired.</summary>
    public bool IsValidAt(DateTimeOffset now) => Expires >= now.ToUnixTimeSeconds();

    /// <summary>The context of a header value, or null where its signature is wrong. The expiry is not checked: see <see cref="IsValidAt"/>.</summary>
    public static SignedContext? Verify(string? text, ReadOnlySpan<byte> secret)
    {
        if (text is not { Length: > 0 and < 8192 } || text.IndexOf('.', StringComparison.Ordinal) is var dot && dot <= 0)
            return null;
        var signature = new byte[HMACSHA256.HashSizeInBytes];
        // Not TryDecodeFromChars: it throws where the text is not base64, and anybody may send anything here.
        if (Base64Url.DecodeFromChars(text.AsSpan(dot + 1), signature, out _, out var length) is not OperationStatus.Done || length != signature.Length)
            return null;
        var payload = text[..dot];
        if (!CryptographicOperations.FixedTimeEquals(signature, HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(payload))))
            return null;
        return JsonSerializer.Deserialize<SignedContext>(Base64Url.DecodeFromChars(payload), JsonSerializerOptions.Web);
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
    /// <summary>Runs the platform; reads no citizen's file.</summary>
    public const string Operations = "operations";
    /// <summary>A program with an API key; its scopes decide.</summary>
    public const string Machine = "machine";

    /// <summary>The gateway itself, such as for the <see cref="TenantDirectory"/>; its tenant is <c>-</c>.</summary>
    public const string Gateway = "gateway";
}
