using System.Net;
using System.Net.Sockets;

namespace Platform.LoadTests.Platforms;

/// <summary>A platform that runs already (<c>--target</c>).</summary>
sealed class ExternalPlatform(IPEndPoint address) : IPlatform
{
    public IPEndPoint Address => address;

    public IReadOnlyDictionary<string, int> Processes { get; } = new Dictionary<string, int>();

    /// <summary>Resolves its host name.</summary>
    /// <exception cref="InvalidOperationException">The name has no IPv4 address.</exception>
    public static async Task<ExternalPlatform> Resolve(Uri target, CancellationToken cancellation)
    {
        var addresses = await Dns.GetHostAddressesAsync(target.Host, AddressFamily.InterNetwork, cancellation);
        return addresses is [var first, ..]
            ? new(new(first, target.Port)) : throw new InvalidOperationException($"{target.Host} has no IPv4 address.");
    }

    public Task KillAndRestart(CancellationToken cancellation) =>
        throw new InvalidOperationException("A platform given by --target is not killed: leave out --target or --kill.");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
