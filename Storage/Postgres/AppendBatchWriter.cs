using System.Diagnostics;
using Npgsql;
using Platform.Grains.EventSourcing;
using Platform.Storage.Journal;
using Platform.Storage.Mapping;

namespace Platform.Storage.Postgres;

/// <summary>Commits many grains' appends in one transaction; each has its own outcome.</summary>
sealed class AppendBatchWriter(PostgresDatabase database, AppendCounters tally) : PostgresBatch<SealedAppend, StoreResult>(database)
{
    const int MostBytes = 4 * 1024 * 1024;
    const int MostAttempts = 5;

    // After a duplicate command the next batches look for duplicates first: a client that repeats one command repeats many.
    const int Doubtful = 64;

    readonly AppendBatch arrays = new(RowTable.All);
    readonly HashSet<(string?, string, string)> alone = [];
    int bytes, recentRetries;

    /// <summary>One stream, one command and one claim is in a batch once: the second decides after the first.</summary>
    public override bool TryAdd(PendingItem<SealedAppend, StoreResult> waiting)
    {
        var asked = waiting.Item.Asked;
        var size = Size(waiting.Item);
        if ((Batch.Count > 0 && bytes + size > MostBytes) || Clashes(asked) || !base.TryAdd(waiting)) return false;
        bytes += size;
        alone.Add((asked.Stream.Tenant.Value, asked.Stream.Kind, asked.Stream.Id));
        alone.Add((asked.Stream.Tenant.Value, "/command", asked.CommandId));
        for (var i = 0; i < asked.Claims.Count; i++) alone.Add(Name(asked.Stream, asked.Claims[i].Key));
        for (var i = 0; i < asked.Releases.Count; i++) alone.Add(Name(asked.Stream, asked.Releases[i]));
        return true;
    }

    protected override void Empty()
    {
        base.Empty();
        alone.Clear();
        bytes = 0;
    }

    protected override async Task Ask(NpgsqlConnection connection)
    {
        // One order in every silo: two batches that meet wait for each other, and never in a ring.
        Batch.Sort(static (one, other) => Order(one.Item.Asked.Stream, other.Item.Asked.Stream));
        var (rest, looks) = (Batch, recentRetries > 0);
        for (var attempt = 1; rest.Count > 0; attempt++)
        {
            try
            {
                rest = await Write(connection, rest, looks);
                if (looks) recentRetries = Math.Max(recentRetries - 1, 0);
                // What was not written without looking is looked for: a head was moved.
                looks = true;
            }
            catch (PostgresException refused) when (IsRace(refused) && attempt < MostAttempts)
            {
                // Nothing of the batch was written, and the other has committed by now: the next attempt sees it.
                if (IsSentAgain(refused)) (recentRetries, looks) = (Doubtful, true);
            }
            catch (PostgresException refused) when (!PostgresDatabase.IsAway(refused) || IsRace(refused))
            {
                // Nothing of the batch was written. Alone, each fails or succeeds for itself.
                foreach (var waiting in rest) await WriteAlone(connection, waiting);
                return;
            }
        }
    }

    async Task WriteAlone(NpgsqlConnection connection, PendingItem<SealedAppend, StoreResult> waiting)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Write(connection, [waiting], looks: true);
                return;
            }
            catch (PostgresException refused) when (IsRace(refused) && attempt < MostAttempts)
            {
                // The other has committed by now: the next attempt sees it and answers.
            }
            catch (PostgresException refused) when (!PostgresDatabase.IsAway(refused))
            {
                waiting.TrySetException(refused);
                return;
            }
        }
    }

    /// <summary>Those whose outcome is not known yet: none where it looks.</summary>
    async Task<List<PendingItem<SealedAppend, StoreResult>>> Write(NpgsqlConnection connection, List<PendingItem<SealedAppend, StoreResult>> batch, bool looks)
    {
        arrays.Clear();
        for (var i = 0; i < batch.Count; i++) arrays.Add(i + 1, batch[i].Item);
        var outcomes = new StoreResult[batch.Count];
        var since = Stopwatch.GetTimestamp();
        await using (var statements = arrays.Statements(connection, looks))
        {
            await using var reader = await statements.ExecuteReaderAsync();
            while (await reader.ReadAsync()) outcomes[reader.GetInt32(0) - 1] = Outcome(reader);
            // The commit is at the end of all results: an error may still come.
            while (await reader.NextResultAsync()) ;
        }
        List<PendingItem<SealedAppend, StoreResult>> rest = [];
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (looks || outcomes[i].Outcome is Appended.Committed) batch[i].TrySetResult(outcomes[i]);
            else rest.Add(batch[i]);
        }
        tally.Carried(batch.Count - rest.Count, since);
        return rest;
    }

    static StoreResult Outcome(NpgsqlDataReader reader) =>
        !reader.IsDBNull(1) ? new Appended.Committed(reader.GetInt64(1), reader.GetString(2))
        : !reader.IsDBNull(3) ? StoreResult.Before
        : reader.GetBoolean(4) ? StoreResult.Erased
        : !reader.IsDBNull(5) ? new Appended.Taken(new(reader.GetString(5), reader.GetString(6)), reader.GetString(7))
        : new Appended.Conflict();

    // Unique violation, a row hit twice, serialization failure, deadlock: another append was there in the same moment.
    static bool IsRace(PostgresException failure) => failure.SqlState is "23505" or "21000" or "40001" or "40P01";

    static bool IsSentAgain(PostgresException failure) => failure is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "commands_pkey" };

    bool Clashes(Append asked)
    {
        if (alone.Contains((asked.Stream.Tenant.Value, asked.Stream.Kind, asked.Stream.Id))) return true;
        if (alone.Contains((asked.Stream.Tenant.Value, "/command", asked.CommandId))) return true;
        for (var i = 0; i < asked.Claims.Count; i++)
        {
            if (alone.Contains(Name(asked.Stream, asked.Claims[i].Key))) return true;
        }
        for (var i = 0; i < asked.Releases.Count; i++)
        {
            if (alone.Contains(Name(asked.Stream, asked.Releases[i]))) return true;
        }
        return false;
    }

    static (string?, string, string) Name(EventStreamId stream, ClaimKey claim) =>
        (ClaimScope.Of(stream.Tenant, claim), claim.Kind + "/claim", claim.Value);

    static int Order(EventStreamId one, EventStreamId other) =>
        string.CompareOrdinal(one.Id, other.Id) is var byId && byId != 0 ? byId
        : string.CompareOrdinal(one.Tenant.Value, other.Tenant.Value) is var byTenant && byTenant != 0 ? byTenant
        : string.CompareOrdinal(one.Kind, other.Kind);

    static int Size(SealedAppend append)
    {
        var size = append.Answer.Length + (append.Snapshot?.Length ?? 0) + append.Asked.Rows.Count * 200;
        foreach (var fact in append.Facts) size += fact.Body.Length + (fact.Personal?.Length ?? 0) + 100;
        return size;
    }
}
