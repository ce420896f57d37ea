using Npgsql;
using Platform.Grains.EventSourcing;
using Platform.Storage.Journal;

namespace Platform.Storage.Postgres;

/// <summary>Loads many streams at once: a herd of activations costs few round trips.</summary>
sealed class LoadBatchReader : PostgresBatch<EventStreamId, StoredStream>
{
    readonly UnnestParameters arrays = new();
    readonly UnnestParameters.Of<string?> tenant, kind, id;
    readonly UnnestParameters.Statement statement;

    public LoadBatchReader(PostgresDatabase database) : base(database)
    {
        (tenant, kind, id) = (arrays.Text(), arrays.Text(), arrays.Text());
        statement = arrays.Write(() => Text(tenant, kind, id));
    }

    protected override async Task Ask(NpgsqlConnection connection)
    {
        arrays.Clear();
        foreach (var waiting in Batch)
        {
            tenant.Add(waiting.Item.Tenant.Value);
            kind.Add(waiting.Item.Kind);
            id.Add(waiting.Item.Id);
        }
        var found = new Found[Batch.Count];
        await using (var command = arrays.Command(statement, connection))
        {
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync()) found[reader.GetInt32(0) - 1].Take(reader);
        }
        for (var i = 0; i < found.Length; i++) Batch[i].TrySetResult(found[i].Stream());
    }

    // Heads and facts in one statement: one snapshot, so nothing can come between them. The limit keeps each lookup a lookup.
    static string Text(UnnestParameters.Of<string?> tenant, UnnestParameters.Of<string?> kind, UnnestParameters.Of<string?> id) => $"""
        with heads as materialized (
          select i.ordinality::int as slot, i.tenant, s.number, s.version, s.place, b.version as snapshot_version, b.body, b.citizen
          from unnest({tenant}, {kind}, {id}) with ordinality as i(tenant, kind, id)
          cross join lateral (select number, version, ctid::text as place from streams s where s.tenant = i.tenant and s.kind = i.kind and s.id = i.id limit 1) s
          left join lateral (select version, body, citizen from snapshots b where b.stream = s.number limit 1) b on true)
        select h.slot, true, coalesce(h.snapshot_version, 0), null, h.body, null, null, h.citizen,
          (select k.wrapped from citizen_keys k where k.tenant = h.tenant and k.citizen = h.citizen), h.version, h.place
        from heads h
        union all
        select h.slot, false, e.version, e.type, e.body, e.personal, e.at, e.citizen,
          (select k.wrapped from citizen_keys k where k.tenant = h.tenant and k.citizen = e.citizen), h.version, h.place
        from heads h cross join lateral (
          select * from events e where e.stream = h.number and e.version > coalesce(h.snapshot_version, 0) order by e.version) e
        """;

    struct Found
    {
        long version;
        string? place;
        StoredSnapshot? snapshot;
        List<StoredFact>? facts;

        public void Take(NpgsqlDataReader reader)
        {
            (version, place) = (reader.GetInt64(9), reader.GetString(10));
            if (!reader.GetBoolean(1)) (facts ??= []).Add(reader.Fact(2));
            else if (!reader.IsDBNull(4)) snapshot = new(reader.GetInt64(2), reader.GetFieldValue<byte[]>(4), reader.Seal(7));
        }

        public readonly StoredStream Stream() => new(version, snapshot, facts ?? [], place);
    }
}
