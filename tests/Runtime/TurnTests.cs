using FsCheck;
using FsCheck.Fluent;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Platform.Tests.Runtime;

public sealed class TurnTests
{
    [Fact]
    public async Task TurnsNeverOverlapWhateverIsCalledTogether()
    {
        var (cluster, grains) = await Silos.One();
        await using var _ = cluster;
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), calls =>
        {
            var round = Silos.NewKey();
            var counters = Enumerable.Range(0, 3).Select(i => grains.GetGrain<ICounter>(round + i)).ToArray();
            var answers = calls.Select(call => Task.Run(async () =>
            {
                var counter = counters[call % 3];
                return call % 4 == 3 ? await counter.Read() : await counter.Add(1, call / 32);
            })).ToArray();
            Task.WaitAll(answers);
            return counters.Select((counter, i) =>
                !counter.Overlaps().Result && counter.Peek().Result == calls.Count(c => c % 3 == i && c % 4 != 3)).All(ok => ok);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task QuestionsShareATurnAndAnOrderWaitsForThem()
    {
        var (cluster, grains) = await Silos.One();
        await using var _ = cluster;
        var (counter, gate) = (grains.GetGrain<ICounter>(Silos.NewKey()), Silos.NewKey());
        var questions = new[] { counter.Read(gate).AsTask(), counter.Read(gate).AsTask() };
        await Gate.Named(gate).Arrived(2);
        var order = counter.Add(1);
        Assert.Equal(0, await counter.Peek());
        Assert.False(order.IsCompleted);
        Gate.Named(gate).Open();
        Assert.All(await Task.WhenAll(questions), count => Assert.Equal(0, count));
        Assert.Equal(1, await order);
    }

    [Fact]
    public async Task AFullMailboxRefusesAndTheGrainGoesOn()
    {
        var (cluster, grains) = await Silos.One(silo => silo.Configure<SiloMessagingOptions>(o => o.MaxEnqueuedRequestsHardLimit = 2));
        await using var _ = cluster;
        var (counter, gate) = (grains.GetGrain<ICounter>(Silos.NewKey()), Silos.NewKey());
        var held = counter.Hold(gate);
        await Gate.Named(gate).Arrived();
        var waiting = new[] { counter.Add(1), counter.Add(1) };
        await Assert.ThrowsAsync<LimitExceededException>(() => counter.Add(1));
        Gate.Named(gate).Open();
        await held;
        await Task.WhenAll(waiting);
        Assert.Equal(3, await counter.Add(1));
    }

    [Fact]
    public async Task AGrainThatWaitsForItselfIsToldTheCycle()
    {
        var (cluster, grains) = await Silos.One();
        await using var _ = cluster;
        var (a, b, c) = (Silos.NewKey(), Silos.NewKey(), Silos.NewKey());
        var failure = await Assert.ThrowsAsync<OrleansException>(() => grains.GetGrain<ICounter>(a).CallThrough([b, c, a]));
        Assert.Contains($"counter/{a} -> runtime-tests.counter/{b} -> runtime-tests.counter/{c} -> runtime-tests.counter/{a}.", failure.Message);
        Assert.Equal(2, await grains.GetGrain<ICounter>(a).CallThrough([b, c]));
    }

    [Fact]
    public async Task ACallerDoesNotWaitForever()
    {
        var clock = new ManualClock();
        var (cluster, grains) = await Silos.One(silo => silo.Configure<SiloMessagingOptions>(o => o.ResponseTimeout = TimeSpan.FromSeconds(8)), clock);
        await using var _ = cluster;
        var (counter, gate) = (grains.GetGrain<ICounter>(Silos.NewKey()), Silos.NewKey());
        var held = counter.Hold(gate);
        await Gate.Named(gate).Arrived();
        var behind = counter.Add(1);
        clock.Pass(TimeSpan.FromSeconds(7));
        Assert.False(held.IsCompleted);
        clock.Pass(TimeSpan.FromSeconds(3));
        await Assert.ThrowsAsync<TimeoutException>(() => held);
        await Assert.ThrowsAsync<TimeoutException>(() => behind);
        Gate.Named(gate).Open();
        // What its caller gave up before it began was not done.
        Assert.Equal(1, await counter.Add(1));
    }

    [Fact]
    public async Task NorDoesOneWhoseGrainHadNothingToDoForLong()
    {
        var clock = new ManualClock();
        var (cluster, grains) = await Silos.One(silo => silo.Configure<SiloMessagingOptions>(o => o.ResponseTimeout = TimeSpan.FromSeconds(8)), clock);
        await using var _ = cluster;
        var (counter, gate) = (grains.GetGrain<ICounter>(Silos.NewKey()), Silos.NewKey());
        await counter.Add(1);
        clock.Pass(TimeSpan.FromSeconds(9));
        var held = counter.Hold(gate);
        await Gate.Named(gate).Arrived();
        clock.Pass(TimeSpan.FromSeconds(9));
        Assert.IsType<TimeoutException>(held.Exception?.InnerException);
        Gate.Named(gate).Open();
    }

    [Fact]
    public async Task ACallerThatCancelsStopsWaitingAndTheGrainHearsIt()
    {
        await using var cluster = await Silos.Many(2);
        using var cancellation = new CancellationTokenSource();
        var (counter, gate) = (cluster.Client.GetGrain<ICounter>(Silos.NewKey()), Silos.NewKey());
        var held = counter.HoldUntilCancelled(gate, cancellation.Token);
        await Gate.Named(gate).Arrived();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => held);
        await Gate.Named(gate).Opened.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task AStatelessWorkerServesSeveralAtOnce()
    {
        var (cluster, grains) = await Silos.One();
        await using var _ = cluster;
        var (worker, gate) = (grains.GetGrain<IWorker>(Silos.NewKey()), Silos.NewKey());
        var lives = new[] { worker.Serve(gate), worker.Serve(gate) };
        await Gate.Named(gate).Arrived(2);
        Gate.Named(gate).Open();
        Assert.Equal(2, (await Task.WhenAll(lives)).Distinct().Count());
    }
}
