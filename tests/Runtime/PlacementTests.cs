using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Orleans;
using Orleans.Runtime;

namespace Platform.Tests.Runtime;

public sealed class PlacementTests
{
    [Fact]
    public void WhenASiloComesOnlyItsShareMoves() =>
        Prop.ForAll(ArbMap.Default.ArbFor<PositiveInt>(), ArbMap.Default.ArbFor<int>(), (silos, seed) =>
        {
            var before = Enumerable.Range(0, silos.Get % 8 + 1).Select(i => Silo(i, seed)).ToArray();
            var newcomer = Silo(100, seed);
            return Grains.All(grain =>
            {
                var (old, now) = (Rendezvous.Owner(grain, [.. before]), Rendezvous.Owner(grain, [.. before, newcomer]));
                return now!.Equals(old) || now.Equals(newcomer);
            });
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void SharesAreEven()
    {
        var silos = Enumerable.Range(0, 4).Select(i => Silo(i, 1)).ToArray();
        var shares = Grains.GroupBy(g => Rendezvous.Owner(g, [.. silos])).Select(g => g.Count());
        Assert.All(shares, share => Assert.InRange(share, 0.85 * 4000 / 4, 1.15 * 4000 / 4));
    }

    [Fact]
    public async Task AGrainIsInOnePlaceOnlyWhoeverCallsIt()
    {
        await using var cluster = await Silos.Many(3);
        var keys = Enumerable.Range(0, 40).Select(_ => Silos.NewKey()).ToList();
        foreach (var key in keys)
        {
            var lives = await Task.WhenAll(cluster.Silos
                .Select(s => ((IGrainFactory)s.ServiceProvider.GetService(typeof(IGrainFactory))!).GetGrain<ICounter>(key).Life())
                .Append(cluster.Client.GetGrain<ICounter>(key).Life()));
            Assert.Single(lives.Distinct());
        }
        Assert.Equal(3, (await Task.WhenAll(keys.Select(k => cluster.Client.GetGrain<ICounter>(k).Silo()))).Distinct().Count());
    }

    [Fact]
    public async Task AMoverFinishesItsTurnAndWakesUpOnItsNewOwner()
    {
        await using var cluster = await Silos.Many(2);
        var counters = Enumerable.Range(0, 60).Select(_ => cluster.Client.GetGrain<ICounter>(Silos.NewKey())).ToList();
        var gate = Silos.NewKey();
        var before = await Task.WhenAll(counters.Select(async c => (Life: await c.Life(), Silo: await c.Silo())));
        var held = counters.Select(c => c.Hold(gate)).ToList();
        await Gate.Named(gate).Arrived(counters.Count);
        var newcomer = await cluster.StartAdditionalSiloAsync();
        Assert.DoesNotContain(held, h => h.IsCompleted);
        Gate.Named(gate).Open();
        await Task.WhenAll(held);
        var after = await Task.WhenAll(counters.Select(async c => (Silo: await c.Silo(), Life: await c.Life())));
        var moved = before.Zip(after).Where(p => p.First.Silo != p.Second.Silo).ToList();
        Assert.InRange(moved.Count, 5, 40);
        Assert.All(moved, p => Assert.Equal(newcomer.Name, p.Second.Silo));
        Assert.All(before.Zip(after).Except(moved), p => Assert.Equal(p.First.Life, p.Second.Life));
    }

    [Fact]
    public async Task OneThatWasWakingWhenASiloCameMovesAsWell()
    {
        await using var cluster = await Silos.Many(1);
        var (keys, gate) = (Enumerable.Range(0, 20).Select(_ => Silos.NewKey()).ToList(), Silos.NewKey());
        keys.ForEach(key => WitnessGrain.Slow[key] = gate);
        var waking = keys.Select(key => cluster.Client.GetGrain<IWitness>(key).Ticks()).ToList();
        await Gate.Named(gate).Arrived(keys.Count);
        var newcomer = await cluster.StartAdditionalSiloAsync();
        Gate.Named(gate).Open();
        await Task.WhenAll(waking);
        var moved = keys.Where(key => newcomer.SiloAddress.Equals(Rendezvous.Owner(
            cluster.Client.GetGrain<IWitness>(key).GetGrainId(), [.. cluster.Silos.Select(silo => silo.SiloAddress)]))).ToList();
        Assert.InRange(moved.Count, 2, 18);
        Assert.All(moved, key => Assert.Equal([DeactivationReasonCode.Migrating], WitnessGrain.Left.GetValueOrDefault(key)));
        Assert.All(keys.Except(moved), key => Assert.Null(WitnessGrain.Left.GetValueOrDefault(key)));
    }

    [Fact]
    public async Task ASiloThatStopsHandsOverAndNoCallFails()
    {
        await using var cluster = await Silos.Many(3);
        using var stop = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var calls = 0;
            for (; !stop.IsCancellationRequested || calls < 100; calls++)
                await cluster.Client.GetGrain<ICounter>($"shared-{calls % 50}").Add(1);
            return calls;
        })).ToList();
        await cluster.StopSiloAsync(cluster.Silos[0]);
        await cluster.StartAdditionalSiloAsync();
        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(callers), calls => Assert.True(calls >= 100));
    }

    [Fact]
    public async Task ACallToASiloThatIsKilledHasAnUnknownOutcomeAndTheNextFindsAnother()
    {
        await using var cluster = await Silos.Many(3);
        var (counter, gate) = (cluster.Client.GetGrain<ICounter>(Silos.NewKey()), Silos.NewKey());
        var owner = await counter.Silo();
        var held = counter.Hold(gate);
        await Gate.Named(gate).Arrived();
        await cluster.KillSiloAsync(cluster.Silos.Single(s => s.Name == owner));
        var failure = await Assert.ThrowsAsync<SiloUnavailableException>(() => held);
        Assert.Contains("is not known", failure.Message);
        Assert.NotEqual(owner, await counter.Silo());
        Gate.Named(gate).Open();
    }

    [Fact]
    public async Task TheConsoleSeesTheSilosAndTheirGrains()
    {
        await using var cluster = await Silos.Many(2);
        var keys = Enumerable.Range(0, 20).Select(_ => Silos.NewKey()).ToList();
        await Task.WhenAll(keys.Select(k => cluster.Client.GetGrain<ICounter>(k).Add(1)));
        var management = cluster.Client.GetGrain<IManagementGrain>(0);
        Assert.Equal(cluster.Silos.Select(s => s.SiloAddress).ToHashSet(), (await management.GetHosts(true)).Keys.ToHashSet());
        var counted = (await management.GetSimpleGrainStatistics()).Where(s => s.GrainType == typeof(CounterGrain).FullName).ToList();
        Assert.Equal((20, 2), (counted.Sum(s => s.ActivationCount), counted.Count));
        Assert.Equal(keys.Order(), (await management.GetDetailedGrainStatistics([typeof(CounterGrain).FullName!]))
            .Select(s => s.GrainId.Key.ToString()).Order());
        await management.ForceActivationCollection(TimeSpan.Zero);
        await Silos.Until(() => keys.TrueForAll(k => !cluster.TryGetGrainContext(GrainId.Create("runtime-tests.counter", k), out _)));
    }

    static readonly List<GrainId> Grains = [.. Enumerable.Range(0, 4000).Select(i => GrainId.Create("citizen", $"saint-aubin/{i}"))];

    static SiloAddress Silo(int number, int seed) => SiloAddress.New(IPAddress.Loopback, 11_111 + number, seed);
}
