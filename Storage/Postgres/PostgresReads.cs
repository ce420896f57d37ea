using Npgsql;
using NpgsqlTypes;
using Platform.Grains.EventSourcing;
using Platform.Storage.Journal;

namespace Platform.Storage.Postgres;

/// <summary>The journal's reads that do not travel in batches.</summary>
static class PostgresReads
{
    const string Columns = """
        e.version, e.type, e.body, e.personal, e.at, e.citizen,
          (select k.wrapped from citizen_keys k where k.tenant = e.tenant and k.citizen = e.citizen)
        """;

    public static Task<List<StoredFact>> Facts(PostgresDatabase database, EventStreamId stream, long after, int limit, CancellationToken cancellation) =>
        Read(database, $"""
            select {Columns} from events e
            where e.stream = (select number from streams where tenant = $1 and kind = $2 and id = $3) and e.version > $4
            order by e.version limit $5
            """, [Of(stream.Tenant.Value), Of(stream.Kind), Of(stream.Id), Of(after), Of((long)limit)], reader => reader.Fact(0), cancellation);

    // Every transaction below the oldest in flight has ended, and a position begins with its transaction: nothing can still appear below.
    const string Window = """
        from events where position > $1
          and position < (select (base + pg_snapshot_xmin(pg_current_snapshot())::text::bigint) << 16 from positions)
        order by position limit $2
        """;

    // The facts, then one row that says how far was looked: in one statement, so that both saw the same.
    public static async Task<StoredFollowed> Follow(
        PostgresDatabase database, long after, int limit, IReadOnlyList<string>? types, CancellationToken cancellation)
    {
        var rows = await Read(database, $"""
            (select e.position, s.tenant, s.kind, s.id, {Columns}
            from (select * {Window}) e
            cross join lateral (select tenant, kind, id from streams where number = e.stream limit 1) s
            where $3::text[] is null or e.type = any($3)
            order by e.position limit $4)
            union all
            select max(position), null, null, null, null, null, null, null, null, null, null from (select position {Window}) e
            """,
            [
                Of(after), Of((long)(types is null ? limit : Math.Max(limit, StoredFollowed.Window))),
                new NpgsqlParameter<string[]?> { TypedValue = types?.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                Of((long)limit),
            ],
            reader => (Position: reader.IsDBNull(0) ? after : reader.GetInt64(0),
                Fact: reader.IsDBNull(1) ? null : new StoredPosition(reader.GetInt64(0), reader.Stream(1), reader.Fact(4))), cancellation);
        List<StoredPosition> facts = [.. rows.Select(row => row.Fact).OfType<StoredPosition>()];
        return new(facts.Count == limit ? facts[^1].Position : rows.Max(row => row.Position), facts);
    }

    // The lease is by the database's clock: no silo's clock can take a deadline from another.
    public static Task<List<Deadline>> LeaseDueDeadlines(PostgresDatabase database, DateTimeOffset now, TimeSpan lease, int limit, CancellationToken cancellation) =>
        Read(database, """
            with due as (
              select stream, name from deadlines where due_at <= $1 and (leased_until is null or leased_until <= now())
              order by due_at limit $2 for update skip locked),
            taken as (
              update deadlines d set leased_until = now() + $3 from due where d.stream = due.stream and d.name = due.name
              returning d.stream, d.name, d.due_at)
            select s.tenant, s.kind, s.id, t.name, t.due_at from taken t join streams s on s.number = t.stream order by t.due_at
            """,
            [new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz }, Of((long)limit), Of(lease)],
            reader => new Deadline(reader.Stream(0), reader.GetString(3), reader.GetFieldValue<DateTimeOffset>(4)), cancellation, byIndexAlone: false);

    static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };

    static Task<List<T>> Read<T>(
        PostgresDatabase database, string sql, NpgsqlParameter[] parameters, Func<NpgsqlDataReader, T> row, CancellationToken cancellation,
        bool byIndexAlone = true) =>
        database.Ask(byIndexAlone ? database.Journal : database.Pages, async connection =>
        {
            await using var command = new NpgsqlCommand(sql, connection);
            command.Parameters.AddRange(parameters);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellation)) rows.Add(row(reader));
            return rows;
        }, cancellation);
}
