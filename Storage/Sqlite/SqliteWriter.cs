using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Platform.Storage.Journal;

namespace Platform.Storage.Sqlite;

/// <summary>Everything that writes waits here; what waits is committed together, each in a savepoint of its own, so that each fails alone.</summary>
sealed class SqliteWriter(SqliteDatabase database, AppendCounters tally) : IBatch<Func<SqliteStatements, object?>, object?>
{
    const int Most = 256;
    readonly List<PendingItem<Func<SqliteStatements, object?>, object?>> batch = new(Most);
    SqliteStatements? statements;

    public bool TryAdd(PendingItem<Func<SqliteStatements, object?>, object?> waiting)
    {
        if (batch.Count >= Most) return false;
        batch.Add(waiting);
        return true;
    }

    public Task Flush()
    {
        var results = new object?[batch.Count];
        try
        {
            statements ??= new(database.Writer);
            var since = Stopwatch.GetTimestamp();
            Commit(statements, results);
            tally.Carried(batch.Count, since);
            for (var i = 0; i < results.Length; i++)
            {
                if (results[i] is Refused refused) batch[i].TrySetException(refused.Reason);
                else batch[i].TrySetResult(results[i]);
            }
        }
        catch (Exception failure)
        {
            var told = failure is SqliteException sqlite && SqliteDatabase.IsAway(sqlite) ? SqliteDatabase.Away(sqlite) : failure;
            foreach (var waiting in batch) waiting.TrySetException(told);
        }
        batch.Clear();
        return Task.CompletedTask;
    }

    void Commit(SqliteStatements on, object?[] results)
    {
        on.Execute("begin immediate");
        try
        {
            for (var i = 0; i < results.Length; i++) results[i] = Run(on, batch[i].Item);
            on.Execute("commit");
        }
        catch
        {
            // A failed commit may have ended the transaction itself.
            if (!SqliteAutocommit(on)) on.Execute("rollback");
            throw;
        }
    }

    static object? Run(SqliteStatements on, Func<SqliteStatements, object?> work)
    {
        on.Execute("savepoint one");
        try
        {
            var result = work(on);
            on.Execute("release one");
            return result;
        }
        catch (Exception failure) when (failure is not SqliteException sqlite || !SqliteDatabase.IsAway(sqlite))
        {
            on.Execute("rollback to one");
            on.Execute("release one");
            return new Refused(failure);
        }
    }

    static bool SqliteAutocommit(SqliteStatements on) => SQLitePCL.raw.sqlite3_get_autocommit(on.Connection.Handle) != 0;

    sealed record Refused(Exception Reason);
}
