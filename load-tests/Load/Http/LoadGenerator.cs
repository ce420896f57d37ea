namespace Platform.LoadTests.Load.Http;

/// <summary>An HTTP load generator: one thread keeps many connections busy over plain sockets, with <c>select</c>.</summary>
/// <remarks>HttpClient takes more processor time than the gateway under test, and both share two cores here.</remarks>
static class LoadGenerator
{
    /// <summary>How long a response may take (K7): longer than a gateway waits for its silo.</summary>
    public static TimeSpan ResponseTimeout { get; } = TimeSpan.FromSeconds(40);

    /// <summary>Runs each traffic on its own thread until it has nothing more to send.</summary>
    /// <param name="servers">Where to connect.</param>
    /// <param name="connections">Shared out among the traffics, at least one each.</param>
    /// <param name="traffics">What to send.</param>
    /// <param name="cancellation">Stops at once; requests in flight are reported as broken.</param>
    public static async Task Run(RoundRobinServers servers, int connections, IReadOnlyList<ITraffic> traffics, CancellationToken cancellation)
    {
        var share = Math.Max(1, connections / traffics.Count);
        await Task.WhenAll(traffics.Select(traffic => Task.Factory.StartNew(
            () => new ConnectionLoop(servers, share, traffic).Run(cancellation), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        cancellation.ThrowIfCancellationRequested();
    }
}
