using Platform.LoadTests.Platforms.Postgres;
using Platform.Tests.Storage.Contract;

namespace Platform.Tests.Storage;

/// <summary>A database that contract tests run on: empty when it is made, and opened as often as they like.</summary>
interface IDatabase : IAsyncLifetime
{
    Task<JournalHost> Open();
}

/// <summary>SQLite in a folder of its own.</summary>
public sealed class SqliteFolder : IDatabase
{
    readonly string folder = System.IO.Directory.CreateTempSubdirectory("platform-sqlite-").FullName;

    internal string Folder => folder;

    public ValueTask InitializeAsync() => default;

    Task<JournalHost> IDatabase.Open() => JournalHost.Open(("Provider", "Sqlite"), ("Folder", folder));

    public ValueTask DisposeAsync()
    {
        System.IO.Directory.Delete(folder, recursive: true);
        return default;
    }
}

/// <summary>A PostgreSQL of its own, started for the tests of one class.</summary>
public sealed class PostgresServer : IDatabase
{
    TemporaryPostgres? postgres;

    internal TemporaryPostgres Server => postgres!;

    internal string ConnectionString => Server.ConnectionString;

    public async ValueTask InitializeAsync() => postgres = await TemporaryPostgres.Start();

    Task<JournalHost> IDatabase.Open() => Open();

    internal Task<JournalHost> Open(string? connectionString = null) =>
        JournalHost.Open(("Provider", "Postgres"), ("ConnectionString", connectionString ?? ConnectionString));

    public ValueTask DisposeAsync() => postgres?.DisposeAsync() ?? default;
}
