using Npgsql;
using Platform.Storage.Journal;

namespace Platform.Storage.Postgres;

/// <summary>Carries questions to the database as arrays, many at once, in one statement.</summary>
/// <remarks>Each has a connection of its own and keeps it: PostgreSQL gives each a process, and one that does the same again and again costs
/// half of what several cost that take turns, each with cold caches (measured: docs/decisions/0003).</remarks>
abstract class PostgresBatch<TItem, TResult>(PostgresDatabase database) : IBatch<TItem, TResult>, IAsyncDisposable
{
    const int Most = 256;
    NpgsqlConnection? kept;

    protected List<PendingItem<TItem, TResult>> Batch { get; } = new(Most);

    public virtual bool TryAdd(PendingItem<TItem, TResult> waiting)
    {
        if (Batch.Count >= Most) return false;
        Batch.Add(waiting);
        return true;
    }

    public async Task Flush()
    {
        try
        {
            kept ??= await database.Journal.OpenConnectionAsync();
            await Ask(kept);
        }
        catch (Exception failure)
        {
            await DisposeAsync();
            var told = PostgresDatabase.IsAway(failure) ? PostgresDatabase.Away(failure) : failure;
            foreach (var waiting in Batch) waiting.TrySetException(told);
        }
        Empty();
    }

    /// <summary>Gives the connection back.</summary>
    public async ValueTask DisposeAsync()
    {
        if (kept is { } connection) await connection.DisposeAsync();
        kept = null;
    }

    protected virtual void Empty() => Batch.Clear();

    /// <summary>Gives everyone in the batch their result.</summary>
    protected abstract Task Ask(NpgsqlConnection connection);
}
