using Npgsql;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Storage.Queries;

namespace Platform.Storage.Postgres.Stores;

/// <summary>Reads as <c>platform_reader</c>, for one tenant, in one transaction: the database itself shows no other tenant's row.</summary>
sealed class PostgresTenantReader(PostgresDatabase database) : ITenantReader
{
    public async ValueTask<ReadScope> Open(TenantId tenant, CancellationToken cancellation = default)
    {
        NpgsqlConnection? connection = null;
        try
        {
            connection = await database.Pages.OpenConnectionAsync(cancellation);
            // Npgsql sends the begin with the first command: one round trip in all.
            var transaction = await connection.BeginTransactionAsync(cancellation);
            await using (var batch = new NpgsqlBatch(connection, transaction))
            {
                batch.BatchCommands.Add(new("set transaction read only"));
                batch.BatchCommands.Add(new("set local role platform_reader"));
                batch.BatchCommands.Add(new("select set_config('app.tenant', $1, true)") { Parameters = { new NpgsqlParameter<string> { TypedValue = tenant.Value } } });
                await batch.ExecuteNonQueryAsync(cancellation);
            }
            return new(connection, async () =>
            {
                await transaction.DisposeAsync();
                await connection.DisposeAsync();
            });
        }
        catch (Exception failure) when (PostgresDatabase.IsAway(failure))
        {
            if (connection is not null) await connection.DisposeAsync();
            throw PostgresDatabase.Away(failure);
        }
    }
}
