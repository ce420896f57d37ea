using System.Net;
using System.Net.Sockets;

namespace Platform.LoadTests.Environments;

/// <summary>Ports that nobody listens on.</summary>
static class FreePort
{
    static readonly HashSet<int> Taken = [];

    /// <summary>One that this process has not taken before.</summary>
    public static int Take()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            lock (Taken) if (Taken.Add(port)) return port;
        }
    }
}
