using System.Net;
using System.Net.Sockets;

namespace Platform.LoadTests.Load.Http;

/// <summary>The addresses of the gateways, used in turn. One that refuses connections is skipped, as a load balancer does.</summary>
sealed class RoundRobinServers(params IReadOnlyList<IPEndPoint> addresses)
{
    int next;

    /// <summary>Opens a connection; null: none of them listens.</summary>
    public HttpConnection? Open()
    {
        for (var tries = 0; tries < addresses.Count; tries++)
        {
            try
            {
                return HttpConnection.Open(addresses[(int)((uint)Interlocked.Increment(ref next) % (uint)addresses.Count)]);
            }
            catch (SocketException)
            {
                // Try the next one.
            }
        }
        return null;
    }
}
