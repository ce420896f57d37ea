using System.Diagnostics;
using System.Diagnostics.Metrics;
using Platform.Gateway.Contracts.Operations;
using Platform.Grains.Interfaces.Tenants;
using Platform.Web.Access;

namespace Platform.Web.Telemetry;

/// <summary>The outermost part: counts every request of a tenant, with how it ended and how long it took.</summary>
sealed class Measuring(RequestDelegate next, RequestTallies tallies, IMeterFactory meters)
{
    readonly Histogram<double> _seconds = meters.Create(RequestTallies.MeterName)
        .CreateHistogram<double>("platform.request.seconds", "s", "How long requests took in this silo.");

    public async Task Invoke(HttpContext context)
    {
        var since = Stopwatch.GetTimestamp();
        var span = TraceSources.Begin(TraceSources.Silo, "silo", ActivityKind.Server, context.Request.Headers[TraceSources.Header]);
        if (span?.Id is { } id)
            RequestContext.Set(TraceSources.Header, id);
        var owed = IsOwed(context.Request);
        if (owed)
            tallies.Began();
        try
        {
            await next(context);
        }
        finally
        {
            if (owed)
                tallies.Ended();
            if (span is not null)
                End(span, context);
            // What concerns no tenant are the questions of gateways and watchers, which may wait for long; and a live stream ends when its reader leaves.
            if (context.Features.Get<TenantView>() is { } tenant && context.Response.ContentType is not "text/event-stream")
            {
                var ticks = Stopwatch.GetTimestamp() - since;
                tallies.Answered(tenant.Id, context.Response.StatusCode, ticks);
                _seconds.Record((double)ticks / Stopwatch.Frequency);
            }
        }
    }

    // A gateway that waits for news and a live page that stays open wait for the world, not for this silo.
    static bool IsOwed(HttpRequest request) =>
        !request.Path.StartsWithSegments("/edge", StringComparison.Ordinal)
        && !request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.Ordinal);

    // The pattern of the route, never the address: a tracking code may stand in it.
    static void End(Activity span, HttpContext context)
    {
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        span.DisplayName = route is null ? "silo" : $"silo {route}";
        span.SetTag("http.route", route);
        span.End(context.Features.Get<TenantView>()?.Id.Value, context.Response.StatusCode);
    }
}

/// <summary>Where <c>/metrics</c> is answered.</summary>
static class MetricsApi
{
    public static void MapMetrics(this IEndpointRouteBuilder app) =>
        app.MapGet(MetricsPage.Path, Tell).Requires(Permission.Unsigned).ExcludeFromDescription();

    static IResult Tell(HttpContext context, MetricsPage page, IConfiguration configuration) =>
        MetricsAccess.Allows(
            context.Connection.RemoteIpAddress, context.Request.Headers.ContainsKey("X-Forwarded-For") || context.Request.Headers.ContainsKey("Forwarded"),
            context.Request.Headers.Authorization, configuration[MetricsAccess.Setting])
            ? TypedResults.Text(page.Write(), MetricsPage.ContentType)
            : TypedResults.NotFound();
}
