using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Platform.Tests.Runtime;

public sealed class FenceTests
{
    [Fact]
    public async Task WhoeverWaitsForAGrainOfASiloThatMayNotGoOnIsToldAtOnceAndTheGrainKeepsItsMemory()
    {
        var membership = new Revocable();
        var (cluster, grains) = await Silos.One(silo => silo.Services.AddSingleton<IMembership>(membership));
        await using var _ = cluster;
        var (counter, gate) = (grains.GetGrain<ICounter>("held"), Silos.NewKey());
        var life = await counter.Life();
        Task[] waiting = [counter.Hold(gate), counter.Add(1)];
        await Gate.Named(gate).Arrived();

        membership.Revoke();
        try
        {
            foreach (var call in waiting)
                Assert.Contains("not known", (await Assert.ThrowsAsync<SiloUnavailableException>(() => call.WaitAsync(TimeSpan.FromSeconds(2)))).Message);
        }
        finally
        {
            // Also where it fails: a cluster does not end before its turns.
            membership.Grant();
            Gate.Named(gate).Open();
        }
        Assert.Equal(life, await counter.Life());
        Assert.Equal(1, await counter.Add(1));
    }

    [Fact]
    public async Task AGrainThatWasCalledWhileTheListOfSilosChangedDoesNotKeepWhatItRemembers()
    {
        var membership = new Revocable();
        var (cluster, grains) = await Silos.One(silo => silo.Services.AddSingleton<IMembership>(membership));
        await using var _ = cluster;
        var counter = grains.GetGrain<ICounter>(Silos.NewKey());
        var life = await counter.Life();
        Assert.Equal(life, await counter.Life());

        membership.ChangesAfterTheNextLook();
        await counter.Add(1);
        Assert.NotEqual(life, await counter.Life());
    }

    // One silo, whose right to act can be taken from it and given back.
    sealed class Revocable : IMembership
    {
        SiloAddress? _silo;
        ImmutableArray<SiloAddress> _live = [];
        volatile bool _revoked;
        int _changes;

        public event Action? Changed;

        public ImmutableArray<SiloAddress> Live
        {
            get
            {
                var live = _live;
                if (Interlocked.Exchange(ref _changes, 0) > 0)
                    _live = [_silo!];
                return _revoked ? [] : live;
            }
        }

        public bool Serves => !_revoked;

        public void Join(Silo silo)
        {
            _silo = silo.SiloAddress;
            _live = [_silo];
            silo.Begin(_silo);
        }

        public Task Leave(SiloAddress silo) => Task.CompletedTask;

        /// <summary>Others came and went between a look and what is done after it.</summary>
        public void ChangesAfterTheNextLook() => _changes = 1;

        public void Revoke()
        {
            _revoked = true;
            Changed?.Invoke();
        }

        public void Grant() => _revoked = false;
    }
}
