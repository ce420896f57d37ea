using Dapper;
using Platform.Grains.Interfaces.Operations;

namespace Platform.Storage.Postgres.Stores;

/// <summary>Revoked sessions on PostgreSQL, by its clock.</summary>
sealed class PostgresRevokedSessionStore(PostgresDatabase database) : IRevokedSessionStore
{
    public async ValueTask Revoke(string id, DateTimeOffset until, CancellationToken cancellation = default) => await database.Ask(database.Pages,
        connection => connection.ExecuteAsync(new("""
            insert into ended_sessions (id, until) values (@id, @Until) on conflict (id) do nothing;
            delete from ended_sessions where until < now()
            """, new { id, Until = until.UtcDateTime }, cancellationToken: cancellation)), cancellation);

    public async ValueTask<IReadOnlyList<(string Id, DateTimeOffset Until, long At)>> Since(long moment, CancellationToken cancellation = default) =>
        await database.Ask(database.Pages, async connection =>
        {
            var rows = await connection.QueryAsync<(string Id, DateTimeOffset Until, long At)>(new("""
                select id, until, floor(extract(epoch from at) * 1000)::bigint from ended_sessions
                where at >= to_timestamp(@moment / 1000.0) and until >= now() order by at
                """, new { moment }, cancellationToken: cancellation));
            return (IReadOnlyList<(string, DateTimeOffset, long)>)[.. rows];
        }, cancellation);
}
