namespace Platform.Grains.EventSourcing;

/// <summary>Reads the journal behind the commits, at least once each fact. One silo runs it at a time; another resumes where it got to.</summary>
public interface IProjection
{
    /// <summary>Its name in checkpoints, leases and dead letters, for ever.</summary>
    string Name { get; }

    /// <summary>How long the oldest fact that waits for it has waited; zero where none does.</summary>
    TimeSpan Lag { get; }

    /// <summary>Follows from the checkpoint until cancelled, or until a later turn has begun elsewhere. An outage only makes it wait.</summary>
    /// <param name="fence">Of this turn.</param>
    /// <param name="cancellation">The turn is over.</param>
    Task Run(long fence, CancellationToken cancellation);

    /// <summary>Deals with one fact again, which was left behind.</summary>
    /// <returns>Why it could not, without a personal datum; null where it is dealt with.</returns>
    Task<string?> Retry(long position, CancellationToken cancellation);
}

/// <summary>Keeps what a follower leaves behind, durably, until an operator has it tried again. Repeating it keeps it once.</summary>
/// <param name="follower">Which.</param>
/// <param name="fact">What it could not deal with.</param>
/// <param name="why">Without a personal datum.</param>
/// <param name="cancellation">Gives up.</param>
public delegate ValueTask DeadLetterSink(string follower, Positioned fact, string why, CancellationToken cancellation);

/// <summary>Another silo has this follower's turn now: whoever hears this stops.</summary>
public sealed class TurnLostException() : Exception("A later turn of this follower has begun.");
