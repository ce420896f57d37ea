using System.Net;
using Platform.Gateway.Configuration;
using Platform.Gateway.Destinations;
using Platform.Gateway.Tenants;

namespace Platform.Gateway.Lifetime;

/// <summary>Serves <c>/alive</c> (liveness) and <c>/health</c> (readiness): to this machine, and under the gateway's own hosts.</summary>
sealed class HealthEndpoints(TenantTable tenants, SiloPool pool, GracefulShutdown shutdown, GatewaySettings settings)
{
    public bool Handles(HttpContext context) =>
        context.Request.Path.Value is "/alive" or "/health"
        && (context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
            || settings.Hosts.Contains(context.Request.Host.Host, StringComparer.OrdinalIgnoreCase));

    public Task Write(HttpContext context)
    {
        var reason = context.Request.Path.Value == "/alive" ? null
            : shutdown.IsShuttingDown ? "The gateway is leaving."
            : !pool.All.Any(silo => silo.IsHealthy) ? "No silo answers."
            : !tenants.IsReady ? "The directory of tenants is not read yet."
            : null;
        context.Response.StatusCode = reason is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(reason ?? "Ready.", context.RequestAborted);
    }
}
