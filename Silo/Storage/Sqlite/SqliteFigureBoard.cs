using System.Text.Json;
using Platform.Gateway.Contracts.Operations;
using Platform.Silo.Operations;

namespace Platform.Silo.Storage.Sqlite;

/// <summary>The board on SQLite, in memory: one process alone sees it, and a disk that nobody uses is not woken each second.</summary>
sealed class SqliteFigureBoard(TimeProvider time) : INodeStatusStore
{
    readonly System.Collections.Concurrent.ConcurrentDictionary<string, (DateTimeOffset At, byte[] Body)> nodes = new(StringComparer.Ordinal);

    public ValueTask Report(NodeStatus figures, CancellationToken cancellation = default)
    {
        nodes[figures.Node] = (time.GetUtcNow(), JsonSerializer.SerializeToUtf8Bytes(figures, INodeStatusStore.Json));
        return default;
    }

    public ValueTask<IReadOnlyList<NodeStatus>> All(CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        foreach (var node in nodes.Where(node => now - node.Value.At > INodeStatusStore.Memory))
            nodes.TryRemove(node);
        return new([.. nodes.OrderBy(node => node.Key, StringComparer.Ordinal).Select(node =>
            INodeStatusStore.Shown(JsonSerializer.Deserialize<NodeStatus>(node.Value.Body, INodeStatusStore.Json)!, node.Value.At, now - node.Value.At))]);
    }
}
