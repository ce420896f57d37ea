namespace Platform.LoadTests.Load.Http;

/// <summary>Keeps a number of connections busy from one thread: it waits for all at once, and does nothing else than receive and send.</summary>
/// <remarks>HttpClient costs more processor time than the gateway that it would measure, and both share two cores here.</remarks>
static class Generator
{
    /// <summary>How long an answer may take (K7): longer than a gateway waits for its silo.</summary>
    public static TimeSpan Deadline { get; } = TimeSpan.FromSeconds(40);

    /// <summary>Runs each traffic on its own thread until it has nothing more to send.</summary>
    /// <param name="servers">Where to.</param>
    /// <param name="connections">Shared out among them, at least one each.</param>
    /// <param name="traffics">What to send.</param>
    /// <param name="cancellation">Stops at once; what is under way is told as broken.</param>
    public static async Task Run(Servers servers, int connections, IReadOnlyList<ITraffic> traffics, CancellationToken cancellation)
    {
        var share = Math.Max(1, connections / traffics.Count);
        await Task.WhenAll(traffics.Select(traffic => Task.Factory.StartNew(
            () => new Loop(servers, share, traffic).Run(cancellation), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        cancellation.ThrowIfCancellationRequested();
    }
}
