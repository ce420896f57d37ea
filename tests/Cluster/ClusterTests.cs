using Orleans;
using Orleans.Runtime;
using Platform.Tests.Runtime;

namespace Platform.Tests.Cluster;

/// <summary>Silos on real sockets and a real table.</summary>
[Collection(ClusterCollection.Name), Trait("Speed", "Slow")]
public sealed class ClusterTests(ClusterDatabase database)
{
    static readonly string[] Keys = [.. Enumerable.Range(0, 60).Select(i => $"citizen-{i}")];

    [Fact]
    public async Task AGrainIsInOnePlaceWhoeverCallsIt()
    {
        await using var town = new Neighbours(database);
        var silos = await town.Start(3);
        var places = await Task.WhenAll(Keys.Select(key => Task.WhenAll(silos.Select(s => s.Grains.GetGrain<ICounter>(key).Silo()))));
        Assert.All(places, place => Assert.Single(place.Distinct()));
        Assert.Equal(3, places.SelectMany(place => place).Distinct().Count());
    }

    [Fact]
    public async Task EverySiloKnowsWhereAGrainLives()
    {
        await using var town = new Neighbours(database);
        var silos = await town.Start(3);
        foreach (var key in Keys)
        {
            var (grain, place) = (silos[0].Grains.GetGrain<ICounter>(key), await Places(silos[0], key));
            Assert.All(silos, silo => Assert.Equal(
                silo.Name == place ? null : "http://" + place, silo.Membership.Elsewhere(grain.GetGrainId())));
        }
    }

    [Fact]
    public async Task WhoLeavesAndLosesItsLifeBeginsNoOther()
    {
        await using var town = new Neighbours(database);
        var leaver = (await town.Start(2))[0];
        leaver.Membership.Drain();
        using (var table = new SiloTable(database.ConnectionString, town.Cluster, TimeSpan.FromMinutes(1)))
            table.Condemn(leaver.Membership.Self!);
        await Fact.Is(() => leaver.Membership.Self is null);
        await leaver.Host.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1L, await database.Execute("select count(*) from silos where cluster = @cluster and name = @name", ("cluster", town.Cluster), ("name", leaver.Name)));
    }

    [Fact]
    public async Task ANewcomerTakesItsShareAndNoCallIsLost()
    {
        await using var town = new Neighbours(database);
        var silos = await town.Start(2);
        using var stop = new CancellationTokenSource();
        var calling = Call(silos[0], stop.Token);
        var newcomer = await town.Start();
        await town.Agree(3);
        await Fact.Is(() => Places(silos[0]).Result.Contains(newcomer.Name));
        await stop.CancelAsync();
        Assert.True(await calling > 0);
    }

    [Fact]
    public async Task ASiloThatLeavesHandsOverAndNoCallIsLost()
    {
        await using var town = new Neighbours(database);
        var silos = await town.Start(3);
        using var stop = new CancellationTokenSource();
        var calling = Call(silos[0], stop.Token);
        await silos[2].Stop();
        await town.Agree(2);
        await stop.CancelAsync();
        Assert.True(await calling > 0);
        Assert.DoesNotContain(silos[2].Name, await Places(silos[0]));
        Assert.Equal("dead", await database.Execute("select status from silos where cluster = @c and name = @n", ("c", town.Cluster), ("n", silos[2].Name)));
    }

    [Fact]
    public async Task WhatAKilledSiloHeldAnswersElsewhereLongBeforeItsLeaseEnds()
    {
        await using var town = new Neighbours(database);
        var silos = await town.Start(3);
        var counter = silos[0].Grains.GetGrain<ICounter>(Keys.First(key => Places(silos[0], key).Result == silos[2].Name));
        var gate = Runtime.Silos.NewKey();
        var held = counter.Hold(gate);
        await Gate.Named(gate).Arrived();
        var since = TimeProvider.System.GetTimestamp();
        silos[2].Kill();
        Assert.Contains("is not known", (await Assert.ThrowsAsync<SiloUnavailableException>(() => held)).Message);
        await town.Agree(2);
        Assert.NotEqual(silos[2].Name, await counter.Silo());
        Assert.True(TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromMilliseconds(1400), "It was found out before its lease could end.");
        Gate.Named(gate).Open();
    }

    [Fact]
    public async Task WhoCannotRenewStopsAndGoesOnAsTheSameWhereNobodyTookOver()
    {
        await using var town = new Neighbours(database);
        var silos = await town.Start(2);
        var (addresses, counter) = (silos.Select(s => s.Address).ToList(), silos[0].Grains.GetGrain<ICounter>("kept"));
        Assert.Equal(1, await counter.Add(1));
        var gate = Runtime.Silos.NewKey();
        var held = counter.Hold(gate);
        await Gate.Named(gate).Arrived();
        await using (var away = new Npgsql.NpgsqlConnection(database.ConnectionString))
        {
            await away.OpenAsync();
            await using var transaction = await away.BeginTransactionAsync();
            await using (var command = new Npgsql.NpgsqlCommand("lock table silos in access exclusive mode", away, transaction))
                await command.ExecuteNonQueryAsync();
            await Fact.Is(() => !silos[0].Membership.Serves && !silos[1].Membership.Serves);
            await Assert.ThrowsAsync<SiloUnavailableException>(() => counter.Add(1));
            await Assert.ThrowsAsync<SiloUnavailableException>(() => held.WaitAsync(TimeSpan.FromSeconds(2)));
            Assert.NotNull(silos[0].Membership.Trouble);
        }
        Gate.Named(gate).Open();
        await Fact.Is(() => silos.All(s => s.Membership.Trouble is null));
        Assert.Equal(addresses, silos.Select(s => s.Address));
        Assert.Equal(2, await counter.Add(1));
    }

    [Fact]
    public async Task WhoIsCondemnedAbandonsItsGrainsAtOnceAndComesBackAsAnother()
    {
        await using var town = new Neighbours(database);
        var silos = await town.Start(2);
        var (old, counter) = (silos[1].Address, silos[0].Grains.GetGrain<ICounter>(Keys.First(key => Places(silos[0], key).Result == silos[1].Name)));
        var life = await counter.Life();
        using (var table = new SiloTable(database.ConnectionString, town.Cluster, TimeSpan.FromSeconds(1)))
            table.Condemn(old);
        await Fact.Is(() => silos[1].Address.Generation > old.Generation && silos[1].Membership.Trouble is null);
        await town.Agree(2);
        Assert.NotEqual(life, await counter.Life());
    }

    [Fact]
    public async Task AnOperatorsWordReachesTheSiloThatIsToLeave()
    {
        await using var town = new Neighbours(database);
        var silos = await town.Start(2);
        var asked = new TaskCompletionSource();
        silos[1].Membership.DrainAsked += () => asked.TrySetResult();
        Assert.True(await silos[0].Membership.AskToDrain(silos[1].Name, default));
        Assert.False(await silos[0].Membership.AskToDrain("nobody", default));
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    static async Task<int> Call(Neighbour caller, CancellationToken stop)
    {
        var calls = 0;
        for (; !stop.IsCancellationRequested || calls < Keys.Length; calls++)
            await caller.Grains.GetGrain<ICounter>(Keys[calls % Keys.Length]).Add(1);
        return calls;
    }

    static Task<string[]> Places(Neighbour asked) => Task.WhenAll(Keys.Select(key => Places(asked, key)));

    static Task<string> Places(Neighbour asked, string key) => asked.Grains.GetGrain<ICounter>(key).Silo();
}
