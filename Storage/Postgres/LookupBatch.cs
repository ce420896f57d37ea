using Npgsql;
using NpgsqlTypes;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Storage.Journal;

namespace Platform.Storage.Postgres;

/// <summary>Looks up one row for each of many questions.</summary>
abstract class LookupBatch<TItem, TResult>(PostgresDatabase database) : PostgresBatch<TItem, TResult?>(database)
{
    protected UnnestParameters Arrays { get; } = new();

    protected abstract UnnestParameters.Statement Statement { get; }

    protected abstract void Add(TItem item);

    /// <summary>The result in a row whose first column is the slot.</summary>
    protected abstract TResult Result(NpgsqlDataReader reader);

    protected override async Task Ask(NpgsqlConnection connection)
    {
        Arrays.Clear();
        foreach (var waiting in Batch) Add(waiting.Item);
        var results = new TResult?[Batch.Count];
        await using (var command = Arrays.Command(Statement, connection))
        {
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync()) results[reader.GetInt32(0) - 1] = Result(reader);
        }
        for (var i = 0; i < results.Length; i++) Batch[i].TrySetResult(results[i]);
    }
}

sealed class AnswerBatchReader : LookupBatch<(TenantId Tenant, string Command), StoredAnswer>
{
    readonly UnnestParameters.Of<string?> tenant, command;

    public AnswerBatchReader(PostgresDatabase database) : base(database)
    {
        (tenant, command) = (Arrays.Text(), Arrays.Text());
        Statement = Arrays.Write(() => $"""
            select i.ordinality::int, c.digest, c.answer, c.citizen,
              (select k.wrapped from citizen_keys k where k.tenant = i.tenant and k.citizen = c.citizen)
            from unnest({tenant}, {command}) with ordinality as i(tenant, command)
            cross join lateral (select * from commands c where c.tenant = i.tenant and c.command = i.command limit 1) c
            """);
    }

    protected override UnnestParameters.Statement Statement { get; }

    protected override void Add((TenantId Tenant, string Command) item)
    {
        tenant.Add(item.Tenant.Value);
        command.Add(item.Command);
    }

    protected override StoredAnswer Result(NpgsqlDataReader reader) =>
        new(reader.GetFieldValue<byte[]>(1), reader.GetFieldValue<byte[]>(2), reader.Seal(3));
}

sealed class OwnerBatchReader : LookupBatch<(TenantId Tenant, ClaimKey Claim), Owner?>
{
    readonly UnnestParameters.Of<string?> scope, kind, value;

    public OwnerBatchReader(PostgresDatabase database) : base(database)
    {
        (scope, kind, value) = (Arrays.Text(), Arrays.Text(), Arrays.Text());
        Statement = Arrays.Write(() => $"""
            select i.ordinality::int, c.tenant, c.owner, c.verified
            from unnest({scope}, {kind}, {value}) with ordinality as i(scope, kind, value)
            cross join lateral (
              select * from claims c where c.scope = i.scope and c.kind = i.kind and c.value = i.value limit 1) c
            """);
    }

    protected override UnnestParameters.Statement Statement { get; }

    protected override void Add((TenantId Tenant, ClaimKey Claim) item)
    {
        scope.Add(ClaimScope.Of(item.Tenant, item.Claim));
        kind.Add(item.Claim.Kind);
        value.Add(item.Claim.Value);
    }

    protected override Owner? Result(NpgsqlDataReader reader) =>
        new Owner(TenantId.Parse(reader.GetString(1)), reader.GetString(2), reader.GetBoolean(3));
}

sealed class KeyBatchReader : LookupBatch<(TenantId Tenant, CitizenId Citizen), byte[]>
{
    readonly UnnestParameters.Of<string?> tenant;
    readonly UnnestParameters.Of<Guid> citizen;

    public KeyBatchReader(PostgresDatabase database) : base(database)
    {
        (tenant, citizen) = (Arrays.Text(), Arrays.Add<Guid>(NpgsqlDbType.Uuid));
        Statement = Arrays.Write(() => $"""
            select i.ordinality::int, k.wrapped from unnest({tenant}, {citizen}) with ordinality as i(tenant, citizen)
            cross join lateral (
              select * from citizen_keys k where k.tenant = i.tenant and k.citizen = i.citizen and k.wrapped is not null limit 1) k
            """);
    }

    protected override UnnestParameters.Statement Statement { get; }

    protected override void Add((TenantId Tenant, CitizenId Citizen) item)
    {
        tenant.Add(item.Tenant.Value);
        citizen.Add(item.Citizen.Value);
    }

    protected override byte[] Result(NpgsqlDataReader reader) => reader.GetFieldValue<byte[]>(1);
}
