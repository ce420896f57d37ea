using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Platform.Gateway.Contracts.Operations;

namespace Platform.Gateway.Telemetry;

/// <summary>Exports the spans of this gateway by OTLP, as OpenTelemetry's own variables configure it; without an endpoint no span is created.</summary>
static class Tracing
{
    /// <summary>Settings: <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and the other variables of OpenTelemetry.</summary>
    public static void AddTracing(this IServiceCollection services, IConfiguration configuration)
    {
        if (string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] ?? configuration["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"]))
            return;
        services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(inner => inner.AddSingleton(configuration))
            .ConfigureResource(resource => resource.AddService("platform-gateway", serviceInstanceId: Environment.MachineName))
            .AddSource(TraceSources.Gateway.Name).AddOtlpExporter().Build()!);
        services.AddHostedService<TracerLifetime>();
    }

    // Creates the provider when the host starts, and flushes it when the host stops.
    sealed class TracerLifetime(TracerProvider provider) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            provider.ForceFlush(2_000);
            return Task.CompletedTask;
        }
    }
}
