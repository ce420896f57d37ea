using Orleans.BroadcastChannel;
using Orleans.Runtime.Placement;
using Platform.Grains.Interfaces.Operations;
using Platform.Grains.Interfaces.Tenants;
using Platform.Grains.Tenancy;
using Platform.Web.GatewayFeeds;

namespace Platform.Silo.Clustering;

/// <summary>One silo of the cluster, reached from any other: the grain lives in the silo that its key names.</summary>
[Alias("silo")]
public interface ISiloGrain : IGrainWithStringKey
{
    /// <summary>The silo finishes what it does and leaves, as on SIGTERM. Repeating changes nothing.</summary>
    [Alias("drain")] Task Drain();

    /// <summary>Declares a silo dead that has lost the database, where this one has had it all the time. Repeating changes nothing.</summary>
    /// <param name="silo">Which, as <see cref="SiloAddress.ToParsableString"/> writes it.</param>
    /// <returns>False where this silo has not got the database either, or has only just got it back.</returns>
    [Alias("take-over")] Task<bool> TakeOver(string silo);
}

/// <inheritdoc cref="ISiloGrain"/>
[GrainType("silo"), ImplicitChannelSubscription(SiloNotices.Channel)]
sealed class SiloGrain(ILocalSiloDetails local, IHostApplicationLifetime lifetime, DatabaseLossMonitor database, IClusterMembershipService membership,
    ITenantCache tenants, RevokedSessions sessions) : Grain, ISiloGrain, IClusterGrain, IOnBroadcastChannelSubscribed
{
    /// <inheritdoc/>
    public Task Drain()
    {
        CheckPlacement();
        lifetime.StopApplication();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<bool> TakeOver(string silo)
    {
        CheckPlacement();
        return await database.HasDatabase() && await membership.TryKill(SiloAddress.FromParsableString(silo));
    }

    /// <inheritdoc/>
    public Task OnSubscribed(IBroadcastChannelSubscription streamSubscription) =>
        streamSubscription.Attach<SiloNotice>(Read, static _ => Task.CompletedTask);

    // Where the database is away, each reads again by itself.
    Task Read(SiloNotice notice) => notice switch
    {
        SiloNotice.TenantChanged => tenants.Refresh(),
        SiloNotice.SessionRevoked => sessions.Refresh(CancellationToken.None),
        _ => Task.CompletedTask,
    };

    void CheckPlacement()
    {
        if (this.GetPrimaryKeyString() == local.SiloAddress.ToParsableString())
            return;
        DeactivateOnIdle();
        throw new SiloUnavailableException($"The silo {this.GetPrimaryKeyString()} is not in the cluster any more.");
    }
}

/// <summary>Calls to a named silo.</summary>
static class SiloGrains
{
    /// <summary>Calls the grain of a silo; it is activated there.</summary>
    public static Task CallSilo(this IGrainFactory grains, SiloAddress silo, Func<ISiloGrain, Task> call) =>
        grains.CallSilo(silo, async target =>
        {
            await call(target);
            return true;
        });

    /// <inheritdoc cref="CallSilo(IGrainFactory, SiloAddress, Func{ISiloGrain, Task})"/>
    public static async Task<T> CallSilo<T>(this IGrainFactory grains, SiloAddress silo, Func<ISiloGrain, Task<T>> call)
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
        try
        {
            return await call(grains.GetGrain<ISiloGrain>(silo.ToParsableString()));
        }
        finally
        {
            RequestContext.Remove(IPlacementDirector.PlacementHintKey);
        }
    }
}
