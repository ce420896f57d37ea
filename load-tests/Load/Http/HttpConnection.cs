using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Platform.LoadTests.Load.Http;

/// <summary>One keep-alive connection with at most one request in flight.</summary>
sealed class HttpConnection : Socket
{
    byte[] incoming = new byte[16 * 1024];
    byte[] outgoing = new byte[2 * 1024];
    int bufferedBytes;

    HttpConnection() : base(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) => NoDelay = true;

    /// <summary>Connects.</summary>
    /// <exception cref="SocketException">The connection is refused.</exception>
    public static HttpConnection Open(IPEndPoint server)
    {
        var connection = new HttpConnection();
        connection.Connect(server);
        return connection;
    }

    /// <summary>The whole request to send.</summary>
    public ReadOnlyMemory<byte> Request { get; set; }

    /// <summary>The traffic's own number of the request.</summary>
    public long Tag { get; set; }

    /// <summary>When the request was sent, in ticks of <see cref="Stopwatch"/>.</summary>
    public long SentAt { get; private set; }

    /// <summary>Gives the request this length; its bytes are written into the result.</summary>
    public Span<byte> PrepareRequest(int length)
    {
        if (outgoing.Length < length) outgoing = new byte[length];
        Request = outgoing.AsMemory(0, length);
        return outgoing.AsSpan(0, length);
    }

    /// <summary>Sends the request; false: the connection is broken.</summary>
    public bool TrySend()
    {
        SentAt = Stopwatch.GetTimestamp();
        for (var rest = Request; !rest.IsEmpty;)
        {
            var sent = Send(rest.Span, SocketFlags.None, out var error);
            if (error != SocketError.Success) return false;
            rest = rest[sent..];
        }
        return true;
    }

    /// <summary>Receives what has arrived; call it once the socket is readable.</summary>
    /// <param name="response">The response, valid until the next call; only where the result is <see cref="ReceiveStatus.Complete"/>.</param>
    public ReceiveStatus ReceiveResponse(out RawResponse response)
    {
        response = default;
        if (bufferedBytes == incoming.Length) Array.Resize(ref incoming, bufferedBytes * 2);
        var received = Receive(incoming.AsSpan(bufferedBytes), SocketFlags.None, out var error);
        if (error != SocketError.Success || received == 0) return ReceiveStatus.Broken;
        bufferedBytes += received;
        if (!RawResponse.TryRead(incoming.AsSpan(0, bufferedBytes), out response, out var length)) return ReceiveStatus.Partial;
        // One request is in flight: bytes after its response are a protocol error.
        if (length != bufferedBytes) return ReceiveStatus.Broken;
        bufferedBytes = 0;
        return ReceiveStatus.Complete;
    }
}

/// <summary>What was received.</summary>
enum ReceiveStatus
{
    /// <summary>A part of the response.</summary>
    Partial,

    /// <summary>The whole response.</summary>
    Complete,

    /// <summary>The connection ended, or sent no valid response.</summary>
    Broken,
}
