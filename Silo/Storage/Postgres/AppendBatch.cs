using Npgsql;
using NpgsqlTypes;
using Platform.Journal;

namespace Platform.Storage.Postgres;

/// <summary>The appends of one batch as arrays, and the one statement that writes them all.</summary>
sealed class AppendBatch
{
    readonly Arrays arrays = new();
    readonly Arrays.Of<string?> tenant, kind, id, command, type, wishScope, wishKind, wishValue, wishTenant, wishOwner, wishFrom, deadline;
    readonly Arrays.Of<long> expected;
    readonly Arrays.Of<int> count, factSlot, factNumber, wishSlot, deadlineSlot, snapshotSlot;
    readonly Arrays.Of<ReadOnlyMemory<byte>> digest, answer, body, snapshot;
    readonly Arrays.Of<byte[]?> key, personal;
    readonly Arrays.Of<Guid?> citizen, factCitizen;
    readonly Arrays.Of<DateTime> at;
    readonly Arrays.Of<DateTime?> dueAt;
    readonly Arrays.Of<bool> wishVerified;
    readonly Dictionary<Type, RowArrays> rows;
    readonly List<NpgsqlBatchCommand> releases = [];
    readonly string sql;

    public AppendBatch(IReadOnlyList<RowTable> tables)
    {
        (tenant, kind, id, command) = (arrays.Text(), arrays.Text(), arrays.Text(), arrays.Text());
        (expected, count) = (arrays.Add<long>(NpgsqlDbType.Bigint), Ints());
        (digest, answer, citizen, key) = (Bytes(), Bytes(), arrays.Add<Guid?>(NpgsqlDbType.Uuid), SealedBytes());
        (factSlot, factNumber, type, body) = (Ints(), Ints(), arrays.Text(), Bytes());
        (personal, factCitizen, at) = (SealedBytes(), arrays.Add<Guid?>(NpgsqlDbType.Uuid), arrays.Add<DateTime>(NpgsqlDbType.TimestampTz));
        (wishSlot, wishScope, wishKind, wishValue) = (Ints(), arrays.Text(), arrays.Text(), arrays.Text());
        (wishTenant, wishOwner, wishVerified, wishFrom) = (arrays.Text(), arrays.Text(), arrays.Add<bool>(NpgsqlDbType.Boolean), arrays.Text());
        (deadlineSlot, deadline, dueAt) = (Ints(), arrays.Text(), arrays.Add<DateTime?>(NpgsqlDbType.TimestampTz));
        (snapshotSlot, snapshot) = (Ints(), Bytes());
        rows = tables.ToDictionary(table => table.Type, table => new RowArrays(table, arrays));
        sql = Statement(string.Concat(rows.Values.Select(one => ",\n" + one.Branch)));
    }

    /// <summary>What is to be run: one statement, and one more for each claim that is given up, which is rare.</summary>
    public NpgsqlBatch Statements(NpgsqlConnection connection)
    {
        var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(arrays.Command(sql));
        foreach (var release in releases) batch.BatchCommands.Add(release);
        return batch;
    }

    public void Clear()
    {
        arrays.Clear();
        releases.Clear();
    }

    /// <summary>Adds one. Its slot is what the statement's answers name it by.</summary>
    public void Add(int slot, SealedAppend append)
    {
        var asked = append.Asked;
        tenant.Add(asked.Stream.Tenant.Value);
        kind.Add(asked.Stream.Kind);
        id.Add(asked.Stream.Id);
        command.Add(asked.CommandId);
        expected.Add(asked.Expected);
        count.Add(append.Facts.Length);
        digest.Add(asked.Digest);
        answer.Add(append.Answer);
        citizen.Add(asked.SealedFor?.Value);
        key.Add(append.NewKey);
        for (var i = 0; i < append.Facts.Length; i++) AddFact(slot, i + 1, append.Facts[i], asked.SealedFor?.Value);
        for (var i = 0; i < asked.Claims.Count; i++) AddWish(slot, asked.Stream, asked.Claims[i]);
        for (var i = 0; i < asked.Releases.Count; i++) releases.Add(Release(asked, asked.Releases[i]));
        for (var i = 0; i < asked.Deadlines.Count; i++) AddDeadline(slot, asked.Deadlines[i]);
        for (var i = 0; i < asked.Rows.Count; i++) rows[asked.Rows[i].GetType()].Add(slot, asked.Rows[i]);
        if (append.Snapshot is not { } state) return;
        snapshotSlot.Add(slot);
        snapshot.Add(state);
    }

    void AddFact(int slot, int number, SealedFact fact, Guid? whose)
    {
        factSlot.Add(slot);
        factNumber.Add(number);
        type.Add(fact.Type);
        body.Add(fact.Body);
        personal.Add(fact.Personal);
        factCitizen.Add(fact.Personal is null ? null : whose);
        at.Add(fact.At.UtcDateTime);
    }

    void AddWish(int slot, StreamId stream, Claim claim)
    {
        wishSlot.Add(slot);
        wishScope.Add(ClaimScope.Of(stream.Tenant, claim.Key));
        wishKind.Add(claim.Key.Kind);
        wishValue.Add(claim.Key.Value);
        wishTenant.Add(stream.Tenant.Value);
        wishOwner.Add(stream.Id);
        wishVerified.Add(claim.Verified);
        wishFrom.Add(claim.From);
    }

    void AddDeadline(int slot, DeadlineChange change)
    {
        deadlineSlot.Add(slot);
        deadline.Add(change.Name);
        dueAt.Add(change.DueAt?.UtcDateTime);
    }

    // Only where the append won: then its command is kept, and the stream is where it put it.
    static NpgsqlBatchCommand Release(Append asked, ClaimKey claim)
    {
        var command = new NpgsqlBatchCommand("""
            delete from claims where scope = $1 and kind = $2 and value = $3 and tenant = $4 and owner = $5
              and (select true from commands where tenant = $4 and command = $6)
              and (select version from streams where tenant = $4 and kind = $7 and id = $5) = $8
            """);
        foreach (var text in (string[])[ClaimScope.Of(asked.Stream.Tenant, claim), claim.Kind, claim.Value, asked.Stream.Tenant.Value, asked.Stream.Id,
            asked.CommandId, asked.Stream.Kind])
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = text });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = asked.Expected + asked.Facts.Count });
        return command;
    }

    Arrays.Of<int> Ints() => arrays.Add<int>(NpgsqlDbType.Integer);

    Arrays.Of<ReadOnlyMemory<byte>> Bytes() => arrays.Add<ReadOnlyMemory<byte>>(NpgsqlDbType.Bytea);

    Arrays.Of<byte[]?> SealedBytes() => arrays.Add<byte[]?>(NpgsqlDbType.Bytea);

    // Table rows are looked up by scalar subqueries, never by a join: a join may be planned as a walk through the table.
    string Statement(string rowBranches) => $"""
        with input as materialized (
          select i.*, i.ordinality::int as slot,
            (select true from commands c where c.tenant = i.tenant and c.command = i.command) as known,
            case when i.citizen is not null and i.key is null then
              (select k.wrapped is null from citizen_keys k where k.tenant = i.tenant and k.citizen = i.citizen) is not false
              else false end as erased,
            case when i.expected = 0 then true else
              (select true from streams s where s.tenant = i.tenant and s.kind = i.kind and s.id = i.id) end as there
          from unnest({tenant}, {kind}, {id}, {command}, {expected}, {count}, {digest}, {answer}, {citizen}, {key})
            with ordinality as i(tenant, kind, id, command, expected, count, digest, answer, citizen, key)),
        wishes as materialized (
          select w.*,
            (select c.owner from claims c where c.scope = w.scope and c.kind = w.kind and c.value = w.value
              and not (c.tenant = w.tenant and (c.owner = w.owner or c.owner is not distinct from w.taken_from))) as held
          from unnest({wishSlot}, {wishScope}, {wishKind}, {wishValue}, {wishTenant}, {wishOwner}, {wishVerified}, {wishFrom})
            as w(slot, scope, kind, value, tenant, owner, verified, taken_from)),
        taken as materialized (select distinct on (slot) slot, kind, value, held from wishes where held is not null order by slot),
        heads as (
          insert into streams as s (tenant, kind, id, version, previous, slot)
          select i.tenant, i.kind, i.id, i.expected + i.count, i.expected, i.slot from input i
          where i.known is null and i.there and not i.erased and i.slot not in (select slot from taken)
          on conflict (tenant, kind, id) do update set version = excluded.version, previous = excluded.previous, slot = excluded.slot
            where s.version = excluded.previous
          returning s.number, s.tenant, s.version, s.previous, s.slot),
        written_events as (
          insert into events (position, stream, version, tenant, type, body, personal, citizen, at)
          select (select (base + pg_current_xact_id()::text::bigint) << 16 from positions) + f.ordinality,
            h.number, h.previous + f.number, h.tenant, f.type, f.body, f.personal, f.citizen, f.at
          from unnest({factSlot}, {factNumber}, {type}, {body}, {personal}, {factCitizen}, {at})
            with ordinality as f(slot, number, type, body, personal, citizen, at)
          join heads h on h.slot = f.slot),
        written_commands as (
          insert into commands (tenant, command, digest, answer, citizen)
          select i.tenant, i.command, i.digest, i.answer, i.citizen from input i join heads h on h.slot = i.slot),
        written_keys as (
          insert into citizen_keys (tenant, citizen, wrapped)
          select i.tenant, i.citizen, i.key from input i join heads h on h.slot = i.slot where i.key is not null),
        claimed as (
          insert into claims as c (scope, kind, value, tenant, owner, verified, taken_from)
          select w.scope, w.kind, w.value, w.tenant, w.owner, w.verified, w.taken_from from wishes w join heads h on h.slot = w.slot
          on conflict (scope, kind, value) do update set owner = excluded.owner, taken_from = excluded.taken_from,
            verified = excluded.verified or (c.verified and c.owner = excluded.owner)
            where c.tenant = excluded.tenant and (c.owner = excluded.owner or c.owner = excluded.taken_from)
          returning 1),
        written_deadlines as (
          insert into deadlines (stream, name, tenant, due_at)
          select h.number, d.name, h.tenant, d.due_at from unnest({deadlineSlot}, {deadline}, {dueAt}) as d(slot, name, due_at)
          join heads h on h.slot = d.slot
          on conflict (stream, name) do update set due_at = excluded.due_at, leased_until = null),
        written_snapshots as (
          insert into snapshots (stream, tenant, version, body, citizen)
          select h.number, h.tenant, h.version, b.body, i.citizen from unnest({snapshotSlot}, {snapshot}) as b(slot, body)
          join heads h on h.slot = b.slot join input i on i.slot = b.slot
          on conflict (stream) do update set version = excluded.version, body = excluded.body, citizen = excluded.citizen){rowBranches}
        select i.slot, h.version, i.erased, t.kind, t.value, t.held, i.known,
          case when i.known then (select c.digest from commands c where c.tenant = i.tenant and c.command = i.command) end,
          case when i.known then (select c.answer from commands c where c.tenant = i.tenant and c.command = i.command) end,
          case when i.known then (select c.citizen from commands c where c.tenant = i.tenant and c.command = i.command) end,
          case when i.known then (select k.wrapped from citizen_keys k where k.tenant = i.tenant and k.citizen =
            (select c.citizen from commands c where c.tenant = i.tenant and c.command = i.command)) end
        from input i left join heads h on h.slot = i.slot left join taken t on t.slot = i.slot
        where coalesce((select case when (select count(*) from claimed) < (select count(*) from wishes w join heads h on h.slot = w.slot)
          then journal_race() end), true)
        """;
}
