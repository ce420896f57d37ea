using System.Text.Json;
using Platform.Gateway.Contracts.Operations;

namespace Platform.Silo.Operations;

/// <summary>The latest figures of every node, for the operator's console and for autoscaling.</summary>
interface INodeStatusStore
{
    /// <summary>A node that was silent for so long is shown as lost.</summary>
    static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    /// <summary>A node that was silent for so long is forgotten.</summary>
    static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    /// <summary>How figures are kept and sent.</summary>
    static JsonSerializerOptions Json => JsonSerializerOptions.Web;

    /// <summary>Puts a node's figures in the place of its earlier ones. They are not durable: a node says them again in a second.</summary>
    /// <exception cref="Platform.Grains.EventSourcing.JournalUnavailableException">The database is away.</exception>
    ValueTask Report(NodeStatus figures, CancellationToken cancellation = default);

    /// <summary>Every node heard of in the last hour, by name, its time by the board's clock.</summary>
    /// <exception cref="Platform.Grains.EventSourcing.JournalUnavailableException">The database is away.</exception>
    ValueTask<IReadOnlyList<NodeStatus>> All(CancellationToken cancellation = default);

    /// <summary>The figures as a board shows them.</summary>
    static NodeStatus Shown(NodeStatus told, DateTimeOffset at, TimeSpan age) =>
        told with { At = at, State = age > Silence ? NodeStates.Lost : told.State };
}
