using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Platform.Gateway.Contracts.Telemetry;

/// <summary>Serves the metrics of a node to Prometheus, and only to those whom <see cref="MetricsAccess"/> allows: for others there is nothing.</summary>
public static class MetricsEndpoint
{
    /// <summary>Where it is read.</summary>
    public const string Path = "/metrics";

    /// <summary>Serves it as a route.</summary>
    public static IEndpointConventionBuilder MapMetrics(this IEndpointRouteBuilder app)
    {
        var token = app.ServiceProvider.GetRequiredService<IConfiguration>()[MetricsAccess.Setting];
        var endpoint = app.MapPrometheusScrapingEndpoint(Path);
        endpoint.Add(route =>
        {
            var scrape = route.RequestDelegate!;
            route.RequestDelegate = context =>
            {
                if (MetricsAccess.Allows(context, token))
                    return scrape(context);
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            };
        });
        return endpoint;
    }

    /// <summary>Serves it as middleware, for a host without endpoint routing; other requests pass on.</summary>
    /// <param name="app">Of the host.</param>
    /// <param name="here">Whether it is served under the host of a request.</param>
    public static void UseMetrics(this WebApplication app, Func<HttpContext, bool> here)
    {
        var token = app.Configuration[MetricsAccess.Setting];
        app.UseOpenTelemetryPrometheusScrapingEndpoint(context => context.Request.Path == Path && here(context) && MetricsAccess.Allows(context, token));
    }
}
