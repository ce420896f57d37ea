using Platform.Silos;

namespace Platform.Tests.Cluster;

/// <summary>A list of silos that says what the test says.</summary>
sealed class Register : ISiloRegister
{
    public string? Trouble => null;

    public CancellationToken Fence { get; init; }

    public long Version => 1;

    public SiloList List() => new(Version, []);

    /// <summary>Becomes another; what it is asked for is the version that is known.</summary>
    public Func<long, Task> Changed { get; init; } = _ => Task.CompletedTask;

    public Task Change(long after, TimeSpan patience, CancellationToken cancellation) => Changed(after);

    public void Leave()
    {
    }

    public Task<bool> AskToDrain(string name, CancellationToken cancellation) => Task.FromResult(false);
}
