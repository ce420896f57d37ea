using System.Net;

namespace Platform.LoadTests.Platforms;

/// <summary>A platform that answers at an address.</summary>
interface IPlatform : IAsyncDisposable
{
    /// <summary>Where its gateway listens.</summary>
    IPEndPoint Address { get; }

    /// <summary>Where all its gateways listen.</summary>
    IReadOnlyList<IPEndPoint> Addresses => [Address];

    /// <summary>Its processes by name, for counting processor time; none where they are not ours.</summary>
    IReadOnlyDictionary<string, int> Processes { get; }

    /// <summary>Kills what serves, as a power cut would, and starts it again on the same data.</summary>
    /// <exception cref="InvalidOperationException">It is not ours.</exception>
    Task KillAndRestart(CancellationToken cancellation);
}
