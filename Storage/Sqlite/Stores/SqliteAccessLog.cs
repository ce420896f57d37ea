using Dapper;
using Platform.Grains.Interfaces.Access;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Storage.Queries;

namespace Platform.Storage.Sqlite.Stores;

/// <summary>The register of access on SQLite.</summary>
sealed class SqliteAccessLog(SqliteStore store, ITenantReader reading) : IAccessLog
{
    public async ValueTask Record(AccessEntry access, CancellationToken cancellation = default) => await store.Write(on => on.Execute("""
        insert into access_register (id, tenant, citizen, request, subject, what, at) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing
        """, access.Id, access.Tenant.Value, access.Citizen?.Value, access.Request?.Value, access.Subject, access.What, access.At), cancellation);

    public async ValueTask<IReadOnlyList<AccessEntry>> Of(
        TenantId tenant, CitizenId citizen, Guid? before, int limit, CancellationToken cancellation = default)
    {
        await using var scope = await reading.Open(tenant, cancellation);
        return [.. await scope.Connection.QueryAsync<AccessEntry>(new CommandDefinition(AccessSql.Page(before), new { tenant, citizen, before, limit },
            cancellationToken: cancellation))];
    }
}
