using System.Net;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Platform.Gateway.Configuration;
using Platform.Gateway.Tenants;

namespace Platform.Gateway.Lifetime;

/// <summary>Serves <c>/alive</c> (liveness) and <c>/health</c> (readiness): to this machine, and under the gateway's own hosts.</summary>
/// <remarks>As middleware and not by MapHealthChecks: endpoint routing would run for every request, and the gateway has no other route.</remarks>
static class HealthEndpoints
{
    public static void UseHealthEndpoints(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<GatewaySettings>();
        app.MapWhen(context => IsProbe(context, settings), probes => probes
            .UseHealthChecks("/alive", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = Write })
            .UseHealthChecks("/health", new HealthCheckOptions { ResponseWriter = Write }));
    }

    static bool IsProbe(HttpContext context, GatewaySettings settings) =>
        context.Request.Path.Value is "/alive" or "/health"
        && (context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
            || HostName.TryRead(HostName.HeaderOf(context.Request), out var host) && settings.Hosts.Contains(host.ToString(), StringComparer.OrdinalIgnoreCase));

    static Task Write(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(report.Entries.Values.FirstOrDefault().Description ?? "Ready.", context.RequestAborted);
    }
}
