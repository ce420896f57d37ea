using System.Text.Json;
using Platform.Gateway.Contracts.Operations;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Operations;

namespace Platform.Web.Operations.Monitoring;

/// <summary>The latest status of every node, for the operator's console and for autoscaling.</summary>
sealed class NodeStatusBoard(INodeStatusStore store)
{
    /// <summary>A node that was silent for so long is shown as lost.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    /// <summary>How a status is kept and sent.</summary>
    public static JsonSerializerOptions Json => JsonSerializerOptions.Web;

    /// <summary>Puts a node's status in the place of its earlier one.</summary>
    /// <exception cref="JournalUnavailableException">The database is away.</exception>
    public ValueTask Report(NodeStatus status, CancellationToken cancellation = default) =>
        store.Report(status.Node, status.Kind, JsonSerializer.Serialize(status, Json), cancellation);

    /// <summary>Every node heard of in the last hour, by name, its time by the store's clock.</summary>
    /// <exception cref="JournalUnavailableException">The database is away.</exception>
    public async ValueTask<IReadOnlyList<NodeStatus>> All(CancellationToken cancellation = default) => [.. (await store.All(cancellation)).Select(Read)];

    static NodeStatus Read(ReportedStatus reported)
    {
        var status = JsonSerializer.Deserialize<NodeStatus>(reported.Status, Json)!;
        return status with { At = reported.At, State = reported.Age > Silence ? NodeStates.Lost : status.State };
    }
}
