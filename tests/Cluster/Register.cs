using Platform.Silos;

namespace Platform.Tests.Cluster;

/// <summary>A list of silos that says what the test says.</summary>
sealed class Register : ISiloRegister
{
    public string? Trouble => null;

    public CancellationToken Fence { get; init; }

    public SiloList List() => new(1, []);

    public Task Change(long after, TimeSpan patience, CancellationToken cancellation) => Task.CompletedTask;

    public void Leave()
    {
    }

    public Task<bool> AskToDrain(string name, CancellationToken cancellation) => Task.FromResult(false);
}
