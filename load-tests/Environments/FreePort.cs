using System.Net;
using System.Net.Sockets;

namespace Platform.LoadTests.Environments;

/// <summary>TCP ports of this machine that nobody listens on.</summary>
static class FreePort
{
    static readonly HashSet<int> Issued = [];

    /// <summary>One that this process has not been given before.</summary>
    public static int Take()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            lock (Issued) if (Issued.Add(port)) return port;
        }
    }
}
