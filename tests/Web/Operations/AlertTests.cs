using Platform.Gateway.Contracts.Operations;
using Platform.Grains.EventSourcing;
using Platform.Web.Operations.Monitoring;

namespace Platform.Tests.Web.Operations;

/// <summary>What wakes an operator, and what may wait until the morning.</summary>
public class AlertTests
{
    static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(2, "Now")]
    [InlineData(3, "Soon")]
    public void ALostSiloIsUrgentUntilEnoughOthersServe(int others, string weight) => Assert.Equal(weight, Weigh(NodeKinds.Silo, others));

    [Fact]
    public void ALostGatewayIsUrgentWhateverSilosThereAre() => Assert.Equal("Now", Weigh(NodeKinds.Gateway, silos: 3));

    static string Weigh(string kind, int silos)
    {
        NodeStatus[] nodes =
        [
            .. Enumerable.Range(0, silos).Select(silo => LoadHistoryTests.Node($"silo-{silo}", NodeKinds.Silo, 1)),
            LoadHistoryTests.Node("gone", kind, 1) with { State = NodeStates.Lost },
        ];
        var seen = new ClusterSnapshot(Noon, nodes, null, CapacityAdvice.Of(Measurements.Of(nodes, [], 2), null), 2, Away: false);
        return Assert.Single(Alerts.Of(seen, Load.Of(nodes), [], letters: 0), concern => concern.Key is "lost").Weight.ToString();
    }
}
