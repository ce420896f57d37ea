using Orleans.BroadcastChannel;
using Orleans.Runtime.Placement;
using Platform.Grains.Interfaces.Operations;

namespace Platform.Silo.Clustering;

/// <summary>Notices by a broadcast channel of Orleans.</summary>
/// <remarks>A channel delivers to one grain for each of its keys, so there is a key for each silo, whose <see cref="ISiloGrain"/> subscribes.</remarks>
sealed class SiloNotices(IClusterClient cluster, IClusterMembershipService membership) : ISiloNotices
{
    /// <summary>The name of the channel provider, and the namespace of its channels.</summary>
    public const string Channel = "silos";

    public void Publish(SiloNotice notice)
    {
        var channels = cluster.GetBroadcastChannelProvider(Channel);
        foreach (var silo in membership.CurrentSnapshot.Members.Values.Where(static silo => silo.Status is SiloStatus.Active))
        {
            RequestContext.Set(IPlacementDirector.PlacementHintKey, silo.SiloAddress);
            channels.GetChannelWriter<SiloNotice>(ChannelId.Create(Channel, silo.SiloAddress.ToParsableString())).Publish(notice).Ignore();
            RequestContext.Remove(IPlacementDirector.PlacementHintKey);
        }
    }
}
