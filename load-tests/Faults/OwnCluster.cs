using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Faults;

/// <summary>A cluster made for one fault, with what it stands on: that goes after it, the last made first.</summary>
sealed class OwnCluster(object hit, Stack<IAsyncDisposable> ground) : IAsyncDisposable
{
    ClusterOnPostgres? cluster;

    /// <summary>The cluster.</summary>
    public ClusterOnPostgres Cluster => cluster ?? throw new InvalidOperationException("It was not started.");

    /// <summary>What the fault is made with.</summary>
    public object Hit => hit;

    /// <summary>Starts one on a ground; where it does not start, the ground goes as well.</summary>
    public static async Task<OwnCluster> Start(Stage stage, ClusterPlan plan, object hit, CancellationToken cancellation, params IAsyncDisposable[] ground)
    {
        var own = new OwnCluster(hit, new(ground));
        try
        {
            own.cluster = await stage.Start(plan, cancellation);
            return own;
        }
        catch
        {
            await own.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (cluster is not null) await cluster.DisposeAsync();
        while (ground.TryPop(out var beneath)) await beneath.DisposeAsync();
    }
}
