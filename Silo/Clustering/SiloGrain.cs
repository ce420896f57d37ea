using Orleans.Runtime.Placement;
using Platform.Grains.Tenancy;

namespace Platform.Silo.Clustering;

/// <summary>One silo of the cluster, reached from any other: the grain lives in the silo that its key names.</summary>
[Alias("silo")]
public interface ISiloGrain : IGrainWithStringKey
{
    /// <summary>The silo finishes what it does and leaves, as on SIGTERM. Repeating changes nothing.</summary>
    [Alias("drain")] Task Drain();
}

/// <inheritdoc cref="ISiloGrain"/>
[GrainType("silo")]
sealed class SiloGrain(ILocalSiloDetails local, IHostApplicationLifetime lifetime) : Grain, ISiloGrain, IClusterGrain
{
    /// <inheritdoc/>
    public Task Drain()
    {
        if (this.GetPrimaryKeyString() != local.SiloAddress.ToParsableString())
        {
            DeactivateOnIdle();
            throw new SiloUnavailableException($"The silo {this.GetPrimaryKeyString()} is not in the cluster any more.");
        }
        lifetime.StopApplication();
        return Task.CompletedTask;
    }
}

/// <summary>Calls to a named silo.</summary>
static class SiloGrains
{
    /// <summary>Calls the grain of a silo; it is activated there.</summary>
    public static async Task CallSilo(this IGrainFactory grains, SiloAddress silo, Func<ISiloGrain, Task> call)
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
        try
        {
            await call(grains.GetGrain<ISiloGrain>(silo.ToParsableString()));
        }
        finally
        {
            RequestContext.Remove(IPlacementDirector.PlacementHintKey);
        }
    }
}
