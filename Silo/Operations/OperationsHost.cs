using Npgsql;
using Platform.Gateway.Contracts.Operations;
using Platform.Gateway.Contracts.Telemetry;
using Platform.Silo.Clustering;

namespace Platform.Silo.Operations;

/// <summary>What a silo says of itself.</summary>
static class OperationsHost
{
    public static void AddSignals(this WebApplicationBuilder builder)
    {
        builder.AddTelemetry(
            new("platform-silo", SiloIdentity.Name(builder.Configuration), TraceSources.Silo, [SiloMeters.Name, "Platform.Grains", "Platform.Operations"]),
            tracing => tracing.AddNpgsql());
        builder.Services.AddSingleton<RequestTallies>().AddSingleton<HotGrains>().AddSingleton<SiloFigures>().AddSingleton<SiloMeters>();
        builder.Services.AddHostedService<NodeStatusReporter>();
    }
}
