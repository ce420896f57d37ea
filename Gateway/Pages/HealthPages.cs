using System.Net;
using Platform.Gateway.Silos;
using Platform.Gateway.Tenants;

namespace Platform.Gateway.Pages;

/// <summary>Whether this gateway lives (<c>/alive</c>) and can serve (<c>/health</c>): for the machine it runs on, and on its own hosts.</summary>
sealed class HealthPages(TenantTable tenants, SiloPool pool, GracefulShutdown leaving, GatewaySettings settings)
{
    public bool Serves(HttpContext context) =>
        context.Request.Path.Value is "/alive" or "/health"
        && (context.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from)
            || settings.Hosts.Contains(context.Request.Host.Host, StringComparer.OrdinalIgnoreCase));

    public Task Answer(HttpContext context)
    {
        var reason = context.Request.Path.Value == "/alive" ? null
            : leaving.IsShuttingDown ? "The gateway is leaving."
            : !pool.All.Any(silo => silo.IsHealthy) ? "No silo answers."
            : !tenants.IsReady ? "The directory of tenants is not read yet."
            : null;
        context.Response.StatusCode = reason is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(reason ?? "Ready.", context.RequestAborted);
    }
}
