using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Platform.Gateway.Contracts.Operations;

/// <summary>Who may read a node's metrics: they name no person, but they tell how an authority is doing.</summary>
/// <remarks>The machine itself and its private network, where no token is set; whoever has the token, where one is. A request that a
/// proxy passed on is from outside, wherever the proxy stands.</remarks>
public static class MetricsDoor
{
    /// <summary>The setting.</summary>
    public const string Setting = "Metrics:Token";

    /// <summary>Whether it opens.</summary>
    /// <param name="from">The address at the other end of the line; null where there is none.</param>
    /// <param name="forwarded">A proxy passed the request on.</param>
    /// <param name="authorization">The header.</param>
    /// <param name="token">The setting, or null.</param>
    public static bool Opens(IPAddress? from, bool forwarded, string? authorization, string? token) =>
        string.IsNullOrEmpty(token)
            ? !forwarded && from is not null && IsNear(from)
            : CryptographicOperations.FixedTimeEquals(Hash(authorization ?? ""), Hash("Bearer " + token));

    // RFC 1918, RFC 4193, link-local and loopback.
    static bool IsNear(IPAddress from)
    {
        if (from.IsIPv4MappedToIPv6)
            from = from.MapToIPv4();
        if (IPAddress.IsLoopback(from))
            return true;
        if (from.AddressFamily is System.Net.Sockets.AddressFamily.InterNetworkV6)
            return from.IsIPv6LinkLocal || from.IsIPv6UniqueLocal;
        var part = from.GetAddressBytes();
        return part[0] == 10 || (part[0] == 172 && part[1] is >= 16 and < 32) || (part[0] == 192 && part[1] == 168) || (part[0] == 169 && part[1] == 254);
    }

    static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
