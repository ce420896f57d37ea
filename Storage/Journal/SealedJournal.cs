using System.Diagnostics;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Storage.Journal;

/// <summary>The journal: what is personal is sealed on the way in and opened on the way out; the store never sees it.</summary>
sealed class SealedJournal(IJournalStore store, PersonalDataEncryption encryption, JournalHealth health, AppendCounters tally, TimeProvider time) : IJournal
{
    // By the name under which the silo exports the spans of a request.
    static readonly ActivitySource Activities = new("Platform.Silo");

    TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask<Appended> Append(Append append, CancellationToken cancellation = default)
    {
        AppendRules.Check(append);
        MustBeOpen();
        using var span = Activities.StartActivity("journal append");
        var (ready, key) = await encryption.Encrypt(append, cancellation);
        if (ready is null) return new Appended.Erased();
        var stored = await store.Append(ready, cancellation);
        if (stored.Known)
            return await Answer(append.Stream.Tenant, append.CommandId, cancellation) is { } saved ? new Appended.Repeated(saved) : new Appended.Erased();
        if (stored.Outcome is null)
        {
            encryption.Forget(append.Stream.Tenant, append.SealedFor!.Value);
            return new Appended.Erased();
        }
        if (stored.Outcome is Appended.Committed)
        {
            if (key is not null) encryption.Keep(append, key);
            Volatile.Read(ref changed).TrySetResult();
            for (var i = 0; i < append.Facts.Count; i++)
                if (append.Facts[i].Type is "contact-recorded") tally.Contact();
        }
        return stored.Outcome;
    }

    public async ValueTask<Loaded> Load(EventStreamId stream, CancellationToken cancellation = default)
    {
        MustBeOpen();
        var stored = await store.Load(stream, cancellation);
        var opener = encryption.DecryptorFor(stream.Tenant);
        if (stored.Snapshot is not { } snapshot) return new(stored.Version, null, 0, Facts(opener, stream, stored.Since), stored.Place);
        if (opener.Snapshot(stream, snapshot) is { } plain) return new(stored.Version, plain, snapshot.Version, Facts(opener, stream, stored.Since), stored.Place);
        // Its key was erased: what is left is told by the facts alone.
        return new(stored.Version, null, 0, await Everything(stream, cancellation), stored.Place);
    }

    public async ValueTask<IReadOnlyList<Recorded>> Read(EventStreamId stream, long after, int limit, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 1000);
        MustBeOpen();
        return Facts(encryption.DecryptorFor(stream.Tenant), stream, await store.Read(stream, after, limit, cancellation));
    }

    public async ValueTask<SavedAnswer?> Answer(TenantId tenant, string commandId, CancellationToken cancellation = default)
    {
        MustBeOpen();
        return await store.Answer(tenant, commandId, cancellation) is { } stored && encryption.DecryptorFor(tenant).Answer(commandId, stored) is { } answer
            ? new(stored.Digest, answer)
            : null;
    }

    public async ValueTask<IReadOnlyList<Owner?>> Owners(
        TenantId tenant, IReadOnlyList<ClaimKey> claims, CancellationToken cancellation = default)
    {
        MustBeOpen();
        return claims.Count == 0 ? [] : await store.Owners(tenant, claims, cancellation);
    }

    public async ValueTask<Followed> Follow(long after, int limit, IReadOnlyList<string>? types = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        MustBeOpen();
        var stored = await store.Follow(after, limit, types, cancellation);
        return new(stored.Position,
            [.. stored.Facts.Select(one => new Positioned(one.Position, one.Stream, encryption.DecryptorFor(one.Stream.Tenant).Fact(one.Stream, one.Fact)))]);
    }

    public async ValueTask<long> Checkpoint(string follower, CancellationToken cancellation = default)
    {
        MustBeOpen();
        return await store.Checkpoint(follower, cancellation);
    }

    public async ValueTask<bool> SaveCheckpoint(string follower, long position, long fence = 0, CancellationToken cancellation = default)
    {
        MustBeOpen();
        return await store.SaveCheckpoint(follower, position, fence, cancellation);
    }

    public async ValueTask Erase(TenantId tenant, CitizenId citizen, CancellationToken cancellation = default)
    {
        MustBeOpen();
        await store.Erase(tenant, citizen, time.GetUtcNow(), cancellation);
        encryption.Forget(tenant, citizen);
    }

    public async ValueTask<IReadOnlyList<Deadline>> LeaseDueDeadlines(
        DateTimeOffset now, TimeSpan lease, int limit, CancellationToken cancellation = default)
    {
        MustBeOpen();
        return await store.LeaseDueDeadlines(now, lease, limit, cancellation);
    }

    public async Task Changed(TimeSpan patience, CancellationToken cancellation = default)
    {
        var current = Volatile.Read(ref changed);
        await current.Task.WaitAsync(patience, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
        if (current.Task.IsCompleted)
            Interlocked.CompareExchange(ref changed, new(TaskCreationOptions.RunContinuationsAsynchronously), current);
    }

    async ValueTask<IReadOnlyList<Recorded>> Everything(EventStreamId stream, CancellationToken cancellation)
    {
        var all = new List<Recorded>();
        while (await Read(stream, all.Count == 0 ? 0 : all[^1].Version, 1000, cancellation) is { Count: > 0 } page) all.AddRange(page);
        return all;
    }

    static IReadOnlyList<Recorded> Facts(PersonalDataEncryption.Decryptor opener, EventStreamId stream, IReadOnlyList<StoredFact> stored)
    {
        var facts = new Recorded[stored.Count];
        for (var i = 0; i < facts.Length; i++) facts[i] = opener.Fact(stream, stored[i]);
        return facts;
    }

    void MustBeOpen()
    {
        if (health.Trouble is { } trouble && !health.Ready.IsCompleted) throw new JournalUnavailableException(trouble);
    }
}
