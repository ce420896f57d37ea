using Platform.Grains.Interfaces.Tenancy;
using Platform.Storage.Queries;

namespace Platform.Storage.Sqlite.Stores;

/// <summary>Reads on a connection that cannot write. SQLite has no rows of a role: the SQL's own <c>tenant = @tenant</c> is the wall.</summary>
sealed class SqliteTenantReader(SqliteDatabase database) : ITenantReader
{
    public ValueTask<ReadScope> Open(TenantId tenant, CancellationToken cancellation = default)
    {
        var statements = database.Rent();
        return new(new ReadScope(statements.Connection, () =>
        {
            database.Return(statements);
            return default;
        }));
    }
}
