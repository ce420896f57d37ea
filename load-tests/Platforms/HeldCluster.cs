using Platform.LoadTests.Environments;

namespace Platform.LoadTests.Platforms;

/// <summary>Clusters whose silos each get the same share of one core. They begin without: a program that compiles itself takes what it needs.</summary>
/// <param name="percent">Of one core; 0: no limit.</param>
sealed class HeldCluster(int percent) : IAsyncDisposable
{
    readonly List<ControlGroup> groups = [];

    /// <summary>Starts one. It is to be stopped before this.</summary>
    public Task<ClusterOnPostgres> Start(ClusterPlan plan, CancellationToken cancellation) =>
        ClusterOnPostgres.Start(percent == 0 ? plan : plan with { SiloHousing = _ => Plain(Make()) }, cancellation);

    /// <summary>From now on each is held to its share.</summary>
    public void Hold()
    {
        foreach (var group in groups) group.Hold(percent / 100.0);
    }

    /// <summary>What is not measured any more takes what it needs: histories are read back.</summary>
    public void Release()
    {
        foreach (var group in groups) group.Release();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var group in groups) await group.DisposeAsync();
    }

    static Housing Plain(ControlGroup group) => Housing.Plain with { Before = group.Before };

    ControlGroup Make()
    {
        var group = ControlGroup.OfProcessor();
        lock (groups) groups.Add(group);
        return group;
    }
}
