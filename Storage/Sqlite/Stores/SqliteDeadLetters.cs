using Microsoft.Data.Sqlite;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Operations;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Storage.Mapping;

namespace Platform.Storage.Sqlite.Stores;

/// <summary>Dead letters on SQLite.</summary>
sealed class SqliteDeadLetters(SqliteStore store, SqliteDatabase database, TimeProvider time) : IDeadLetterStore
{
    const string Columns = "id, tenant, follower, position, reason, at, replayed_at";

    public async ValueTask Keep(string follower, Positioned fact, string reason, CancellationToken cancellation) => await store.Write(on => on.Execute("""
        insert into dead_letters (tenant, follower, position, reason, at) values ($1, $2, $3, $4, $5) on conflict do nothing
        """, fact.Stream.Tenant.Value, follower, fact.Position, reason, time.GetUtcNow()), cancellation);

    public ValueTask<IReadOnlyList<DeadLetter>> List(long? before, int limit, CancellationToken cancellation) => new(database.Read(on =>
        Letters(on.Read($"select {Columns} from dead_letters where id < $1 order by id desc limit $2", before ?? long.MaxValue, limit))));

    public ValueTask<long> Waiting(CancellationToken cancellation) =>
        new(database.Read(on => (long)on.Scalar("select count(*) from dead_letters where replayed_at is null")!));

    public ValueTask<DeadLetter?> Find(long id, CancellationToken cancellation) => new(database.Read(on =>
        Letters(on.Read($"select {Columns} from dead_letters where id = $1", id)).FirstOrDefault()));

    public async ValueTask Tried(long id, string? reason, CancellationToken cancellation) => await store.Write(on => on.Execute("""
        update dead_letters set reason = coalesce($2, reason), replayed_at = case when $2 is null then $3 end where id = $1 and replayed_at is null
        """, id, reason, time.GetUtcNow()), cancellation);

    static IReadOnlyList<DeadLetter> Letters(SqliteDataReader reader)
    {
        var letters = new List<DeadLetter>();
        while (reader.Read())
            letters.Add(new(reader.GetInt64(0), TenantId.Parse(reader.GetString(1)), reader.GetString(2), reader.GetInt64(3), reader.GetString(4),
                Timestamps.Parse(reader.GetString(5)), reader.IsDBNull(6) ? null : Timestamps.Parse(reader.GetString(6))));
        reader.Close();
        return letters;
    }
}
