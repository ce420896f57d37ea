using System.Diagnostics.Metrics;
using Platform.Gateway.Contracts.Operations;

namespace Platform.Silo.Operations;

/// <summary>What a silo says of itself.</summary>
static class OperationsHost
{
    /// <summary>Settings: <c>Metrics:Token</c>.</summary>
    public static void AddSignals(this IServiceCollection services)
    {
        services.AddMetrics();
        services.AddSingleton<RequestTallies>().AddSingleton<HotGrains>().AddSingleton<SiloFigures>().AddSingleton<SiloMeters>();
        services.AddSingleton(all => new MetricsPage(all.GetRequiredService<IMeterFactory>(), "System.Runtime", "Platform.Grains"));
        services.AddHostedService<NodeStatusReporter>();
    }
}
