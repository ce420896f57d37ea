using System.Buffers.Binary;
using System.Net;

namespace Platform.Gateway.Admission;

/// <summary>The address by which a client is limited: of IPv4 the whole, of IPv6 the /64 network, which is what one subscriber has (RFC 6177).</summary>
readonly record struct ClientAddress(ulong Network, bool IsIPv6)
{
    public static ClientAddress Of(HttpContext context) => Of(context.Connection.RemoteIpAddress);

    /// <summary>Null is the address of all who have none, as on a Unix socket.</summary>
    public static ClientAddress Of(IPAddress? address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (address is null || !address.TryWriteBytes(bytes, out var length))
            return default;
        if (length == 4)
            return new(BinaryPrimitives.ReadUInt32BigEndian(bytes), false);
        return address.IsIPv4MappedToIPv6
            ? new(BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]), false)
            : new(BinaryPrimitives.ReadUInt64BigEndian(bytes), true);
    }
}
