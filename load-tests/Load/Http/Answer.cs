using System.Buffers.Text;
using System.Text;

namespace Platform.LoadTests.Load.Http;

/// <summary>One HTTP/1.1 answer, read where it lies in the receive buffer.</summary>
/// <param name="status">The status code.</param>
/// <param name="body">Without the marks of chunks.</param>
/// <param name="closes">The server closes the connection after it.</param>
readonly ref struct Answer(int status, ReadOnlySpan<byte> body, bool closes)
{
    const int StatusAt = 9;

    /// <summary>The status code.</summary>
    public int Status { get; } = status;

    /// <summary>Without the marks of chunks.</summary>
    public ReadOnlySpan<byte> Body { get; } = body;

    /// <summary>The server closes the connection after it.</summary>
    public bool Closes { get; } = closes;

    /// <summary>Reads the answer that the buffer begins with, if all of it is there. A chunked body is joined in place, and only then.</summary>
    /// <param name="received">What came so far.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="length">How much of the buffer it took.</param>
    /// <exception cref="InvalidDataException">It is no HTTP/1.1 answer.</exception>
    public static bool TryRead(Span<byte> received, out Answer answer, out int length)
    {
        answer = default;
        length = 0;
        var headers = received.IndexOf("\r\n\r\n"u8);
        if (headers < 0) return false;
        var head = Head.Read(received[..(headers + 2)]);
        var rest = received[(headers + 4)..];
        if (head.Chunked)
        {
            if (!Chunks.TryMeasure(rest, out var raw)) return false;
            answer = new(head.Status, Chunks.Join(rest[..raw]), head.Closes);
            length = headers + 4 + raw;
            return true;
        }
        if (rest.Length < head.Length) return false;
        answer = new(head.Status, rest[..head.Length], head.Closes);
        length = headers + 4 + head.Length;
        return true;
    }

    readonly record struct Head(int Status, int Length, bool Chunked, bool Closes)
    {
        public static Head Read(ReadOnlySpan<byte> lines)
        {
            if (!lines.StartsWith("HTTP/1.1 "u8) || !Utf8Parser.TryParse(lines[StatusAt..], out int status, out _))
                throw new InvalidDataException("The server does not answer in HTTP/1.1.");
            var (length, chunked, closes) = (0, false, false);
            while (lines.IndexOf("\r\n"u8) is > 0 and var end)
            {
                var line = lines[..end];
                lines = lines[(end + 2)..];
                // Two of ten headers matter; the first letter rejects the others.
                if ((line[0] | 0x20) is not ('c' or 't')) continue;
                if (Value(line, "content-length:"u8) is { IsEmpty: false } size)
                    length = Utf8Parser.TryParse(size, out int value, out _) ? value : throw new InvalidDataException("A length is no number.");
                else if (Value(line, "transfer-encoding:"u8) is { IsEmpty: false } encoding)
                    chunked = Ascii.EqualsIgnoreCase(encoding, "chunked"u8);
                else if (Value(line, "connection:"u8) is { IsEmpty: false } connection)
                    closes = Ascii.EqualsIgnoreCase(connection, "close"u8);
            }
            return new(status, status is 204 or 304 ? 0 : length, chunked, closes);
        }

        static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name) =>
            line.Length > name.Length && Ascii.EqualsIgnoreCase(line[..name.Length], name) ? line[name.Length..].Trim(" \t"u8) : [];
    }
}
