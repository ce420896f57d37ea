using System.Collections.Concurrent;
using System.Collections.Immutable;
using Orleans.Runtime;

namespace Orleans.TestingHost;

// The silos of one process: who lives, and what carries their messages. Both are told of a change at once.
sealed class InProcessNetwork : IMembership, ILink
{
    readonly ConcurrentDictionary<SiloAddress, Action<SiloAddress, ReadOnlyMemory<byte>>> _connected = new();
    ImmutableArray<SiloAddress> _live = [];

    public event Action? Changed;

    public event Action<SiloAddress>? Lost;

    public ImmutableArray<SiloAddress> Live => _live;

    public void Join(Silo silo)
    {
        silo.Begin(silo.SiloAddress);
        ImmutableInterlocked.Update(ref _live, live => live.Add(silo.SiloAddress));
        Changed?.Invoke();
    }

    public Task Leave(SiloAddress silo)
    {
        if (ImmutableInterlocked.Update(ref _live, live => live.Remove(silo)))
            Changed?.Invoke();
        return Task.CompletedTask;
    }

    public void Connect(SiloAddress self, Action<SiloAddress, ReadOnlyMemory<byte>> receive) => _connected[self] = receive;

    public void Disconnect(SiloAddress self)
    {
        if (_connected.TryRemove(self, out _))
            Lost?.Invoke(self);
    }

    public bool Send(SiloAddress from, SiloAddress to, ReadOnlyMemory<byte> message)
    {
        // What a killed silo still says reaches nobody.
        if (!_connected.ContainsKey(from))
            return true;
        if (!_connected.TryGetValue(to, out var receive))
            return false;
        ThreadPool.UnsafeQueueUserWorkItem(static m => m.receive(m.from, m.message), (receive, from, message), preferLocal: false);
        return true;
    }
}
