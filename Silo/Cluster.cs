using Orleans.Configuration;
using Orleans.Hosting;
using Platform.Silos;
using Platform.Tenants;

namespace Platform.Hosting;

/// <summary>The only file that knows how grains are hosted. It compiles against Grains.Runtime and, with <c>-p:GrainRuntime=Orleans</c>,
/// against Microsoft Orleans: docs/decisions/0001.</summary>
static class Cluster
{
    /// <summary>Hosts the grains in this process. Settings: <c>Cluster:SiloPort</c>, <c>Cluster:GatewayPort</c>.</summary>
    public static void AddCluster(this WebApplicationBuilder builder) => builder.UseOrleans(silo =>
    {
        silo.Services.AddSingleton<ISiloRegister, LoneRegister>();
        silo.UseLocalhostClustering(
            siloPort: silo.Configuration.GetValue("Cluster:SiloPort", 11111), gatewayPort: silo.Configuration.GetValue("Cluster:GatewayPort", 30000),
            primarySiloEndpoint: null, serviceId: "platform", clusterId: silo.Configuration.GetValue("Cluster:Id", "platform"));
        silo.AddIncomingGrainCallFilter<TenantBoundary>();
        silo.Configure<GrainCollectionOptions>(collection => collection.CollectionAge = TimeSpan.FromMinutes(15));
        // Less than the patience of the gateway: a caller hears 503 and Retry-After, never a cut line.
        silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(10));
        silo.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(10));
    });
}
