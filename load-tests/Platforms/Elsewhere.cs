using System.Net;
using System.Net.Sockets;

namespace Platform.LoadTests.Platforms;

/// <summary>A platform that somebody else started.</summary>
sealed class Elsewhere(IPEndPoint address) : IPlatform
{
    /// <inheritdoc/>
    public IPEndPoint Address => address;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, int> Processes { get; } = new Dictionary<string, int>();

    /// <summary>Finds it.</summary>
    /// <exception cref="InvalidOperationException">Nobody of that name listens on IPv4.</exception>
    public static async Task<Elsewhere> Find(Uri target, CancellationToken cancellation)
    {
        var addresses = await Dns.GetHostAddressesAsync(target.Host, AddressFamily.InterNetwork, cancellation);
        return addresses is [var first, ..]
            ? new(new(first, target.Port)) : throw new InvalidOperationException($"{target.Host} has no IPv4 address.");
    }

    /// <inheritdoc/>
    public Task KillAndRestart(CancellationToken cancellation) =>
        throw new InvalidOperationException("A platform given by --target is not killed: leave out --target or --kill.");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
