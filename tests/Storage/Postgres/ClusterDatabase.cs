using Npgsql;
using Platform.LoadTests.Platforms.Postgres;
using Platform.Storage.Mapping;

namespace Platform.Tests.Storage.Postgres;

/// <summary>A PostgreSQL whose schema is there; each test takes a cluster of its own in it.</summary>
public sealed class ClusterDatabase : IAsyncLifetime
{
    TemporaryPostgres? _postgres;
    int _clusters;

    internal string ConnectionString => _postgres!.ConnectionString;

    internal string NewCluster() => $"cluster-{Interlocked.Increment(ref _clusters)}";

    public async ValueTask InitializeAsync()
    {
        _postgres = await TemporaryPostgres.Start();
        // The cluster's part of the schema stands alone.
        await Execute(Migrations.Of("Postgres").Single(one => one.Number == 4).Sql);
    }

    internal async Task<object?> Execute(string sql, params (string Name, object? Value)[] parameters)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return await command.ExecuteScalarAsync();
    }

    public ValueTask DisposeAsync() => _postgres?.DisposeAsync() ?? default;
}

[CollectionDefinition(Name)]
public sealed class ClusterCollection : ICollectionFixture<ClusterDatabase>
{
    public const string Name = "cluster";
}
