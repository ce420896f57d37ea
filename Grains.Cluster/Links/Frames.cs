using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Text;

namespace Orleans.Runtime;

enum FrameKind : byte
{
    Message,
    Beat,
    Hello,
}

// A frame: four bytes of length, one of kind, and what it carries.
static class Frames
{
    const int Head = 5;

    public static void Write(PipeWriter writer, FrameKind kind, ReadOnlySpan<byte> body)
    {
        var span = writer.GetSpan(Head);
        BinaryPrimitives.WriteInt32LittleEndian(span, body.Length);
        span[4] = (byte)kind;
        writer.Advance(Head);
        writer.Write(body);
    }

    // Hands on every frame that comes, in order, until the stream ends. The body is the reader's own and valid during the call alone.
    public static async Task Read(PipeReader reader, int largest, Action<FrameKind, ReadOnlyMemory<byte>> receive, CancellationToken cancellation)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            var buffer = read.Buffer;
            while (TryRead(ref buffer, largest, out var kind, out var body))
                receive(kind, body.IsSingleSegment ? body.First : body.ToArray());
            reader.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
                return;
        }
    }

    // The first frame of a connection: of which cluster, who speaks, and to whom it believes to speak.
    public static byte[] Hello(string cluster, SiloAddress from, SiloAddress to) =>
        Encoding.UTF8.GetBytes($"{from.ToParsableString()}\n{to.ToParsableString()}\n{cluster}");

    public static (string Cluster, SiloAddress From, SiloAddress To) ReadHello(ReadOnlySequence<byte> body)
    {
        var parts = Encoding.UTF8.GetString(body).Split('\n', 3);
        return parts.Length == 3
            ? (parts[2], SiloAddress.FromParsableString(parts[0]), SiloAddress.FromParsableString(parts[1]))
            : throw new InvalidDataException("What came is no greeting of a silo.");
    }

    public static bool TryRead(ref ReadOnlySequence<byte> buffer, int largest, out FrameKind kind, out ReadOnlySequence<byte> body)
    {
        (kind, body) = (default, default);
        if (buffer.Length < Head)
            return false;
        Span<byte> head = stackalloc byte[Head];
        buffer.Slice(0, Head).CopyTo(head);
        var length = BinaryPrimitives.ReadInt32LittleEndian(head);
        if (length < 0 || length > largest)
            throw new InvalidDataException($"A frame of {length} bytes; the largest allowed is {largest}.");
        if (buffer.Length < Head + length)
            return false;
        kind = (FrameKind)head[4];
        body = buffer.Slice(Head, length);
        buffer = buffer.Slice(Head + length);
        return true;
    }
}
