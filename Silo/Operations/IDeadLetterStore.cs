using Platform.Grains.EventSourcing;

namespace Platform.Silo.Operations;

/// <summary>Where the letters are kept.</summary>
interface IDeadLetterStore
{
    ValueTask Keep(string follower, Positioned fact, string reason, CancellationToken cancellation);

    ValueTask<IReadOnlyList<DeadLetter>> List(long? before, int limit, CancellationToken cancellation);

    ValueTask<long> Waiting(CancellationToken cancellation);

    ValueTask<DeadLetter?> Find(long id, CancellationToken cancellation);

    /// <summary>Notes how a try ended: null where the letter is dealt with.</summary>
    ValueTask Tried(long id, string? reason, CancellationToken cancellation);
}
