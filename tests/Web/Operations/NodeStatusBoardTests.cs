using Dapper;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Platform.Gateway.Contracts.Operations;
using Platform.Grains.EventSourcing;
using Platform.Storage.Sqlite.Stores;
using Platform.Tests.Storage;
using Platform.Web.Operations.Monitoring;

namespace Platform.Tests.Web.Operations;

/// <summary>A node that says nothing is not well because it was.</summary>
public sealed class NodeStatusBoardTests
{
    [Fact]
    public async Task ANodeThatIsSilentIsLostAndLaterForgotten()
    {
        var clock = new FakeTimeProvider();
        var board = new NodeStatusBoard(new SqliteNodeStatusStore(clock));
        await board.Report(Figures);
        clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(NodeStates.Serving, Assert.Single(await board.All()).State);
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(NodeStates.Lost, Assert.Single(await board.All()).State);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Empty(await board.All());
    }

    internal static NodeStatus Figures { get; } =
        new("silo-1", NodeKinds.Silo, NodeStates.Serving, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "1.0");
}

/// <summary>The same by the database's clock.</summary>
[Trait("Speed", "Slow")]
public sealed class PostgresBoardTests(PostgresServer database) : IClassFixture<PostgresServer>
{
    [Fact]
    public async Task ANodeThatIsSilentIsLostAndLaterForgotten()
    {
        await using var house = await database.Open();
        await house.Statuses.Report(NodeStatusBoardTests.Figures);
        Assert.Equal(NodeStates.Serving, Assert.Single(await house.Statuses.All()).State);
        await Age("11 s");
        Assert.Equal(NodeStates.Lost, Assert.Single(await house.Statuses.All()).State);
        await Age("1 h");
        Assert.Empty(await house.Statuses.All());
    }

    async Task Age(string by)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.ExecuteAsync("update node_figures set at = at - @by::interval", new { by });
    }
}
