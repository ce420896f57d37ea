using System.Reflection;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Platform.Tests.Runtime;

public sealed class CallTests
{
    [Fact]
    public async Task WhatACallerSaysOfItselfReachesEveryGrainOfTheChainAndNoOneElse()
    {
        await using var cluster = await Silos.Many(2);
        RequestContext.Set("tenant", "saint-aubin");
        var counter = cluster.Client.GetGrain<ICounter>(Silos.NewKey());
        Assert.Equal("saint-aubin>saint-aubin", await counter.Context("tenant", null, Silos.NewKey()));
        Assert.Equal("saint-aubin>val-de-lys", await counter.Context("tenant", "val-de-lys", Silos.NewKey()));
        Assert.Equal("saint-aubin", RequestContext.Get("tenant"));
        RequestContext.Clear();
        Assert.Null(await counter.Context("tenant", null, null));
    }

    [Fact]
    public async Task AFilterRefusesBeforeTheGrainIsTouched()
    {
        var (cluster, grains) = await Silos.One(silo => silo.AddIncomingGrainCallFilter<NoVisitors>());
        await using var _ = cluster;
        var counter = grains.GetGrain<ICounter>(Silos.NewKey());
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => counter.Add(1));
        RequestContext.Set("guest", "yes");
        Assert.Equal(1, await counter.Add(1));
    }

    [Fact]
    public async Task AFilterSeesWhatIsCalledAndMayReplaceTheAnswer()
    {
        var seen = new Witness();
        var (cluster, grains) = await Silos.One(silo => silo.AddIncomingGrainCallFilter(seen));
        await using var _ = cluster;
        var key = Silos.NewKey();
        Assert.Equal(105, await grains.GetGrain<ICounter>(key).Add(5));
        Assert.Equal($"runtime-tests.counter/{key} runtime-tests.counter ICounter.Add CounterGrain.Add 5 from ", seen.Line);
    }

    [Fact]
    public async Task AFailureReachesTheCallerAndTheGrainGoesOn()
    {
        await using var cluster = await Silos.Many(2);
        var counter = cluster.Client.GetGrain<ICounter>(Silos.NewKey());
        var life = await counter.Life();
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => counter.Break("La mairie est fermée."));
        Assert.Equal("La mairie est fermée.", failure.Message);
        Assert.Equal(life, await counter.Life());
    }

    [Fact]
    public async Task TwoReferencesToOneGrainAreEqual()
    {
        var (cluster, grains) = await Silos.One();
        await using var _ = cluster;
        var key = Silos.NewKey();
        Assert.Equal(grains.GetGrain<ICounter>(key), grains.GetGrain<ICounter>(GrainId.Create("runtime-tests.counter", key)));
        Assert.Equal(key, grains.GetGrain<ICounter>(key).GetPrimaryKeyString());
        Assert.Throws<ArgumentException>(() => grains.GetGrain<IOrphan>(key));
    }

    [Alias("runtime-tests.orphan")]
    interface IOrphan : IGrainWithStringKey;

    sealed class NoVisitors : IIncomingGrainCallFilter
    {
        public Task Invoke(IIncomingGrainCallContext context) =>
            RequestContext.Get("guest") is null ? throw new UnauthorizedAccessException() : context.Invoke();
    }

    sealed class Witness : IIncomingGrainCallFilter
    {
        public string? Line { get; private set; }

        public async Task Invoke(IIncomingGrainCallContext context)
        {
            await context.Invoke();
            Line = $"{context.TargetId} {context.InterfaceType} {Of(context.InterfaceMethod)} {Of(context.ImplementationMethod)} {context.Result} from {context.SourceId}";
            context.Result = 100 + (int)context.Result!;
        }

        static string Of(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";
    }
}
