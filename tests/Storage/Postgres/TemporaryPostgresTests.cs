using Npgsql;
using Platform.Grains.EventSourcing;
using Platform.LoadTests.Platforms.Postgres;

namespace Platform.Tests.Storage.Postgres;

[Trait("Speed", "Slow")]
public class TemporaryPostgresTests
{
    [Fact]
    public async Task WhatWasCommittedIsThereAfterAPowerCut()
    {
        await using var postgres = await TemporaryPostgres.Start();
        await Execute(postgres, "create table kept as select 42 as answer");
        await postgres.Kill();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => Execute(postgres, "select answer from kept"));
        await postgres.Restart();
        Assert.Equal(42, await Execute(postgres, "select answer from kept"));
    }

    [Fact]
    public async Task ItLeavesNothingBehind()
    {
        var postgres = await TemporaryPostgres.Start();
        var folder = postgres.DataFolder;
        await postgres.DisposeAsync();
        Assert.False(Directory.Exists(Path.GetDirectoryName(folder)));
    }

    static async Task<object?> Execute(TemporaryPostgres postgres, string sql)
    {
        await using var connection = new NpgsqlConnection(postgres.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
