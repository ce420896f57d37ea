using System.Collections.Immutable;

namespace Orleans.Runtime;

// Which silos live. Held by whoever knows: one process, or later a table.
interface IMembership
{
    ImmutableArray<SiloAddress> Live { get; }

    // Silos came, left or died.
    event Action? Changed;

    void Join(SiloAddress silo);

    void Leave(SiloAddress silo);
}

// A cluster of one.
sealed class LoneSilo : IMembership
{
    public ImmutableArray<SiloAddress> Live { get; private set; } = [];

    public event Action? Changed;

    public void Join(SiloAddress silo) => Become([silo]);

    public void Leave(SiloAddress silo) => Become([]);

    void Become(ImmutableArray<SiloAddress> live)
    {
        Live = live;
        Changed?.Invoke();
    }
}
