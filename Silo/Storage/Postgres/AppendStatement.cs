namespace Platform.Storage.Postgres;

/// <content>The text of the statement.</content>
sealed partial class AppendBatch
{
    // Table rows are looked up by scalar subqueries, never by a join: a join may be planned as a walk through the table.
    string Statement(bool claims, string parts) => $"""
        with input as materialized (
          select i.*, i.ordinality::int as slot,
            (select true from commands c where c.tenant = i.tenant and c.command = i.command) as known,
            case when i.citizen is not null and i.key is null then
              (select k.wrapped is null from citizen_keys k where k.tenant = i.tenant and k.citizen = i.citizen) is not false
              else false end as erased,
            case when i.expected = 0 then true else
              (select true from streams s where s.tenant = i.tenant and s.kind = i.kind and s.id = i.id) end as there
          from unnest({tenant}, {kind}, {id}, {command}, {expected}, {count}, {digest}, {answer}, {answerCitizen}, {citizen}, {key})
            with ordinality as i(tenant, kind, id, command, expected, count, digest, answer, answer_of, citizen, key)){(claims ? Wishes : "")},
        heads as (
          insert into streams as s (tenant, kind, id, version, previous, slot)
          select i.tenant, i.kind, i.id, i.expected + i.count, i.expected, i.slot from input i
          where i.known is null and i.there and not i.erased {(claims ? "and i.slot not in (select slot from taken)" : "")}
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
          select i.tenant, i.command, i.digest, i.answer, i.answer_of from input i join heads h on h.slot = i.slot),
        written_keys as (
          insert into citizen_keys (tenant, citizen, wrapped)
          select i.tenant, i.citizen, i.key from input i join heads h on h.slot = i.slot where i.key is not null){parts}
        select i.slot, h.version, i.erased, {(claims ? "t.kind, t.value, t.held" : "null::text, null::text, null::text")}, i.known,
          case when i.known then (select c.digest from commands c where c.tenant = i.tenant and c.command = i.command) end,
          case when i.known then (select c.answer from commands c where c.tenant = i.tenant and c.command = i.command) end,
          case when i.known then (select c.citizen from commands c where c.tenant = i.tenant and c.command = i.command) end,
          case when i.known then (select k.wrapped from citizen_keys k where k.tenant = i.tenant and k.citizen =
            (select c.citizen from commands c where c.tenant = i.tenant and c.command = i.command)) end
        from input i left join heads h on h.slot = i.slot {(claims ? "left join taken t on t.slot = i.slot" + Raced : "")}
        """;

    string Wishes => $"""
        ,
        wishes as materialized (
          select w.*,
            (select c.owner from claims c where c.scope = w.scope and c.kind = w.kind and c.value = w.value
              and not (c.tenant = w.tenant and (c.owner = w.owner or c.owner is not distinct from w.taken_from))) as held
          from unnest({wishSlot}, {wishScope}, {wishKind}, {wishValue}, {wishTenant}, {wishOwner}, {wishVerified}, {wishFrom})
            as w(slot, scope, kind, value, tenant, owner, verified, taken_from)),
        taken as materialized (select distinct on (slot) slot, kind, value, held from wishes where held is not null order by slot)
        """;

    const string Claimed = """
        ,
        claimed as (
          insert into claims as c (scope, kind, value, tenant, owner, verified, taken_from)
          select w.scope, w.kind, w.value, w.tenant, w.owner, w.verified, w.taken_from from wishes w join heads h on h.slot = w.slot
          on conflict (scope, kind, value) do update set owner = excluded.owner, taken_from = excluded.taken_from,
            verified = excluded.verified or (c.verified and c.owner = excluded.owner)
            where c.tenant = excluded.tenant and (c.owner = excluded.owner or c.owner = excluded.taken_from)
          returning 1)
        """;

    // A claim that was free in our snapshot and is another's by now: nothing of this may stay.
    const string Raced = """

        where coalesce((select case when (select count(*) from claimed) < (select count(*) from wishes w join heads h on h.slot = w.slot)
          then journal_race() end), true)
        """;

    string WrittenDeadlines => $"""
        ,
        written_deadlines as (
          insert into deadlines (stream, name, tenant, due_at)
          select h.number, d.name, h.tenant, d.due_at from unnest({deadlineSlot}, {deadline}, {dueAt}) as d(slot, name, due_at)
          join heads h on h.slot = d.slot
          on conflict (stream, name) do update set due_at = excluded.due_at, leased_until = null)
        """;

    string WrittenSnapshots => $"""
        ,
        written_snapshots as (
          insert into snapshots (stream, tenant, version, body, citizen)
          select h.number, h.tenant, h.version, b.body, i.citizen from unnest({snapshotSlot}, {snapshot}) as b(slot, body)
          join heads h on h.slot = b.slot join input i on i.slot = b.slot
          on conflict (stream) do update set version = excluded.version, body = excluded.body, citizen = excluded.citizen)
        """;
}
