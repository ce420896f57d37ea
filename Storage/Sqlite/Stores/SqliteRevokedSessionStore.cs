using System.Globalization;
using Platform.Grains.Interfaces.Operations;

namespace Platform.Storage.Sqlite.Stores;

/// <summary>Revoked sessions on SQLite.</summary>
sealed class SqliteRevokedSessionStore(SqliteStore store, SqliteDatabase database, TimeProvider time) : IRevokedSessionStore
{
    public async ValueTask Revoke(string id, DateTimeOffset until, CancellationToken cancellation = default) => await store.Write(on =>
    {
        var now = time.GetUtcNow();
        on.Execute("insert into ended_sessions (id, at, until) values ($1, $2, $3) on conflict (id) do nothing",
            id, now.ToUnixTimeMilliseconds(), until);
        return on.Execute("delete from ended_sessions where until < $1", now);
    }, cancellation);

    public ValueTask<IReadOnlyList<(string Id, DateTimeOffset Until, long At)>> Since(long moment, CancellationToken cancellation = default) =>
        new(database.Read<IReadOnlyList<(string, DateTimeOffset, long)>>(on =>
        {
            var found = new List<(string, DateTimeOffset, long)>();
            using var rows = on.Read("select id, until, at from ended_sessions where at >= $1 and until >= $2 order by at", moment, time.GetUtcNow());
            while (rows.Read())
                found.Add((rows.GetString(0), DateTimeOffset.Parse(rows.GetString(1), CultureInfo.InvariantCulture), rows.GetInt64(2)));
            return found;
        }));
}
