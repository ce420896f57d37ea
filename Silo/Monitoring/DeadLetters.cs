using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Operations;

namespace Platform.Silo.Monitoring;

/// <inheritdoc cref="IDeadLetters"/>
sealed partial class DeadLetters(IDeadLetterStore store, IServiceProvider services, ILogger<DeadLetters> log) : IDeadLetters
{
    public ValueTask<IReadOnlyList<DeadLetter>> List(long? before = null, int limit = 50, CancellationToken cancellation = default) =>
        store.List(before, limit, cancellation);

    public ValueTask<long> Waiting(CancellationToken cancellation = default) => store.Waiting(cancellation);

    public async ValueTask<Replay> Replay(long id, CancellationToken cancellation = default)
    {
        if (await store.Find(id, cancellation) is not { } letter)
            return new(false, "There is no such letter.");
        if (letter.ReplayedAt is not null)
            return new(true, null);
        // Asked for when it is needed: a follower is itself given the way to its letters.
        if (services.GetServices<IProjection>().FirstOrDefault(one => one.Name == letter.Follower) is not { } follower)
            return new(false, "This version of the platform has no such follower.");
        var reason = await follower.Retry(letter.Position, cancellation);
        await store.Tried(id, reason, cancellation);
        return new(reason is null, reason);
    }

    /// <inheritdoc cref="DeadLetterSink"/>
    public ValueTask Leave(string follower, Positioned fact, string why, CancellationToken cancellation)
    {
        LogLeft(follower, fact.Position, why);
        return store.Keep(follower, fact, why, cancellation);
    }

    [LoggerMessage(LogLevel.Error, "The follower {Follower} left the fact at position {Position} behind: {Why}. It waits among the dead letters")]
    partial void LogLeft(string follower, long position, string why);
}
