using System.Collections.Concurrent;

namespace Orleans.Runtime;

// The activations in this silo's memory, one for each grain; for stateless workers, several.
sealed class Catalogue(Silo silo)
{
    readonly ConcurrentDictionary<GrainId, Activation> _activations = new();
    readonly ConcurrentDictionary<GrainId, Workers> _workers = new();

    public IEnumerable<Activation> All => _activations.Select(p => p.Value).Concat(_workers.SelectMany(p => p.Value.All));

    public Activation? Find(GrainId id) => _activations.GetValueOrDefault(id);

    public Activation Deliver(Call call)
    {
        Activation activation;
        // A mailbox closes after its activation has left the catalogue: another look finds or makes another.
        do activation = Place(call);
        while (!activation.Mailbox.Post(call));
        return activation;
    }

    public void Remove(Activation activation)
    {
        if (activation.GrainClass.Workers > 0)
            _workers.GetValueOrDefault(activation.GrainId)?.Remove(activation);
        else
            _activations.TryRemove(new(activation.GrainId, activation));
    }

    Activation Place(Call call)
    {
        if (call.GrainClass.Workers > 0)
            return _workers.GetOrAdd(call.Target, static _ => new()).Choose(silo, call);
        return _activations.TryGetValue(call.Target, out var known)
            ? known
            : _activations.GetOrAdd(call.Target, static (id, made) => new(made.silo, made.call.GrainClass, id, made.call), (silo, call));
    }

    sealed class Workers
    {
        readonly List<Activation> _activations = [];

        public IReadOnlyList<Activation> All
        {
            get { lock (_activations) return [.. _activations]; }
        }

        // One that has nothing to do, else a new one, else the least busy.
        public Activation Choose(Silo silo, Call call)
        {
            lock (_activations)
            {
                var best = _activations.MinBy(a => a.Mailbox.Load);
                if (best is null || best.Mailbox.Load > 0 && _activations.Count < call.GrainClass.Workers)
                    _activations.Add(best = new(silo, call.GrainClass, call.Target, call));
                return best;
            }
        }

        public void Remove(Activation activation)
        {
            lock (_activations)
                _activations.Remove(activation);
        }
    }
}
