using System.Buffers.Text;
using System.Text;

namespace Platform.LoadTests.Load.Http;

/// <summary>An HTTP/1.1 response, a view of the receive buffer.</summary>
/// <param name="status">The status code.</param>
/// <param name="body">The decoded body.</param>
/// <param name="closesConnection">The server closes the connection after it.</param>
readonly ref struct RawResponse(int status, ReadOnlySpan<byte> body, bool closesConnection)
{
    const int StatusOffset = 9;

    /// <summary>The status code.</summary>
    public int Status { get; } = status;

    /// <summary>The decoded body.</summary>
    public ReadOnlySpan<byte> Body { get; } = body;

    /// <summary>The server closes the connection after it.</summary>
    public bool ClosesConnection { get; } = closesConnection;

    /// <summary>Reads the response that the buffer begins with, once all of it has arrived. Only then is a chunked body decoded, in place.</summary>
    /// <param name="received">What was received so far.</param>
    /// <param name="response">The response.</param>
    /// <param name="length">How much of the buffer it takes.</param>
    /// <exception cref="InvalidDataException">It is no HTTP/1.1 response.</exception>
    public static bool TryRead(Span<byte> received, out RawResponse response, out int length)
    {
        response = default;
        length = 0;
        var headers = received.IndexOf("\r\n\r\n"u8);
        if (headers < 0) return false;
        var head = Head.Read(received[..(headers + 2)]);
        var rest = received[(headers + 4)..];
        if (head.Chunked)
        {
            if (!ChunkedBody.TryMeasure(rest, out var raw)) return false;
            response = new(head.Status, ChunkedBody.Decode(rest[..raw]), head.ClosesConnection);
            length = headers + 4 + raw;
            return true;
        }
        if (rest.Length < head.Length) return false;
        response = new(head.Status, rest[..head.Length], head.ClosesConnection);
        length = headers + 4 + head.Length;
        return true;
    }

    readonly record struct Head(int Status, int Length, bool Chunked, bool ClosesConnection)
    {
        public static Head Read(ReadOnlySpan<byte> lines)
        {
            if (!lines.StartsWith("HTTP/1.1 "u8) || !Utf8Parser.TryParse(lines[StatusOffset..], out int status, out _))
                throw new InvalidDataException("The server does not response in HTTP/1.1.");
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
