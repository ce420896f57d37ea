using System.Diagnostics.Metrics;
using Platform.Gateway.Contracts.Operations;
using Platform.Web.Telemetry;

namespace Platform.Silo.Monitoring;

/// <summary>What a silo says of itself.</summary>
static class OperationsHost
{
    /// <summary>Settings: <c>Metrics:Token</c>.</summary>
    public static void AddSignals(this IServiceCollection services)
    {
        services.AddMetrics();
        services.AddSingleton<IIncomingGrainCallFilter, GrainCallObserver>();
        services.AddSingleton<RequestTallies>().AddSingleton<HotGrains>().AddSingleton<SiloFigures>().AddSingleton<SiloMeters>();
        services.AddSingleton(all => new MetricsPage(all.GetRequiredService<IMeterFactory>(), "System.Runtime", "Platform.Grains"));
        services.AddHostedService<NodeStatusReporter>();
    }
}
