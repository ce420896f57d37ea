using Platform.Grains.Interfaces.Contracts;

namespace Platform.Grains.Interfaces.Operations;

/// <summary>What every node, silo or gateway, last said of itself, as the JSON in which it said it.</summary>
public interface INodeStatusStore
{
    /// <summary>A node that was silent for so long is forgotten.</summary>
    static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    /// <summary>Puts a node's status in the place of its earlier one. It is not durable: a node says it again in a second.</summary>
    /// <param name="node">Its name.</param>
    /// <param name="kind">Silo or gateway.</param>
    /// <param name="status">JSON.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="JournalUnavailableException">The database is away.</exception>
    ValueTask Report(string node, string kind, string status, CancellationToken cancellation = default);

    /// <summary>Every node heard of in the last hour, by name.</summary>
    /// <exception cref="JournalUnavailableException">The database is away.</exception>
    ValueTask<IReadOnlyList<ReportedStatus>> All(CancellationToken cancellation = default);
}

/// <summary>A status as the store has it.</summary>
/// <param name="At">When it was reported, by the store's clock.</param>
/// <param name="Age">How long ago that was, by the same clock.</param>
/// <param name="Status">JSON.</param>
public readonly record struct ReportedStatus(DateTimeOffset At, TimeSpan Age, string Status);
