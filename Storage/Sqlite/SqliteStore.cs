using Dapper;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Storage.Journal;

namespace Platform.Storage.Sqlite;

/// <summary>The journal on SQLite, for one process. Reads are short and in memory mostly, so they run where they are asked.</summary>
sealed class SqliteStore(SqliteDatabase database, AppendCounters tally, TimeProvider time) : IJournalStore
{
    readonly GroupCommitQueue<Func<SqliteStatements, object?>, object?> writes = new(16_384, new SqliteWriter(database, tally));

    public int Waiting => writes.Waiting;

    public Task Open(CancellationToken cancellation)
    {
        database.Open();
        return Task.CompletedTask;
    }

    public Task Ping(CancellationToken cancellation)
    {
        database.Read(on => on.Scalar("select 1"));
        return Task.CompletedTask;
    }

    public Task<bool> IsReachable(TimeSpan timeout, CancellationToken cancellation) => Task.FromResult(true);

    public async ValueTask<StoreResult> Append(SealedAppend append, CancellationToken cancellation) =>
        await Write(on => SqliteAppend.Write(on, append, time.GetUtcNow()), cancellation);

    public ValueTask<StoredStream> Load(EventStreamId stream, CancellationToken cancellation) => new(database.Read(on => SqliteReads.Load(on, stream)));

    public ValueTask<IReadOnlyList<StoredFact>> Read(EventStreamId stream, long after, int limit, CancellationToken cancellation) =>
        new(database.Read(on => SqliteReads.Facts(on, stream, after, limit)));

    public ValueTask<StoredAnswer?> Answer(TenantId tenant, string commandId, CancellationToken cancellation) =>
        new(database.Read(on => SqliteReads.Answer(on, tenant.Value, commandId)));

    public ValueTask<IReadOnlyList<Owner?>> Owners(TenantId tenant, IReadOnlyList<ClaimKey> claims, CancellationToken cancellation) =>
        new(database.Read<IReadOnlyList<Owner?>>(on => [.. claims.Select(claim => SqliteReads.Owner(on, tenant, claim))]));

    public ValueTask<StoredFollowed> Follow(long after, int limit, IReadOnlyList<string>? types, CancellationToken cancellation) =>
        new(database.Read(on => SqliteReads.Follow(on, after, limit, types)));

    public ValueTask<long> Checkpoint(string follower, CancellationToken cancellation) =>
        new(database.Read(on => (long?)on.Scalar("select position from checkpoints where follower = $1", follower) ?? 0));

    public async ValueTask<bool> SaveCheckpoint(string follower, long position, long fence, CancellationToken cancellation) => await Write(on => on.Execute("""
        insert into checkpoints (follower, position) values ($1, $2)
        on conflict (follower) do update set position = max(position, excluded.position)
        """, follower, position) > 0, cancellation);

    public async ValueTask Erase(TenantId tenant, CitizenId citizen, DateTimeOffset now, CancellationToken cancellation) =>
        await Write(on => on.Connection.Execute(Erasure.Sql, Erasure.Of(tenant, citizen, now)), cancellation);

    public async ValueTask<IReadOnlyList<Deadline>> LeaseDueDeadlines(DateTimeOffset now, TimeSpan lease, int limit, CancellationToken cancellation) =>
        await Write(on => SqliteReads.LeaseDueDeadlines(on, now, time.GetUtcNow(), lease, limit), cancellation);

    public ValueTask<long> CountOverdue(DateTimeOffset before, CancellationToken cancellation) => new(database.Read(on => (long)on.Scalar(
        "select count(*) from (select 1 from deadlines where due_at < $1 limit 10000)", before)!));

    public ValueTask<byte[]?> Key(TenantId tenant, CitizenId citizen, CancellationToken cancellation) =>
        new(database.Read(on => SqliteReads.Key(on, tenant.Value, citizen)));

    public async Task Purge(TimeSpan age, CancellationToken cancellation)
    {
        await Write(on => on.Execute("delete from commands where at < $1", time.GetUtcNow() - age), cancellation);
        await Write(on => on.Execute("delete from deadlines where due_at is null"), cancellation);
    }

    /// <summary>Runs in the writer's next transaction; durable when this completes.</summary>
    public async ValueTask<T> Write<T>(Func<SqliteStatements, T> work, CancellationToken cancellation) =>
        (T)(await writes.Ask(on => work(on), cancellation))!;

    public ValueTask DisposeAsync() => writes.DisposeAsync();
}
