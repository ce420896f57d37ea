using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Tests.Grains.Citizens;

/// <summary>When the line to the journal is cut.</summary>
enum Cut
{
    Not,
    BeforeTheCommit,
    AfterTheCommit,
}

/// <summary>The real journal behind a line that can be cut before or after a commit.</summary>
sealed class FaultyJournal(IJournal journal) : IJournal
{
    internal Func<Append, Cut> Cuts { get; set; } = static _ => Cut.Not;

    internal bool ForgetsCheckpoints { get; set; }

    public async ValueTask<Appended> Append(Append append, CancellationToken cancellation = default)
    {
        var cut = Cuts(append);
        if (cut is Cut.BeforeTheCommit)
            throw new JournalUnavailableException("Cut before the commit.");
        var appended = await journal.Append(append, cancellation);
        return cut is Cut.AfterTheCommit ? throw new JournalUnavailableException("Cut after the commit.") : appended;
    }

    public ValueTask<long> Checkpoint(string follower, CancellationToken cancellation = default) =>
        ForgetsCheckpoints ? new(0) : journal.Checkpoint(follower, cancellation);

    public ValueTask<Loaded> Load(EventStreamId stream, CancellationToken cancellation = default) => journal.Load(stream, cancellation);

    public ValueTask<IReadOnlyList<Recorded>> Read(EventStreamId stream, long after, int limit, CancellationToken cancellation = default) =>
        journal.Read(stream, after, limit, cancellation);

    public ValueTask<SavedAnswer?> Answer(TenantId tenant, string commandId, CancellationToken cancellation = default) =>
        journal.Answer(tenant, commandId, cancellation);

    public ValueTask<IReadOnlyList<Owner?>> Owners(TenantId tenant, IReadOnlyList<ClaimKey> claims, CancellationToken cancellation = default) =>
        journal.Owners(tenant, claims, cancellation);

    public ValueTask<Followed> Follow(long after, int limit, IReadOnlyList<string>? types = null, CancellationToken cancellation = default) =>
        journal.Follow(after, limit, types, cancellation);

    public ValueTask<bool> SaveCheckpoint(string follower, long position, long fence = 0, CancellationToken cancellation = default) =>
        journal.SaveCheckpoint(follower, position, fence, cancellation);

    public ValueTask Erase(TenantId tenant, CitizenId citizen, CancellationToken cancellation = default) => journal.Erase(tenant, citizen, cancellation);

    public ValueTask<IReadOnlyList<Deadline>> LeaseDueDeadlines(DateTimeOffset now, TimeSpan lease, int limit, CancellationToken cancellation = default) =>
        journal.LeaseDueDeadlines(now, lease, limit, cancellation);

    public Task Changed(TimeSpan patience, CancellationToken cancellation = default) => journal.Changed(patience, cancellation);
}
