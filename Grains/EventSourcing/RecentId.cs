using System.Buffers.Binary;

namespace Platform.Grains.EventSourcing;

/// <summary>Files whose id was made a moment ago.</summary>
static class RecentId
{
    static readonly TimeSpan Moment = TimeSpan.FromSeconds(5);

    /// <summary>The id says when it was made (RFC 9562, version 7), and that is a moment ago; ids of other kinds say nothing.</summary>
    public static bool Is(string id, DateTimeOffset now)
    {
        if (!Guid.TryParseExact(id, "D", out var value) || value.Version != 7)
            return false;
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        var made = BinaryPrimitives.ReadInt64BigEndian(bytes) >> 16;
        return (now - DateTimeOffset.FromUnixTimeMilliseconds(made)).Duration() < Moment;
    }
}
