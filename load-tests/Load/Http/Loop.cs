using System.Diagnostics;
using System.Net.Sockets;

namespace Platform.LoadTests.Load.Http;

/// <summary>One thread of a generator with its connections.</summary>
/// <param name="servers">Where to.</param>
/// <param name="connections">At most so many, each with one request under way.</param>
/// <param name="traffic">What to send.</param>
sealed class Loop(Servers servers, int connections, ITraffic traffic)
{
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);
    static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    readonly HashSet<Connection> busy = new(connections);
    readonly Stack<Connection> idle = new(connections);
    readonly List<Connection> ready = new(connections);
    long looked = Stopwatch.GetTimestamp();

    /// <summary>Until the traffic has nothing more to send.</summary>
    public void Run(CancellationToken cancellation)
    {
        try
        {
            while (!cancellation.IsCancellationRequested)
            {
                while (busy.Count < connections && Begin(Free())) { }
                if (busy.Count == 0 && !traffic.Pending) break;
                Receive();
                GiveUpTheLate();
            }
        }
        finally
        {
            foreach (var connection in busy) traffic.Broken(connection);
            foreach (var connection in busy.Concat(idle)) connection.Dispose();
        }
    }

    void Receive()
    {
        if (busy.Count == 0)
        {
            Thread.Sleep(Tick);
            return;
        }
        ready.AddRange(busy);
        Socket.Select(ready, null, null, traffic.Pending ? Tick : Patience);
        foreach (var connection in ready) Take(connection);
        ready.Clear();
    }

    // A server that stops says so to connections that rest: those are left alone, as a load balancer leaves them.
    Connection? Free()
    {
        while (idle.TryPop(out var connection))
        {
            if (!connection.Poll(0, SelectMode.SelectRead)) return connection;
            connection.Dispose();
        }
        return servers.Open();
    }

    bool Begin(Connection? connection)
    {
        if (connection is null) return false;
        if (!traffic.Next(connection))
        {
            idle.Push(connection);
            return false;
        }
        busy.Add(connection);
        if (!connection.TrySend()) Break(connection);
        return true;
    }

    void Take(Connection connection)
    {
        var arrival = connection.Take(out var answer);
        if (arrival == Arrival.Part) return;
        if (arrival == Arrival.Broken)
        {
            Break(connection);
            return;
        }
        traffic.Answered(connection, answer);
        busy.Remove(connection);
        if (answer.Closes) connection.Dispose();
        else Begin(connection);
    }

    void GiveUpTheLate()
    {
        if (Stopwatch.GetElapsedTime(looked) < Patience) return;
        looked = Stopwatch.GetTimestamp();
        foreach (var connection in busy.Where(connection => Stopwatch.GetElapsedTime(connection.SentAt) > Generator.Deadline).ToList())
            Break(connection);
    }

    void Break(Connection connection)
    {
        busy.Remove(connection);
        traffic.Broken(connection);
        connection.Dispose();
    }
}
