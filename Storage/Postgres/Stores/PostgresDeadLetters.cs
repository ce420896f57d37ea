using Dapper;
using Npgsql;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Operations;

namespace Platform.Storage.Postgres.Stores;

/// <summary>Dead letters on PostgreSQL.</summary>
sealed class PostgresDeadLetters(PostgresDatabase database) : IDeadLetterStore
{
    const string Columns = "id, tenant, follower, position, reason, at, replayed_at";

    public async ValueTask Keep(string follower, Positioned fact, string reason, CancellationToken cancellation) => await Ask(
        (connection, command) => connection.ExecuteAsync(command), """
        insert into dead_letters (tenant, follower, position, reason) values (@tenant, @follower, @Position, @reason)
        on conflict (follower, position) do nothing
        """, new { tenant = fact.Stream.Tenant, follower, fact.Position, reason }, cancellation);

    public async ValueTask<IReadOnlyList<DeadLetter>> List(long? before, int limit, CancellationToken cancellation) => [.. await Ask(
        (connection, command) => connection.QueryAsync<DeadLetter>(command),
        $"select {Columns} from dead_letters where id < @before order by id desc limit @limit",
        new { before = before ?? long.MaxValue, limit }, cancellation)];

    public async ValueTask<long> Waiting(CancellationToken cancellation) => await Ask(
        (connection, command) => connection.ExecuteScalarAsync<long>(command),
        "select count(*) from dead_letters where replayed_at is null", null, cancellation);

    public async ValueTask<DeadLetter?> Find(long id, CancellationToken cancellation) => await Ask(
        (connection, command) => connection.QueryFirstOrDefaultAsync<DeadLetter>(command),
        $"select {Columns} from dead_letters where id = @id", new { id }, cancellation);

    public async ValueTask Tried(long id, string? reason, CancellationToken cancellation) => await Ask(
        (connection, command) => connection.ExecuteAsync(command), """
        update dead_letters set reason = coalesce(@reason, reason), replayed_at = case when @reason::text is null then now() end
        where id = @id and replayed_at is null
        """, new { id, reason }, cancellation);

    Task<T> Ask<T>(Func<NpgsqlConnection, CommandDefinition, Task<T>> question, string sql, object? values, CancellationToken cancellation) =>
        database.Ask(database.Pages, connection => question(connection, new(sql, values, cancellationToken: cancellation)), cancellation);
}
