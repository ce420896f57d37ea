using System.Diagnostics;
using Orleans.Runtime;

namespace Platform.Tests.Cluster;

/// <summary>How long a silo may act, by its own clock.</summary>
public sealed class LeaseTests
{
    [Fact]
    public void ItCountsFromBeforeTheRenewalWasSent()
    {
        using var lease = new Lease(TimeSpan.FromSeconds(10), () => { });
        Assert.False(lease.Holds);
        lease.Renew(Stopwatch.GetTimestamp());
        Assert.True(lease.Holds);
        lease.Renew(Stopwatch.GetTimestamp() - 11 * Stopwatch.Frequency);
        Assert.False(lease.Holds);
    }

    [Fact]
    public async Task ItSaysWhenItHasRunOut()
    {
        var ended = new TaskCompletionSource();
        using var lease = new Lease(TimeSpan.FromMilliseconds(50), () => ended.TrySetResult());
        lease.Renew(Stopwatch.GetTimestamp());
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.False(lease.Holds);
    }

    [Fact]
    public void ItEndsWhenItIsSaid()
    {
        using var lease = new Lease(TimeSpan.FromSeconds(10), () => { });
        lease.Renew(Stopwatch.GetTimestamp());
        lease.End();
        Assert.False(lease.Holds);
    }
}
