using System.Buffers.Text;

namespace Platform.LoadTests.Load.Http;

/// <summary>A chunked body (RFC 9112, 7.1), without trailers.</summary>
static class ChunkedBody
{
    static readonly byte[] LineEnd = "\r\n"u8.ToArray();

    /// <summary>The length of the encoded body, once all of it has arrived.</summary>
    public static bool TryMeasure(ReadOnlySpan<byte> received, out int encodedLength)
    {
        for (encodedLength = 0; TryReadChunkHead(received[encodedLength..], out var headLength, out var size);)
        {
            var next = encodedLength + headLength + size + LineEnd.Length;
            if (next > received.Length) return false;
            encodedLength = next;
            if (size == 0) return true;
        }
        return false;
    }

    /// <summary>Decodes in place: the body, moved to the front of the same memory.</summary>
    public static Span<byte> Decode(Span<byte> body)
    {
        var (from, to) = (0, 0);
        while (TryReadChunkHead(body[from..], out var headLength, out var size) && size > 0)
        {
            body.Slice(from + headLength, size).CopyTo(body[to..]);
            from += headLength + size + LineEnd.Length;
            to += size;
        }
        return body[..to];
    }

    static bool TryReadChunkHead(ReadOnlySpan<byte> at, out int headLength, out int size)
    {
        (headLength, size) = (0, 0);
        var line = at.IndexOf(LineEnd);
        if (line < 0) return false;
        headLength = line + LineEnd.Length;
        return Utf8Parser.TryParse(at[..line], out size, out _, 'x') && size >= 0
            ? true : throw new InvalidDataException("A chunk has no size.");
    }
}
