using System.Net;
using System.Net.Sockets;

namespace Platform.LoadTests.Generating;

/// <summary>Keeps a number of connections busy from one thread: it waits for all at once, and does nothing else than receive and send.</summary>
/// <remarks>A closed loop: each connection sends its next request when its answer is there. HttpClient costs more processor time than
/// the gateway that it would measure, and both share two cores here.</remarks>
static class Generator
{
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);

    /// <summary>Runs each traffic on its own thread until it has nothing more to send.</summary>
    /// <param name="server">Where to.</param>
    /// <param name="connections">Shared out among them, at least one each.</param>
    /// <param name="traffics">What to send.</param>
    /// <param name="cancellation">Stops at once; what is under way is told as broken.</param>
    public static async Task Run(IPEndPoint server, int connections, IReadOnlyList<ITraffic> traffics, CancellationToken cancellation)
    {
        var share = Math.Max(1, connections / traffics.Count);
        await Task.WhenAll(traffics.Select(traffic => Task.Factory.StartNew(
            () => Loop(server, share, traffic, cancellation), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        cancellation.ThrowIfCancellationRequested();
    }

    static void Loop(IPEndPoint server, int connections, ITraffic traffic, CancellationToken cancellation)
    {
        var busy = new HashSet<Connection>(connections);
        var idle = new Stack<Connection>(connections);
        var ready = new List<Connection>(connections);
        try
        {
            while (!cancellation.IsCancellationRequested)
            {
                while (busy.Count < connections && Begin(idle.TryPop(out var free) ? free : Open(server), traffic, busy, idle)) { }
                if (busy.Count == 0) break;
                ready.AddRange(busy);
                Socket.Select(ready, null, null, Patience);
                foreach (var connection in ready) Take(connection, traffic, busy, idle);
                ready.Clear();
            }
        }
        finally
        {
            foreach (var connection in busy) traffic.Broken(connection);
            foreach (var connection in busy.Concat(idle)) connection.Dispose();
        }
    }

    static bool Begin(Connection? connection, ITraffic traffic, HashSet<Connection> busy, Stack<Connection> idle)
    {
        if (connection is null) return false;
        if (!traffic.Next(connection))
        {
            idle.Push(connection);
            return false;
        }
        busy.Add(connection);
        if (connection.TrySend()) return true;
        Break(connection, traffic, busy);
        return true;
    }

    static void Take(Connection connection, ITraffic traffic, HashSet<Connection> busy, Stack<Connection> idle)
    {
        var arrival = connection.Take(out var answer);
        if (arrival == Arrival.Part) return;
        if (arrival == Arrival.Broken)
        {
            Break(connection, traffic, busy);
            return;
        }
        traffic.Answered(connection, answer);
        busy.Remove(connection);
        if (answer.Closes) connection.Dispose();
        else Begin(connection, traffic, busy, idle);
    }

    static void Break(Connection connection, ITraffic traffic, HashSet<Connection> busy)
    {
        busy.Remove(connection);
        traffic.Broken(connection);
        connection.Dispose();
    }

    static Connection? Open(IPEndPoint server)
    {
        try
        {
            return Connection.Open(server);
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
