using System.Collections.Immutable;

namespace Orleans.Runtime;

// Which silos live. Held by whoever knows: one process, or a table.
interface IMembership
{
    // The silos that own grains; none where this silo may not speak.
    ImmutableArray<SiloAddress> Live { get; }

    // Whether the silo of this process may still act and answer: what it holds may be another's by now where it may not.
    bool Serves => true;

    // Not complete while another silo may still answer for grains that this one has just come to own.
    Task Settled => Task.CompletedTask;

    // Silos came, left or died: told before Live changes again, so that no grain sleeps through a time in which another silo owned it.
    event Action? Changed;

    // Gives the silo its address by Silo.Begin, now or when it can; and again for each later life.
    void Join(Silo silo);

    // It owns no grain any more, and finishes what it does. Completes when the others have heard, and send it nothing more.
    Task Leave(SiloAddress silo);

    // It has finished.
    void Gone(SiloAddress silo) { }
}

// A cluster of one.
sealed class LoneSilo : IMembership
{
    public ImmutableArray<SiloAddress> Live { get; private set; } = [];

    public event Action? Changed;

    public void Join(Silo silo)
    {
        silo.Begin(silo.SiloAddress);
        Become([silo.SiloAddress]);
    }

    public Task Leave(SiloAddress silo) => Become([]);

    Task Become(ImmutableArray<SiloAddress> live)
    {
        Live = live;
        Changed?.Invoke();
        return Task.CompletedTask;
    }
}
