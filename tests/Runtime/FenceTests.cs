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

    // One silo, whose right to act can be taken from it and given back.
    sealed class Revocable : IMembership
    {
        SiloAddress? _silo;
        volatile bool _revoked;

        public event Action? Changed;

        public ImmutableArray<SiloAddress> Live => _revoked || _silo is null ? [] : [_silo];

        public bool Serves => !_revoked;

        public void Join(Silo silo)
        {
            _silo = silo.SiloAddress;
            silo.Begin(_silo);
        }

        public Task Leave(SiloAddress silo) => Task.CompletedTask;

        public void Revoke()
        {
            _revoked = true;
            Changed?.Invoke();
        }

        public void Grant() => _revoked = false;
    }
}
