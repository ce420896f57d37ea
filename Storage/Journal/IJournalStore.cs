using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Storage.Journal;

/// <summary>A database that keeps the journal. It sees sealed bytes alone.</summary>
interface IJournalStore : IAsyncDisposable
{
    /// <summary>Appends that wait for a transaction.</summary>
    int Waiting { get; }

    /// <summary>Brings the schema up to date, and checks that a commit is durable.</summary>
    /// <exception cref="JournalUnavailableException">The sentence says why, and what to do.</exception>
    Task Open(CancellationToken cancellation);

    /// <summary>Completes where the database answers.</summary>
    Task Ping(CancellationToken cancellation);

    /// <summary>Whether the network reaches the database at all, however slowly it answers.</summary>
    Task<bool> IsReachable(TimeSpan timeout, CancellationToken cancellation);

    ValueTask<StoreResult> Append(SealedAppend append, CancellationToken cancellation);

    ValueTask<StoredStream> Load(EventStreamId stream, CancellationToken cancellation);

    ValueTask<IReadOnlyList<StoredFact>> Read(EventStreamId stream, long after, int limit, CancellationToken cancellation);

    ValueTask<StoredAnswer?> Answer(TenantId tenant, string commandId, CancellationToken cancellation);

    ValueTask<IReadOnlyList<Owner?>> Owners(TenantId tenant, IReadOnlyList<ClaimKey> claims, CancellationToken cancellation);

    /// <summary>Facts in commit order, of these types where some are given, and how far was looked.</summary>
    ValueTask<StoredFollowed> Follow(long after, int limit, IReadOnlyList<string>? types, CancellationToken cancellation);

    ValueTask<long> Checkpoint(string follower, CancellationToken cancellation);

    ValueTask<bool> SaveCheckpoint(string follower, long position, long fence, CancellationToken cancellation);

    ValueTask Erase(TenantId tenant, CitizenId citizen, DateTimeOffset now, CancellationToken cancellation);

    ValueTask<IReadOnlyList<Deadline>> LeaseDueDeadlines(DateTimeOffset now, TimeSpan lease, int limit, CancellationToken cancellation);

    /// <summary>How many deadlines should have been kept before a moment; counted up to ten thousand.</summary>
    ValueTask<long> CountOverdue(DateTimeOffset before, CancellationToken cancellation);

    /// <summary>The wrapped key of a citizen; null where there is none, or where it was erased.</summary>
    ValueTask<byte[]?> Key(TenantId tenant, CitizenId citizen, CancellationToken cancellation);

    /// <summary>Forgets the commands that are older than their retention, and deadlines that were removed.</summary>
    Task Purge(TimeSpan age, CancellationToken cancellation);
}
