using System.Collections.Concurrent;
using Platform.Grains.Interfaces.Operations;

namespace Platform.Storage.Sqlite.Stores;

/// <summary>Node statuses in memory: one process alone sees them, and a disk that nobody uses is not woken each second.</summary>
sealed class SqliteNodeStatusStore(TimeProvider time) : INodeStatusStore
{
    readonly ConcurrentDictionary<string, (DateTimeOffset At, string Status)> nodes = new(StringComparer.Ordinal);

    public ValueTask Report(string node, string kind, string status, CancellationToken cancellation = default)
    {
        nodes[node] = (time.GetUtcNow(), status);
        return default;
    }

    public ValueTask<IReadOnlyList<ReportedStatus>> All(CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        foreach (var node in nodes.Where(node => now - node.Value.At > INodeStatusStore.Memory))
            nodes.TryRemove(node);
        return new([.. nodes.OrderBy(node => node.Key, StringComparer.Ordinal).Select(node =>
            new ReportedStatus(node.Value.At, now - node.Value.At, node.Value.Status))]);
    }
}
