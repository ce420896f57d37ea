using Microsoft.Data.Sqlite;
using Platform.Grains.Citizens;
using Platform.Grains.EventSourcing;
using Platform.Storage.Queries;

namespace Platform.Storage.Sqlite.Stores;

/// <inheritdoc cref="ICitizenIndexStore"/>
sealed class SqliteCitizenIndex(SqliteDatabase database, SqliteStore store) : ICitizenIndexStore
{
    public ValueTask<long> CountOutdated(int version, CancellationToken cancellation) =>
        new(Read(connection => CitizenIndexSql.Count(connection, version)));

    public ValueTask<IReadOnlyList<IndexedCitizen>> Outdated(int version, IndexedCitizen? after, int limit, CancellationToken cancellation) =>
        new(Read(connection => CitizenIndexSql.Outdated(connection, version, after, limit)));

    public async ValueTask<bool> Write(
        CitizenRow row, IReadOnlyList<string> words, IReadOnlyList<(ClaimKey Key, bool Verified)> claims, long version, CancellationToken cancellation) =>
        await store.Write(on => CitizenIndexSql.Write(on.Connection, null, "", row, words, claims, version), cancellation);

    async Task<T> Read<T>(Func<SqliteConnection, Task<T>> question)
    {
        var statements = database.Rent();
        try
        {
            return await question(statements.Connection);
        }
        finally
        {
            database.Return(statements);
        }
    }
}
