using Dapper;
using Npgsql;
using NpgsqlTypes;
using Platform.Grains.Interfaces.Access;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Storage.Journal;
using Platform.Storage.Queries;

namespace Platform.Storage.Postgres.Stores;

/// <summary>The register of access on PostgreSQL; accesses travel together.</summary>
sealed class PostgresAccessLog(PostgresDatabase database, ITenantReader reading) : IAccessLog, IAsyncDisposable
{
    readonly GroupCommitQueue<AccessEntry, bool> accesses = new(16_384, new Lane(database));

    public async ValueTask Record(AccessEntry access, CancellationToken cancellation = default) => await accesses.Ask(access, cancellation);

    public async ValueTask<IReadOnlyList<AccessEntry>> Of(
        TenantId tenant, CitizenId citizen, Guid? before, int limit, CancellationToken cancellation = default)
    {
        await using var scope = await reading.Open(tenant, cancellation);
        return [.. await scope.Connection.QueryAsync<AccessEntry>(new CommandDefinition(AccessSql.Page(before), new { tenant, citizen, before, limit },
            cancellationToken: cancellation))];
    }

    public ValueTask DisposeAsync() => accesses.DisposeAsync();

    sealed class Lane : PostgresBatch<AccessEntry, bool>
    {
        readonly UnnestParameters arrays = new();
        readonly UnnestParameters.Of<Guid> id;
        readonly UnnestParameters.Of<Guid?> citizen, request;
        readonly UnnestParameters.Of<string?> tenant, subject, what;
        readonly UnnestParameters.Of<DateTime> at;
        readonly UnnestParameters.Statement statement;

        public Lane(PostgresDatabase database) : base(database)
        {
            (id, citizen, request) = (arrays.Add<Guid>(NpgsqlDbType.Uuid), arrays.Add<Guid?>(NpgsqlDbType.Uuid), arrays.Add<Guid?>(NpgsqlDbType.Uuid));
            (tenant, subject, what, at) = (arrays.Text(), arrays.Text(), arrays.Text(), arrays.Add<DateTime>(NpgsqlDbType.TimestampTz));
            statement = arrays.Write(() => $"""
                insert into access_register (id, tenant, citizen, request, subject, what, at)
                select * from unnest({id}, {tenant}, {citizen}, {request}, {subject}, {what}, {at}) on conflict do nothing
                """);
        }

        protected override async Task Ask(NpgsqlConnection connection)
        {
            arrays.Clear();
            foreach (var waiting in Batch) Add(waiting.Item);
            await using (var command = arrays.Command(statement, connection)) await command.ExecuteNonQueryAsync();
            foreach (var waiting in Batch) waiting.TrySetResult(true);
        }

        void Add(AccessEntry access)
        {
            id.Add(access.Id);
            tenant.Add(access.Tenant.Value);
            citizen.Add(access.Citizen?.Value);
            request.Add(access.Request?.Value);
            subject.Add(access.Subject);
            what.Add(access.What);
            at.Add(access.At.UtcDateTime);
        }
    }
}
