using Npgsql;

namespace Platform.Storage.Postgres;

/// <summary>Carries questions to the database as arrays, many at once, in one statement.</summary>
abstract class PostgresLane<TItem, TResult>(PostgresDatabase database) : ILane<TItem, TResult>
{
    const int Most = 256;
    protected List<Waiting<TItem, TResult>> Batch { get; } = new(Most);

    public virtual bool Admit(Waiting<TItem, TResult> waiting)
    {
        if (Batch.Count >= Most) return false;
        Batch.Add(waiting);
        return true;
    }

    public async Task Carry()
    {
        try
        {
            await using var connection = await database.Journal.OpenConnectionAsync();
            await Ask(connection);
        }
        catch (Exception failure)
        {
            var told = PostgresDatabase.IsAway(failure) ? PostgresDatabase.Away(failure) : failure;
            foreach (var waiting in Batch) waiting.TrySetException(told);
        }
        Empty();
    }

    protected virtual void Empty() => Batch.Clear();

    /// <summary>Gives everyone in the batch their result.</summary>
    protected abstract Task Ask(NpgsqlConnection connection);
}
