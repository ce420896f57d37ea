using Platform.Gateway.Contracts.Operations;
using Platform.Grains.EventSourcing;
using static Platform.Tests.Storage.Contract.Appends;

namespace Platform.Tests.Storage.Contract;

public abstract partial class JournalContract
{
    [Fact]
    public async Task TheBoardShowsTheLastWordOfEachNode()
    {
        var (one, other) = (Guid.NewGuid().ToString("N"), Guid.NewGuid().ToString("N"));
        await House.Statuses.Report(Figures(one) with { PerSecond = 1 });
        await House.Statuses.Report(Figures(other) with { Hottest = [new("citizen", "t-1/0190", 12.5)], PerTenant = [new("t-1", 3, 1.5, 2, 0)] });
        await House.Statuses.Report(Figures(one) with { PerSecond = 2, FollowerLag = new Dictionary<string, double> { ["histories"] = 0.25 } });

        var all = (await House.Statuses.All()).ToDictionary(node => node.Node);
        Assert.Equal((2, NodeStates.Serving, 0.25), (all[one].PerSecond, all[one].State, all[one].FollowerLag["histories"]));
        Assert.Equal(new HotGrain("citizen", "t-1/0190", 12.5), Assert.Single(all[other].Hottest));
        Assert.Equal("t-1", Assert.Single(all[other].PerTenant).Tenant);
        // A node's own clock may be years away.
        Assert.True(all[one].At > Noon);
    }

    static NodeStatus Figures(string node) => new(node, NodeKinds.Silo, NodeStates.Serving, DateTimeOffset.UnixEpoch, Noon, "1.0");
}
