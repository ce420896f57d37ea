using Platform.Grains.EventSourcing;
using Platform.Storage.Journal;

namespace Platform.Storage.Sqlite;

/// <summary>One append, within the writer's transaction.</summary>
static class SqliteAppend
{
    public static StoreResult Write(SqliteStatements on, SealedAppend append, DateTimeOffset now)
    {
        var asked = append.Asked;
        var tenant = asked.Stream.Tenant.Value;
        if (on.Scalar("select 1 from commands where tenant = $1 and command = $2", tenant, asked.CommandId) is not null) return StoreResult.Before;
        if (asked.SealedFor is { } citizen && append.NewKey is null && SqliteReads.Key(on, tenant, citizen) is null) return StoreResult.Erased;
        foreach (var claim in asked.Claims)
        {
            if (Holder(on, asked.Stream, claim) is { } other) return new Appended.Taken(claim.Key, other);
        }
        if (Head(on, asked.Stream, asked.ExpectedVersion, append.Facts.Length) is not { } stream) return new Appended.Conflict();

        for (var i = 0; i < append.Facts.Length; i++) Fact(on, asked, stream, asked.ExpectedVersion + 1 + i, append.Facts[i]);
        on.Execute("insert into commands (tenant, command, digest, answer, citizen, at) values ($1, $2, $3, $4, $5, $6)",
            tenant, asked.CommandId, asked.Digest, append.Answer, append.AnswerOf, now);
        if (append.NewKey is { } key)
            on.Execute("insert into citizen_keys (tenant, citizen, wrapped, at) values ($1, $2, $3, $4)", tenant, asked.SealedFor?.Value, key, now);
        foreach (var claim in asked.Claims) Own(on, asked.Stream, claim);
        foreach (var released in asked.Releases) Release(on, asked.Stream, released);
        foreach (var row in asked.Rows) SqliteRows.Write(on, row);
        foreach (var change in asked.Deadlines)
        {
            on.Execute("""
                insert into deadlines (stream, name, tenant, due_at) values ($1, $2, $3, $4)
                on conflict (stream, name) do update set due_at = excluded.due_at, leased_until = null
                """, stream, change.Name, tenant, change.DueAt);
        }
        var version = asked.ExpectedVersion + append.Facts.Length;
        if (append.Snapshot is { } snapshot)
            on.Execute("insert or replace into snapshots (stream, tenant, version, body, citizen) values ($1, $2, $3, $4, $5)",
                stream, tenant, version, snapshot, asked.SealedFor?.Value);
        return new Appended.Committed(version);
    }

    /// <summary>The stream's number where it was at the version; null where it was not.</summary>
    static long? Head(SqliteStatements on, EventStreamId stream, long expected, int facts) => (long?)(expected == 0
        ? on.Scalar("insert into streams (tenant, kind, id, version) values ($1, $2, $3, $4) on conflict do nothing returning number",
            stream.Tenant.Value, stream.Kind, stream.Id, (long)facts)
        : on.Scalar("update streams set version = $5 where tenant = $1 and kind = $2 and id = $3 and version = $4 returning number",
            stream.Tenant.Value, stream.Kind, stream.Id, expected, expected + facts));

    static void Fact(SqliteStatements on, Append asked, long stream, long version, SealedFact fact) => on.Execute("""
        insert into events (stream, version, tenant, type, body, personal, citizen, at) values ($1, $2, $3, $4, $5, $6, $7, $8)
        """, stream, version, asked.Stream.Tenant.Value, fact.Type, fact.Body, fact.Personal, fact.Personal is null ? null : asked.SealedFor?.Value, fact.At);

    /// <summary>Who else owns it and does not let it go; null where it can be had.</summary>
    static string? Holder(SqliteStatements on, EventStreamId stream, UniqueClaim claim) => (string?)on.Scalar("""
        select owner from claims where scope = $1 and kind = $2 and value = $3 and not (tenant = $4 and (owner = $5 or owner is $6))
        """, ClaimScope.Of(stream.Tenant, claim.Key), claim.Key.Kind, claim.Key.Value, stream.Tenant.Value, stream.Id, claim.From);

    static void Release(SqliteStatements on, EventStreamId stream, ClaimKey claim) => on.Execute(
        "delete from claims where scope = $1 and kind = $2 and value = $3 and tenant = $4 and owner = $5",
        ClaimScope.Of(stream.Tenant, claim), claim.Kind, claim.Value, stream.Tenant.Value, stream.Id);

    static void Own(SqliteStatements on, EventStreamId stream, UniqueClaim claim) => on.Execute("""
        insert into claims (scope, kind, value, tenant, owner, verified, taken_from) values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (scope, kind, value) do update set owner = excluded.owner, taken_from = excluded.taken_from,
          verified = excluded.verified or (claims.verified and claims.owner = excluded.owner)
        """, ClaimScope.Of(stream.Tenant, claim.Key), claim.Key.Kind, claim.Key.Value, stream.Tenant.Value, stream.Id, claim.Verified, claim.From);
}
