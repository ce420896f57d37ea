using System.Net;
using Npgsql;
using Orleans.Runtime;

namespace Platform.Tests.Cluster;

/// <summary>What the table promises to silos.</summary>
[Collection(ClusterCollection.Name), Trait("Speed", "Slow")]
public sealed class SiloTableTests(ClusterDatabase database)
{
    static readonly TimeSpan Long = TimeSpan.FromMinutes(1);
    static readonly TimeSpan Over = TimeSpan.FromSeconds(-1);
    readonly string _cluster = database.NewCluster();

    [Fact]
    public void EachLifeAtAPlaceHasAHigherGenerationAndEndsTheOneBefore()
    {
        using var table = Table(Long);
        var first = Enter(table, 1);
        var second = Enter(table, 1);
        Assert.True(second.Generation > first.Generation);
        Assert.Equal([second], table.Look(second, 0, []).Living.Select(s => s.Address));
        Assert.False(table.Look(first, 0, []).Renewed);
    }

    [Fact]
    public void ALeaseThatRanOutIsRenewedUntilSomebodySaysThatItsSiloIsDead()
    {
        using var table = Table(Over);
        var (late, other) = (Enter(table, 1), Enter(table, 2));
        Assert.True(table.Look(late, 0, []).Renewed);
        Assert.True(table.Bury(late, refused: false));
        Assert.False(table.Look(late, 0, []).Renewed);
        Assert.DoesNotContain(table.Look(other, 0, []).Living, s => s.Address.Equals(late));
    }

    [Fact]
    public void WhoLooksFindsItselfAsItHasJustSaid()
    {
        using var table = Table(Over);
        var (silo, other) = (Enter(table, 1), Enter(table, 2));
        using var patient = Table(Long);
        var itself = patient.Look(silo, 7, [other]).Living.Single(s => s.Address.Equals(silo));
        Assert.Equal(7, itself.Seen);
        Assert.Equal([other], itself.Unheard);
        Assert.InRange(itself.Left, Long / 2, Long);
    }

    [Fact]
    public void WhoHoldsItsLeaseIsNotDeadEvenIfItRefusesConnections()
    {
        using var table = Table(Long);
        var silo = Enter(table, 1);
        Assert.False(table.Bury(silo, refused: false));
        Assert.False(table.Bury(silo, refused: true));
        Assert.True(table.Look(silo, 0, []).Renewed);
    }

    [Fact]
    public async Task WhoRenewsWhileItIsBeingBuriedLives()
    {
        using var table = Table(Over);
        var silo = Enter(table, 1);
        await using var renewal = new NpgsqlConnection(database.ConnectionString);
        await renewal.OpenAsync(TestContext.Current.CancellationToken);
        await using var open = await renewal.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var renew = new NpgsqlCommand("update silos set lease_until = clock_timestamp() + interval '1 minute' where cluster = @cluster", renewal))
        {
            renew.Parameters.AddWithValue("cluster", _cluster);
            await renew.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        var burying = Task.Run(() => table.Bury(silo, refused: false), TestContext.Current.CancellationToken);
        await Fact.Is(() => database.Execute("select count(*) from pg_locks where not granted").Result is 1L);
        await open.CommitAsync(TestContext.Current.CancellationToken);
        Assert.False(await burying);
        Assert.True(table.Look(silo, 0, []).Renewed);
    }

    [Fact]
    public async Task WhoRefusesConnectionsAndHasNoSessionLeftIsDead()
    {
        using var table = Table(Long);
        SiloAddress gone;
        using (var its = Table(Long))
            gone = Enter(its, 1);
        // The database notices the end of a session when it next looks at it: at once, but not before we can ask.
        await Fact.Is(() => table.Bury(gone, refused: true));
    }

    [Fact]
    public void EveryChangeOfAStatusRaisesTheVersionAndARenewalDoesNot()
    {
        using var table = Table(Long);
        var silo = Enter(table, 1);
        var before = table.Look(silo, 0, []).Version;
        Assert.Equal(before, table.Look(silo, before, []).Version);
        table.Become(silo, SiloStage.Active);
        var after = table.Look(silo, before, []);
        Assert.True(after.Version > before);
        Assert.Equal((SiloStage.Active, after.Version, before), (after.Living[0].Stage, after.Living[0].Changed, after.Living[0].Seen));
    }

    [Fact]
    public void WhoIsCondemnedRenewsNoMore()
    {
        using var table = Table(Long);
        var silo = Enter(table, 1);
        table.Condemn(silo);
        Assert.False(table.Look(silo, 0, []).Renewed);
    }

    [Fact]
    public void AnotherClusterIsNotSeen()
    {
        using var table = Table(Long);
        using var theirs = new SiloTable(database.ConnectionString, database.NewCluster(), Long);
        var silo = Enter(table, 1);
        Enter(theirs, 1);
        Assert.Single(table.Look(silo, 0, []).Living);
    }

    SiloTable Table(TimeSpan lease) => new(database.ConnectionString, _cluster, lease);

    static SiloAddress Enter(SiloTable table, int port) => table.Enter(SiloAddress.New(IPAddress.Loopback, port, 1), $"silo-{port}", "http://silo").Address;
}
