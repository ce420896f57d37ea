using Npgsql;
using Platform.Grains.Citizens;
using Platform.Grains.EventSourcing;
using Platform.Storage.Queries;

namespace Platform.Storage.Postgres.Stores;

/// <inheritdoc cref="ICitizenIndexStore"/>
sealed class PostgresCitizenIndex(PostgresDatabase database) : ICitizenIndexStore
{
    public async ValueTask<long> CountOutdated(int version, CancellationToken cancellation) =>
        await database.Ask(database.Pages, connection => CitizenIndexSql.Count(connection, version), cancellation);

    public async ValueTask<IReadOnlyList<IndexedCitizen>> Outdated(int version, IndexedCitizen? after, int limit, CancellationToken cancellation) =>
        await database.Ask(database.Pages, connection => CitizenIndexSql.Outdated(connection, version, after, limit), cancellation);

    public async ValueTask<bool> Write(
        CitizenRow row, IReadOnlyList<string> words, IReadOnlyList<(ClaimKey Key, bool Verified)> claims, long version, CancellationToken cancellation) =>
        await database.Ask(database.Pages, async connection =>
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            // Contacts go first: this gives up before the deadlock detection of the database begins.
            await using (var patience = new NpgsqlCommand("set local lock_timeout = '300ms'", connection, transaction))
                await patience.ExecuteNonQueryAsync(cancellation);
            try
            {
                if (!CitizenIndexSql.Write(connection, transaction, "for update", row, words, claims, version))
                    return false;
                await transaction.CommitAsync(cancellation);
                return true;
            }
            catch (PostgresException busy) when (busy.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
            {
                return false;
            }
        }, cancellation);
}
