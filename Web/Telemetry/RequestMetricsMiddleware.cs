using System.Diagnostics;
using System.Diagnostics.Metrics;
using Platform.Gateway.Contracts.Telemetry;
using Platform.Grains.Interfaces.Tenants;

namespace Platform.Web.Telemetry;

/// <summary>The outermost part: counts every request of a tenant, with how it ended and how long it took.</summary>
sealed class RequestMetricsMiddleware(RequestDelegate next, RequestCounters tallies, IMeterFactory meters)
{
    // From a quarter of a millisecond to ten seconds.
    static readonly double[] Bounds =
        [0.00025, 0.0005, 0.001, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];

    readonly Histogram<double> _seconds = meters.Create(RequestCounters.MeterName)
        .CreateHistogram("platform.request.seconds", "s", "How long requests took in this silo.", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Bounds });

    public async Task Invoke(HttpContext context)
    {
        var since = Stopwatch.GetTimestamp();
        // ASP.NET Core's span of this request, where traces are exported.
        var span = Activity.Current;
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
            span?.SetTag("platform.tenant", context.Features.Get<TenantView>()?.Id.Value);
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
}
