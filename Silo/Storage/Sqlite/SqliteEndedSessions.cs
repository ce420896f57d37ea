using System.Globalization;
using Platform.Gateway.Contracts;
using Platform.Silo.SignIn;

namespace Platform.Silo.Storage.Sqlite;

/// <summary>Ended sessions on SQLite.</summary>
sealed class SqliteEndedSessions(SqliteStore store, SqliteDatabase database, TimeProvider time) : IEndedSessions
{
    public async ValueTask End(RevokedSession session, CancellationToken cancellation = default) => await store.Write(on =>
    {
        var now = time.GetUtcNow();
        on.Execute("insert into ended_sessions (id, at, until) values ($1, $2, $3) on conflict (id) do nothing",
            session.Id, now.ToUnixTimeMilliseconds(), session.Until);
        return on.Execute("delete from ended_sessions where until < $1", now);
    }, cancellation);

    public ValueTask<IReadOnlyList<(RevokedSession Session, long At)>> Since(long moment, CancellationToken cancellation = default) =>
        new(database.Read<IReadOnlyList<(RevokedSession, long)>>(on =>
        {
            var found = new List<(RevokedSession, long)>();
            using var rows = on.Read("select id, until, at from ended_sessions where at >= $1 and until >= $2 order by at", moment, time.GetUtcNow());
            while (rows.Read())
                found.Add((new(rows.GetString(0), DateTimeOffset.Parse(rows.GetString(1), CultureInfo.InvariantCulture)), rows.GetInt64(2)));
            return found;
        }));
}
