using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Platform.LoadTests.Load.Http;

/// <summary>One keep-alive connection with at most one request under way.</summary>
sealed class Connection : Socket
{
    byte[] incoming = new byte[16 * 1024];
    byte[] outgoing = new byte[2 * 1024];
    int filled;

    Connection() : base(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) => NoDelay = true;

    /// <summary>Opens one.</summary>
    /// <exception cref="SocketException">Nobody listens.</exception>
    public static Connection Open(IPEndPoint server)
    {
        var connection = new Connection();
        connection.Connect(server);
        return connection;
    }

    /// <summary>The request to send, whole.</summary>
    public ReadOnlyMemory<byte> Request { get; set; }

    /// <summary>What the traffic knows the request by.</summary>
    public long Tag { get; set; }

    /// <summary>When the request left, in ticks of <see cref="Stopwatch"/>.</summary>
    public long SentAt { get; private set; }

    /// <summary>Makes the request one of this length, to be written in place.</summary>
    public Span<byte> Prepare(int length)
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

    /// <summary>Takes what arrived, once the socket is readable.</summary>
    /// <param name="answer">The answer, valid until the next call; only where the result is <see cref="Arrival.Whole"/>.</param>
    public Arrival Take(out Answer answer)
    {
        answer = default;
        if (filled == incoming.Length) Array.Resize(ref incoming, filled * 2);
        var received = Receive(incoming.AsSpan(filled), SocketFlags.None, out var error);
        if (error != SocketError.Success || received == 0) return Arrival.Broken;
        filled += received;
        if (!Answer.TryRead(incoming.AsSpan(0, filled), out answer, out var length)) return Arrival.Part;
        // One request is under way, so more than its answer is a server that lost count.
        if (length != filled) return Arrival.Broken;
        filled = 0;
        return Arrival.Whole;
    }
}

/// <summary>What came in.</summary>
enum Arrival
{
    /// <summary>Not all of the answer yet.</summary>
    Part,

    /// <summary>An answer.</summary>
    Whole,

    /// <summary>The end, or no answer to the request.</summary>
    Broken,
}
