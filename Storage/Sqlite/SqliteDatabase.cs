using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Platform.Grains.Interfaces.Contracts;
using Platform.Storage.Mapping;

namespace Platform.Storage.Sqlite;

/// <summary>One file in a folder that this process alone uses: one connection writes, others read beside it (WAL).</summary>
sealed class SqliteDatabase(string folder) : IDisposable
{
    static SqliteDatabase() => Columns.Register();

    const string FileName = "journal.db";

    readonly ConcurrentBag<SqliteStatements> readers = [];
    readonly Lock opening = new();
    FileStream? mine;
    SqliteConnection? writer;

    /// <summary>The connection of the one who writes.</summary>
    /// <exception cref="JournalUnavailableException">It is not open yet.</exception>
    public SqliteConnection Writer => writer ?? throw new JournalUnavailableException("The journal is not open yet.");

    /// <summary>Takes the folder, and brings the schema up to date.</summary>
    public void Open()
    {
        lock (opening)
        {
            if (writer is not null) return;
            try
            {
                PrivateFolder.Secure(folder, FileName);
                mine ??= new(Path.Combine(folder, "journal.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (Exception taken) when (taken is IOException or UnauthorizedAccessException)
            {
                throw new JournalUnavailableException(
                    $"The folder {folder} is used by another process, or cannot be written. Stop the other, or choose another with Journal:Folder.", taken);
            }
            writer = Migrated(Connect(SqliteOpenMode.ReadWriteCreate));
        }
    }

    /// <summary>Reads on a connection of its own.</summary>
    public T Read<T>(Func<SqliteStatements, T> question)
    {
        try
        {
            var statements = Rent();
            var answer = question(statements);
            Return(statements);
            return answer;
        }
        catch (SqliteException failure) when (IsAway(failure))
        {
            throw Away(failure);
        }
    }

    public SqliteStatements Rent() => readers.TryTake(out var statements) ? statements : new(Connect(SqliteOpenMode.ReadOnly));

    public void Return(SqliteStatements statements) => readers.Add(statements);

    /// <summary>Busy, locked, read-only, input or output, corrupt, full, cannot open, no database: as opposed to an error of ours.</summary>
    public static bool IsAway(SqliteException failure) => failure.SqliteErrorCode is 5 or 6 or 8 or 10 or 11 or 13 or 14 or 26;

    public static JournalUnavailableException Away(Exception failure) =>
        new($"The database file cannot be used ({failure.Message}). Check the disk, and try again with the same command id.", failure);

    public void Dispose()
    {
        foreach (var reader in readers) reader.Connection.Dispose();
        writer?.Dispose();
        mine?.Dispose();
    }

    SqliteConnection Connect(SqliteOpenMode mode)
    {
        try
        {
            var connection = new SqliteConnection(new SqliteConnectionStringBuilder
            {
                DataSource = Path.Combine(folder, FileName), Mode = mode, Pooling = false,
            }.ToString());
            connection.Open();
            // FULL: in WAL mode the default of some builds flushes at checkpoints alone, and a power cut would lose what was acknowledged.
            Execute(connection, mode is SqliteOpenMode.ReadOnly
                ? "pragma query_only = on; pragma mmap_size = 268435456"
                : "pragma journal_mode = wal; pragma synchronous = full; pragma temp_store = memory; pragma cache_size = -65536");
            return connection;
        }
        catch (SqliteException failure)
        {
            throw Away(failure);
        }
    }

    static SqliteConnection Migrated(SqliteConnection connection)
    {
        Execute(connection, "create table if not exists migrations (number integer primary key)");
        foreach (var (number, sql) in Migrations.Of("Sqlite"))
        {
            using var transaction = connection.BeginTransaction();
            using var known = new SqliteCommand($"select count(*) from migrations where number = {number}", connection, transaction);
            if ((long)known.ExecuteScalar()! > 0) continue;
            using var command = new SqliteCommand($"{sql};insert into migrations values ({number})", connection, transaction);
            command.ExecuteNonQuery();
            transaction.Commit();
        }
        return connection;
    }

    static void Execute(SqliteConnection connection, string sql)
    {
        using var command = new SqliteCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
