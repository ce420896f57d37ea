using Npgsql;
using NpgsqlTypes;
using Platform.Grains.EventSourcing;
using Platform.Storage.Journal;
using Platform.Storage.Mapping;

namespace Platform.Storage.Postgres;

/// <summary>The appends of one batch as arrays, and the one statement that writes them all.</summary>
sealed partial class AppendBatch
{
    readonly UnnestParameters arrays = new();
    readonly UnnestParameters.Of<string?> tenant, kind, id, command, type, wishScope, wishKind, wishValue, wishTenant, wishOwner, wishFrom, deadline, place;
    readonly UnnestParameters.Of<long> expected;
    readonly UnnestParameters.Of<int> count, factSlot, factNumber, wishSlot, deadlineSlot, snapshotSlot;
    readonly UnnestParameters.Of<ReadOnlyMemory<byte>> digest, answer, body, snapshot;
    readonly UnnestParameters.Of<byte[]?> key, personal;
    readonly UnnestParameters.Of<Guid?> citizen, answerCitizen, factCitizen;
    readonly UnnestParameters.Of<DateTime> at;
    readonly UnnestParameters.Of<DateTime?> dueAt;
    readonly UnnestParameters.Of<bool> wishVerified;
    readonly Dictionary<Type, RowArrays> rows;
    readonly List<NpgsqlBatchCommand> releases = [];
    readonly Dictionary<int, UnnestParameters.Statement> statements = [];
    bool moves, begins, keyed;

    public AppendBatch(IReadOnlyList<RowTable> tables)
    {
        (tenant, kind, id, command) = (arrays.Text(), arrays.Text(), arrays.Text(), arrays.Text());
        (expected, count) = (arrays.Add<long>(NpgsqlDbType.Bigint), Ints());
        (digest, answer, citizen, key) = (Bytes(), Bytes(), arrays.Add<Guid?>(NpgsqlDbType.Uuid), SealedBytes());
        (answerCitizen, place) = (arrays.Add<Guid?>(NpgsqlDbType.Uuid), arrays.Text());
        (factSlot, factNumber, type, body) = (Ints(), Ints(), arrays.Text(), Bytes());
        (personal, factCitizen, at) = (SealedBytes(), arrays.Add<Guid?>(NpgsqlDbType.Uuid), arrays.Add<DateTime>(NpgsqlDbType.TimestampTz));
        (wishSlot, wishScope, wishKind, wishValue) = (Ints(), arrays.Text(), arrays.Text(), arrays.Text());
        (wishTenant, wishOwner, wishVerified, wishFrom) = (arrays.Text(), arrays.Text(), arrays.Add<bool>(NpgsqlDbType.Boolean), arrays.Text());
        (deadlineSlot, deadline, dueAt) = (Ints(), arrays.Text(), arrays.Add<DateTime?>(NpgsqlDbType.TimestampTz));
        (snapshotSlot, snapshot) = (Ints(), Bytes());
        rows = tables.ToDictionary(table => table.Type, table => new RowArrays(table, arrays));
    }

    /// <summary>What is to be run: one statement, and one more for each claim that is given up, which is rare.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="looks">Heads and commands are looked for, each by its index; else heads are taken to be where they were last, and commands to be new.</param>
    public NpgsqlBatch Statements(NpgsqlConnection connection, bool looks)
    {
        var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(arrays.Command(Statement(looks)));
        foreach (var release in releases) batch.BatchCommands.Add(release);
        return batch;
    }

    public void Clear()
    {
        arrays.Clear();
        releases.Clear();
        (moves, begins, keyed) = (false, false, false);
        foreach (var list in rows.Values) list.Clear();
    }

    /// <summary>Adds one. Its slot is what the statement's answers name it by.</summary>
    public void Add(int slot, SealedAppend append)
    {
        var asked = append.Asked;
        tenant.Add(asked.Stream.Tenant.Value);
        kind.Add(asked.Stream.Kind);
        id.Add(asked.Stream.Id);
        command.Add(asked.CommandId);
        expected.Add(asked.ExpectedVersion);
        count.Add(append.Facts.Length);
        digest.Add(asked.Digest);
        answer.Add(append.Answer);
        citizen.Add(asked.SealedFor?.Value);
        answerCitizen.Add(append.AnswerOf);
        key.Add(append.NewKey);
        place.Add(asked.RowHint);
        moves |= asked.ExpectedVersion > 0;
        begins |= asked.ExpectedVersion == 0;
        keyed |= append.NewKey is not null;
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

    void AddWish(int slot, EventStreamId stream, UniqueClaim claim)
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
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = asked.ExpectedVersion + asked.Facts.Count });
        return command;
    }

    UnnestParameters.Of<int> Ints() => arrays.Add<int>(NpgsqlDbType.Integer);

    UnnestParameters.Of<ReadOnlyMemory<byte>> Bytes() => arrays.Add<ReadOnlyMemory<byte>>(NpgsqlDbType.Bytea);

    UnnestParameters.Of<byte[]?> SealedBytes() => arrays.Add<byte[]?>(NpgsqlDbType.Bytea);

    /// <summary>The statement for the parts that this batch has: PostgreSQL opens a table and its indexes for each part, even an empty one.</summary>
    UnnestParameters.Statement Statement(bool looks)
    {
        var parts = looks ? 1 : 0;
        foreach (var has in (ReadOnlySpan<bool>)[moves, begins, keyed, wishSlot.Any, deadlineSlot.Any, snapshotSlot.Any]) parts = parts << 1 | (has ? 1 : 0);
        foreach (var list in rows.Values) parts = parts << 2 | (list.Any ? 1 : 0) | (list.New ? 2 : 0);
        if (!statements.TryGetValue(parts, out var statement)) statements.Add(parts, statement = arrays.Write(() => Text(looks)));
        return statement;
    }
}
