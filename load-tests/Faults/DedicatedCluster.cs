using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Faults;

/// <summary>A cluster started for one fault, with the resources it depends on: those are disposed after it, the last created first.</summary>
sealed class DedicatedCluster(object fixture, Stack<IAsyncDisposable> resources) : IAsyncDisposable
{
    ClusterOnPostgres? cluster;

    public ClusterOnPostgres Cluster => cluster ?? throw new InvalidOperationException("It was not started.");

    /// <summary>What the fault is injected with, such as a proxy or a clock.</summary>
    public object Fixture => fixture;

    /// <summary>Starts one; if it does not start, its resources are disposed.</summary>
    public static async Task<DedicatedCluster> Start(FaultSuite suite, ClusterPlan plan, object fixture, CancellationToken cancellation, params IAsyncDisposable[] resources)
    {
        var dedicated = new DedicatedCluster(fixture, new(resources));
        try
        {
            dedicated.cluster = await suite.StartCluster(plan, cancellation);
            return dedicated;
        }
        catch
        {
            await dedicated.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (cluster is not null) await cluster.DisposeAsync();
        while (resources.TryPop(out var resource)) await resource.DisposeAsync();
    }
}
