using System.Net;
using System.Text;

namespace Platform.Gateway.Silos;

/// <summary>The connections to the silos: many, kept, and with nothing between that costs.</summary>
sealed class SiloClient(GatewaySettings settings) : HttpMessageInvoker(new SocketsHttpHandler
{
    UseProxy = false,
    UseCookies = false,
    AllowAutoRedirect = false,
    AutomaticDecompression = DecompressionMethods.None,
    ActivityHeadersPropagator = null,
    MaxConnectionsPerServer = Math.Max(64, settings.Concurrent),
    ConnectTimeout = TimeSpan.FromSeconds(2),
    PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
    // A silo that drains or a name that moves is left behind in time.
    PooledConnectionLifetime = TimeSpan.FromMinutes(15),
    RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
});
