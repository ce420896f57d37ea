using System.Net;
using System.Net.Sockets;

namespace Platform.LoadTests.Load.Http;

/// <summary>Where connections lead, in turn. Whoever finds one closed goes to the next, as a load balancer would send them.</summary>
sealed class Servers(params IReadOnlyList<IPEndPoint> addresses)
{
    int next;

    /// <summary>Opens a connection; null: nobody listens.</summary>
    public Connection? Open()
    {
        for (var tries = 0; tries < addresses.Count; tries++)
        {
            try
            {
                return Connection.Open(addresses[(int)((uint)Interlocked.Increment(ref next) % (uint)addresses.Count)]);
            }
            catch (SocketException)
            {
                // The next one, or none.
            }
        }
        return null;
    }
}
