using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Grains.EventSourcing;

/// <summary>The truth: append-only streams, one for each grain, and the rows that are written with them in one transaction.</summary>
/// <remarks>Safe for any number of callers at once, in this silo and in others. An exception means that the outcome is unknown or
/// that the database is away (<see cref="JournalUnavailableException"/>); what can be decided is an answer.</remarks>
public interface IJournal
{
    /// <summary>Commits facts, the command with its answer, rows and claims: all of them or nothing.</summary>
    /// <returns>What became of it; see <see cref="Appended"/>.</returns>
    ValueTask<Appended> Append(Append append, CancellationToken cancellation = default);

    /// <summary>The newest snapshot of a stream, if any, and every fact since: what an activation begins with.</summary>
    ValueTask<Loaded> Load(EventStreamId stream, CancellationToken cancellation = default);

    /// <summary>Facts by version range, oldest first.</summary>
    /// <param name="stream">Of which.</param>
    /// <param name="after">Versions above this one.</param>
    /// <param name="limit">At most so many, 1 to 1,000.</param>
    /// <param name="cancellation">Gives up.</param>
    ValueTask<IReadOnlyList<Recorded>> Read(EventStreamId stream, long after, int limit, CancellationToken cancellation = default);

    /// <summary>The answer saved with a command, or null where it never committed (or more than 7 days ago).</summary>
    ValueTask<SavedAnswer?> Answer(TenantId tenant, string commandId, CancellationToken cancellation = default);

    /// <summary>Who owns each of these claims, in their order; null where nobody.</summary>
    ValueTask<IReadOnlyList<Owner?>> Owners(TenantId tenant, IReadOnlyList<ClaimKey> claims, CancellationToken cancellation = default);

    /// <summary>Facts of every stream in commit order, for followers. Never passes a transaction that is still in flight.</summary>
    /// <param name="after">Positions above this one; 0 for the beginning.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="types">Only facts of these types (aliases), so that a follower of the few does not read the many; null for all.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The facts, and how far was looked: what to mark, even where no fact was of these types.</returns>
    ValueTask<Followed> Follow(
        long after, int limit, IReadOnlyList<string>? types = null, CancellationToken cancellation = default);

    /// <summary>How far a follower got; 0 before its first mark.</summary>
    ValueTask<long> Checkpoint(string follower, CancellationToken cancellation = default);

    /// <summary>Marks how far a follower got. Never goes back.</summary>
    /// <param name="follower">Which.</param>
    /// <param name="position">Everything up to here was dealt with.</param>
    /// <param name="fence">Of its turn; 0 where it needs none.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>False where a later turn has begun: nothing was marked.</returns>
    ValueTask<bool> SaveCheckpoint(string follower, long position, long fence = 0, CancellationToken cancellation = default);

    /// <summary>Forgets a citizen (GDPR article 17): the key and the plain rows go, facts stay without their personal part.</summary>
    ValueTask Erase(TenantId tenant, CitizenId citizen, CancellationToken cancellation = default);

    /// <summary>Takes deadlines that are due, each by one caller at a time; it must be moved or done within the lease.</summary>
    ValueTask<IReadOnlyList<Deadline>> LeaseDueDeadlines(DateTimeOffset now, TimeSpan lease, int limit, CancellationToken cancellation = default);

    /// <summary>Completes when something was committed since the last call, or at the latest after the patience.</summary>
    Task Changed(TimeSpan patience, CancellationToken cancellation = default);
}

/// <summary>One stream: a grain's.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="Kind">The alias of the grain: <c>citizen</c>, <c>request</c>, <c>tenant</c>.</param>
/// <param name="Id">The id part of the grain's key.</param>
public readonly record struct EventStreamId(TenantId Tenant, string Kind, string Id);
