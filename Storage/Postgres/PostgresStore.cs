using Dapper;
using Npgsql;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Storage.Journal;

namespace Platform.Storage.Postgres;

/// <summary>The journal on PostgreSQL.</summary>
sealed class PostgresStore(PostgresDatabase database, AppendCounters tally) : IJournalStore
{
    const int Capacity = 16_384;
    readonly GroupCommitQueue<SealedAppend, StoreResult> appends = new(Capacity, new AppendBatchWriter(database, tally), new AppendBatchWriter(database, tally));
    readonly GroupCommitQueue<EventStreamId, StoredStream> loads = new(Capacity, new LoadBatchReader(database), new LoadBatchReader(database));
    readonly GroupCommitQueue<(TenantId, string), StoredAnswer?> answers = new(Capacity, new AnswerBatchReader(database));
    readonly GroupCommitQueue<(TenantId, ClaimKey), Owner?> owners = new(Capacity, new OwnerBatchReader(database), new OwnerBatchReader(database));
    readonly GroupCommitQueue<(TenantId, CitizenId), byte[]?> keys = new(Capacity, new KeyBatchReader(database));

    public int Waiting => appends.Waiting;

    public async Task Open(CancellationToken cancellation)
    {
        try
        {
            await database.Ask(database.Pages, async connection =>
            {
                await PostgresMigrations.Apply(connection, cancellation);
                return true;
            }, cancellation);
        }
        catch (PostgresException refused)
        {
            throw new JournalUnavailableException($"The database refused to be opened: {refused.MessageText}. "
                + "Check Journal:ConnectionString; the user must own the database and may need 'create role' or to be granted platform_reader.", refused);
        }
    }

    public Task Ping(CancellationToken cancellation) =>
        database.Ask(database.Pings, connection => connection.ExecuteScalarAsync<int>(new("select 1", cancellationToken: cancellation)), cancellation);

    public Task<bool> IsReachable(TimeSpan timeout, CancellationToken cancellation) => database.IsReachable(timeout, cancellation);

    public ValueTask<StoreResult> Append(SealedAppend append, CancellationToken cancellation) => appends.Ask(append, cancellation);

    public ValueTask<StoredStream> Load(EventStreamId stream, CancellationToken cancellation) => loads.Ask(stream, cancellation);

    public ValueTask<StoredAnswer?> Answer(TenantId tenant, string commandId, CancellationToken cancellation) =>
        answers.Ask((tenant, commandId), cancellation);

    public ValueTask<byte[]?> Key(TenantId tenant, CitizenId citizen, CancellationToken cancellation) => keys.Ask((tenant, citizen), cancellation);

    public async ValueTask<IReadOnlyList<Owner?>> Owners(TenantId tenant, IReadOnlyList<ClaimKey> claims, CancellationToken cancellation) =>
        await Task.WhenAll(claims.Select(claim => owners.Ask((tenant, claim), cancellation).AsTask()));

    public async ValueTask<IReadOnlyList<StoredFact>> Read(EventStreamId stream, long after, int limit, CancellationToken cancellation) =>
        await PostgresReads.Facts(database, stream, after, limit, cancellation);

    public async ValueTask<StoredFollowed> Follow(long after, int limit, IReadOnlyList<string>? types, CancellationToken cancellation) =>
        await PostgresReads.Follow(database, after, limit, types, cancellation);

    public async ValueTask<long> Checkpoint(string follower, CancellationToken cancellation) => await database.Ask(database.Journal,
        connection => connection.ExecuteScalarAsync<long>("select position from checkpoints where follower = @follower", new { follower }), cancellation);

    // The turn's row is held until the mark has committed: a turn cannot change hands in between.
    public async ValueTask<bool> SaveCheckpoint(string follower, long position, long fence, CancellationToken cancellation) => await database.Ask(database.Pages,
        connection => connection.ExecuteScalarAsync<bool>(new("""
            with turn as materialized (select from follower_leases where follower = @follower and fence = @fence for share),
            marked as (
              insert into checkpoints as c (follower, position) select @follower, @position where @fence = 0 or exists (select from turn)
              on conflict (follower) do update set position = excluded.position where c.position < excluded.position)
            select @fence = 0 or exists (select from turn)
            """, new { follower, position, fence }, cancellationToken: cancellation)), cancellation);

    public async ValueTask Erase(TenantId tenant, CitizenId citizen, DateTimeOffset now, CancellationToken cancellation) =>
        await Execute(Erasure.Sql, Erasure.Of(tenant, citizen, now), cancellation);

    public async ValueTask<IReadOnlyList<Deadline>> LeaseDueDeadlines(DateTimeOffset now, TimeSpan lease, int limit, CancellationToken cancellation) =>
        await PostgresReads.LeaseDueDeadlines(database, now, lease, limit, cancellation);

    public async ValueTask<long> CountOverdue(DateTimeOffset before, CancellationToken cancellation) => await database.Ask(database.Pages,
        connection => connection.ExecuteScalarAsync<long>(new("select count(*) from (select from deadlines where due_at < @before limit 10000) late",
            new { before }, cancellationToken: cancellation)), cancellation);

    public Task Purge(TimeSpan age, CancellationToken cancellation) => Execute("""
        delete from commands where at < now() - @age;
        delete from deadlines where due_at is null
        """, new { age }, cancellation);

    public async ValueTask DisposeAsync()
    {
        await appends.DisposeAsync();
        await loads.DisposeAsync();
        await answers.DisposeAsync();
        await owners.DisposeAsync();
        await keys.DisposeAsync();
    }

    Task<int> Execute(string sql, object parameters, CancellationToken cancellation) => database.Ask(database.Pages, async connection =>
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var rows = await connection.ExecuteAsync(sql, parameters, transaction);
        await transaction.CommitAsync(cancellation);
        return rows;
    }, cancellation);
}
