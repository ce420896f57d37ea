using Dapper;
using Platform.Gateway.Contracts;
using Platform.Silo.SignIn;

namespace Platform.Silo.Storage.Postgres;

/// <summary>Ended sessions on PostgreSQL, by its clock.</summary>
sealed class PostgresEndedSessions(PostgresDatabase database) : IEndedSessions
{
    public async ValueTask End(RevokedSession session, CancellationToken cancellation = default) => await database.Ask(database.Pages,
        connection => connection.ExecuteAsync(new("""
            insert into ended_sessions (id, until) values (@Id, @Until) on conflict (id) do nothing;
            delete from ended_sessions where until < now()
            """, new { session.Id, Until = session.Until.UtcDateTime }, cancellationToken: cancellation)), cancellation);

    public async ValueTask<IReadOnlyList<(RevokedSession Session, long At)>> Since(long moment, CancellationToken cancellation = default) =>
        await database.Ask(database.Pages, async connection =>
        {
            var rows = await connection.QueryAsync<(string Id, DateTimeOffset Until, long At)>(new("""
                select id, until, floor(extract(epoch from at) * 1000)::bigint from ended_sessions
                where at >= to_timestamp(@moment / 1000.0) and until >= now() order by at
                """, new { moment }, cancellationToken: cancellation));
            return (IReadOnlyList<(RevokedSession, long)>)[.. rows.Select(row => (new RevokedSession(row.Id, row.Until), row.At))];
        }, cancellation);
}
