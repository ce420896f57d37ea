using System.Diagnostics;
using System.Net.Sockets;

namespace Platform.LoadTests.Load.Http;

/// <summary>One thread of the load generator with its connections.</summary>
/// <param name="servers">Where to connect.</param>
/// <param name="connections">At most so many, each with one request in flight.</param>
/// <param name="traffic">What to send.</param>
sealed class ConnectionLoop(RoundRobinServers servers, int connections, ITraffic traffic)
{
    static readonly TimeSpan SelectTimeout = TimeSpan.FromMilliseconds(20);
    static readonly TimeSpan IdleDelay = TimeSpan.FromMilliseconds(1);

    readonly HashSet<HttpConnection> busy = new(connections);
    readonly Stack<HttpConnection> idle = new(connections);
    readonly List<HttpConnection> ready = new(connections);
    long lastTimeoutCheck = Stopwatch.GetTimestamp();

    /// <summary>Sends until the traffic has nothing more to send.</summary>
    public void Run(CancellationToken cancellation)
    {
        try
        {
            while (!cancellation.IsCancellationRequested)
            {
                while (busy.Count < connections && StartRequest(OpenOrReuse())) { }
                if (busy.Count == 0 && !traffic.Pending) break;
                Receive();
                AbortTimedOut();
            }
        }
        finally
        {
            foreach (var connection in busy) traffic.OnBroken(connection);
            foreach (var connection in busy.Concat(idle)) connection.Dispose();
        }
    }

    void Receive()
    {
        if (busy.Count == 0)
        {
            Thread.Sleep(IdleDelay);
            return;
        }
        ready.AddRange(busy);
        Socket.Select(ready, null, null, traffic.Pending ? IdleDelay : SelectTimeout);
        foreach (var connection in ready) ReceiveFrom(connection);
        ready.Clear();
    }

    // A server that shuts down closes idle connections: those are replaced without an error, as a load balancer does.
    HttpConnection? OpenOrReuse()
    {
        while (idle.TryPop(out var connection))
        {
            if (!connection.Poll(0, SelectMode.SelectRead)) return connection;
            connection.Dispose();
        }
        return servers.Open();
    }

    bool StartRequest(HttpConnection? connection)
    {
        if (connection is null) return false;
        if (!traffic.TryNextRequest(connection))
        {
            idle.Push(connection);
            return false;
        }
        busy.Add(connection);
        if (!connection.TrySend()) Abort(connection);
        return true;
    }

    void ReceiveFrom(HttpConnection connection)
    {
        var status = connection.ReceiveResponse(out var response);
        if (status == ReceiveStatus.Partial) return;
        if (status == ReceiveStatus.Broken)
        {
            Abort(connection);
            return;
        }
        traffic.OnResponse(connection, response);
        busy.Remove(connection);
        if (response.ClosesConnection) connection.Dispose();
        else StartRequest(connection);
    }

    void AbortTimedOut()
    {
        if (Stopwatch.GetElapsedTime(lastTimeoutCheck) < SelectTimeout) return;
        lastTimeoutCheck = Stopwatch.GetTimestamp();
        foreach (var connection in busy.Where(connection => Stopwatch.GetElapsedTime(connection.SentAt) > LoadGenerator.ResponseTimeout).ToList())
            Abort(connection);
    }

    void Abort(HttpConnection connection)
    {
        busy.Remove(connection);
        traffic.OnBroken(connection);
        connection.Dispose();
    }
}
