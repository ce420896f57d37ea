using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.TestingHost;

namespace Platform.Tests.Runtime;

static class Silos
{
    public static string NewKey() => Guid.NewGuid().ToString("N");

    // One silo, called from inside: no message is written.
    public static async Task<(InProcessTestCluster Cluster, IGrainFactory Grains)> One(Action<ISiloBuilder>? configure = null, TimeProvider? clock = null)
    {
        var cluster = await Many(1, configure, clock);
        return (cluster, cluster.GetSiloServiceProvider().GetRequiredService<IGrainFactory>());
    }

    public static async Task<InProcessTestCluster> Many(short count, Action<ISiloBuilder>? configure = null, TimeProvider? clock = null)
    {
        var builder = new InProcessTestClusterBuilder(count);
        builder.ConfigureSilo((_, silo) =>
        {
            if (clock is not null)
                silo.Services.AddSingleton(clock);
            configure?.Invoke(silo);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return cluster;
    }

    // Waits for a fact, never for time.
    public static async Task Until(Func<bool> fact)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (!fact())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromSeconds(10), "It did not come true within ten seconds.");
            await Task.Yield();
        }
    }
}
