using System.Net;

namespace Platform.LoadTests.Platforms;

/// <summary>A platform that journeys send to.</summary>
interface IPlatform : IAsyncDisposable
{
    /// <summary>The address of its gateway, or of the first of them.</summary>
    IPEndPoint Address { get; }

    /// <summary>The addresses of all its gateways.</summary>
    IReadOnlyList<IPEndPoint> Addresses => [Address];

    /// <summary>Its process ids by name, for processor time; empty where this program did not start them.</summary>
    IReadOnlyDictionary<string, int> Processes { get; }

    /// <summary>Kills every process that serves, as a power cut would, and starts them again on the same data.</summary>
    /// <exception cref="InvalidOperationException">This program did not start them.</exception>
    Task KillAndRestart(CancellationToken cancellation);
}
