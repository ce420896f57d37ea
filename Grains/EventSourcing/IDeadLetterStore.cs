using Platform.Grains.Interfaces.Operations;

namespace Platform.Grains.EventSourcing;

/// <summary>Where dead letters are kept.</summary>
public interface IDeadLetterStore
{
    /// <summary>Keeps one; repeating it keeps it once.</summary>
    ValueTask Keep(string follower, Positioned fact, string reason, CancellationToken cancellation);

    /// <summary>Letters of every tenant before an id, the newest first.</summary>
    ValueTask<IReadOnlyList<DeadLetter>> List(long? before, int limit, CancellationToken cancellation);

    /// <summary>How many wait.</summary>
    ValueTask<long> Waiting(CancellationToken cancellation);

    /// <summary>One of them, or null.</summary>
    ValueTask<DeadLetter?> Find(long id, CancellationToken cancellation);

    /// <summary>Notes how a try ended: null where the letter is dealt with.</summary>
    ValueTask Tried(long id, string? reason, CancellationToken cancellation);
}
