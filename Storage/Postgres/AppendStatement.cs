namespace Platform.Storage.Postgres;

/// <content>The text of the statement: its parts one after the other, those that this batch has.</content>
sealed partial class AppendBatch
{
    string Text(bool looks)
    {
        var claims = wishSlot.Any;
        List<string> parts = [Input(looks)];
        if (claims) parts.AddRange(Wishes, Taken);
        if (moves) parts.Add(Moved(claims));
        if (begins) parts.Add(Begun(claims));
        parts.Add($"heads as materialized ({(moves ? "select * from moved" : "")}{(moves && begins ? " union all " : "")}{(begins ? "select * from begun" : "")})");
        parts.AddRange(WrittenEvents, WrittenCommands);
        if (keyed) parts.Add(WrittenKeys);
        if (claims) parts.Add(Claimed);
        if (deadlineSlot.Any) parts.Add(WrittenDeadlines);
        if (snapshotSlot.Any) parts.Add(WrittenSnapshots);
        parts.AddRange(rows.Values.Where(list => list.Any).Select(list => list.Written));
        return $"""
            with {string.Join(",\n", parts)}
            select i.slot, h.version, h.place::text, i.known, i.erased, {(claims ? "t.kind, t.value, t.held" : "null::text, null::text, null::text")}
            from input i left join heads h on h.slot = i.slot {(claims ? "left join taken t on t.slot = i.slot" + Raced : "")}
            """;
    }

    // Table rows are looked up by scalar subqueries, never by a join: a join may be planned as a walk through the table.
    // Of a citizen's own history the head says whether they were erased; of a request that is sealed for them, their key.
    string Input(bool looks) => $"""
        input as materialized (
          select i.*, i.ordinality::int as slot,
            {(looks ? "(select true from commands c where c.tenant = i.tenant and c.command = i.command)" : "null::bool")} as known,
            case when i.citizen is not null and i.key is null{(looks ? "" : " and not (i.expected > 0 and i.kind = 'citizen' and i.id = i.citizen::text)")} then
              (select k.wrapped is null from citizen_keys k where k.tenant = i.tenant and k.citizen = i.citizen) is not false
              else false end as erased,
            {(looks ? "case when i.expected > 0 then (select s.ctid from streams s where s.tenant = i.tenant and s.kind = i.kind and s.id = i.id) end" : "i.was_at::tid")} as place
          from unnest({tenant}, {kind}, {id}, {command}, {expected}, {count}, {digest}, {answer}, {answerCitizen}, {citizen}, {key}, {place})
            with ordinality as i(tenant, kind, id, command, expected, count, digest, answer, answer_of, citizen, key, was_at))
        """;

    // By the row hint (ctid). A head that another append has moved is not at the expected version any more, and stays; a remembered hint may be
    // another head's row by now. Not plain equality: with that the planner would search for the row.
    static string Moved(bool claims) => $"""
        moved as (
          update streams s set version = i.expected + i.count, previous = i.expected, slot = i.slot
          from input i where s.ctid = i.place and s.version = i.expected and not s.erased and {Admitted(claims)}
            and s.id is not distinct from i.id and s.kind is not distinct from i.kind and s.tenant is not distinct from i.tenant
          returning s.number, s.tenant, s.version, s.previous, s.slot, s.ctid as place)
        """;

    static string Begun(bool claims) => $"""
        begun as (
          insert into streams as s (tenant, kind, id, version, previous, slot)
          select i.tenant, i.kind, i.id, i.count, 0, i.slot from input i where i.expected = 0 and {Admitted(claims)}
          on conflict (tenant, kind, id) do nothing
          returning s.number, s.tenant, s.version, s.previous, s.slot, s.ctid as place)
        """;

    static string Admitted(bool claims) => "i.known is null and not i.erased" + (claims ? " and i.slot not in (select slot from taken)" : "");

    string WrittenEvents => $"""
        written_events as (
          insert into events (position, stream, version, tenant, type, body, personal, citizen, at)
          select (select (base + pg_current_xact_id()::text::bigint) << 16 from positions) + f.ordinality,
            h.number, h.previous + f.number, h.tenant, f.type, f.body, f.personal, f.citizen, f.at
          from unnest({factSlot}, {factNumber}, {type}, {body}, {personal}, {factCitizen}, {at})
            with ordinality as f(slot, number, type, body, personal, citizen, at)
          join heads h on h.slot = f.slot)
        """;

    const string WrittenCommands = """
        written_commands as (
          insert into commands (tenant, command, digest, answer, citizen)
          select i.tenant, i.command, i.digest, i.answer, i.answer_of from input i join heads h on h.slot = i.slot)
        """;

    const string WrittenKeys = """
        written_keys as (
          insert into citizen_keys (tenant, citizen, wrapped)
          select i.tenant, i.citizen, i.key from input i join heads h on h.slot = i.slot where i.key is not null)
        """;

    string Wishes => $"""
        wishes as materialized (
          select w.*,
            (select c.owner from claims c where c.scope = w.scope and c.kind = w.kind and c.value = w.value
              and not (c.tenant = w.tenant and (c.owner = w.owner or c.owner is not distinct from w.taken_from))) as held
          from unnest({wishSlot}, {wishScope}, {wishKind}, {wishValue}, {wishTenant}, {wishOwner}, {wishVerified}, {wishFrom})
            as w(slot, scope, kind, value, tenant, owner, verified, taken_from))
        """;

    const string Taken = "taken as materialized (select distinct on (slot) slot, kind, value, held from wishes where held is not null order by slot)";

    const string Claimed = """
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
        written_deadlines as (
          insert into deadlines (stream, name, tenant, due_at)
          select h.number, d.name, h.tenant, d.due_at from unnest({deadlineSlot}, {deadline}, {dueAt}) as d(slot, name, due_at)
          join heads h on h.slot = d.slot
          on conflict (stream, name) do update set due_at = excluded.due_at, leased_until = null)
        """;

    string WrittenSnapshots => $"""
        written_snapshots as (
          insert into snapshots (stream, tenant, version, body, citizen)
          select h.number, h.tenant, h.version, b.body, i.citizen from unnest({snapshotSlot}, {snapshot}) as b(slot, body)
          join heads h on h.slot = b.slot join input i on i.slot = b.slot
          on conflict (stream) do update set version = excluded.version, body = excluded.body, citizen = excluded.citizen)
        """;
}
