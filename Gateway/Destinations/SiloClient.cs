using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using Platform.Gateway.Configuration;
using Platform.Gateway.Contracts;

namespace Platform.Gateway.Destinations;

/// <summary>The pooled HTTP connections to the silos, without the handlers of <see cref="HttpClient"/> that a proxy has no use for.</summary>
sealed class SiloClient(GatewaySettings settings, IMeterFactory meters, MutualTls? tls = null) : HttpMessageInvoker(new SocketsHttpHandler
{
    UseProxy = false,
    UseCookies = false,
    AllowAutoRedirect = false,
    AutomaticDecompression = DecompressionMethods.None,
    MeterFactory = meters,
    SslOptions = tls is null ? new() : new()
    {
        ClientCertificates = [tls.Certificate],
        RemoteCertificateValidationCallback = (_, shown, _, _) => tls.AcceptsServer(shown),
    },
    MaxConnectionsPerServer = Math.Max(64, settings.Concurrent),
    ConnectTimeout = TimeSpan.FromSeconds(2),
    PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
    // So that a change of DNS, or of a load balancer in front of silos, is followed.
    PooledConnectionLifetime = TimeSpan.FromMinutes(15),
    RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
});
