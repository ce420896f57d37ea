using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Silo.DemoData;

/// <summary>Ids of the demonstration, the same at every start.</summary>
static class DemoId
{
    /// <summary>A UUIDv7 (RFC 9562) of a moment, whose other bits come from what it is of instead of from chance.</summary>
    public static Guid At(DateTimeOffset moment, TenantId tenant, string what)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"{tenant}:{what}"));
        var time = moment.ToUnixTimeMilliseconds();
        for (var i = 0; i < 6; i++)
            bytes[i] = (byte)(time >> (8 * (5 - i)));
        bytes[6] = (byte)(bytes[6] & 0x0F | 0x70);
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return new(bytes.AsSpan(0, 16), bigEndian: true);
    }

    /// <summary>Where chance begins for what is told of one thing.</summary>
    public static int Seed(TenantId tenant, string what) => BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"2612:{tenant}:{what}")));
}
