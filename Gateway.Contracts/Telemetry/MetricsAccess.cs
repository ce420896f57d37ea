using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Platform.Gateway.Contracts.Telemetry;

/// <summary>Who may read a node's metrics: they name no person, but they show the load of each tenant.</summary>
/// <remarks>Without a token: this machine and its private network. With one: every request that presents it. A request that a proxy forwarded counts as
/// from outside, wherever the proxy stands.</remarks>
public static class MetricsAccess
{
    /// <summary>The setting of the token.</summary>
    public const string Setting = "Metrics:Token";

    /// <summary>Whether a request may read the metrics.</summary>
    /// <param name="context">Of the request.</param>
    /// <param name="token">The setting, or null.</param>
    public static bool Allows(HttpContext context, string? token) => Allows(
        context.Connection.RemoteIpAddress, context.Request.Headers.ContainsKey("X-Forwarded-For") || context.Request.Headers.ContainsKey("Forwarded"),
        context.Request.Headers.Authorization, token);

    /// <summary>Whether a request may read the metrics.</summary>
    /// <param name="remote">The remote address of the connection; null where there is none.</param>
    /// <param name="forwarded">A proxy forwarded the request.</param>
    /// <param name="authorization">The header.</param>
    /// <param name="token">The setting, or null.</param>
    public static bool Allows(IPAddress? remote, bool forwarded, string? authorization, string? token) =>
        string.IsNullOrEmpty(token)
            ? !forwarded && remote is not null && IsPrivate(remote)
            : CryptographicOperations.FixedTimeEquals(Hash(authorization ?? ""), Hash("Bearer " + token));

    // RFC 1918, RFC 4193, link-local and loopback.
    static bool IsPrivate(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address))
            return true;
        if (address.AddressFamily is System.Net.Sockets.AddressFamily.InterNetworkV6)
            return address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal;
        var octets = address.GetAddressBytes();
        return octets[0] == 10 || (octets[0] == 172 && octets[1] is >= 16 and < 32) || (octets[0] == 192 && octets[1] == 168) || (octets[0] == 169 && octets[1] == 254);
    }

    static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
