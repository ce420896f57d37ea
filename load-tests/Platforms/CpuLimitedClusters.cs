using Platform.LoadTests.Environments;

namespace Platform.LoadTests.Platforms;

/// <summary>Clusters whose silos are each limited to the same share of one core. They start without a limit: JIT compilation needs more than it.</summary>
/// <param name="percent">Of one core; 0: no limit.</param>
sealed class CpuLimitedClusters(int percent) : IAsyncDisposable
{
    readonly List<ControlGroup> groups = [];

    /// <summary>Starts one. Dispose it before this instance.</summary>
    public Task<ClusterOnPostgres> Start(ClusterPlan plan, CancellationToken cancellation) =>
        ClusterOnPostgres.Start(percent == 0 ? plan : plan with { SiloEnvironment = _ => EnvironmentIn(CreateGroup()) }, cancellation);

    /// <summary>Limits each silo to its share from now on.</summary>
    public void ApplyLimit()
    {
        foreach (var group in groups) group.LimitCpu(percent / 100.0);
    }

    /// <summary>Removes the limits: what follows, such as reading histories back, is not measured.</summary>
    public void RemoveLimit()
    {
        foreach (var group in groups) group.RemoveCpuLimit();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var group in groups) await group.DisposeAsync();
    }

    static ProcessEnvironment EnvironmentIn(ControlGroup group) => ProcessEnvironment.Default with { CommandPrefix = group.CommandPrefix };

    ControlGroup CreateGroup()
    {
        var group = ControlGroup.ForCpu();
        lock (groups) groups.Add(group);
        return group;
    }
}
