using System.Data;
using Dapper;
using Npgsql;
using Platform.Grains.EventSourcing;
using Platform.Storage.Postgres.Stores;

namespace Platform.Tests.Storage.Postgres;

/// <summary>What Microsoft Orleans asks of PostgreSQL, by its names and with its parameters.</summary>
[Collection(ClusterCollection.Name), Trait("Speed", "Slow")]
public sealed class OrleansQueryTests(ClusterDatabase database)
{
    static readonly DateTime Now = new(2026, 3, 1, 12, 0, 0, 123, DateTimeKind.Utc);
    readonly string _deployment = database.NewCluster();

    [Fact]
    public async Task EveryQueryIsThereAndNoOther() => Assert.Equal(
        ["CleanupDefunctSiloEntriesKey", "DeleteMembershipTableEntriesKey", "GatewaysQueryKey", "InsertMembershipKey", "InsertMembershipVersionKey",
            "MembershipReadAllKey", "MembershipReadRowKey", "UpdateIAmAlivetimeKey", "UpdateMembershipKey"],
        (await Rows("SELECT QueryKey, QueryText FROM OrleansQuery")).Select(row => (string)row["querykey"]!).Order(StringComparer.Ordinal));

    [Fact]
    public async Task AVersionIsMadeOnce()
    {
        Assert.Equal(1, await Number("InsertMembershipVersionKey"));
        Assert.Equal(0, await Number("InsertMembershipVersionKey"));
        var row = Assert.Single(await Ask("MembershipReadAllKey"));
        Assert.Equal((_deployment, 0), (row["deploymentid"], row["version"]));
        Assert.Null(row["address"]);
    }

    [Fact]
    public async Task ASiloIsInsertedAtTheVersionThatWasReadAndRaisesIt()
    {
        await Number("InsertMembershipVersionKey");
        Assert.Equal(1, await Insert(generation: 1, version: 0));
        Assert.Equal(0, await Insert(generation: 2, version: 0));
        Assert.Equal(0, await Insert(generation: 1, version: 1));
        Assert.Equal(1, await Insert(generation: 2, version: 1));
        var row = Assert.Single(await Ask("MembershipReadRowKey", Silo(1)));
        Assert.Equal(
            (_deployment, "10.0.0.5", 11111, 1, "silo-1", "host", 3, 30000, null, Now, Now, 2),
            (row["deploymentid"], row["address"], row["port"], row["generation"], row["siloname"], row["hostname"], row["status"], row["proxyport"],
                row["suspecttimes"], row["starttime"], row["iamalivetime"], row["version"]));
        Assert.Equal([1, 2], (await Ask("MembershipReadAllKey")).Select(silo => (int)silo["generation"]!).Order());
        Assert.Equal((2, null), (Assert.Single(await Ask("MembershipReadRowKey", Silo(9)))["version"], (await Ask("MembershipReadRowKey", Silo(9)))[0]["address"]));
    }

    [Fact]
    public async Task OfTwoThatSawTheSameVersionOneGoesOn()
    {
        await Number("InsertMembershipVersionKey");
        var inserted = await Task.WhenAll(Enumerable.Range(1, 8).Select(generation => Insert(generation, version: 0)));
        Assert.Equal(1, inserted.Sum());
        Assert.Single(await Ask("MembershipReadAllKey"));
    }

    [Fact]
    public async Task ASiloIsChangedAtTheVersionThatWasReadAndRaisesIt()
    {
        await Number("InsertMembershipVersionKey");
        await Insert(generation: 1, version: 0);
        Assert.Equal(0, await Update(generation: 1, version: 0));
        Assert.Equal(0, await Update(generation: 7, version: 1));
        Assert.Equal(1, await Update(generation: 1, version: 1));
        var row = Assert.Single(await Ask("MembershipReadAllKey"));
        Assert.Equal((6, "S10.0.0.6:11111@4,2026", Now.AddSeconds(5), 2), (row["status"], row["suspecttimes"], row["iamalivetime"], row["version"]));
    }

    [Fact]
    public async Task ASignOfLifeRaisesNoVersion()
    {
        await Number("InsertMembershipVersionKey");
        await Insert(generation: 1, version: 0);
        await Ask("UpdateIAmAlivetimeKey", [.. Silo(1), ("IAmAliveTime", Now.AddMinutes(1))]);
        var row = Assert.Single(await Ask("MembershipReadAllKey"));
        Assert.Equal((Now.AddMinutes(1), 1), (row["iamalivetime"], row["version"]));
    }

    [Fact]
    public async Task ASiloWhoseClockWentBackJoinsBesideNoLaterSelf()
    {
        await Number("InsertMembershipVersionKey");
        await Insert(generation: 7, version: 0);
        await Insert(generation: 9, version: 1);

        Assert.Equal(1, await PostgresMembership.RemoveLaterGenerations(database.ConnectionString, _deployment, "10.0.0.5", 11111, 8, CancellationToken.None));

        var left = Assert.Single(await Ask("MembershipReadAllKey"));
        Assert.Equal((7, 3), (left["generation"], left["version"]));
        Assert.Equal(0, await PostgresMembership.RemoveLaterGenerations(database.ConnectionString, _deployment, "10.0.0.6", 11111, 1, CancellationToken.None));
    }

    [Fact]
    public async Task ClientsAreToldOfGatewaysAlone()
    {
        await Number("InsertMembershipVersionKey");
        await Insert(generation: 1, version: 0);
        await Insert(generation: 2, version: 1, proxyPort: 0);
        await Insert(generation: 3, version: 2, status: 2);
        var row = Assert.Single(await Ask("GatewaysQueryKey", ("Status", 3)));
        Assert.Equal(("10.0.0.5", 30000, 1), (row["address"], row["proxyport"], row["generation"]));
    }

    [Fact]
    public async Task TheLongDeadAreForgottenAndADeploymentWholly()
    {
        await Number("InsertMembershipVersionKey");
        await Insert(generation: 1, version: 0);
        await Insert(generation: 2, version: 1, status: 6);
        await Ask("CleanupDefunctSiloEntriesKey", ("IAmAliveTime", Now));
        Assert.Equal(2, (await Ask("MembershipReadAllKey")).Count);
        await Ask("CleanupDefunctSiloEntriesKey", ("IAmAliveTime", Now.AddSeconds(1)));
        Assert.Equal(1, Assert.Single(await Ask("MembershipReadAllKey"))["generation"]);
        await Ask("DeleteMembershipTableEntriesKey");
        Assert.Empty(await Ask("MembershipReadAllKey"));
    }

    static (string, object?)[] Silo(int generation) => [("Address", "10.0.0.5"), ("Port", 11111), ("Generation", generation)];

    Task<int> Insert(int generation, int version, int status = 3, int proxyPort = 30000) => Number(
        "InsertMembershipKey",
        [.. Silo(generation), ("SiloName", $"silo-{generation}"), ("HostName", "host"), ("Status", status), ("ProxyPort", proxyPort), ("StartTime", Now),
            ("IAmAliveTime", Now), ("Version", version)]);

    Task<int> Update(int generation, int version) => Number(
        "UpdateMembershipKey",
        [.. Silo(generation), ("Status", 6), ("SuspectTimes", "S10.0.0.6:11111@4,2026"), ("IAmAliveTime", Now.AddSeconds(5)), ("Version", version)]);

    async Task<int> Number(string key, params (string, object?)[] parameters) => Assert.IsType<int>(Assert.Single(Assert.Single(await Ask(key, parameters)).Values));

    async Task<List<Dictionary<string, object?>>> Ask(string key, params (string, object?)[] parameters) =>
        await Rows((string)(await database.Execute("select QueryText from OrleansQuery where QueryKey = @key", ("key", key)))!, [("DeploymentId", _deployment), .. parameters]);

    // As Orleans does: a reader, whatever the query returns.
    async Task<List<Dictionary<string, object?>>> Rows(string sql, params (string Name, object? Value)[] parameters)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        var given = new DynamicParameters();
        foreach (var (name, value) in parameters)
            given.Add(name, value, value is string ? DbType.String : null);
        await using var reader = await connection.ExecuteReaderAsync(sql, given);
        var rows = new List<Dictionary<string, object?>>();
        while (await reader.ReadAsync())
            rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, i => reader.IsDBNull(i) ? null : reader.GetValue(i)));
        return rows;
    }
}
