using System.Buffers.Text;

namespace Platform.LoadTests.Load.Http;

/// <summary>A chunked body (RFC 9112, 7.1), without trailers.</summary>
static class Chunks
{
    static readonly byte[] End = "\r\n"u8.ToArray();

    /// <summary>How long the body is with its marks, if all of it is there.</summary>
    public static bool TryMeasure(ReadOnlySpan<byte> received, out int raw)
    {
        for (raw = 0; TryHead(received[raw..], out var mark, out var size);)
        {
            var next = raw + mark + size + End.Length;
            if (next > received.Length) return false;
            raw = next;
            if (size == 0) return true;
        }
        return false;
    }

    /// <summary>The body without its marks, moved to the front of the same memory.</summary>
    public static Span<byte> Join(Span<byte> body)
    {
        var (from, to) = (0, 0);
        while (TryHead(body[from..], out var mark, out var size) && size > 0)
        {
            body.Slice(from + mark, size).CopyTo(body[to..]);
            from += mark + size + End.Length;
            to += size;
        }
        return body[..to];
    }

    static bool TryHead(ReadOnlySpan<byte> at, out int mark, out int size)
    {
        (mark, size) = (0, 0);
        var line = at.IndexOf(End);
        if (line < 0) return false;
        mark = line + End.Length;
        return Utf8Parser.TryParse(at[..line], out size, out _, 'x') && size >= 0
            ? true : throw new InvalidDataException("A chunk has no size.");
    }
}
