using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Grains.Interfaces.Operations;

/// <summary>What followers left behind after their tries: it waits here until an operator has it tried again.</summary>
public interface IDeadLetters
{
    /// <summary>Letters of every tenant, the newest first.</summary>
    /// <param name="before">Those before this id; null for the newest.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellation">Gives up.</param>
    ValueTask<IReadOnlyList<DeadLetter>> List(long? before = null, int limit = 50, CancellationToken cancellation = default);

    /// <summary>How many wait.</summary>
    ValueTask<long> Waiting(CancellationToken cancellation = default);

    /// <summary>Has one tried again, at once. Repeating it does nothing once it was replayed.</summary>
    ValueTask<Replay> Replay(long id, CancellationToken cancellation = default);
}

/// <summary>One letter: it names a fact, and says nothing of what stands in it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Tenant">Whose fact.</param>
/// <param name="Follower">Who could not deal with it.</param>
/// <param name="Position">Of the fact in the journal.</param>
/// <param name="Reason">Of the last try.</param>
/// <param name="At">When it was left behind.</param>
/// <param name="ReplayedAt">When it was dealt with after all; null while it waits.</param>
public sealed record DeadLetter(
    long Id, TenantId Tenant, string Follower, long Position, string Reason, DateTimeOffset At, DateTimeOffset? ReplayedAt);

/// <summary>What became of a replay.</summary>
/// <param name="Done">It is dealt with.</param>
/// <param name="Reason">Why not; null where it is.</param>
public readonly record struct Replay(bool Done, string? Reason);
