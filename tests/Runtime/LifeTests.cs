using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Platform.Tests.Runtime;

public sealed class LifeTests
{
    [Fact]
    public async Task AGrainThatAskedToLeaveIsAnotherAtTheNextCall()
    {
        var (cluster, grains) = await Silos.One();
        await using var _ = cluster;
        var counter = grains.GetGrain<ICounter>(Silos.NewKey());
        var life = await counter.Life();
        var gone = cluster.WaitForDeactivationAsync(counter.GetGrainId());
        await counter.Leave();
        await gone;
        Assert.NotEqual(life, await counter.Life());
    }

    [Fact]
    public async Task WhatWaitsWhileAGrainLeavesIsDoneByItsNextLife()
    {
        var (cluster, grains) = await Silos.One();
        await using var _ = cluster;
        var (counter, gate) = (grains.GetGrain<ICounter>(Silos.NewKey()), Silos.NewKey());
        await counter.Add(5);
        var held = counter.Hold(gate);
        await Gate.Named(gate).Arrived();
        var leaving = cluster.DeactivateAsync(counter.GetGrainId());
        var order = counter.Add(1);
        Assert.False(leaving.IsCompleted);
        Gate.Named(gate).Open();
        await Task.WhenAll(held, leaving);
        Assert.Equal(1, await order);
    }

    [Fact]
    public async Task AnActivationThatFailsFailsItsCallersAndTheNextCallTriesAgain()
    {
        var (cluster, grains) = await Silos.One();
        await using var _ = cluster;
        var witness = grains.GetGrain<IWitness>(Silos.NewKey());
        WitnessGrain.Failing[witness.GetPrimaryKeyString()] = true;
        var calls = new[] { witness.Reasons(), witness.Reasons() };
        foreach (var call in calls)
            Assert.Equal("Les archives sont fermées.", (await Assert.ThrowsAsync<IOException>(() => call)).Message);
        WitnessGrain.Failing[witness.GetPrimaryKeyString()] = false;
        Assert.Empty(await witness.Reasons());
    }

    [Fact]
    public async Task AGrainLearnsWhyItLeavesAndNothingIsLostAtAnOrderlyStop()
    {
        var (cluster, grains) = await Silos.One();
        var witness = grains.GetGrain<IWitness>(Silos.NewKey());
        await witness.Reasons();
        await cluster.StopAllSilosAsync();
        Assert.Equal([DeactivationReasonCode.ShuttingDown], WitnessGrain.Left[witness.GetPrimaryKeyString()]);
        await Assert.ThrowsAsync<SiloUnavailableException>(witness.Reasons);
    }

    [Fact]
    public async Task OnlyAnIdleGrainIsCollected()
    {
        var clock = new ManualClock();
        var (cluster, grains) = await Silos.One(silo => silo.Configure<GrainCollectionOptions>(o =>
            (o.CollectionAge, o.CollectionQuantum) = (TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(1))), clock);
        await using var _ = cluster;
        var (idle, used) = (grains.GetGrain<ICounter>(Silos.NewKey()), grains.GetGrain<ICounter>(Silos.NewKey()));
        var (first, second) = (await idle.Life(), await used.Life());
        clock.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(second, await used.Life());
        var gone = cluster.WaitForDeactivationAsync(idle.GetGrainId());
        clock.Pass(TimeSpan.FromMinutes(6));
        await gone;
        Assert.NotEqual(first, await idle.Life());
        Assert.Equal(second, await used.Life());
    }

    [Fact]
    public async Task ATimerTicksInTurnsOfItsGrainAndEndsWithIt()
    {
        var clock = new ManualClock();
        var (cluster, grains) = await Silos.One(silo => silo.Configure<SiloMessagingOptions>(o => o.ResponseTimeout = TimeSpan.FromHours(1)), clock);
        await using var _ = cluster;
        var (witness, gate) = (grains.GetGrain<IWitness>(Silos.NewKey()), Silos.NewKey());
        await witness.TickEvery(TimeSpan.FromMinutes(1));
        clock.Pass(TimeSpan.FromSeconds(59));
        Assert.Equal(0, await witness.Ticks());
        clock.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await witness.Ticks());
        var held = witness.Hold(gate);
        await Gate.Named(gate).Arrived();
        clock.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(1, WitnessGrain.Ticked[witness.GetPrimaryKeyString()]);
        Gate.Named(gate).Open();
        await held;
        Assert.Equal(2, await witness.Ticks());
        await cluster.DeactivateAsync(witness.GetGrainId());
        clock.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal(2, WitnessGrain.Ticked[witness.GetPrimaryKeyString()]);
    }
}
