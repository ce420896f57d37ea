using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Platform.Gateway.Contracts.Operations;
using Platform.Silo.Clustering;

namespace Platform.Silo.Monitoring;

/// <summary>Sends the spans of this silo to a collector, as OpenTelemetry's own variables say; where they name none, no span is ever made.</summary>
static class Tracing
{
    /// <summary>Settings: <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and the other variables of OpenTelemetry.</summary>
    public static void AddTracing(this IServiceCollection services, IConfiguration configuration)
    {
        if (string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] ?? configuration["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"]))
            return;
        services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(inner => inner.AddSingleton(configuration))
            .ConfigureResource(resource => resource.AddService("platform-silo", serviceInstanceId: SiloIdentity.Name(configuration)))
            .AddSource(TraceSources.Silo.Name).AddOtlpExporter().Build()!);
        services.AddHostedService<Exporting>();
    }

    // Makes the exporter when the host starts; the container ends it, and with it what still waits is sent.
    sealed class Exporting(TracerProvider exporter) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            exporter.ForceFlush(2_000);
            return Task.CompletedTask;
        }
    }
}
