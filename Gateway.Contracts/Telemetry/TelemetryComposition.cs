using System.Collections.Frozen;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Platform.Gateway.Contracts.Telemetry;

/// <summary>OpenTelemetry of a node: metrics for Prometheus always, spans by OTLP where a collector is configured; without one no span is created.</summary>
/// <remarks>Gateway and silo may be two hosts of one process: each exports its own spans and meters, told apart by <see cref="NodeTelemetry.Source"/>
/// and by the <see cref="IMeterFactory"/> of the host. The meter of the runtime is exported by both.</remarks>
public static class TelemetryComposition
{
    /// <summary>The setting that adds ASP.NET Core's and the HTTP client's own metrics to those of the platform.</summary>
    public const string HttpSetting = "Metrics:Http";

    // More would be dropped: a tenant is a label, and a platform has thousands.
    const int MostTenantSeries = 20_000;

    static readonly FrozenSet<string> OfTenants = FrozenSet.Create(
        StringComparer.Ordinal, "platform.requests", "platform.tenant.p99.seconds", "platform.gateway.requests");

    // Measured several times in each request, and told by others: platform.requests.underway, http.server.request.duration.
    static readonly FrozenSet<string> Dropped = FrozenSet.Create(
        StringComparer.Ordinal, "http.server.active_requests", "http.client.active_requests", "http.client.request.time_in_queue",
        "aspnetcore.routing.match_attempts", "aspnetcore.memory_pool.pooled", "aspnetcore.memory_pool.allocated", "aspnetcore.memory_pool.evicted",
        "aspnetcore.memory_pool.rented", "kestrel.queued_requests");

    /// <summary>Settings: <c>Metrics:Token</c>, <c>Metrics:Http</c>, <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and the other variables of OpenTelemetry.</summary>
    /// <param name="builder">Of the host.</param>
    /// <param name="node">What the host is.</param>
    /// <param name="tracing">Instrumentation that only this host has.</param>
    /// <param name="metrics">Instrumentation that only this host has, where <c>Metrics:Http</c> is true.</param>
    public static void AddTelemetry(
        this WebApplicationBuilder builder, NodeTelemetry node, Action<TracerProviderBuilder> tracing, Action<MeterProviderBuilder>? metrics = null)
    {
        // ASP.NET Core creates the span of a request from the ActivitySource of its host.
        var telemetry = builder.Services.AddSingleton(node.Source).AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(node.Service, serviceInstanceId: node.Instance))
            .WithMetrics(meters =>
            {
                AddMetrics(meters, node);
                // Measured at 128 callers: a quarter of the requests that a node could answer (docs/measurements/runtime.md).
                if (!builder.Configuration.GetValue(HttpSetting, false))
                    return;
                meters.AddAspNetCoreInstrumentation();
                metrics?.Invoke(meters);
            });
        if (!string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] ?? builder.Configuration["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"]))
            telemetry.WithTracing(spans =>
            {
                tracing(spans);
                spans.AddRequestSpans(node.Source).AddOtlpExporter();
            });
    }

    /// <summary>The spans of requests and of what they lead to, redacted. Exporters come after it.</summary>
    /// <param name="spans">Of a host.</param>
    /// <param name="source">Of the host's requests.</param>
    public static TracerProviderBuilder AddRequestSpans(this TracerProviderBuilder spans, ActivitySource source)
    {
        // Otherwise the instrumentation reads traceparent and baggage by itself, also where the host trusts none.
        Sdk.SetDefaultTextMapPropagator(new TraceContextPropagator());
        return spans.AddSource(source.Name).AddAspNetCoreInstrumentation(requests => requests.Filter = IsOfAPerson).AddProcessor(new SpanRedaction());
    }

    // What gateways and supervisors ask, several times a second.
    static bool IsOfAPerson(HttpContext context) =>
        context.Request.Path is var path && path.Value is not ("/alive" or "/health" or MetricsEndpoint.Path) && !path.StartsWithSegments("/edge", StringComparison.Ordinal);

    static void AddMetrics(MeterProviderBuilder meters, NodeTelemetry node)
    {
        meters.AddMeter([.. node.Meters]).AddRuntimeInstrumentation().AddPrometheusExporter(page =>
        {
            // Labels of every series that say nothing: a node has one meter of each name.
            (page.ScopeInfoEnabled, page.TargetInfoEnabled) = (false, false);
            page.ScrapeResponseCacheDurationMilliseconds = 0;
        });
        ((IDeferredMeterProviderBuilder)meters).Configure((services, own) =>
        {
            var host = services.GetRequiredService<IMeterFactory>();
            own.AddView(instrument =>
                !IsOurs(instrument.Meter, host, node) || Dropped.Contains(instrument.Name) ? MetricStreamConfiguration.Drop
                : OfTenants.Contains(instrument.Name) ? new() { CardinalityLimit = MostTenantSeries }
                : null);
        });
    }

    // A meter without a factory is of the whole process: another host's HTTP client, which may call addresses that people gave, is measured there too.
    static bool IsOurs(Meter meter, IMeterFactory host, NodeTelemetry node) =>
        meter.Scope is null ? meter.Name == "System.Runtime" || node.Meters.Contains(meter.Name) : ReferenceEquals(meter.Scope, host);
}

/// <summary>What a host is called in its signals, and which are its own.</summary>
/// <param name="Service">OpenTelemetry's <c>service.name</c>.</param>
/// <param name="Instance">OpenTelemetry's <c>service.instance.id</c>.</param>
/// <param name="Source">The spans of its requests begin here.</param>
/// <param name="Meters">The names of its meters.</param>
public sealed record NodeTelemetry(string Service, string Instance, ActivitySource Source, IReadOnlyList<string> Meters);
