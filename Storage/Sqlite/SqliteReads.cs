using Microsoft.Data.Sqlite;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Storage.Journal;
using Platform.Storage.Mapping;

namespace Platform.Storage.Sqlite;

/// <summary>The journal's reads.</summary>
static class SqliteReads
{
    const string Columns = """
        e.version, e.type, e.body, e.personal, e.at, e.citizen,
          (select k.wrapped from citizen_keys k where k.tenant = e.tenant and k.citizen = e.citizen)
        """;

    public static StoredStream Load(SqliteStatements on, EventStreamId stream)
    {
        // One transaction: one snapshot, so nothing can come between the head and its facts.
        on.Execute("begin");
        try
        {
            using var head = on.Read("""
                select s.number, s.version, b.version, b.body, b.citizen,
                  (select k.wrapped from citizen_keys k where k.tenant = s.tenant and k.citizen = b.citizen)
                from streams s left join snapshots b on b.stream = s.number where s.tenant = $1 and s.kind = $2 and s.id = $3
                """, stream.Tenant.Value, stream.Kind, stream.Id);
            if (!head.Read()) return new(0, null, []);
            var snapshot = head.IsDBNull(2) ? null : new StoredSnapshot(head.GetInt64(2), head.GetFieldValue<byte[]>(3), Seal(head, 4));
            using var facts = on.Read($"select {Columns} from events e where e.stream = $1 and e.version > $2 order by e.version",
                head.GetInt64(0), snapshot?.Version ?? 0);
            return new(head.GetInt64(1), snapshot, All(facts, reader => Fact(reader, 0)));
        }
        finally
        {
            on.Execute("commit");
        }
    }

    public static IReadOnlyList<StoredFact> Facts(SqliteStatements on, EventStreamId stream, long after, int limit)
    {
        using var reader = on.Read($"""
            select {Columns} from events e
            where e.stream = (select number from streams where tenant = $1 and kind = $2 and id = $3) and e.version > $4 order by e.version limit $5
            """, stream.Tenant.Value, stream.Kind, stream.Id, after, limit);
        return All(reader, row => Fact(row, 0));
    }

    public static StoredFollowed Follow(SqliteStatements on, long after, int limit, IReadOnlyList<string>? types)
    {
        var window = types is null ? limit : Math.Max(limit, StoredFollowed.Window);
        var last = on.Scalar("select max(position) from (select position from events where position > $1 order by position limit $2)", after, window)
            as long? ?? after;
        using var reader = on.Read($"""
            select e.position, s.tenant, s.kind, s.id, {Columns} from events e join streams s on s.number = e.stream
            where e.position > $1 and e.position <= $2 and ($3 is null or e.type in (select value from json_each($3)))
            order by e.position limit $4
            """, after, last, types?.ToArray(), limit);
        var facts = All(reader, row => new StoredPosition(row.GetInt64(0), Stream(row, 1), Fact(row, 4)));
        return new(facts.Count == limit ? facts[^1].Position : last, facts);
    }

    public static StoredAnswer? Answer(SqliteStatements on, string tenant, string command)
    {
        using var reader = on.Read("""
            select c.digest, c.answer, c.citizen, (select k.wrapped from citizen_keys k where k.tenant = c.tenant and k.citizen = c.citizen)
            from commands c where c.tenant = $1 and c.command = $2
            """, tenant, command);
        return reader.Read() ? new(reader.GetFieldValue<byte[]>(0), reader.GetFieldValue<byte[]>(1), Seal(reader, 2)) : null;
    }

    public static Owner? Owner(SqliteStatements on, TenantId tenant, ClaimKey claim)
    {
        using var reader = on.Read("select tenant, owner, verified from claims where scope = $1 and kind = $2 and value = $3",
            ClaimScope.Of(tenant, claim), claim.Kind, claim.Value);
        return reader.Read() ? new(TenantId.Parse(reader.GetString(0)), reader.GetString(1), reader.GetBoolean(2)) : null;
    }

    public static byte[]? Key(SqliteStatements on, string tenant, CitizenId citizen) =>
        on.Scalar("select wrapped from citizen_keys where tenant = $1 and citizen = $2", tenant, citizen.Value) as byte[];

    public static IReadOnlyList<Deadline> LeaseDueDeadlines(SqliteStatements on, DateTimeOffset now, DateTimeOffset clock, TimeSpan lease, int limit)
    {
        using var reader = on.Read("""
            select s.tenant, s.kind, s.id, d.name, d.due_at, d.stream from deadlines d join streams s on s.number = d.stream
            where d.due_at <= $1 and (d.leased_until is null or d.leased_until <= $2) order by d.due_at limit $3
            """, now, clock, limit);
        var due = All(reader, row => (Deadline: new Deadline(Stream(row, 0), row.GetString(3), Timestamps.Parse(row.GetString(4))), Number: row.GetInt64(5)));
        foreach (var (deadline, number) in due)
            on.Execute("update deadlines set leased_until = $3 where stream = $1 and name = $2", number, deadline.Name, clock + lease);
        return [.. due.Select(one => one.Deadline)];
    }

    static List<T> All<T>(SqliteDataReader reader, Func<SqliteDataReader, T> row)
    {
        var rows = new List<T>();
        while (reader.Read()) rows.Add(row(reader));
        reader.Close();
        return rows;
    }

    static EventStreamId Stream(SqliteDataReader reader, int column) =>
        new(TenantId.Parse(reader.GetString(column)), reader.GetString(column + 1), reader.GetString(column + 2));

    static StoredFact Fact(SqliteDataReader reader, int column) => new(
        reader.GetInt64(column), reader.GetString(column + 1), reader.GetFieldValue<byte[]>(column + 2), Blob(reader, column + 3),
        Timestamps.Parse(reader.GetString(column + 4)), Seal(reader, column + 5));

    static Seal Seal(SqliteDataReader reader, int column) => new(reader.IsDBNull(column) ? null : reader.GetGuid(column), Blob(reader, column + 1));

    static byte[]? Blob(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<byte[]>(column);
}
