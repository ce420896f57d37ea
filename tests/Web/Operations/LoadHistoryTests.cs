using Platform.Gateway.Contracts.Operations;
using Platform.Grains.EventSourcing;
using Platform.Web.Operations.Monitoring;

namespace Platform.Tests.Web.Operations;

/// <summary>What nodes say of themselves adds up to the load of the platform, and of each tenant.</summary>
public class LoadHistoryTests
{
    static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void ARequestIsCountedOnceAtTheEdge()
    {
        var load = Load.Of([Node("g1", NodeKinds.Gateway, 300, p99: 20), Node("g2", NodeKinds.Gateway, 100, p99: 60), Node("s1", NodeKinds.Silo, 400, p99: 9)]);
        Assert.Equal(400, load.PerSecond);
        Assert.Equal(60, load.P99Ms);
        Assert.Equal(1, load.SiloCores);
        Assert.Equal(7, load.Queue);
        Assert.Equal(400, Load.Of([Node("s1", NodeKinds.Silo, 400)]).PerSecond);
    }

    [Fact]
    public void ALostNodeCarriesNothing() =>
        Assert.Equal(0, Load.Of([Node("s1", NodeKinds.Silo, 400) with { State = NodeStates.Lost }]).PerSecond);

    [Fact]
    public void ATenantIsTheSumOfWhatEachGatewaySaysOfIt()
    {
        NodeStatus Says(string node, double perSecond, double p99) =>
            Node(node, NodeKinds.Gateway, perSecond) with { PerTenant = [new("saint-aubin", perSecond, p99, 2, 1)] };
        var tenant = Load.PerTenant([Says("g1", 10, 5), Says("g2", 20, 50)])["saint-aubin"];
        Assert.Equal((30, 50, 4, 2), (tenant.PerSecond, tenant.P99Ms, tenant.Queue, tenant.Shed));
    }

    [Fact]
    public void FifteenMinutesAreKeptAndNoMore()
    {
        var history = new LoadHistory();
        for (var second = 0; second < 3_600; second++)
            history.Add(Noon.AddSeconds(second), [Node("g", NodeKinds.Gateway, second % 15, p99: second) with
            {
                PerTenant = second < 1_800 ? [new("saint-aubin", 1, 1, 1, 0)] : [],
            }]);
        var spans = history.Read();
        Assert.Equal(60, spans.Count);
        Assert.Equal(Noon.AddMinutes(45), spans[0].From);
        Assert.All(spans, span => Assert.Equal(7, span.Load.PerSecond, 6));
        Assert.Equal(3_599, spans[^1].Load.P99Ms);
        Assert.Empty(history.Read("saint-aubin"));
        Assert.Equal(default, history.Quarter("saint-aubin"));
    }

    [Fact]
    public void APauseLeavesAGapAndNotAnOldFigure()
    {
        var history = new LoadHistory();
        history.Add(Noon, [Node("g", NodeKinds.Gateway, 5)]);
        history.Add(Noon.AddHours(1), [Node("g", NodeKinds.Gateway, 9)]);
        Assert.Equal(9, Assert.Single(history.Read()).Load.PerSecond);
    }

    internal static NodeStatus Node(string name, string kind, double perSecond, double p99 = 10) =>
        new(name, kind, NodeStates.Serving, Noon, Noon.AddHours(-1), "1.0")
        {
            PerSecond = perSecond, ContactsPerSecond = perSecond, P50Ms = p99 / 2, P99Ms = p99, Cpu = 1, MailboxDepth = 4, JournalQueue = 3,
        };
}
