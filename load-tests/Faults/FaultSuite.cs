using Platform.LoadTests.Load.Callers;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Faults;

/// <summary>What the faults share: the options, and one cluster for all that leave it working.</summary>
sealed class FaultSuite(FaultSuiteOptions options, TextWriter progress) : IAsyncDisposable
{
    /// <summary>Three silos: two cannot vote out a third. Two gateways: one may be down.</summary>
    public static ClusterPlan DefaultPlan { get; } = new(Silos: 3, Gateways: 2);

    /// <summary>How long callers wait for their first answers.</summary>
    public static TimeSpan FirstAnswerTimeout { get; } = TimeSpan.FromSeconds(60);

    ClusterOnPostgres? sharedCluster;
    int peopleUsed;

    /// <summary>Gets progress lines.</summary>
    public TextWriter Progress => progress;

    /// <summary>How often each fault is injected.</summary>
    public int Times { get; } = options.Times;

    /// <summary>How many callers there are.</summary>
    public int People { get; } = options.People / DemoTenant.All.Count * DemoTenant.All.Count;

    /// <summary>How long a frozen silo stays frozen.</summary>
    public TimeSpan FreezeTime { get; } = options.FreezeTime;

    /// <summary>How long a cluster serves after its start before a fault is injected.</summary>
    public TimeSpan SettleTime { get; } = options.SettleTime;

    /// <summary>Draws targets and times.</summary>
    public Random Random { get; } = new(options.Seed);

    /// <summary>The first number of callers who never contacted: their whole histories are checked.</summary>
    public int NextFirstPerson() => peopleUsed += People;

    /// <summary>The cluster of the faults that need no dedicated one.</summary>
    public async Task<ClusterOnPostgres> SharedCluster(CancellationToken cancellation) => 
        sharedCluster ??= await StartCluster(JournalWriteAudit.Prepare(DefaultPlan), cancellation);

    /// <summary>Starts a cluster, and warms it up with callers.</summary>
    /// <exception cref="TimeoutException">It does not answer every caller.</exception>
    public async Task<ClusterOnPostgres> StartCluster(ClusterPlan plan, CancellationToken cancellation)
    {
        await progress.WriteLineAsync($"  starting PostgreSQL, {plan.Silos} silos, {plan.Gateways} gateways");
        var cluster = await ClusterOnPostgres.Start(plan, cancellation);
        try
        {
            var callers = await CallerPool.Start(cluster.Addresses, "settle", new(NextFirstPerson(), People), FirstAnswerTimeout, cancellation);
            await Task.Delay(SettleTime, cancellation);
            await callers.Stop();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the shared cluster: it takes processors that the next fault needs, or does not work any more.</summary>
    public async Task DisposeSharedCluster()
    {
        if (sharedCluster is not null) await sharedCluster.DisposeAsync();
        sharedCluster = null;
    }

    public async ValueTask DisposeAsync() => await DisposeSharedCluster();
}

/// <summary>The options of <c>faults</c>.</summary>
/// <param name="Times">How often each fault is injected.</param>
/// <param name="People">How many callers, rounded down to the same number in each tenant.</param>
/// <param name="FreezeTime">How long a frozen silo stays frozen.</param>
/// <param name="SettleTime">How long a cluster serves after its start before a fault is injected.</param>
/// <param name="Seed">Seeds the choice of targets and times.</param>
sealed record FaultSuiteOptions(int Times, int People, TimeSpan FreezeTime, TimeSpan SettleTime, int Seed);
