using Npgsql;
using Platform.Gateway.Contracts.Telemetry;
using Platform.Silo.Clustering;
using Platform.Web.Telemetry;

namespace Platform.Silo.Monitoring;

/// <summary>What a silo says of itself.</summary>
static class MonitoringComposition
{
    public static void AddSignals(this WebApplicationBuilder builder)
    {
        builder.AddTelemetry(
            new("platform-silo", SiloIdentity.Name(builder.Configuration), TraceSources.Silo, [RequestCounters.MeterName, "Platform.Grains", "Platform.Operations"]),
            tracing => tracing.AddNpgsql());
        builder.UseOrleans(static silo => silo.AddGrainDashboard());
        builder.Services.AddSingleton<IIncomingGrainCallFilter, GrainCallObserver>();
        builder.Services.AddSingleton<HotGrains>().AddSingleton<SiloStatusSampler>().AddSingleton<SiloMeters>();
        builder.Services.AddHostedService<NodeStatusReporter>();
    }
}
